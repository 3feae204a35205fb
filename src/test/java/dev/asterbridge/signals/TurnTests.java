package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Refusal.Reason;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.protection.Level;
import dev.asterbridge.risk.Halt;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A target on the other side, which cannot be had: what is held is left all the same, and at once. */
class TurnTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private SignalsOnFake signals;
    private Lane lane;
    private int alerts;

    @Test
    void aHaltThatComesWhileItIsPlannedDoesNotKeepTheClosingHalf() {
        begin();
        exchange.whileSigning = () -> signals.risk.trading.halt(Halt.Scope.ACCOUNT, "news", "somebody");

        String id = take(turn());

        assertThat(sent()).containsExactly("SELL 0.01");
        assertThat(outcome(id)).contains("filled 0.01", "; no more: ", "Nothing new is opened for");
    }

    @Test
    void whatCannotBeJudgedIsLeftAtOnceAndOpenedLater() {
        begin("max_drawdown=15%");
        signals.risk.account.goDown();

        String id = take(turn());
        assertThat(sent()).containsExactly("SELL 0.01");
        assertThat(outcome(id)).isEqualTo("none");

        signals.risk.account.failure = null;
        pass(10);
        assertThat(sent()).containsExactly("SELL 0.01", "SELL 0.01");
        assertThat(outcome(id)).contains("Executed");
        assertThat(held()).isEqualByComparingTo("-0.01");
    }

    @Test
    void whatCouldNotBeJudgedInTimeSaysSo() {
        begin("max_drawdown=15%");
        signals.risk.account.goDown();

        String id = take(turn());
        pass(120);

        assertThat(sent()).containsExactly("SELL 0.01");
        assertThat(outcome(id)).contains("; no more: It was too late to open anything after", "max_drawdown");
    }

    @Test
    void aPriceThatCannotBeReadKeepsOnlyTheOpeningHalf() {
        begin();
        exchange.markFailure = new ExchangeUnavailable(Refusal.of(Reason.TOO_SLOW, "no price"));

        String id = take(turn());
        assertThat(sent()).containsExactly("SELL 0.01");
        assertThat(outcome(id)).isEqualTo("none");

        exchange.markFailure = null;
        pass(10);
        assertThat(held()).isEqualByComparingTo("-0.01");
        assertThat(outcome(id)).contains("Executed");
    }

    /** The exit that was to go instead is turned away, and its number goes to the turn, whose answer is lost. */
    @Test
    void aTurnThatIsMadeAfterAllHasItsStopHoweverItIsFoundOut() {
        begin();
        exchange.markFailure = new ExchangeUnavailable(Refusal.of(Reason.TOO_SLOW, "no price"));
        exchange.onPlace = request -> new OrderOutcome.Rejected(Refusal.of(Reason.RATE_LIMITED, "too many"));
        Entry entry = Entry.MARKET.with(Exits.of("stop 2%"));
        String id = take(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.01"), null, entry)));
        exchange.markFailure = null;
        exchange.onPlace = request -> {
            OrderOutcome taken = exchange.take(request);
            return request.reduceOnly() ? taken : new OrderOutcome.Unknown("no answer");
        };

        pass(10);

        assertThat(outcome(id)).contains("Executed");
        assertThat(held()).isEqualByComparingTo("-0.01");
        assertThat(exchange.orders)
                .filteredOn(order -> order.originalType().equals("STOP_MARKET"))
                .singleElement()
                .satisfies(stop -> assertThat(stop.quantity()).isEqualByComparingTo("0.01"));
    }

    @Test
    void aPositionThatCannotBeReadIsNotLeftByGuessing() {
        begin();
        exchange.down = Refusal.of(Reason.UNREACHABLE, "no way");

        String id = take(turn());

        assertThat(sent()).isEmpty();
        assertThat(outcome(id)).isEqualTo("none");
    }

    @Test
    void whatTheExchangeDoesNotLetAnybodyOpenIsLeft() {
        begin();
        refuseToOpen(new Refusal(Reason.REFUSED, -4087, "User can only place reduce only order", null, null));

        String id = take(turn());

        assertThat(sent()).containsExactly("SELL 0.02", "SELL 0.01", "SELL 0.01");
        assertThat(held()).isZero();
        assertThat(outcome(id)).contains("filled 0.01", "; no more: User can only place reduce only order");
    }

    @Test
    void whatDoesNotGetThroughToBeOpenedIsLeft() {
        begin();
        refuseToOpen(Refusal.of(Reason.RATE_LIMITED, "kept for exits"));

        String id = take(turn());
        assertThat(held()).isZero();
        assertThat(outcome(id)).isEqualTo("none");

        exchange.onPlace = exchange::take;
        pass(10);
        assertThat(held()).isEqualByComparingTo("-0.01");
        assertThat(outcome(id)).contains("Executed");
    }

    @Test
    void leavingIsTriedAgainWhileTheExchangeAcceptsNobody() {
        begin();
        Refusal nobody = new Refusal(Reason.NOT_AUTHORISED, -1000, "No agent found", null, null);
        exchange.onPlace = request -> new OrderOutcome.Rejected(nobody);

        String id = take(turn());
        assertThat(outcome(id)).isEqualTo("none");
        pass(90);
        exchange.onPlace = exchange::take;
        pass(30);

        assertThat(held()).isZero();
        assertThat(outcome(id)).contains("filled 0.01", "; no more: It was too late to open anything");
    }

    @Test
    void wrongExitsOfTheOtherSideDoNotKeepThisOne() {
        begin();
        Entry wrong = Entry.MARKET.with(new Exits(Level.parse("40000"), List.of(), null, null));

        String id = take(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.01"), null, wrong)));

        assertThat(sent()).containsExactly("SELL 0.01");
        assertThat(outcome(id)).contains("filled 0.01", "; no more: ", "stop");
    }

    @Test
    void aPriceThatCannotBeNamedDoesNotKeepThisOne() {
        begin();
        Entry far = Entry.of(OrderTerms.parse("LIMIT 99999999999 GTC"));

        String id = take(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.01"), null, far)));

        assertThat(sent()).containsExactly("SELL 0.01");
        assertThat(outcome(id)).contains("filled 0.01", "; no more: ");
    }

    @Test
    void leverageThatCannotBeHadDoesNotKeepThisOne() {
        begin();
        exchange.refusedSettings.put("leverage", Refusal.of(Reason.UNREACHABLE, "no way"));

        take(new Signal(BTC, null, Wishes.target("-0.01", "0.01")).with(new MarginTerms(7, null)));

        assertThat(sent()).containsExactly("SELL 0.01");
    }

    @Test
    void whatOnlyAddsIsRefusedAsBefore() {
        begin("max_position_notional=600");

        String id = take(new Signal(BTC, null, Wishes.target("0.02", "0.01")));

        assertThat(sent()).isEmpty();
        assertThat(outcome(id)).contains("RISK_LIMIT");
    }

    private static Signal turn() {
        return new Signal(BTC, null, Wishes.target("-0.01", "0.01"));
    }

    private void refuseToOpen(Refusal refusal) {
        exchange.onPlace =
                request -> request.reduceOnly() ? exchange.take(request) : new OrderOutcome.Rejected(refusal);
    }

    private void begin(String... limits) {
        signals = new SignalsOnFake(exchange, clock, journal, limits);
        signals.hold("0.01");
        lane = signals.lane(BTC);
        run();
    }

    private String take(Signal signal) {
        Alert alert = new Alert("/test", "1.2.3.4", "{\"n\":" + ++alerts + "}", null, null, false, signal);
        String id = journal.write(tx -> signals.records.take(tx, alert, clock.instant(), it -> true))
                .id();
        run();
        return id;
    }

    private Optional<Duration> run() {
        for (int i = 0; i < 80; i++) {
            Optional<Duration> due = lane.step();
            if (due.isEmpty() || due.get().isPositive()) {
                return due;
            }
        }
        throw new AssertionError("the lane does not come to rest");
    }

    private void pass(int seconds) {
        Instant end = clock.instant().plusSeconds(seconds);
        while (clock.instant().isBefore(end)) {
            clock.advance(Duration.ofMillis(500));
            signals.risk.look();
            run();
        }
    }

    private List<String> sent() {
        return exchange.placed().stream()
                .map(order -> order.side() + " " + order.quantity())
                .toList();
    }

    private BigDecimal held() {
        return exchange.positions.stream().map(it -> it.amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String outcome(String id) {
        return journal.read(sql -> signals.records.outcome(sql, id))
                .map(Object::toString)
                .orElse("none");
    }
}
