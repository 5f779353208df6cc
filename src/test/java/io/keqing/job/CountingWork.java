package io.keqing.job;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Counts up to its payload, a step every few milliseconds; goes on where an earlier claim of the job was.
@Singleton
@Requires(property = "test.jobs")
final class CountingWork implements JobWork {
    record Start(long job, int attempt, String owner) {}

    final List<Start> starts = new CopyOnWriteArrayList<>();

    @Override
    public String kind() {
        return "count";
    }

    @Override
    public int atOnce() {
        return 2;
    }

    @Override
    public void run(JobRun run) throws InterruptedException {
        starts.add(new Start(run.id(), run.attempt(), run.owner().name()));
        long total = Long.parseLong(run.payload());
        if (total < 0) {
            throw new IllegalArgumentException("can't count to " + total);
        }
        for (long done = 1; done <= total; done++) {
            run.step(done, total);
            Thread.sleep(5);
        }
    }
}
