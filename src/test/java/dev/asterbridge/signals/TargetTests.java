package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.OrderWatch;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A strategy says what it holds, and is followed. */
class TargetTests {

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;

    @ParameterizedTest
    @CsvSource({
        "0, 0.01, BUY 0.01",
        "0.01, 0.03, BUY 0.02",
        "0.03, 0.01, SELL 0.02",
        "0.01, 0, SELL 0.01",
        "-0.01, 0, BUY 0.01",
        "0.01, -0.02, SELL 0.03",
        "-0.02, 0.01, BUY 0.03",
        "-0.01, -0.02, SELL 0.01"
    })
    void goesFromWhatIsHeldToWhatIsWantedInOneOrder(String held, String wanted, String order) {
        hold(held);

        String id = take(wanted, null);
        world.run();

        assertThat(world.sent()).containsExactly(order);
        assertThat(held(world)).isEqualTo(wanted);
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void onlyWhatTakesAwayIsReduceOnly() {
        hold("0.02");
        take("0.01", null);
        world.run();
        take("-0.01", null);
        world.run();
        take("0", null);
        world.run();

        assertThat(exchange.placed()).extracting(order -> order.reduceOnly()).containsExactly(true, false, true);
    }

    @Test
    void sayingItAgainChangesNothing() {
        take("0.01", "0");
        world.run();
        String again = take("0.01", "0");
        world.run();

        assertThat(world.sent()).containsExactly("BUY 0.01");
        assertThat(world.verdict(again)).isEqualTo("executed");
        assertThat(((SignalOutcome.Executed) world.outcome(again)).order()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0.0159, 0.015", "-0.0159, -0.015", "0.0009, 0"})
    void neverMoreIsHeldThanTheStrategySaid(String wanted, String held) {
        take(wanted, null);
        world.run();

        assertThat(held(world)).isEqualTo(held);
    }

    @Test
    void aFlipThatTheMarginDoesNotAllowAtOnceIsDoneInTwoSteps() {
        hold("0.01");
        exchange.onPlace = request -> request.reduceOnly() || !held(world).equals("0.01")
                ? new OrderOutcome.Accepted(exchange.fill(request))
                : new OrderOutcome.Rejected(
                        new Refusal(Refusal.Reason.REFUSED, -2019, "Margin is insufficient.", null, null));

        String id = take("-0.01", null);
        world.run();

        assertThat(world.sent()).containsExactly("SELL 0.02", "SELL 0.01", "SELL 0.01");
        assertThat(world.attempts(id)).containsExactly("refused", "executed", "executed");
        assertThat(held(world)).isEqualTo("-0.01");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void aFlipWhoseSecondHalfCannotBeDoneEndsFlatAndSaysSo() {
        hold("0.01");
        exchange.onPlace = request -> request.reduceOnly()
                ? new OrderOutcome.Accepted(exchange.fill(request))
                : new OrderOutcome.Rejected(
                        new Refusal(Refusal.Reason.REFUSED, -2019, "Margin is insufficient.", null, null));

        String id = take("-0.01", null);
        world.run();

        assertThat(held(world)).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(((SignalOutcome.Executed) world.outcome(id)).message())
                .contains("filled 0.01", "no more: Margin is insufficient");
    }

    @Test
    void inHedgeModeTheOtherSideIsClosedFirst() {
        exchange.mode = PositionMode.HEDGE;
        exchange.positions.add(FakeExchange.position("0.01", PositionSide.LONG));
        world.pass(Duration.ofSeconds(5));

        take("-0.02", null);
        world.run();

        assertThat(exchange.placed())
                .extracting(order -> order.side() + " " + order.quantity() + " " + order.positionSide())
                .containsExactly("SELL 0.01 LONG", "SELL 0.02 SHORT");
    }

    @Test
    void aBurstIsFollowedToItsEndOnly() {
        String first = take("0.01", "0");
        String second = take("0.02", "0.01");
        String third = take("-0.01", "0.02");
        world.run();

        assertThat(world.sent()).containsExactly("SELL 0.01");
        assertThat(world.verdict(first)).isEqualTo("superseded SUPERSEDED");
        assertThat(world.verdict(second)).isEqualTo("superseded SUPERSEDED");
        assertThat(world.verdict(third)).isEqualTo("executed");
        assertThat(gaps()).isZero();
    }

    @Test
    void whatComesInTheWrongOrderEndsWhereItShould() {
        take("0.01", "0");
        world.run();
        Instant second = world.clock.instant();
        String close = take("0", "0.01", second);
        String flip = take("-0.02", "0", second.plusSeconds(1));
        String late = take("0.01", "0.01", second.minusSeconds(2));
        world.run();

        assertThat(held(world)).isEqualTo("-0.02");
        assertThat(world.verdict(close)).isEqualTo("superseded SUPERSEDED");
        assertThat(world.verdict(flip)).isEqualTo("executed");
        assertThat(world.verdict(late)).isEqualTo("superseded SUPERSEDED");
    }

    @Test
    void anOlderOneThatComesWhenAllIsDoneChangesNothing() {
        Instant second = world.clock.instant();
        take("0.01", "0", second);
        world.run();
        take("0", "0.01", second.plusSeconds(3));
        world.run();
        String late = take("0.05", "0.01", second.plusSeconds(1));
        world.run();

        assertThat(world.verdict(late)).isEqualTo("superseded SUPERSEDED");
        assertThat(held(world)).isEqualTo("0");
    }

    @Test
    void theMissingOneOfARoundTripThatComesLateIsNotOpenedAgain() {
        Instant second = world.clock.instant();
        take("0", "0", second.minusSeconds(60));
        world.run();
        String close = take("0", "0.01", second);
        world.run();
        String open = take("0.01", "0", second);
        world.run();

        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(world.verdict(open)).isEqualTo("superseded SUPERSEDED");
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void ofThreeOfOneSecondTheLastOneMayComeFirst() {
        Instant second = world.clock.instant();
        take("0", "-0.01", second.minusSeconds(9));
        world.run();
        String third = take("0.03", "0.02", second);
        world.run();
        String first = take("0.01", "0", second);
        world.run();
        String next = take("0.02", "0.01", second);
        world.run();

        assertThat(held(world)).isEqualTo("0.03");
        assertThat(world.verdict(third)).isEqualTo("executed");
        assertThat(world.verdict(first)).isEqualTo("superseded SUPERSEDED");
        assertThat(world.verdict(next)).isEqualTo("superseded SUPERSEDED");
        assertThat(gaps()).isEqualTo(1);
    }

    @Test
    void whatFillsAGapBringsBackWhatWasTakenForOlder() {
        Instant second = world.clock.instant();
        take("0", "-0.01", second.minusSeconds(9));
        world.run();
        take("0.04", "0.03", second);
        world.run();
        take("0.02", "0.01", second);
        world.run();
        assertThat(held(world)).isEqualTo("0.02");

        String filling = take("0.03", "0.02", second);
        world.run();
        assertThat(held(world)).isEqualTo("0.04");
        assertThat(world.verdict(filling)).isEqualTo("executed");
        take("0.01", "0", second);
        world.run();
        assertThat(held(world)).isEqualTo("0.04");
    }

    @Test
    void whatIsBroughtBackIsBackedAsItsOwnMessageSaid() {
        Instant second = world.clock.instant();
        take("0", "-0.01", second.minusSeconds(9));
        world.run();
        world.take(target("0.04", "0.03").with(new MarginTerms(20, null)), second);
        world.run();
        take("0.02", "0.01", second);
        world.run();
        String filling = take("0.03", "0.02", second);
        world.run();

        assertThat(held(world)).isEqualTo("0.04");
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("signal_planned") && event.contains(filling))
                .singleElement()
                .asString()
                .contains("margin=20x");
    }

    /** At market 120 is the most. */
    @Test
    void whatIsTooLargeForOneOrderIsClosedInSeveral() {
        world.hold("300");
        String id = world.take(OneLane.close());
        world.run();

        assertThat(world.sent()).containsExactly("SELL 120", "SELL 120", "SELL 60");
        assertThat(held(world)).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void aCrashBetweenTheyGoOnWithWhatIsLeft() {
        world.hold("300");
        String id = world.take(OneLane.close());
        while (exchange.placed().isEmpty()) {
            world.lane.step();
        }
        world.crash();
        world.pass(Duration.ofSeconds(5));

        assertThat(held(world)).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @ParameterizedTest
    @CsvSource({"0, SELL 120/SELL 120/SELL 60, 0", "-1, SELL 120/SELL 120/SELL 61, -1", "190, SELL 110, 190"})
    void aTargetIsComeToInAsManyOrdersAsItTakes(String size, String sent, String held) {
        world.hold("300");
        String id = take(size, null);
        world.run();

        assertThat(String.join("/", world.sent())).isEqualTo(sent);
        assertThat(held(world)).isEqualTo(held);
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void aRepeatOfWhatRestsAddsNothing() {
        exchange.limitsRest = true;
        limit("0.1", "49500");
        String again = limit("0.1", "49500");

        assertThat(world.sent()).containsExactly("BUY 0.1");
        assertThat(world.verdict(again)).isEqualTo("executed");
        assertThat(((SignalOutcome.Executed) world.outcome(again)).message())
                .startsWith("target BTCUSDT: what is missing rests already, as ab-");
    }

    @Test
    void aNewerTargetTakesThePlaceOfWhatRests() {
        exchange.limitsRest = true;
        limit("0.1", "49500");
        limit("0.1", "49400");
        limit("0.05", "49400");

        assertThat(open()).containsExactly("BUY 0.05 49400");
    }

    @Test
    void whatRestsIsCancelledWhenItsStrategyWantsWhatItHolds() {
        exchange.limitsRest = true;
        limit("0.1", "49500");
        String flat = take("0", null);
        world.run();

        assertThat(open()).isEmpty();
        assertThat(world.verdict(flat)).isEqualTo("executed");
        exchange.moveMark("49000");
        assertThat(held(world)).isEqualTo("0");
    }

    @Test
    void anExitGoesBeforeWhatRestsIsCancelled() {
        exchange.limitsRest = true;
        take("0.1", null);
        world.run();
        limit("0.2", "49500");
        List<String> heldAtCancel = new ArrayList<>();
        BiFunction<Symbol, ClientOrderId, Optional<Order>> cancels = exchange.onCancel;
        exchange.onCancel = (symbol, id) -> {
            heldAtCancel.add(held(world));
            return cancels.apply(symbol, id);
        };
        String flat = take("0", null);
        world.run();

        assertThat(heldAtCancel).containsExactly("0");
        assertThat(open()).isEmpty();
        assertThat(world.verdict(flat)).isEqualTo("executed");
    }

    @Test
    void whatRestsOfAnotherStrategyStays() {
        exchange.limitsRest = true;
        limit("0.1", "49500");
        strategy("other", "0.02", null);

        assertThat(open()).containsExactly("BUY 0.1 49500");
        assertThat(held(world)).isEqualTo("0.02");
    }

    @Test
    void whatCannotBeCancelledIsTriedAgainBeforeAnythingIsOrdered() {
        exchange.limitsRest = true;
        limit("0.1", "49500");
        BiFunction<Symbol, ClientOrderId, Optional<Order>> cancels = exchange.onCancel;
        exchange.onCancel = (symbol, id) -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
        };
        limit("0.05", "49400");
        assertThat(open()).containsExactly("BUY 0.1 49500");

        exchange.onCancel = cancels;
        world.pass(Duration.ofSeconds(5));
        assertThat(open()).containsExactly("BUY 0.05 49400");
    }

    @Test
    void anOrderThatTheExchangeDoesNotKnowAnyMoreIsWaitedForAndNotAskedAboutOnAndOn() {
        exchange.limitsRest = true;
        limit("0.1", "49500");
        exchange.orders.clear();
        String next = limit("0.05", "49400");
        assertThat(exchange.cancelled()).hasSize(1);
        assertThat(world.verdict(next)).isNull();

        OrderWatch watch = OrdersOnFake.watch(exchange, world.journal, world.clock);
        for (int i = 0; i < 60; i++) {
            OrdersOnFake.look(watch);
        }
        world.pass(Duration.ofSeconds(10));

        assertThat(open()).containsExactly("BUY 0.05 49400");
        assertThat(world.verdict(next)).isEqualTo("executed");
    }

    @Test
    void aTargetThatIsRefusedTakesAwayWhatRests() {
        exchange.limitsRest = true;
        limit("0.1", "49500");
        Entry entry = Entry.of(OrderTerms.at(Price.of("49400"))).with(Exits.of("stop 60000"));
        String wrong = world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.05"), null, entry)));
        world.run();

        assertThat(world.verdict(wrong)).isEqualTo("refused INVALID_REQUEST");
        assertThat(open()).isEmpty();
    }

    private String limit(String size, String price) {
        Entry entry = Entry.of(OrderTerms.at(Price.of(price)));
        String id = world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal(size), null, entry)));
        world.run();
        return id;
    }

    private List<String> open() {
        return exchange.orders.stream()
                .filter(order -> !order.status().isFinal())
                .map(order -> "%s %s %s"
                        .formatted(order.side(), Decimals.plain(order.quantity()), Decimals.plain(order.price())))
                .toList();
    }

    @Test
    void anExitThatWasMeantEarlierDoesNotGoEarly() {
        Instant second = world.clock.instant();
        take("0.01", "0", second.minusSeconds(9));
        world.run();
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        take("0.02", "0", second.plusSeconds(1));
        world.run();
        String exit = take("0", "0.01", second);
        world.run();

        assertThat(world.sent()).containsExactly("BUY 0.01", "BUY 0.01");
        assertThat(world.verdict(exit)).isEqualTo("superseded SUPERSEDED");
    }

    @Test
    void anExitThatShowsThatMoreIsMeantByNowDoesNotGoEarly() {
        Instant second = world.clock.instant();
        take("0", "0", second.minusSeconds(9));
        world.run();
        take("0.04", "0", second);
        world.run();
        take("0.02", "0.01", second);
        world.run();
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        world.take(new Signal(BTC, "b", null, Wishes.open(Side.BUY, Quantity.of("0.01"), null)));
        world.run();

        take("0", "0.02", second);
        world.run();

        assertThat(world.sent()).containsExactly("BUY 0.04", "SELL 0.02", "BUY 0.01");
    }

    @Test
    void aFloodOfTargetsIsFollowedToItsEnd() {
        Instant second = world.clock.instant();
        take("0", "0", second.minusSeconds(9));
        world.run();
        for (int i = 200; i > 0; i--) {
            take("0." + (1000 + i), "0." + (1000 + i - 1), second.plusMillis(i * 100L));
        }
        while (world.lane.step().filter(Duration::isZero).isPresent()) {
            // one is let go
        }

        assertThat(held(world)).isEqualTo("0.12");
        assertThat(world.sent()).containsExactly("BUY 0.12");
    }

    @Test
    void aMissingAlertIsReportedAndTheNextTargetGoneToAllTheSame() {
        take("0.01", "0");
        world.run();
        take("0.03", "0.02");
        world.run();

        assertThat(held(world)).isEqualTo("0.03");
        assertThat(gaps()).isEqualTo(1);
        take("0.04", "0.03");
        world.run();
        assertThat(gaps()).as("healed").isEqualTo(1);
    }

    @Test
    void aMissingAlertFreezesTheSymbolWhereThatIsWanted() {
        OneLane strict = new OneLane(SignalProperties.OnDrift.ADOPT, SignalProperties.OnGap.FREEZE);
        strict.take(target("0.02", "0"));
        strict.run();
        String gap = strict.take(target("0.05", "0.03"));
        strict.run();
        String exit = strict.take(target("0.01", "0.05"));
        strict.run();

        assertThat(strict.verdict(gap)).isEqualTo("refused NOTHING_NEW_IS_OPENED");
        assertThat(strict.verdict(exit)).as("exits go on").isEqualTo("executed");
        assertThat(held(strict)).isEqualTo("0.01");
    }

    @Test
    void whileNothingMayBeOpenedAFlipEndsFlat() {
        hold("0.01");
        world.frozen("somebody wants it so");

        String id = take("-0.02", null);
        world.run();

        assertThat(held(world)).isEqualTo("0");
        assertThat(((SignalOutcome.Executed) world.outcome(id)).message()).contains("somebody wants it so");
    }

    @Test
    void aTargetThatComesLateStillTakesAwayButOpensNothing() {
        hold("0.02");
        Instant fired = world.clock.instant().minusSeconds(120);
        String less = take("0.01", null, fired);
        world.run();
        String more = take("0.05", null, fired.plusSeconds(1));
        world.run();

        assertThat(world.verdict(less)).isEqualTo("executed");
        assertThat(world.verdict(more)).isEqualTo("refused NOTHING_NEW_IS_OPENED");
        assertThat(held(world)).isEqualTo("0.01");
    }

    @Test
    void strategiesOnOneSymbolHoldTheirOwnAndTheAccountTheSum() {
        strategy("trend", "0.03", null);
        strategy("revert", "-0.01", null);
        assertThat(held(world)).isEqualTo("0.02");
        assertThat(holdings()).isEqualTo(Map.of("trend", "0.03", "revert", "-0.01"));

        strategy("trend", "0", "0.03");
        assertThat(held(world)).isEqualTo("-0.01");
        strategy("trend", "0", "0");
        assertThat(held(world)).isEqualTo("-0.01");
        strategy("revert", "0", "-0.01");
        assertThat(held(world)).isEqualTo("0");
    }

    @Test
    void aCloseOfOneStrategyLeavesTheOthersAlone() {
        strategy("a", "0.02", null);
        world.take(new Signal(BTC, "b", null, Wishes.open(Side.BUY, Quantity.of("0.01"), null)));
        world.run();
        world.take(new Signal(BTC, "a", null, new Signal.Close()));
        world.run();

        assertThat(held(world)).isEqualTo("0.01");
        assertThat(holdings()).containsEntry("b", "0.01").containsEntry("a", "0");
    }

    @Test
    void whatIsClosedByHandIsTakenFromWhoHeldItBeforeAnybodyGoesOn() {
        strategy("a", "0.02", null);
        exchange.positions.clear();
        exchange.positions.add(FakeExchange.position("0"));

        String close = world.take(new Signal(BTC, "a", null, new Signal.Close()));
        world.pass(Duration.ofSeconds(10));

        assertThat(world.verdict(close)).isEqualTo("refused POSITION_NOT_FOUND");
        assertThat(held(world)).as("nothing that nobody asked for").isEqualTo("0");
        assertThat(holdings()).containsEntry("a", "0");
    }

    @Test
    void aCrashBetweenTheTwoOrdersOfAFlipGoesOnWhereItWas() {
        exchange.mode = PositionMode.HEDGE;
        exchange.positions.add(FakeExchange.position("0.01", PositionSide.LONG));
        world.pass(Duration.ofSeconds(5));
        String id = take("-0.02", null);
        while (exchange.placed().isEmpty()) {
            world.lane.step();
        }
        world.crash();
        world.pass(Duration.ofSeconds(10));

        assertThat(world.sent()).containsExactly("SELL 0.01", "SELL 0.02");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    private static String held(OneLane lane) {
        return Decimals.plain(new BigDecimal(lane.held()));
    }

    private void hold(String amount) {
        if (!amount.equals("0")) {
            world.hold(amount);
        }
    }

    @Test
    void aMessageWithoutATimeThatComesAgainChangesNothing() {
        List<String> held = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (String step : List.of("0>0.2", "0.2>0.3", "0.3>0.2", "0.3>0.2", "0.2>-0.1", "0.2>0.3", "-0.1>0")) {
            String[] sizes = step.split(">");
            String id = world.take(target(sizes[1], sizes[0]), null, "{\"n\":\"" + step + "\"}");
            world.run();
            world.clock.advance(Duration.ofMillis(70));
            held.add(held(world));
            verdicts.add(world.verdict(id));
        }

        assertThat(held).containsExactly("0.2", "0.3", "0.2", "0.2", "-0.1", "-0.1", "0");
        assertThat(verdicts)
                .containsExactly(
                        "executed",
                        "executed",
                        "executed",
                        "executed",
                        "executed",
                        "superseded SUPERSEDED",
                        "executed");
        assertThat(world.journal.recorded).noneMatch(event -> event.toString().contains("gap_found"));
    }

    private String take(String size, String previous) {
        return world.take(target(size, previous));
    }

    private String take(String size, String previous, Instant firedAt) {
        return world.take(target(size, previous), firedAt);
    }

    private void strategy(String name, String size, String previous) {
        world.take(new Signal(BTC, name, null, Wishes.target(size, previous)));
        world.run();
    }

    private static Signal target(String size, String previous) {
        return new Signal(BTC, null, Wishes.target(size, previous));
    }

    private long gaps() {
        return world.journal.recorded.stream()
                .filter(event -> event.contains("gap_found"))
                .count();
    }

    private Map<String, String> holdings() {
        return world.journal.read(sql -> world.signals.parts.holdings().of(sql, BTC)).stream()
                .collect(Collectors.toMap(Holding::strategy, it -> Decimals.plain(it.amount())));
    }
}
