package dev.asterbridge.aster;

import dev.asterbridge.exchange.LineMemory;
import dev.asterbridge.exchange.LineMemory.Limit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silences and used budgets on record: they outlive the process, and other instances of the service heed them.
 *
 * <p>A memory that fails is reported once and tried again; it stops the line only until it has answered for the first
 * time.
 */
final class SharedLimits {

    private static final Logger log = LoggerFactory.getLogger(SharedLimits.class);

    private final LineMemory memory;
    private final BanClock bans;
    private final RequestBudget budget;
    private final Map<String, Limit> kept = new ConcurrentHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean known;

    SharedLimits(LineMemory memory, BanClock bans, RequestBudget budget) {
        this.memory = memory;
        this.bans = bans;
        this.budget = budget;
    }

    /** Whether it is known what the exchange asked for before this process began; nothing may be sent before that. */
    boolean areKnown() {
        return known || attempt(this::recall);
    }

    /** Puts on record what has changed. */
    void keep() {
        var unused = attempt(this::keepChanges);
    }

    /** Puts on record what has changed, and takes over what other instances put there; called about once a second. */
    void tick() {
        var unused = attempt(() -> {
            recall();
            keepChanges();
        });
    }

    private void recall() {
        List<Limit> limits = memory.limits();
        bans.recall(limits);
        budget.recall(limits);
        known = true;
    }

    private void keepChanges() {
        List<Limit> changed = Stream.concat(bans.limits().stream(), budget.used().stream())
                .filter(limit -> !limit.equals(kept.get(limit.name())))
                .toList();
        if (!changed.isEmpty()) {
            memory.keep(changed);
            changed.forEach(limit -> kept.put(limit.name(), limit));
        }
    }

    private boolean attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!failing.getAndSet(true)) {
                log.atWarn()
                        .addKeyValue("event", "limits_not_kept")
                        .log(
                                "Bans and request limits cannot be put on record: {}",
                                e.getClass().getSimpleName());
            }
            return false;
        }
        if (failing.getAndSet(false)) {
            log.atInfo().addKeyValue("event", "limits_kept").log("Bans and request limits are put on record again");
        }
        return true;
    }
}
