package io.keqing.sample;

import io.keqing.embedded.Home;
import io.keqing.importing.ImportJob;
import io.keqing.importing.ImportJobs;
import io.keqing.importing.Mappings;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.RecordStore;
import io.keqing.record.RecordTypes;
import io.keqing.segment.ChurnDefinition;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fills an empty database with invented customers, through the same door that everybody's files take. A load that was
/// broken off goes on at the next start with the files that did not come to their end.
@Singleton
final class SampleLoader {
    private static final Logger LOG = LoggerFactory.getLogger(SampleLoader.class);
    private static final long SEED = 20_250_301;
    private static final String NAME = "sample-";
    private static final Viewer LOADER = new Viewer("sample", Set.of(Role.ADMIN));

    private final ImportJobs jobs;
    private final Mappings mappings;
    private final RecordStore store;
    private final RecordTypes types;
    private final Home home;
    private final ChurnDefinition churn;
    private final int customers;

    SampleLoader(
            ImportJobs jobs,
            Mappings mappings,
            RecordStore store,
            RecordTypes types,
            Home home,
            ChurnDefinition churn,
            @Property(name = "keqing.sample.customers", defaultValue = "2000") int customers) {
        this.jobs = jobs;
        this.mappings = mappings;
        this.store = store;
        this.types = types;
        this.home = home;
        this.churn = churn;
        this.customers = customers;
    }

    @EventListener
    void start(ServerStartupEvent started) {
        if (customers > 0) {
            Thread.ofPlatform().name("sample").daemon().start(this::loadWhereEmpty);
        }
    }

    private void loadWhereEmpty() {
        List<ImportJob> before = jobs.list();
        boolean onlySample = before.stream().allMatch(job -> job.fileName().startsWith(NAME));
        boolean empty = types.all().stream().allMatch(type -> store.count(type) == 0);
        Set<String> done = before.stream()
                .filter(job -> job.state() == ImportJob.State.FINISHED)
                .map(ImportJob::fileName)
                .collect(Collectors.toSet());
        if (!empty && (before.isEmpty() || !onlySample || done.size() == SampleFile.values().length)) {
            return;
        }
        SampleWorld world =
                new SampleWorld(SEED, Math.max(customers, SampleWorld.FEWEST), LocalDate.now(java.time.ZoneOffset.UTC));
        // the invented customers join by registering, not by a contract
        ChurnDefinition.Limit limit = churn.now().limit();
        churn.set(new ChurnDefinition.Limit(limit.silentDays(), limit.gaps(), false), LOADER.name());
        LOG.info("Inventing {} customers as sample data", world.customers());
        for (SampleFile file : SampleFile.values()) {
            if (!done.contains(NAME + file.fileName()) && !load(world, file)) {
                return;
            }
        }
        LOG.info("The sample data is loaded");
    }

    private boolean load(SampleWorld world, SampleFile file) {
        try {
            Path path = Files.createTempFile(home.folder("files"), "sample", ".csv");
            try (OutputStream out = Files.newOutputStream(path)) {
                world.write(file, out);
            }
            long id = jobs.start(path, NAME + file.fileName(), mappings.read(file.mapping()), LOADER);
            ImportJob job = jobs.find(id).orElseThrow();
            while (!job.state().isOver()) {
                Thread.sleep(100);
                job = jobs.find(id).orElseThrow();
            }
            if (job.state() != ImportJob.State.FINISHED) {
                LOG.warn("The sample's {} ended as {}: {}", file.fileName(), job.state(), job.message());
                return false;
            }
            return true;
        } catch (IOException e) {
            LOG.warn("The sample's {} could not be written", file.fileName(), e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
