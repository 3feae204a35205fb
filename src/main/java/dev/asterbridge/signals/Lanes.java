package dev.asterbridge.signals;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.orders.OrderMoved;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the lanes going, each on a thread of its own while there is something to do.
 *
 * <p>Stops before everything else, so that what is under way still finds the exchange at the other end of the line.
 */
@Component
class Lanes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(3);
    /**
     * The exchange remembers the newest 100 nonces of a signer and refuses what is older; between an order's signing and
     * its sending, the questions of other lanes must not push it out.
     */
    private static final int AT_ONCE = 12;

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final LaneParts parts;
    private final Journal journal;
    private final SignalRecords records;
    private final ConcurrentMap<Symbol, Runner> runners = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);

    /** Orders that hang, each for as long as a request may take, must not keep others from being looked up. */
    private final Semaphore lookingUp = new Semaphore(AT_ONCE, true);

    /** And neither must keep a position without its stop. */
    private final Semaphore protecting = new Semaphore(AT_ONCE, true);

    private volatile boolean open;
    private volatile boolean stopping;

    Lanes(LaneParts parts, Journal journal, SignalRecords records) {
        this.parts = parts;
        this.journal = journal;
        this.records = records;
    }

    /** Has a look at a lane soon; before recovery is through, later. */
    void wake(Symbol symbol) {
        if (open) {
            runner(symbol).wake();
        }
    }

    /** What filled or ended may leave a position without its stop, or exits without a position. */
    @EventListener
    void heard(OrderMoved event) {
        wake(event.symbol());
    }

    /** Opens one lane, and returns once it is known what is held, or that this takes longer. */
    void recover(Symbol symbol) {
        runner(symbol).recover();
    }

    /** From now on lanes are looked at as signals come in. */
    void open() {
        open = true;
    }

    /** Has a look at every lane with something to do, whoever put it there. */
    void wakeAll() {
        if (open) {
            withWork().forEach(this::wake);
        }
    }

    /** Symbols with something to do, or to watch. */
    Set<Symbol> withWork() {
        return journal.read(sql -> {
            Set<Symbol> symbols = new TreeSet<>(records.underWay(sql));
            symbols.addAll(parts.holdings().guarded(sql));
            return symbols;
        });
    }

    boolean isStopping() {
        return stopping;
    }

    private Runner runner(Symbol symbol) {
        return runners.computeIfAbsent(symbol, key -> new Runner(new Lane(key, parts)));
    }

    /** Starts nothing more, and lets what is under way finish. What waits is on record. */
    @Override
    public void stop() {
        stopping = true;
        runners.values().forEach(Runner::stop);
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
        // Recovery opens the lanes.
    }

    @Override
    public boolean isRunning() {
        return !stopping;
    }

    /** Steps one lane, and sleeps while there is nothing due. */
    private final class Runner {

        private final Lane lane;
        private final Semaphore wakeups = new Semaphore(0);
        private final AtomicBoolean running = new AtomicBoolean();

        Runner(Lane lane) {
            this.lane = lane;
        }

        void wake() {
            wakeups.release();
            if (running.compareAndSet(false, true)) {
                try {
                    workers.execute(this::run);
                } catch (RejectedExecutionException e) {
                    // The service is stopping; what is on record is for the next start.
                    running.set(false);
                }
            }
        }

        void recover() {
            Optional<Duration> due = Optional.of(Duration.ZERO);
            while (!stopping
                    && !lane.isReconciled()
                    && due.filter(Duration::isZero).isPresent()) {
                due = step();
            }
            wake();
        }

        void stop() {
            lane.close();
            wakeups.release();
        }

        private void run() {
            try {
                while (!stopping) {
                    wakeups.drainPermits();
                    Optional<Duration> due = step();
                    if (due.isPresent()) {
                        boolean unused = wakeups.tryAcquire(due.get().toNanos(), TimeUnit.NANOSECONDS);
                    } else {
                        running.set(false);
                        boolean woken = wakeups.availablePermits() > 0;
                        if (!woken || !running.compareAndSet(false, true)) {
                            return;
                        }
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Whatever goes wrong, the lane must go on. */
        private Optional<Duration> step() {
            Semaphore places =
                    parts.protector().isNaked(lane.symbol()) ? protecting : lane.isLookingUp() ? lookingUp : atOnce;
            places.acquireUninterruptibly();
            MDC.put("symbol", lane.symbol().name());
            try {
                return lane.step();
            } catch (LaneLost e) {
                log.atInfo().addKeyValue("event", "lane_lost").log("{}", e.getMessage());
            } catch (JournalUnavailable e) {
                log.atWarn().addKeyValue("event", "journal_unavailable").log("The lane waits: {}", e.getMessage());
            } catch (RuntimeException | Error e) {
                log.atError().addKeyValue("event", "lane_failed").setCause(e).log("A bug; the lane tries again");
            } finally {
                MDC.clear();
                places.release();
            }
            return Optional.of(AFTER_FAILURE);
        }
    }
}
