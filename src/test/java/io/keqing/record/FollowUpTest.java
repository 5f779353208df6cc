package io.keqing.record;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FollowUpTest {
    @Test
    void aFailure_isTriedAgain_andDoesNotEndTheWork() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        FollowUp work = new FollowUp("pieces", () -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the first piece");
            }
            done.countDown();
            return false;
        });
        work.start();
        try {
            assertTrue(done.await(30, TimeUnit.SECONDS));
        } finally {
            work.stop();
        }
    }
}
