package dev.asterbridge.risk;

import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Halt.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends new exposure, and lets it again. What is on record holds for every instance from the next order on, and after
 * every restart.
 *
 * <p>Every method throws {@link dev.asterbridge.journal.JournalUnavailable} when the journal does not answer.
 */
@Component
public class TradingSwitch {

    private static final Logger log = LoggerFactory.getLogger(TradingSwitch.class);

    private final Journal journal;
    private final RiskRecords records;
    private final LimitSource limits;
    private final MeterRegistry meters;

    TradingSwitch(Journal journal, RiskRecords records, LimitSource limits, MeterRegistry meters) {
        this.journal = journal;
        this.records = records;
        this.limits = limits;
        this.meters = meters;
    }

    /** The halts that are on record, oldest first. */
    public List<Halt> inForce() {
        return journal.read(records::halts);
    }

    /**
     * Lets nothing new be opened; where a person has done that before, that stays.
     *
     * @param by where the request came from
     */
    public void halt(Scope scope, String why, String by) {
        boolean changed = journal.write(tx -> put(tx, new Halt(scope, why, by, false, Instant.ofEpochMilli(tx.now()))));
        if (changed) {
            tell(scope, why, by);
        }
    }

    /**
     * Lets new exposure again, as far as that scope is concerned; others stay halted.
     *
     * @param by where the request came from
     * @param resetPeak whether peak and the day's start count from the next reading of the account on
     * @throws ProblemException 409 when the loss of the account is still over a limit, unless that counts anew
     */
    public void resume(Scope scope, String why, String by, boolean resetPeak) {
        int lifted = journal.write(tx -> {
            records.takeTurn(tx);
            if (scope.equals(Scope.ACCOUNT) && !resetPeak) {
                requireRecovered(tx);
            }
            if (resetPeak) {
                records.startAnew(tx);
                tx.record(subject(scope), "peak_reset", Map.of("why", why, "by", by));
            }
            int halts = records.lift(tx, scope);
            if (halts > 0) {
                tx.record(subject(scope), "trading_resumed", Map.of("scope", scope.toString(), "why", why, "by", by));
            }
            return halts;
        });
        log.atWarn()
                .addKeyValue("event", "trading_resumed")
                .log("New exposure is let again for {} (halts lifted: {}): {} ({})", scope, lifted, why, by);
    }

    /** For a limit, within the transaction that knows of it; false when it had halted the account before. */
    boolean put(Transaction tx, Halt halt) {
        boolean changed = records.halt(tx, halt);
        if (changed) {
            tx.record(
                    subject(halt.scope()),
                    "trading_halted",
                    Map.of("scope", halt.scope().toString(), "why", halt.why(), "by", halt.by()));
        }
        return changed;
    }

    /** Says once what is on record. */
    void tell(Scope scope, String why, String by) {
        meters.counter("bridge.risk.halted", "scope", scope.kind().text()).increment();
        log.atWarn()
                .addKeyValue("event", "trading_halted")
                .log("Nothing new is opened for {}: {} ({})", scope, why, by);
    }

    /** A limit of losses that is reached. */
    record Over(String rule, String detail) {}

    /** The limit of losses that is reached; empty when none is. */
    static Optional<Over> over(Caps caps, Reading reading) {
        if (DrawdownRule.judge(caps, reading) instanceof Finding.Exceeded exceeded) {
            return Optional.of(new Over(DrawdownRule.NAME, exceeded.detail()));
        }
        return DailyLossRule.judge(caps, reading) instanceof Finding.Exceeded exceeded
                ? Optional.of(new Over(DailyLossRule.NAME, exceeded.detail()))
                : Optional.empty();
    }

    private void requireRecovered(Transaction tx) {
        Reading reading = records.reading(tx.sql());
        if (reading == null) {
            return;
        }
        over(limits.account(), reading).ifPresent(over -> {
            throw new ProblemException(Problem.conflict(
                    "LIMIT_STILL_EXCEEDED",
                    "%s. It would halt again at once; raise the limit, or resume with \"reset_peak\": true to count from now on"
                            .formatted(over.detail())));
        });
    }

    private static String subject(Scope scope) {
        return scope.kind() == Halt.Kind.SYMBOL ? scope.name() : "trading";
    }
}
