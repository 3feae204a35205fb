package dev.asterbridge.risk;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.risk.Finding.Exceeded;
import dev.asterbridge.risk.Finding.Fine;
import dev.asterbridge.risk.Finding.Halted;
import dev.asterbridge.risk.Finding.Unknown;
import dev.asterbridge.risk.RiskVerdict.Allowed;
import dev.asterbridge.risk.RiskVerdict.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Says of every planned order whether it may be sent. It may be asked from any thread.
 *
 * <p>Each order is asked about twice: with {@link #check(Exposure)} while it is planned, which may ask the exchange, and
 * with {@link #check(Transaction, Exposure)} in the transaction that puts it on record. Only both together are a yes.
 */
@Component
public class RiskGuard {

    private static final Logger log = LoggerFactory.getLogger(RiskGuard.class);

    /** What all orders share; cheap ones and those that end everything first. */
    static final List<RiskRule> SHARED = List.of(
            new HaltedRule(),
            new DrawdownRule(),
            new DailyLossRule(),
            new OrdersPerMinuteRule(),
            new OpenPositionsRule());

    /** What one order is judged by, and for which the exchange may have to be asked. */
    static final List<RiskRule> OWN = List.of(
            new AllowedSymbolsRule(),
            new OrderNotionalRule(),
            new PositionNotionalRule(),
            new PriceDeviationRule(),
            new LeverageRule());

    /** Not more often, however many ask. */
    private static final Duration ROOM = Duration.ofSeconds(1);

    private final Journal journal;
    private final RiskRecords records;
    private final EquityWatch watch;
    private final LimitSource limits;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<RiskRule> shared;
    private final List<RiskRule> all;

    @Autowired
    RiskGuard(
            Journal journal,
            RiskRecords records,
            EquityWatch watch,
            LimitSource limits,
            Clock clock,
            MeterRegistry meters) {
        this(journal, records, watch, limits, clock, meters, SHARED, OWN);
    }

    RiskGuard(
            Journal journal,
            RiskRecords records,
            EquityWatch watch,
            LimitSource limits,
            Clock clock,
            MeterRegistry meters,
            List<RiskRule> shared,
            List<RiskRule> own) {
        this.journal = journal;
        this.records = records;
        this.watch = watch;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
        this.shared = shared;
        this.all = new ArrayList<>(shared);
        this.all.addAll(own);
    }

    /**
     * Judges the order by every limit, and changes nothing. An exit is allowed without a look at anything.
     *
     * @throws dev.asterbridge.journal.JournalUnavailable when the journal does not answer
     */
    public RiskVerdict check(Exposure order) {
        return verdict(order, watch::look);
    }

    /**
     * The same for a person who asks: by another way to the account than that of those that trade.
     *
     * @throws dev.asterbridge.journal.JournalUnavailable when the journal does not answer
     */
    public RiskVerdict check(Exposure order, AccountReader accounts) {
        return verdict(order, () -> watch.look(accounts));
    }

    /**
     * What is there to back new orders with, as the account was read last; asks the exchange nothing.
     *
     * @param asset in which a symbol is quoted
     * @return the most that any of the account's figures says; empty when none is known that is not too old
     */
    public Optional<BigDecimal> available(String asset) {
        return watch.last()
                .map(account -> account.assets().stream()
                        .filter(own -> own.asset().equals(asset))
                        .map(Account.Asset::availableBalance)
                        .reduce(account.availableBalance(), BigDecimal::max));
    }

    private RiskVerdict verdict(Exposure order, Supplier<Duration> look) {
        if (order.isExit()) {
            return new Allowed();
        }
        AccountState account = state(order);
        if (mayHaveRoomAgain(order, account)) {
            var unused = look.get();
            account = state(order);
        }
        return judge(all, order, account);
    }

    /** A position that was closed counts until the account is read again, so that is done where it matters. */
    private boolean mayHaveRoomAgain(Exposure order, AccountState account) {
        Integer most = limits.account().openPositions();
        return most != null
                && order.before().gross().signum() == 0
                && account.open().size() >= most
                && account.isOlderThan(ROOM);
    }

    private boolean countsPositions() {
        return limits.account().openPositions() != null;
    }

    private AccountState state(Exposure order) {
        Instant now = clock.instant();
        return journal.read(sql -> records.state(sql, now, order, countsPositions()));
    }

    /**
     * Judges once more what other orders may have changed since, and counts the order when it is allowed: two that pass at
     * once, on whatever instances, would both be counted. Asks the exchange nothing. When it is refused, the transaction
     * must not come to its end.
     */
    public RiskVerdict check(Transaction tx, Exposure order) {
        if (order.isExit()) {
            return new Allowed();
        }
        records.takeTurn(tx);
        Instant now = Instant.ofEpochMilli(tx.now());
        RiskVerdict verdict = judge(shared, order, records.state(tx.sql(), now, order, countsPositions()));
        if (verdict instanceof Allowed) {
            records.allowed(tx, order);
        }
        return verdict;
    }

    /** The limits, and how much of them is used now. */
    public Standing standing() {
        Instant now = clock.instant();
        return journal.read(sql -> {
            Reading reading = records.reading(sql);
            return new Standing(
                    records.halts(sql),
                    reading == null ? null : Standing.Equity.of(reading, now),
                    records.open(sql, reading).size(),
                    records.lastMinute(sql, now, null, null).account(),
                    limits.account().texts());
        });
    }

    /** Where something is held, or could come to be, by the journal and the last reading of the account. */
    public Set<Held> open() {
        return journal.read(sql -> {
            Set<Held> open = records.open(sql, records.reading(sql));
            open.addAll(records.expected(sql));
            return open;
        });
    }

    /** Where strategies hold something on record, also where they hold it both ways and the account nothing. */
    public Set<Held> expected() {
        return journal.read(records::expected);
    }

    /** Where a strategy holds something on record, or orders of it under way may have opened something. */
    public Set<Held> heldBy(String strategy) {
        return journal.read(sql -> {
            Set<Held> held = records.heldBy(sql, strategy);
            held.addAll(records.underWayOf(sql, strategy));
            return held;
        });
    }

    /** Where orders under way may have opened something that nobody has seen yet. */
    public Set<Held> underWay() {
        return journal.read(records::underWay);
    }

    private RiskVerdict judge(List<RiskRule> rules, Exposure order, AccountState account) {
        Limits in = limits.limitsFor(order.symbol(), order.strategy());
        for (RiskRule rule : rules) {
            Refused refused = refusal(rule, find(rule, order, in, account));
            if (refused != null) {
                meters.counter("bridge.risk.refused", "rule", rule.name()).increment();
                return refused;
            }
        }
        return new Allowed();
    }

    /** What cannot be computed is not fine, whatever the reason. */
    private static Finding find(RiskRule rule, Exposure order, Limits limits, AccountState account) {
        try {
            return rule.check(order, limits, account);
        } catch (ExchangeUnavailable e) {
            return new Unknown(e.refusal().toString());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("event", "risk_failed")
                    .setCause(e)
                    .log("A bug in {}; the order is refused", rule.name());
            return new Unknown("a fault in this service: " + e.getClass().getSimpleName());
        }
    }

    private static @Nullable Refused refusal(RiskRule rule, Finding finding) {
        return switch (finding) {
            case Fine ignored -> null;
            case Exceeded exceeded -> new Refused(Problem.of(422, "RISK_LIMIT", exceeded.detail()), false);
            case Halted halted -> new Refused(halted(halted.halt()), false);
            case Unknown unknown ->
                new Refused(
                        Problem.of(
                                422,
                                "RISK_UNKNOWN",
                                "%s cannot be computed, so nothing new is opened: %s"
                                        .formatted(rule.name(), unknown.why())),
                        true);
        };
    }

    private static Problem halted(Halt halt) {
        return Problem.conflict(
                "TRADING_HALTED",
                "Nothing new is opened for %s since %s: %s (%s). Exits are carried out; POST /trading/resume lifts it"
                        .formatted(halt.scope(), halt.since(), halt.why(), halt.by()));
    }
}
