package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.TargetChain.Said;
import dev.asterbridge.signals.TargetRecords.Standing;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets another account follow the signals on record: which there are, what each would come to there, and what became of it
 * here. Reads and computes; nothing is ordered, written or waited for.
 */
@Component
public class Rehearsal {

    /** Of an order of the account that is traded; in the first group the signal that it is of. */
    private static final Pattern NAME = Pattern.compile("ab-(.+)-\\d+");

    private static final String CUE = "SELECT seq, id, symbol, signal, received_at FROM signals WHERE ";

    private final Journal journal;
    private final SignalRecords records;
    private final OrderPlanner planner;

    Rehearsal(Journal journal, SignalRecords records, OrderPlanner planner) {
        this.journal = journal;
        this.records = records;
        this.planner = planner;
    }

    /**
     * A signal on record.
     *
     * @param seq grows from one to the next; with several instances one may appear after a higher one
     */
    public record Cue(long seq, String id, Signal signal, Instant receivedAt) {}

    /** What became of a signal; the verdict is absent while there is none. */
    public record Ending(
            Instant receivedAt,
            @Nullable String verdict,
            @Nullable String message) {}

    /**
     * What is planned against; what costs something to find out is asked for only where it is needed.
     *
     * @param held what is held of the symbol, in one-way mode on one side, else on two
     * @param standing what rests of the symbol
     * @param split whether an order across zero was refused, so that it has to be two
     */
    public record Stage(
            InstrumentRules rules,
            List<Own> held,
            List<StandingOrder> standing,
            boolean split,
            PositionMode mode,
            BigDecimal markPrice,
            Supplier<BigDecimal> equity) {}

    /**
     * What is held on one side.
     *
     * @param strategy what the strategy of the signal holds; negative for short
     * @param account what all strategies hold together
     * @param entryPrice at which it was entered
     * @param exits how what the strategy holds is to end, in the words of the order that said so; empty where none did
     */
    public record Own(
            PositionSide positionSide, BigDecimal strategy, BigDecimal account, BigDecimal entryPrice, String exits) {}

    /** What comes next. */
    public sealed interface Step {

        /**
         * This order, as the entry says, and another one after it when there is {@code more}.
         *
         * @param ends how what is left is to end from now on; absent where that stays as it is, or follows from the order's fill
         */
        record Place(
                OrderRequest order,
                Entry entry,
                boolean more,
                @Nullable Ends ends) implements Step {}

        /** The end of these orders. */
        record Cancel(List<StandingOrder> orders) implements Step {}

        /**
         * Nothing; all is as it should be.
         *
         * @param ends how what is held is to end from now on; absent where that stays as it is
         */
        record Nothing(String message, @Nullable Ends ends) implements Step {}

        /** Nothing: that order rests already, and may for as long as the entry says from now on. */
        record Rests(String message, StandingOrder order, Entry entry) implements Step {}

        /** Nothing: its strategy has said something newer, which is done already or comes next. */
        record Superseded(String byId) implements Step {}

        /** Nothing, and why. */
        record Refused(Problem problem) implements Step {}
    }

    /** The highest number so far; 0 when there is none. */
    public long newest() {
        return journal.read(sql -> sql.sql("SELECT COALESCE(max(seq), 0) FROM signals")
                .query(Long.class)
                .single());
    }

    /** Signals with a higher number, in the order of arrival. */
    public List<Cue> after(long seq, int limit) {
        return journal.read(sql -> sql.sql(CUE + "seq > :seq ORDER BY seq LIMIT :limit")
                .param("seq", seq)
                .param("limit", limit)
                .query((row, n) -> cue(row))
                .list());
    }

    /** Empty when there is no signal of that id. */
    public Optional<Cue> cue(String id) {
        return journal.read(sql -> sql.sql(CUE + "id = :id")
                .param("id", id)
                .query((row, n) -> cue(row))
                .optional());
    }

    private static Cue cue(ResultSet row) throws SQLException {
        return new Cue(
                row.getLong(1),
                row.getString(2),
                SignalText.read(new Symbol(row.getString(3)), row.getString(4)),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    /** Empty when there is no signal of that id. */
    public Optional<Ending> ending(JdbcClient sql, String id) {
        return sql.sql("SELECT received_at, verdict, outcome FROM signals WHERE id = :id")
                .param("id", id)
                .query((row, n) -> {
                    String verdict = row.getString(2);
                    String message = verdict == null
                            ? null
                            : SignalRecords.sentence(SignalRecords.outcome(verdict, row.getString(3)));
                    return new Ending(Instant.ofEpochMilli(row.getLong(1)), verdict, message);
                })
                .optional();
    }

    /** What comes next for the signal by the same rules as for the account that is traded, but for its limits. */
    public Step next(Cue cue, Stage stage, ClientOrderId id) {
        List<StandingOrder> entries = cue.signal().isOfAll() ? entries(stage.standing()) : List.of();
        if (!entries.isEmpty()) {
            return new Step.Cancel(entries);
        }
        List<Said> said = said(cue);
        Said newest = said.isEmpty() ? null : TargetChain.inOrder(null, said).getLast();
        if (newest != null && said.indexOf(newest) > position(cue, said)) {
            return new Step.Superseded(newest.id());
        }
        Optional<Standing> closed = newest == null
                ? Optional.empty()
                : closes(cue).stream().filter(close -> close.hasClosed(newest)).findFirst();
        if (closed.isPresent()) {
            return new Step.Superseded(closed.get().signalId());
        }
        Signal meant = newest == null ? cue.signal() : cue.signal().meaning(newest);
        Plan plan = planner.plan(meant, situation(stage), id);
        List<StandingOrder> earlier = Succession.earlier(cue.signal(), cue.id(), stage.standing());
        Succession succession = Succession.of(plan, earlier);
        if (succession instanceof Succession.Before || succession instanceof Succession.Withdrawn) {
            return new Step.Cancel(succession.replaced());
        }
        if (succession instanceof Succession.Already already
                && newest != null
                && newest.id().equals(cue.id())) {
            return new Step.Rests(already.plan().message(), already.order(), already.entry());
        }
        return switch (succession.plan()) {
            case Plan.Go go -> new Step.Place(go.order(), go.entry(), go.more(), go.ends());
            case Plan.Done done ->
                newest == null || newest.id().equals(cue.id())
                        ? new Step.Nothing(done.message(), done.ends())
                        : new Step.Superseded(newest.id());
            case Plan.Stop stop -> new Step.Refused(stop.problem());
        };
    }

    /** What the strategy of a target has said, in the order of arrival; nothing of what is no target. */
    private List<Said> said(Cue cue) {
        Signal signal = cue.signal();
        return signal.isTarget()
                ? journal.read(sql -> records.said(sql, signal.symbol(), signal.strategy()))
                : List.of();
    }

    private List<Standing> closes(Cue cue) {
        Signal signal = cue.signal();
        return journal.read(sql -> records.closes(sql, signal.symbol(), signal.strategy(), cue.seq()));
    }

    private static int position(Cue cue, List<Said> said) {
        return said.stream().map(Said::id).toList().indexOf(cue.id());
    }

    /** Before all that the account holds is closed, what could open something again is cancelled, whoever asked for it. */
    private static List<StandingOrder> entries(List<StandingOrder> standing) {
        return standing.stream()
                .filter(order -> order.rests() && !order.order().request().reduceOnly())
                .toList();
    }

    private static Situation situation(Stage stage) {
        return new Situation(
                stage.rules(),
                stage.held().stream()
                        .map(own -> new Held(
                                own.positionSide(),
                                own.strategy(),
                                own.account(),
                                own.entryPrice(),
                                stage.markPrice(),
                                own.exits()))
                        .toList(),
                stage::mode,
                stage::markPrice,
                stage.equity(),
                null,
                stage.split());
    }

    /** Whether a target across zero that was refused so is tried again as two orders. */
    public static boolean splits(Refusal refusal) {
        return Placing.isShortOfMargin(refusal);
    }

    /**
     * What a cancel ends there. An order is called otherwise there: whoever names one of the account that is traded means
     * those of the same signal.
     *
     * @param standing what rests there of the symbol
     */
    public Step cancel(Signal signal, List<StandingOrder> standing) {
        Signal.Cancel cancel = (Signal.Cancel) signal.intent();
        Matcher name = NAME.matcher(cancel.order() == null ? "" : cancel.order());
        Signal there = name.matches()
                ? new Signal(
                        signal.symbol(), signal.strategy(), signal.positionSide(), new Signal.Cancel(name.group(1)))
                : signal;
        List<StandingOrder> meant = Canceller.meant(there, standing);
        return meant.isEmpty() ? new Step.Refused(Canceller.notFound(signal)) : new Step.Cancel(meant);
    }
}
