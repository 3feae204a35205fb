package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.QuoteReader;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.shadow.Played.Verdict;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Cue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** Instances do not commit in the order of the numbers that they drew. */
    private static final int LOOK_BACK = 100;

    private static final Duration LOOK_BACK_EVERY = Duration.ofSeconds(1);
    private static final int AT_ONCE = 50;

    private final boolean enabled;
    private final ShadowVenue.Opener opener;
    private final AccountReader accounts;
    private final OrderService orders;
    private final Rehearsal rehearsal;
    private final QuoteReader quotes;
    private final ExchangeClock exchange;
    private final SetUp setUp;
    private final ShadowRecords records;
    private final Journal journal;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shadow").factory());
    private final Set<Long> done = new HashSet<>();
    private final List<Played> unwritten = new ArrayList<>();
    private @Nullable ShadowVenue venue;
    private @Nullable Understudy understudy;
    private long first;
    private long newest;
    private Instant lookedBack = Instant.EPOCH;
    private Instant followed = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;
    private boolean quiet;
    private volatile boolean running;

    ShadowRun(
            ShadowProperties properties,
            ShadowVenue.Opener opener,
            AccountReader accounts,
            OrderService orders,
            Rehearsal rehearsal,
            QuoteReader quotes,
            ExchangeClock exchange,
            SetUp setUp,
            ShadowRecords records,
            Journal journal,
            Clock clock) {
        this.enabled = properties.enabled();
        this.opener = opener;
        this.accounts = accounts;
        this.orders = orders;
        this.rehearsal = rehearsal;
        this.quotes = quotes;
        this.exchange = exchange;
        this.setUp = setUp;
        this.records = records;
        this.journal = journal;
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
            if (!unwritten.isEmpty()) {
                keep(ready, List.of());
            }
            for (Cue cue : due(now)) {
                // Once, whatever comes of it: the account has moved.
                done.add(cue.seq());
                newest = Math.max(newest, cue.seq());
                run(ready, cue);
            }
            if (Duration.between(followed, now).abs().compareTo(RESTING_EVERY) >= 0) {
                followed = now;
                ready.waiting().forEach(symbol -> follow(ready, symbol));
            }
            quiet = false;
        } catch (ExchangeUnavailable | JournalUnavailable e) {
            notBefore = now.plus(AGAIN_AFTER_FAILURE);
            if (!quiet && running && understudy != null) {
                log.atWarn().addKeyValue("event", "shadow_waits").log("The shadow goes on later: {}", e.getMessage());
            }
            quiet = true;
        } catch (RuntimeException | Error e) {
            // An executor drops for good what once lets something through.
            notBefore = now.plus(AGAIN_AFTER_FAILURE);
            unwritten.clear();
            log.atError().addKeyValue("event", "shadow_failed").setCause(e).log("A bug in the shadow; trading goes on");
        }
    }

    /** What was taken before the account was read may be in it; the shadow begins with what comes after. */
    private Understudy open() {
        ShadowVenue shadow = venue == null ? opener.open(clock) : venue;
        venue = shadow;
        Understudy opened = new Understudy(shadow, rehearsal, quotes, exchange, setUp, clock);
        Optional<ShadowRecords.Kept> kept = journal.read(records::kept);
        if (kept.isEmpty() || !isRestored(opened, kept.get())) {
            copy(opened);
        }
        first = rehearsal.newest();
        newest = first;
        understudy = opened;
        log.atInfo().addKeyValue("event", "shadow_opened").log("Every alert is run on paper, too: GET /signals/shadow");
        return opened;
    }

    private boolean isRestored(Understudy opened, ShadowRecords.Kept kept) {
        try {
            opened.restore(kept);
            opened.remember(journal.read(records::resting));
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.atWarn()
                    .addKeyValue("event", "shadow_unreadable")
                    .log("The shadow's account starts anew as a copy: {}", e.getMessage());
            return false;
        }
    }

    private void copy(Understudy opened) {
        Account account = accounts.account();
        opened.begin(
                accounts.positionMode(),
                account.totalWalletBalance(),
                account.positions(),
                symbol -> journal.read(sql -> orders.holdings(sql, symbol)));
        keep(opened, List.of());
    }

    private List<Cue> due(Instant now) {
        boolean back = Duration.between(lookedBack, now).abs().compareTo(LOOK_BACK_EVERY) >= 0;
        long from = back ? Math.max(first, newest - LOOK_BACK) : newest;
        List<Cue> cues = rehearsal.after(from, LOOK_BACK + AT_ONCE).stream()
                .filter(cue -> !done.contains(cue.seq()))
                .toList();
        lookedBack = back ? now : lookedBack;
        done.removeIf(seq -> seq <= newest - LOOK_BACK);
        return cues;
    }

    private void run(Understudy ready, Cue cue) {
        List<Played> played;
        try {
            Duration behind = Duration.between(cue.receivedAt(), exchange.now());
            played = behind.compareTo(LATE) > 0 ? List.of(dropped(cue, behind)) : ready.play(cue);
        } catch (RuntimeException | Error e) {
            log.atError()
                    .addKeyValue("event", "shadow_failed")
                    .addKeyValue("signal", cue.id())
                    .setCause(e)
                    .log("The shadow could not run an alert; trading goes on");
            played = List.of(Played.without(cue, Verdict.FAILED, "A fault in the shadow: " + e, exchange.now()));
        }
        for (Played one : played) {
            tell(one);
        }
        keep(ready, played);
    }

    private Played dropped(Cue cue, Duration behind) {
        String why = "The shadow was %d s behind".formatted(behind.toSeconds());
        return Played.without(cue, Verdict.DROPPED, why, exchange.now());
    }

    private static void tell(Played played) {
        if (played.verdict() == Verdict.FAILED || played.verdict() == Verdict.DROPPED) {
            log.atWarn()
                    .addKeyValue("event", "shadow_missed")
                    .addKeyValue("signal", played.signalId())
                    .log("{} was not run on paper: {}", played.asked(), played.why());
        }
    }

    private void follow(Understudy ready, Symbol symbol) {
        try {
            List<Played> changed = ready.follow(symbol);
            if (!changed.isEmpty()) {
                keep(ready, changed);
            }
        } catch (ExchangeUnavailable | IllegalArgumentException e) {
            log.atDebug().addKeyValue("event", "shadow_unpriced").log("Looked at later: {}", e.getMessage());
        }
    }

    private void keep(Understudy ready, List<Played> played) {
        unwritten.addAll(played);
        List<Played> all = List.copyOf(unwritten);
        ShadowRecords.Kept kept = ready.kept();
        journal.write(tx -> {
            all.forEach(one -> records.keep(tx, one));
            records.keep(tx, kept);
            return kept;
        });
        unwritten.clear();
    }
}
