package dev.asterbridge.risk;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.risk.Halt.Scope;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the account every five seconds, keeps the day's start and the peak of its equity, and halts trading when it has
 * lost too much.
 *
 * <p>Money that is moved in or out looks like profit or loss: the exchange's account does not tell them apart. A person who
 * moves money has peak and day's start count anew.
 */
@Component
class EquityWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EquityWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration UNTIL_THE_FIRST = Duration.ofSeconds(1);

    private final AccountReader accounts;
    private final RiskRecords records;
    private final TradingSwitch trading;
    private final LimitSource limits;
    private final OwnLimits own;
    private final Journal journal;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("equity-watch").factory());
    private volatile boolean read;
    private volatile @Nullable Read last;
    private volatile boolean running;

    EquityWatch(
            AccountReader accounts,
            RiskRecords records,
            TradingSwitch trading,
            LimitSource limits,
            OwnLimits own,
            Journal journal,
            Clock clock) {
        this.accounts = accounts;
        this.records = records;
        this.trading = trading;
        this.limits = limits;
        this.own = own;
        this.journal = journal;
        this.clock = clock;
    }

    /** Looks once, on any thread; says how long to wait until the next time. */
    Duration look() {
        return look(accounts);
    }

    /** The same, for whoever asks in another way. */
    Duration look(AccountReader reader) {
        try {
            Instant asked = clock.instant();
            Account account = reader.account();
            Duration took = Duration.between(asked, clock.instant());
            last = new Read(account, asked);
            Optional<Halt> halted = journal.write(tx -> take(tx, account, took.isNegative() ? Duration.ZERO : took));
            halted.ifPresent(halt -> trading.tell(halt.scope(), halt.why(), halt.by()));
            read = true;
        } catch (ExchangeUnavailable | JournalUnavailable e) {
            log.atDebug().addKeyValue("event", "equity_unread").log("The account is read later: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            log.atError()
                    .addKeyValue("event", "equity_watch_failed")
                    .setCause(e)
                    .log("A bug while reading the account");
        }
        return read ? EVERY : UNTIL_THE_FIRST;
    }

    /** The account as this instance read it last; empty when that says nothing any more. */
    Optional<Account> last() {
        Instant now = clock.instant();
        return Optional.ofNullable(last)
                .filter(it -> Duration.between(it.at(), now).abs().compareTo(AccountState.STALE) <= 0)
                .map(Read::account);
    }

    private record Read(Account account, Instant at) {}

    /** Answers the halt, when there is a new one. */
    private Optional<Halt> take(Transaction tx, Account account, Duration took) {
        records.takeTurn(tx);
        Instant now = Instant.ofEpochMilli(tx.now());
        Instant at = now.minus(took);
        Reading before = records.reading(tx.sql());
        if (before != null && at.isBefore(before.at()) && !before.at().isAfter(now)) {
            // Another instance has asked since.
            return Optional.empty();
        }
        Reading reading = Reading.after(before, at, equity(account), positions(account));
        records.keep(tx, reading);
        return TradingSwitch.over(limits.account(), reading)
                .map(over -> new Halt(Scope.ACCOUNT, over.detail(), over.rule(), true, now))
                .filter(halt -> trading.put(tx, halt));
    }

    private static BigDecimal equity(Account account) {
        return account.totalWalletBalance().add(account.totalUnrealizedProfit());
    }

    private static Set<Held> positions(Account account) {
        return account.positions().stream()
                .filter(position -> position.positionAmount().signum() != 0)
                .map(position -> new Held(position.symbol(), position.positionSide()))
                .collect(Collectors.toSet());
    }

    private void lookAgain() {
        Duration wait = look();
        try {
            var unused = executor.schedule(this::lookAgain, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.trace("stopped", e);
        }
    }

    @Override
    public void start() {
        running = true;
        log.atInfo()
                .addKeyValue("event", "risk_limits")
                .log("Limits of the account: {}{}", limits.account().texts(), ofOthers());
        executor.execute(this::lookAgain);
    }

    private String ofOthers() {
        return (own.symbols().isEmpty() ? "" : "; of symbols: " + own.symbols())
                + (own.strategies().isEmpty() ? "" : "; of strategies: " + own.strategies());
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
