package dev.asterbridge.signals;

import dev.asterbridge.journal.Journal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Lets senders wait for what the journal will say; another instance may be the one that decides. */
@Component
class Decisions {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Journal journal;
    private final SignalRecords records;
    private final ConcurrentMap<String, CountDownLatch> expected = new ConcurrentHashMap<>();

    Decisions(Journal journal, SignalRecords records) {
        this.journal = journal;
        this.records = records;
    }

    void announce(String id) {
        CountDownLatch latch = expected.remove(id);
        if (latch != null) {
            latch.countDown();
        }
    }

    /** What was decided; empty when nothing is within the time. */
    Optional<SignalOutcome> await(String id, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            CountDownLatch latch = expected.computeIfAbsent(id, key -> new CountDownLatch(1));
            Optional<SignalOutcome> outcome = journal.read(sql -> records.outcome(sql, id));
            long left = end - System.nanoTime();
            if (outcome.isPresent() || left <= 0) {
                expected.remove(id, latch);
                return outcome;
            }
            boolean unused = latch.await(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
        }
    }
}
