package dev.asterbridge.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Many stories, on every core of the machine; each on one thread, with a database of that thread. */
final class Campaign {

    private final AtomicLong next;
    private final long end;
    private final int enough;
    private final List<Simulation.Ending> bad = new ArrayList<>();
    private long stories;
    private long errands;
    private long executed;

    /** @param enough after how many broken promises to stop */
    Campaign(long first, long count, int enough) {
        this.next = new AtomicLong(first);
        this.end = first + count;
        this.enough = enough;
    }

    /** The seed and the sentence of a broken promise, for callers that know this class by name only. */
    static List<String> firstBroken(long first, long count) throws InterruptedException {
        return new Campaign(first, count, 1)
                .run().bad.stream()
                        .map(bad -> bad.seed() + ": " + bad.violation())
                        .toList();
    }

    Campaign run() throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(workers.submit(this::work));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        bad.sort(Comparator.comparingLong(Simulation.Ending::seed));
        return this;
    }

    private Void work() throws Exception {
        try (MemoryDatabase database = new MemoryDatabase()) {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                if (!count(new Simulation(seed, database, false).run())) {
                    break;
                }
            }
        }
        return null;
    }

    private synchronized boolean count(Simulation.Ending ending) {
        stories++;
        errands += ending.errands();
        executed += ending.executed();
        if (ending.isBad()) {
            bad.add(ending);
        }
        return bad.size() < enough;
    }

    List<Simulation.Ending> bad() {
        return bad;
    }

    long stories() {
        return stories;
    }

    long errands() {
        return errands;
    }

    long executed() {
        return executed;
    }
}
