package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One lane under virtual time, which crashes and starts again when a test says so. */
final class OneLane {

    final TestClock clock = new TestClock();
    final FakeExchange exchange = new FakeExchange();
    JournalInMemory journal = new JournalInMemory(clock);
    SignalsOnFake signals;
    Lane lane;

    private final SignalProperties.OnDrift onDrift;
    private final SignalProperties.OnGap onGap;
    private int alerts;
    private int starts;

    OneLane() {
        this(SignalProperties.OnDrift.ADOPT);
    }

    OneLane(SignalProperties.OnDrift onDrift) {
        this(onDrift, SignalProperties.OnGap.FOLLOW);
    }

    OneLane(SignalProperties.OnDrift onDrift, SignalProperties.OnGap onGap) {
        this.onDrift = onDrift;
        this.onGap = onGap;
        exchange.clock = clock;
        begin();
    }

    static Signal open(String quantity) {
        return new Signal(BTC, null, Wishes.open(Side.BUY, Quantity.of(quantity), null));
    }

    static Signal openAt(String quantity, String limit) {
        return new Signal(BTC, null, Wishes.open(Side.BUY, Quantity.of(quantity), Price.of(limit)));
    }

    static Signal decrease(String quantity) {
        return new Signal(BTC, null, Wishes.decrease(Quantity.of(quantity), null));
    }

    static Signal close() {
        return new Signal(BTC, null, new Signal.Close());
    }

    /** Puts a signal on record, and does nothing more. */
    String take(Signal signal) {
        return take(signal, null);
    }

    String take(Signal signal, @Nullable Instant firedAt) {
        return take(signal, firedAt, "{\"n\":" + ++alerts + "}");
    }

    String take(Signal signal, @Nullable Instant firedAt, String body) {
        Alert alert = new Alert("/test", "1.2.3.4", body, null, firedAt, false, signal);
        return journal.write(tx -> signals.records.take(tx, alert, clock.instant(), id -> true))
                .id();
    }

    /** Steps as long as something is due now. */
    Optional<Duration> run() {
        for (int i = 0; i < 40; i++) {
            Optional<Duration> due = lane.step();
            if (due.isEmpty() || due.get().isPositive()) {
                return due;
            }
        }
        throw new AssertionError("the lane does not come to rest");
    }

    /** Lets time pass, and steps whenever the lane wants to be. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        Optional<Duration> due = run();
        for (int i = 0;
                due.isPresent() && i < 3000 && !clock.instant().plus(due.get()).isAfter(end);
                i++) {
            clock.advance(due.get());
            due = run();
        }
        if (clock.instant().isBefore(end)) {
            clock.advance(Duration.between(clock.instant(), end));
            run();
        }
    }

    /** Lets a position be held that is known to the journal. */
    void hold(String amount) {
        exchange.positions.add(FakeExchange.position(amount));
        pass(Duration.ofSeconds(5));
    }

    /** Ends the process without a word and starts another one. */
    void crash() {
        journal.beforeCommit = () -> {};
        journal.die();
        journal = journal.as("instance-" + ++starts);
        begin();
    }

    SignalOutcome outcome(String id) {
        return journal.read(sql -> signals.records.outcome(sql, id)).orElse(null);
    }

    /** Its verdict, followed by the error of a refusal. */
    String verdict(String id) {
        String verdict = (String) journal.sql()
                .sql("SELECT verdict FROM signals WHERE id = :id")
                .param("id", id)
                .query()
                .singleRow()
                .get("verdict");
        return outcome(id) instanceof SignalOutcome.Refused refused
                ? verdict + " " + refused.problem().error()
                : verdict;
    }

    /** What was sent, by name. */
    List<String> names() {
        return exchange.placed().stream()
                .map(order -> order.clientOrderId().value())
                .toList();
    }

    /** What was sent, by side and size. */
    List<String> sent() {
        return exchange.placed().stream()
                .map((OrderRequest order) -> order.side() + " " + order.quantity())
                .toList();
    }

    String held() {
        return exchange.positions.stream()
                .filter(position -> position.isOpen())
                .map(position -> position.amount().toPlainString())
                .findFirst()
                .orElse("0");
    }

    /** How each request of a signal ended, in the order of their names. */
    List<String> attempts(String id) {
        return journal.sql()
                .sql("SELECT COALESCE(outcome, 'live') FROM attempts WHERE signal_id = :id ORDER BY client_order_id")
                .param("id", id)
                .query(String.class)
                .list();
    }

    void frozen(String why) {
        journal.write(tx -> {
            new LaneRecords().freeze(tx, BTC, why);
            return why;
        });
        assertThat(journal.read(sql ->
                                signals.records.view(sql, BTC, signals.parts.queries(), signals.parts.holdings()))
                        .frozen())
                .isEqualTo(why);
    }

    private void begin() {
        signals = new SignalsOnFake(exchange, clock, journal, onDrift, onGap);
        lane = signals.lane(BTC);
    }
}
