package dev.asterbridge.shadow;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.shadow.Played.Verdict;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Cue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for new alerts in the journal and has each run on the paper venue, on one thread beside all that trades. An alert
 * that is found too late is dropped.
 *
 * <p>The thread is the platform's: what it computes takes no carrier from the lanes.
 */
@Component
class ShadowRun implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ShadowRun.class);
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration RESTING_EVERY = Duration.ofSeconds(5);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(1);

    /** With prices of so much later nothing is compared. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final boolean enabled;
    private final ShadowKeeper keeper;
    private final Cues cues;
    private final ExchangeClock exchange;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shadow").factory());
    private @Nullable Understudy understudy;
    private Instant followed = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;
    private boolean quiet;
    private boolean elsewhere;
    private volatile boolean running;

    ShadowRun(
            ShadowProperties properties,
            ShadowKeeper keeper,
            Rehearsal rehearsal,
            ExchangeClock exchange,
            Clock clock) {
        this.enabled = properties.enabled();
        this.keeper = keeper;
        this.cues = new Cues(rehearsal);
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        if (enabled) {
            var unused = thread.scheduleWithFixedDelay(
                    this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Does what is due, once; throws nothing. */
    void look() {
        Instant now = clock.instant();
        if (now.isBefore(notBefore) && Duration.between(now, notBefore).compareTo(AGAIN_AFTER_FAILURE) <= 0) {
            return;
        }
        try {
            Understudy ready = understudy == null ? open() : understudy;
            if (ready == null) {
                notBefore = now.plus(AGAIN_AFTER_FAILURE);
            } else {
                work(ready, now);
            }
            quiet = false;
        } catch (ShadowRecords.Taken e) {
            understudy = null;
            notBefore = now.plus(AGAIN_AFTER_FAILURE);
            sayElsewhere();
        } catch (ExchangeUnavailable | JournalUnavailable e) {
            notBefore = now.plus(AGAIN_AFTER_FAILURE);
            if (!quiet && running && understudy != null) {
                log.atWarn().addKeyValue("event", "shadow_waits").log("The shadow goes on later: {}", e.getMessage());
            }
            quiet = true;
        } catch (RuntimeException | Error e) {
            // An executor drops for good what once lets something through.
            notBefore = now.plus(AGAIN_AFTER_FAILURE);
            keeper.giveUp();
            log.atError().addKeyValue("event", "shadow_failed").setCause(e).log("A bug in the shadow; trading goes on");
        }
    }

    private void work(Understudy ready, Instant now) {
        keeper.keepChanges(ready);
        for (Cue cue : cues.due(now)) {
            // Once, whatever comes of it: the account has moved.
            cues.take(cue);
            run(ready, cue);
        }
        if (Duration.between(followed, now).abs().compareTo(RESTING_EVERY) >= 0) {
            followed = now;
            ready.waiting().forEach(symbol -> follow(ready, symbol));
        }
    }

    /** What was taken before the account was read may be in it; the shadow begins with what comes after. */
    private @Nullable Understudy open() {
        Optional<Understudy> opened = keeper.open();
        if (opened.isEmpty()) {
            sayElsewhere();
            return null;
        }
        cues.begin();
        elsewhere = false;
        understudy = opened.get();
        log.atInfo().addKeyValue("event", "shadow_opened").log("Every alert is run on paper, too: GET /signals/shadow");
        return understudy;
    }

    private void sayElsewhere() {
        if (!elsewhere) {
            log.atInfo()
                    .addKeyValue("event", "shadow_elsewhere")
                    .log("Another instance runs the shadow; this one takes over when that one ends");
        }
        elsewhere = true;
    }

    private void run(Understudy ready, Cue cue) {
        try {
            Duration behind = Duration.between(cue.receivedAt(), exchange.now());
            if (behind.compareTo(LATE) > 0) {
                ready.note(cue, Verdict.DROPPED, "The shadow was %d s behind".formatted(behind.toSeconds()));
            } else {
                ready.play(cue);
            }
        } catch (RuntimeException | Error e) {
            log.atError()
                    .addKeyValue("event", "shadow_failed")
                    .addKeyValue("signal", cue.id())
                    .setCause(e)
                    .log("The shadow could not run an alert; trading goes on");
            ready.note(cue, Verdict.FAILED, "A fault in the shadow: " + e);
        }
        keeper.keepChanges(ready);
    }

    private void follow(Understudy ready, Symbol symbol) {
        try {
            ready.follow(symbol);
        } catch (ExchangeUnavailable e) {
            log.atDebug().addKeyValue("event", "shadow_unpriced").log("Looked at later: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            log.atError()
                    .addKeyValue("event", "shadow_failed")
                    .setCause(e)
                    .log("The shadow could not look at {}; trading goes on", symbol);
        }
        keeper.keepChanges(ready);
    }
}
