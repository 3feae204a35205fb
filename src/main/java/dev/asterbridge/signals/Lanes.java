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
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** One queue per symbol, worked off one at a time and in order; different symbols side by side. */
@Component
class Lanes implements DisposableBean {

    /** More than this waiting on one symbol is a flood, not trading. */
    static final int CAPACITY = 100;

    private static final Duration FINISH_WITHIN = Duration.ofSeconds(4);
    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final Map<Symbol, Queue<Runnable>> waiting = new HashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private boolean closed;

    /** Queues the work; false when the lane is full or the service is stopping. */
    synchronized boolean submit(Symbol symbol, ClientOrderId id, Runnable work) {
        Queue<Runnable> lane = waiting.get(symbol);
        if (closed || (lane != null && lane.size() >= CAPACITY)) {
            return false;
        }
        Runnable traced = traced(symbol, id, work);
        if (lane != null) {
            lane.add(traced);
            return true;
        }
        waiting.put(symbol, new ArrayDeque<>());
        workers.execute(() -> workOff(symbol, traced));
        return true;
    }

    private void workOff(Symbol symbol, Runnable first) {
        for (Runnable work = first; work != null; work = next(symbol)) {
            work.run();
        }
    }

    private synchronized @Nullable Runnable next(Symbol symbol) {
        Queue<Runnable> lane = waiting.getOrDefault(symbol, new ArrayDeque<>());
        Runnable work = closed ? null : lane.poll();
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
            } finally {
                MDC.clear();
            }
        };
    }

    /** Takes nothing more, starts nothing more, and lets what is under way finish. */
    @Override
    public void destroy() throws InterruptedException {
        synchronized (this) {
            closed = true;
            int dropped = waiting.values().stream().mapToInt(Queue::size).sum();
            if (dropped > 0) {
                log.atWarn().addKeyValue("event", "signals_dropped").log("{} signals were still waiting", dropped);
            }
        }
        workers.shutdown();
        if (!workers.awaitTermination(FINISH_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            workers.shutdownNow();
        }
    }
}
