package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is to be closed is closed, however little the market takes at a time. */
class ExitsGoOnTests {

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;

    static Stream<Signal> exits() {
        return Stream.of(
                OneLane.close(),
                new Signal(BTC, null, new Signal.Close(true)),
                new Signal(BTC, null, Wishes.target("0", null)));
    }

    @ParameterizedTest
    @MethodSource("exits")
    void whatTheFirstOrderLeavesIsForTheNext(Signal exit) {
        world.hold("0.01");
        atMost("0.004");

        String id = world.take(exit);
        world.pass(Duration.ofSeconds(5));

        assertThat(world.sent()).containsExactly("SELL 0.01", "SELL 0.006", "SELL 0.002");
        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @ParameterizedTest
    @MethodSource("exits")
    void whatFillsNothingIsTriedAgainAfterAWhile(Signal exit) {
        world.hold("0.01");
        atMost("0");

        String id = world.take(exit);
        world.run();
        assertThat(world.sent()).hasSize(1);
        assertThat(world.outcome(id)).isNull();

        exchange.onPlace = exchange::take;
        world.pass(Duration.ofSeconds(1));
        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @ParameterizedTest
    @MethodSource("exits")
    void itTakesAsManyOrdersAsItTakes(Signal exit) {
        world.hold("0.1");
        atMost("0.004");

        String id = world.take(exit);
        world.pass(Duration.ofMinutes(5));

        assertThat(world.sent()).hasSize(25);
        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @ParameterizedTest
    @MethodSource("exits")
    void itsPartsAtTheMostForOneOrderAreNotWaitedFor(Signal exit) {
        world.hold("1300");

        String id = world.take(exit);
        world.run();

        assertThat(world.sent()).hasSize(11);
        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @ParameterizedTest
    @MethodSource("exits")
    void whenItsTimeIsOverItSaysWhatIsLeft(Signal exit) {
        world.hold("0.01");
        atMost("0.004");
        String id = world.take(exit);
        world.lane.step();
        atMost("0");
        world.pass(Duration.ofMinutes(11));

        assertThat(held()).isEqualTo("0.006");
        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(((SignalOutcome.Executed) world.outcome(id)).message())
                .contains("filled 0.004 of 0.01; 0.006 is left: Not done in time, and only a part of it was executed")
                .contains("ended EXPIRED, filled 0 of 0.006");
        // Growing pauses, of ten seconds at last.
        assertThat(world.sent()).hasSizeBetween(55, 75);
    }

    @ParameterizedTest
    @MethodSource("exits")
    void whenItsTimeIsOverAndNothingWasFilledItIsExpired(Signal exit) {
        world.hold("0.01");
        atMost("0");
        String id = world.take(exit);
        world.pass(Duration.ofMinutes(11));

        assertThat(world.verdict(id)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(((SignalOutcome.Refused) world.outcome(id)).problem().detail())
                .contains("nothing of it was executed")
                .contains("filled 0 of 0.01");
    }

    @Test
    void whatSomebodyElseHasClosedMeanwhileIsNotLeft() {
        world.hold("0.01");
        atMost("0");
        String close = world.take(OneLane.close());
        world.run();
        exchange.positions.clear();
        world.pass(Duration.ofMinutes(1));

        assertThat(world.verdict(close)).isEqualTo("refused POSITION_NOT_FOUND");
    }

    @Test
    void whatOpensIsGivenUpAfterTenOrders() {
        atMost("0.004");
        String id = world.take(new Signal(BTC, null, Wishes.target("0.1", "0")));
        world.pass(Duration.ofMinutes(11));

        assertThat(world.sent()).hasSize(10);
        assertThat(held()).isEqualTo("0.040");
        assertThat(((SignalOutcome.Executed) world.outcome(id)).message())
                .contains("no more: After 10 orders nothing more is opened for it");
    }

    @Test
    void aTurnEndsTheOldSideHoweverManyOrdersThatTakes() {
        world.hold("0.1");
        atMost("0.004");
        String id = world.take(new Signal(BTC, null, Wishes.target("-0.1", "0.1")));
        world.pass(Duration.ofMinutes(5));

        assertThat(held()).isEqualTo("0");
        assertThat(((SignalOutcome.Executed) world.outcome(id)).message()).contains("nothing more is opened for it");
    }

    @Test
    void whatTheStrategySaysNowDoesNotWaitForWhatItWantedBefore() {
        world.hold("0.1");
        atMost("0.004");
        Instant then = world.clock.instant();
        String flat = world.take(new Signal(BTC, null, Wishes.target("0", "0.1")), then);
        world.pass(Duration.ofSeconds(2));
        exchange.onPlace = exchange::take;
        String some = world.take(new Signal(BTC, null, Wishes.target("0.05", "0")), then.plusSeconds(2));
        world.pass(Duration.ofSeconds(10));

        assertThat(held()).isEqualTo("0.050");
        assertThat(((SignalOutcome.Executed) world.outcome(flat)).message())
                .contains("is left: The strategy has said something newer since, signal " + some);
        assertThat(world.verdict(some)).isEqualTo("executed");
    }

    @Test
    void itGoesOnAfterACrash() {
        world.hold("0.01");
        atMost("0.004");
        String id = world.take(OneLane.close());
        while (world.sent().isEmpty()) {
            world.lane.step();
        }
        world.crash();
        world.pass(Duration.ofSeconds(10));

        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void anEarlyOneGoesOnToo() {
        world.hold("0.01");
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        world.take(OneLane.open("0.02"));
        world.run();
        atMost("0.004");
        world.take(OneLane.close());
        world.pass(Duration.ofSeconds(5));

        assertThat(world.sent()).containsExactly("BUY 0.02", "SELL 0.01", "SELL 0.006", "SELL 0.002");
        assertThat(held()).isEqualTo("0");
    }

    @Test
    void flatSaidWhileAnOpeningIsNotProvenWaitsForIt() {
        OrderRequest[] sent = {null};
        exchange.onPlace = request -> {
            sent[0] = request;
            exchange.onPlace = exchange::take;
            return new OrderOutcome.Unknown("no answer");
        };
        world.take(OneLane.open("0.01"));
        world.run();
        String flat = world.take(new Signal(BTC, null, Wishes.target("0", null)));
        world.run();
        assertThat(world.outcome(flat)).isNull();

        exchange.fillAtMark(sent[0], sent[0].quantity().value());
        world.pass(Duration.ofSeconds(100));
        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(flat)).isEqualTo("executed");
    }

    @Test
    void flatSaidWhileAnOpeningWaitsIsNotDoneBeforeIt() {
        exchange.onPlace = request -> {
            exchange.onPlace = exchange::take;
            return new OrderOutcome.Rejected(Refusal.of(Refusal.Reason.UNREACHABLE, "no way there"));
        };
        String open = world.take(OneLane.open("0.01"));
        world.run();
        String flat = world.take(new Signal(BTC, null, Wishes.target("0", null)));
        world.run();
        assertThat(world.outcome(flat)).isNull();

        world.pass(Duration.ofSeconds(30));
        assertThat(world.verdict(open)).isEqualTo("executed");
        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(flat)).isEqualTo("executed");
    }

    @ParameterizedTest
    @MethodSource("exits")
    void whatIsNotTradedJustNowIsTriedAgain(Signal exit) {
        world.hold("0.01");
        halted();

        String id = world.take(exit);
        world.pass(Duration.ofSeconds(30));
        assertThat(world.outcome(id)).isNull();
        assertThat(world.sent()).hasSizeGreaterThan(2);

        exchange.onPlace = exchange::take;
        world.pass(Duration.ofSeconds(15));
        assertThat(held()).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void whatIsNotTradedUntilItsTimeIsOverSaysSo() {
        world.hold("0.01");
        halted();
        String id = world.take(OneLane.close());
        world.pass(Duration.ofMinutes(11));

        assertThat(world.verdict(id)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(((SignalOutcome.Refused) world.outcome(id)).problem().detail())
                .contains("-4022");
    }

    @Test
    void whatOpensWhatIsNotTradedIsRefused() {
        halted();
        String id = world.take(OneLane.open("0.01"));
        world.run();

        assertThat(world.sent()).isEmpty();
        assertThat(world.verdict(id)).isEqualTo("refused INVALID_REQUEST");
    }

    private String held() {
        List<BigDecimal> open = exchange.positions.stream()
                .map(it -> it.amount())
                .filter(it -> it.signum() != 0)
                .toList();
        return open.isEmpty() ? "0" : open.getFirst().toPlainString();
    }

    /** What the market has for one order. */
    private void atMost(String quantity) {
        exchange.onPlace = request -> new OrderOutcome.Accepted(
                exchange.fillAtMark(request, request.quantity().value().min(new BigDecimal(quantity))));
    }

    private void halted() {
        InstrumentRules rules = exchange.rules.get(BTC);
        exchange.rules.put(
                BTC,
                new InstrumentRules(
                        BTC,
                        "HALT",
                        rules.baseAsset(),
                        rules.quoteAsset(),
                        rules.price(),
                        rules.lot(),
                        rules.marketLot(),
                        rules.minNotional(),
                        rules.multiplierUp(),
                        rules.multiplierDown()));
        exchange.onPlace = request -> new OrderOutcome.Rejected(
                new Refusal(Refusal.Reason.REFUSED, -4022, "Invalid market status.", null, null));
    }
}
