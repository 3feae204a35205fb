package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * One queue per symbol, worked off one at a time and in order; different symbols side by side.
 *
 * <p>Stops before everything else, so that what is under way still finds the exchange at the other end of the line.
 */
@Component
class Lanes implements SmartLifecycle {

    /** More than this waiting on one symbol is a flood, not trading. */
    static final int CAPACITY = 100;

    private static final Duration FINISH_WITHIN = Duration.ofSeconds(4);
    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final Map<Symbol, Queue<Work>> waiting = new HashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private boolean closed;

    /**
     * Queues the work; false when the lane is full or the service is stopping.
     *
     * @param dropped runs instead of the work when the service stops before its turn
     */
    synchronized boolean submit(Symbol symbol, ClientOrderId id, Runnable work, Runnable dropped) {
        Queue<Work> lane = waiting.get(symbol);
        if (closed || (lane != null && lane.size() >= CAPACITY)) {
            return false;
        }
        Work traced = new Work(traced(symbol, id, work), traced(symbol, id, dropped));
        if (lane != null) {
            lane.add(traced);
            return true;
        }
        waiting.put(symbol, new ArrayDeque<>());
        workers.execute(() -> workOff(symbol, traced));
        return true;
    }

    private void workOff(Symbol symbol, Work first) {
        for (Work work = first; work != null; work = next(symbol)) {
            work.task().run();
        }
    }

    private synchronized @Nullable Work next(Symbol symbol) {
        Queue<Work> lane = waiting.getOrDefault(symbol, new ArrayDeque<>());
        Work work = closed ? null : lane.poll();
        if (work == null) {
            waiting.remove(symbol);
        }
        return work;
    }

    private static Runnable traced(Symbol symbol, ClientOrderId id, Runnable work) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return () -> {
            MDC.setContextMap(context == null ? Map.of() : context);
            MDC.put("symbol", symbol.name());
            MDC.put("client_order_id", id.value());
            try {
                work.run();
            } catch (Throwable e) { // whatever it was, the lane must go on
                log.atError().addKeyValue("event", "signal_failed").setCause(e).log("Signal on {} failed", symbol);
            }
        };
    }

    /** Takes nothing more, starts nothing more, and lets what is under way finish. */
    @Override
    public void stop() {
        synchronized (this) {
            closed = true;
            waiting.values().stream()
                    .flatMap(Queue::stream)
                    .forEach(work -> work.dropped().run());
            waiting.values().forEach(Queue::clear);
        }
        workers.shutdown();
        try {
            if (!workers.awaitTermination(FINISH_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        // Open from the beginning.
    }

    @Override
    public synchronized boolean isRunning() {
        return !closed;
    }

    private record Work(Runnable task, Runnable dropped) {}
}
