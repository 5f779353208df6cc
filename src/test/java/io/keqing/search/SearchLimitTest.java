package io.keqing.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keqing.privacy.Role;
import io.keqing.privacy.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SearchLimitTest {
    private static final Viewer ANN = new Viewer("ann", Set.of(Role.SUPPORT));
    private static final Viewer BOB = new Viewer("bob", Set.of(Role.SUPPORT));

    @Test
    void twoRun_sixteenWait_andOneMoreIsTurnedAway_whileOthersGoOn() throws Exception {
        SearchLimit limit = new SearchLimit(2);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> searches = new ArrayList<>();
            for (int i = 0; i < 2 + SearchLimit.MOST_WAITING; i++) {
                searches.add(threads.submit(() -> {
                    return limit.run(ANN, () -> {
                        int now = running.incrementAndGet();
                        await(open);
                        running.decrementAndGet();
                        return now;
                    });
                }));
            }
            for (int i = 0; i < 500 && (running.get() < 2 || limit.inside(ANN) < searches.size()); i++) {
                Thread.sleep(10);
            }
            assertEquals(2, running.get());
            assertThrows(TooManySearchesException.class, () -> limit.run(ANN, () -> 0));
            assertEquals(7, limit.run(BOB, () -> 7), "each user has a limit of their own");
            open.countDown();
            for (Future<Integer> search : searches) {
                assertTrue(search.get(5, TimeUnit.SECONDS) <= 2);
            }
        }
        assertEquals(1, limit.run(ANN, () -> 1), "and what was left is free again");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
