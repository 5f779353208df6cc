package io.keqing.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.embedded.TestDatabase;
import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import io.keqing.record.Database;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobIT implements TestPropertyProvider {
    private static final Viewer ADMIN = new Viewer("admin", Set.of(Role.ADMIN));

    @Inject
    Jobs jobs;

    @Inject
    JobSchedules schedules;

    @Inject
    Database database;

    @Inject
    CountingWork work;

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> properties = TestDatabase.fresh();
        properties.put("test.jobs", "true");
        properties.put("keqing.admin.password", "first password");
        properties.put("keqing.job.silence", "3000");
        return properties;
    }

    private Job await(long id, Predicate<Job> wanted) throws InterruptedException {
        Job job = jobs.find(id).orElseThrow();
        for (int i = 0; i < 400 && !wanted.test(job); i++) {
            Thread.sleep(50);
            job = jobs.find(id).orElseThrow();
        }
        assertTrue(wanted.test(job), job.toString());
        return job;
    }

    private void sql(String statement) {
        database.read(connection -> {
            try (var update = connection.createStatement()) {
                return update.executeUpdate(statement);
            }
        });
    }

    @Test
    void aJobIsDoneOnce_byItsOwner() throws Exception {
        long id = jobs.submit("count", "3", null, ADMIN);
        Job job = await(id, it -> it.state() == Job.State.FINISHED);
        assertEquals(3, job.done());
        assertEquals(3, job.total());
        assertEquals(
                List.of(new CountingWork.Start(id, 1, "admin")),
                work.starts.stream().filter(start -> start.job() == id).toList());
    }

    @Test
    void whatFails_saysWhy() throws Exception {
        Job job = await(jobs.submit("count", "-1", null, ADMIN), it -> it.state() == Job.State.FAILED);
        assertEquals("can't count to -1", job.message());
    }

    @Test
    void workOfSomebodyWhoIsNoUser_isNotDone() throws Exception {
        long id = jobs.submit("count", "3", null, new Viewer("gone", Set.of(Role.ADMIN)));
        assertEquals(
                "Its owner gone is no user any more",
                await(id, it -> it.state() == Job.State.FAILED).message());
    }

    @Test
    void aRunningJob_isCancelledThroughTheTableAlone_andTellsItsRate() throws Exception {
        long id = jobs.submit("count", "100000", null, ADMIN);
        assertTrue(await(id, it -> it.perSecond() > 0).left() != null);
        assertTrue(jobs.cancel(id));
        Job job = await(id, it -> it.state() == Job.State.CANCELLED);
        assertTrue(job.done() < 100_000, job.toString());
        assertFalse(jobs.cancel(id));
    }

    @Test
    void aJobWhoseFilesAreElsewhere_isLeftThere_andMayBeCancelled() throws Exception {
        long id = jobs.submit("count", "3", "another portal", ADMIN);
        Thread.sleep(1500);
        assertEquals(Job.State.QUEUED, jobs.find(id).orElseThrow().state());
        assertTrue(jobs.cancel(id));
        assertEquals(Job.State.CANCELLED, jobs.find(id).orElseThrow().state());
    }

    @Test
    void aJobOfADeadPortal_isTakenUpAfterItsSilence() throws Exception {
        long id = jobs.submit("count", "3", "another portal", ADMIN);
        sql("UPDATE job SET portal = NULL, state = 'running', claimed_by = 'dead', attempts = 1, fruitless = 1, "
                + "beat_at = clock_timestamp() WHERE id = " + id);
        Thread.sleep(1000);
        assertEquals(1, jobs.find(id).orElseThrow().attempts());
        assertEquals(2, await(id, it -> it.state() == Job.State.FINISHED).attempts());
    }

    @Test
    void aJobThatStopsItsPortalsAgainAndAgain_fails() throws Exception {
        long id = jobs.submit("count", "3", "another portal", ADMIN);
        sql("UPDATE job SET portal = NULL, fruitless = 5, attempts = 9 WHERE id = " + id);
        Job job = await(id, it -> it.state() == Job.State.FAILED);
        assertEquals("Its portal stopped 5 times without a step forward", job.message());
    }

    @Test
    void whatIsScheduled_isHandedInOnceWhenItIsDue_howeverOftenItWasMissed() throws Exception {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        JobSchedules.Schedule schedule = schedules.put("monday", "count", "2", "30 8 * * 1", berlin, ADMIN);
        ZonedDateTime next = schedule.next().atZone(berlin);
        assertEquals(DayOfWeek.MONDAY, next.getDayOfWeek());
        assertEquals(LocalTime.of(8, 30), next.toLocalTime());
        assertTrue(Duration.between(Instant.now(), schedule.next()).toDays() < 8);
        assertEquals(schedule.next(), schedules.list().getFirst().next());
        assertEquals(0, schedules.submitDue());

        long before = jobs.list("count").getFirst().id();
        sql("UPDATE job_schedule SET next_at = next_at - interval '60 days'");
        int handedIn = schedules.submitDue() + schedules.submitDue();
        assertTrue(handedIn <= 1, "the workers may have been first, was " + handedIn);
        Job job = await(jobs.list("count").getFirst().id(), it -> it.state() == Job.State.FINISHED);
        assertEquals(before + 1, job.id());
        assertEquals("admin", job.owner());
        assertTrue(schedules.list().getFirst().next().isAfter(Instant.now()));
        assertTrue(schedules.remove("monday"));
        assertFalse(schedules.remove("monday"));
        assertThrows(IllegalArgumentException.class, () -> schedules.put("no", "count", "2", "at noon", berlin, ADMIN));
    }
}
