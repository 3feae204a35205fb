package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a strategy's message says of the end of what is held already counts, whether an order is needed for it or not. */
class HeldExitsTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;

    @Test
    void whatAStrategyTakesAwayIsNotJudgedAsIfItOpenedTheOtherSide() {
        world.take(new Signal(BTC, "a", null, new Signal.Target(new BigDecimal("0.02"), null, Entry.MARKET)));
        world.run();
        world.take(new Signal(BTC, "b", null, new Signal.Target(new BigDecimal("-0.02"), null, Entry.MARKET)));
        world.run();
        Entry entry = Entry.MARKET.with(Exits.of("stop 45000; take 60000 x 100"));

        String id = world.take(new Signal(BTC, "a", null, new Signal.Target(new BigDecimal("0.01"), null, entry)));
        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.sent()).containsExactly("BUY 0.02", "SELL 0.02", "SELL 0.01");
    }

    @Test
    void whatAStrategyOpensIsJudgedAlsoWhereTheAccountHoldsLessThen() {
        world.take(new Signal(BTC, "b", null, new Signal.Target(new BigDecimal("-0.02"), null, Entry.MARKET)));
        world.run();
        Entry entry = Entry.MARKET.with(Exits.of("stop 55000"));

        String id = world.take(new Signal(BTC, "a", null, new Signal.Target(new BigDecimal("0.01"), null, entry)));
        world.run();

        assertThat(world.verdict(id)).isEqualTo("refused INVALID_REQUEST");
        assertThat(world.sent()).containsExactly("SELL 0.02");
    }

    @Test
    void whatIsHeldAlreadyEndsAsTheNewestMessageSays() {
        say("0.1", "stop 2%");
        String again = say("0.1", "stop 5%; take 4% x 50; trail 2; even 3%");

        assertThat(message(again))
                .isEqualTo("target BTCUSDT: 0.1 is held, as wanted; from now on it ends by"
                        + " stop 5%; take 4% x 50; trail 2; even 3%, counted from 50000");
        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 0.1 STOP 47500 MARK_PRICE",
                        "SELL 0.1 TRAILING_STOP 2 MARK_PRICE",
                        "SELL 0.05 TAKE_PROFIT 52000 MARK_PRICE");
    }

    @Test
    void whatHadNoExitsHasThemThen() {
        say("-0.1", "");
        say("-0.1", "stop 2%");

        assertThat(resting()).containsExactly("BUY 0.1 STOP 51000 MARK_PRICE");
    }

    @Test
    void whatIsLeftEndsAsTheNewestMessageSaysAndSharesAreOfThat() {
        say("0.1", "stop 2%; take 4% x 50");
        int before = exchange.placed().size();
        String less = say("0.04", "stop 5%; take 2% x 50; take 4% x 50");

        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 0.04 STOP 47500 MARK_PRICE",
                        "SELL 0.02 TAKE_PROFIT 51000 MARK_PRICE",
                        "SELL 0.02 TAKE_PROFIT 52000 MARK_PRICE");
        assertThat(exchange.placed()).as("each once").hasSize(before + 4);
        assertThat(message(less)).isEqualTo("target SELL BTCUSDT: filled 0.06 at 50000");
        assertThat(world.journal.recorded.toString())
                .contains("stop 5%; take 2% x 50; take 4% x 50, counted from 50000");
    }

    @ParameterizedTest
    @CsvSource({"0.1, 5%", "0.1, 1%", "0.05, 5%", "0.05, 1%"})
    void theOldStopGoesOnlyWhenTheNewOneIsThere(String size, String stop) {
        say("0.1", "stop 2%");
        exchange.onCancel = (symbol, id) -> {
            assertThat(resting()).as("stops when one goes").hasSize(2);
            exchange.orders.replaceAll(
                    order -> order.clientOrderId().equals(id.value()) ? order.with(OrderStatus.CANCELED) : order);
            return exchange.orders.stream()
                    .filter(order -> order.clientOrderId().equals(id.value()))
                    .findFirst();
        };
        say(size, "stop " + stop);

        assertThat(exchange.cancelled()).hasSize(1);
        assertThat(resting()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.05"})
    void sayingItAgainPlacesAndCancelsNothing(String size) {
        say("0.1", "stop 3%");
        say(size, "stop 2%; take 4% x 50; even 3%");
        List<String> before = resting();
        int placed = exchange.placed().size();
        int cancelled = exchange.cancelled().size();
        exchange.moveMark("50900");
        String again = say(size, "stop 2.0%; take 4% x 50; even 3%");

        assertThat(resting()).isEqualTo(before);
        assertThat(exchange.placed()).hasSize(placed);
        assertThat(exchange.cancelled()).hasSize(cancelled);
        assertThat(message(again)).endsWith("is held, as wanted");
    }

    @Test
    void whatWasTakenIsNotTakenAgainWhenLessIsMeantInTheSameWords() {
        say("0.1", "stop 2%; take 2% x 50; take 4% x 50");
        exchange.moveMark("51000");
        see();
        say("0.04", "stop 2%; take 2% x 50; take 4% x 50");

        assertThat(resting())
                .containsExactlyInAnyOrder("SELL 0.04 STOP 49000 MARK_PRICE", "SELL 0.04 TAKE_PROFIT 52000 MARK_PRICE");
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.05"})
    void aMessageThatSaysNothingLeavesThemAsTheyAre(String size) {
        say("0.1", "stop 2%");
        say(size, "");

        assertThat(resting()).containsExactly("SELL " + size + " STOP 49000 MARK_PRICE");
    }

    @Test
    void aMessageThatSaysFlatNeedsNone() {
        say("0.1", "stop 2%");
        say("0.1", "stop 3%");
        say("0", "");

        assertThat(resting()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "stop 51000, 'stop_loss ''51000'' is at 51000, and must be below the mark price, 50000'",
        "stop 4000, 'stop_loss ''4000'' is a price, and far from the mark price, 50000; a percentage is written 4000%'",
        "take 49000 x 100, 'take_profit ''49000'' is at 49000, and must be above the mark price, 50000'",
        "trail 1 from 49000, 'trailing_activation ''49000'' is at 49000, and must be above the mark price, 50000'",
        "stop 2%; even 49900, 'break_even ''49900'' is at 49900, and must be above the price of entry, 50000'"
    })
    void whatCannotBeIsRefusedAndTheOldExitsStay(String exits, String why) {
        say("0.1", "stop 2%");
        String again = say("0.1", exits);

        assertThat(world.verdict(again)).isEqualTo("refused INVALID_REQUEST");
        assertThat(((SignalOutcome.Refused) world.outcome(again)).problem().detail())
                .isEqualTo(why);
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE");
    }

    @Test
    void whatTakesAwayIsNotKeptBackByExitsThatCannotBe() {
        say("0.1", "stop 2%");
        String less = say("0.05", "stop 51000");

        assertThat(message(less))
                .isEqualTo("target SELL BTCUSDT: filled 0.05 at 50000; no more: stop_loss '51000' is at 51000,"
                        + " and must be below the mark price, 50000");
        assertThat(resting()).containsExactly("SELL 0.05 STOP 49000 MARK_PRICE");
    }

    @Test
    void exitsThatCanBeOnceTheOrderIsFilledCountThen() {
        say("0.1", "stop 2%");
        exchange.onPlace = request -> {
            OrderOutcome outcome = exchange.take(request);
            exchange.moveMark("52000");
            return outcome;
        };
        String less = say("0.05", "stop 51000");

        assertThat(message(less)).isEqualTo("target SELL BTCUSDT: filled 0.05 at 50000");
        assertThat(resting()).containsExactly("SELL 0.05 STOP 51000 MARK_PRICE");
    }

    @Test
    void whatTakesAwayOnceThePriceIsThereIsRefusedWithItsExits() {
        exchange.limitsRest = true;
        say("0.1", "stop 2%");
        String less = take(new Signal.Target(
                new BigDecimal("0.05"),
                null,
                Entry.of(OrderTerms.at(Price.of("50500"))).with(Exits.of("stop 51000"))));

        assertThat(world.verdict(less)).isEqualTo("refused INVALID_REQUEST");
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE");
    }

    @Test
    void exitsDoNotWaitForAnOrderThatRests() {
        exchange.limitsRest = true;
        say("0.1", "stop 2%");
        take(new Signal.Target(
                new BigDecimal("0.05"),
                null,
                Entry.of(OrderTerms.at(Price.of("50500"))).with(Exits.of("stop 1%"))));
        assertThat(resting()).containsExactlyInAnyOrder("SELL 0.05 LIMIT 50500 GTC", "SELL 0.1 STOP 49500 MARK_PRICE");

        exchange.moveMark("50500");
        see();

        assertThat(resting()).containsExactly("SELL 0.05 STOP 49500 MARK_PRICE");
    }

    @Test
    void exitsCountWhateverBecomesOfTheOrder() {
        say("0.1", "stop 2%");
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        exchange.onPlace = request -> request.terms().endsAtOnce()
                ? new OrderOutcome.Rejected(new Refusal(Refusal.Reason.REFUSED, -4131, "no", null, null))
                : usual.apply(request);
        String less = say("0.05", "stop 1%");

        assertThat(world.verdict(less)).isEqualTo("refused REFUSED_BY_EXCHANGE");
        assertThat(((SignalOutcome.Refused) world.outcome(less)).problem().detail())
                .isEqualTo("no; what is held ends by stop 1% from now on");
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49500 MARK_PRICE");
    }

    @Test
    void theyCountAlsoWhenTheOrderComesTooLate() {
        say("0.1", "stop 2%");
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        exchange.onPlace = request -> request.terms().endsAtOnce()
                ? new OrderOutcome.Rejected(Refusal.of(Refusal.Reason.RATE_LIMITED, "busy"))
                : usual.apply(request);
        String less = say("0.05", "stop 1%");
        world.pass(Duration.ofMinutes(11));

        assertThat(world.verdict(less)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(((SignalOutcome.Refused) world.outcome(less)).problem().detail())
                .contains("nothing of it was executed")
                .endsWith("; what is held ends by stop 1% from now on");
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49500 MARK_PRICE");
    }

    @Test
    void aStopMayBeBeyondThePriceOfEntryOnceTheMarketIs() {
        say("0.1", "stop 2%; take 10% x 100");
        exchange.moveMark("52000");
        say("0.1", "stop 51000; take 10% x 100");

        assertThat(resting())
                .containsExactlyInAnyOrder("SELL 0.1 STOP 51000 MARK_PRICE", "SELL 0.1 TAKE_PROFIT 55000 MARK_PRICE");
    }

    @Test
    void aShareThatThePriceHasPassedIsRefused() {
        say("0.1", "stop 5%");
        exchange.moveMark("48500");
        String tighter = say("0.1", "stop 2%");

        assertThat(world.verdict(tighter)).isEqualTo("refused INVALID_REQUEST");
        assertThat(resting()).containsExactly("SELL 0.1 STOP 47500 MARK_PRICE");
    }

    @Test
    void whatHasComeFarEnoughIsMovedToThePriceOfEntryAtOnce() {
        say("0.1", "stop 5%");
        exchange.moveMark("51000");
        say("0.1", "stop 4%; even 1%");
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.1 STOP 50000 MARK_PRICE");
        say("0.1", "stop 4%; even 1%");
        world.pass(SOON);
        assertThat(resting()).as("and stays there").containsExactly("SELL 0.1 STOP 50000 MARK_PRICE");
    }

    @Test
    void exitsCountFromTheAverageOfAllThatIsHeld() {
        exchange.onPlace = this::atMark;
        say("0.1", "stop 2%");
        exchange.moveMark("51000");
        say("0.2", "");
        assertThat(resting()).containsExactly("SELL 0.2 STOP 49000 MARK_PRICE");
        say("0.2", "stop 1%");
        assertThat(resting()).containsExactly("SELL 0.2 STOP 49995 MARK_PRICE");
        say("0.1", "stop 500 away");

        assertThat(resting()).containsExactly("SELL 0.1 STOP 50000 MARK_PRICE");
    }

    @Test
    void eachOfSeveralStrategiesChangesItsOwnExitsFromItsOwnPrice() {
        exchange.onPlace = this::atMark;
        say("a", "0.1", "stop 2%");
        exchange.moveMark("60000");
        say("b", "0.3", "stop 3%");
        say("a", "0.1", "stop 1%");
        say("a", "0.05", "stop 500 away");

        assertThat(resting())
                .containsExactlyInAnyOrder("SELL 0.05 STOP 49500 MARK_PRICE", "SELL 0.3 STOP 58200 MARK_PRICE");
    }

    @Test
    void ofWhatSeveralHoldEachHasEnteredWhereItsNewestOrdersWereFilled() {
        exchange.onPlace = this::atMark;
        say("b", "0.3", "");
        for (String price : List.of("52000", "54000", "55000")) {
            exchange.moveMark(price);
            say("a", held("a").add(new BigDecimal("0.1")).toPlainString(), "");
        }
        exchange.moveMark("60000");
        say("a", "0.2", "");
        say("a", "0.2", "stop 1000 away; take 20% x 50");

        assertThat(resting())
                .containsExactlyInAnyOrder("SELL 0.2 STOP 53500 MARK_PRICE", "SELL 0.1 TAKE_PROFIT 65400 MARK_PRICE");
    }

    @Test
    void whatWasOpenedByHandEndsAsTheMessageSaysFromThePriceTheExchangeShows() {
        world.hold("0.1");
        say("0.1", "stop 2%");

        assertThat(resting()).containsExactly("SELL 0.1 STOP 48020 MARK_PRICE");
    }

    @Test
    void whatIsNotOnRecordIsComparedFirst() {
        world.hold("0.1");
        exchange.positions.clear();
        exchange.positions.add(FakeExchange.position("0.2"));
        String said = say("0.2", "stop 2%");
        assertThat(world.verdict(said)).isNull();

        world.pass(SOON);

        assertThat(world.verdict(said)).isEqualTo("executed");
        assertThat(world.sent()).as("nothing is ordered but the stop").containsExactly("SELL 0.2");
        assertThat(resting()).containsExactly("SELL 0.2 STOP 48020 MARK_PRICE");
    }

    @Test
    void inHedgeModeTheExitsOfThatSideAreReplaced() {
        exchange.mode = PositionMode.HEDGE;
        say("a", "-0.1", "stop 2%");
        say("b", "0.2", "stop 2%");
        say("a", "-0.1", "stop 3%");
        say("a", "-0.05", "stop 4%");

        assertThat(resting())
                .containsExactlyInAnyOrder("SELL 0.2 STOP 49000 MARK_PRICE", "BUY 0.05 STOP 52000 MARK_PRICE");
    }

    @Test
    void theyAreOnRecordWithTheVerdictAndPlacedAfterACrash() {
        say("0.1", "stop 2%");
        String id = world.take(signal("", "0.1", "stop 5%"));
        while (world.verdict(id) == null) {
            world.lane.step();
        }
        world.crash();
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.1 STOP 47500 MARK_PRICE");
    }

    @Test
    void theyAreThereHoweverLateTheOrderIsFound() {
        say("0.1", "stop 2%");
        exchange.onPlace = request -> {
            OrderOutcome outcome = exchange.take(request);
            return request.terms().endsAtOnce() ? new OrderOutcome.Unknown("no answer") : outcome;
        };
        String id = world.take(signal("", "0.05", "stop 1%"));
        world.lane.step();
        world.crash();
        world.pass(Duration.ofSeconds(20));

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.held()).isEqualTo("0.050");
        assertThat(resting()).containsExactly("SELL 0.05 STOP 49500 MARK_PRICE");
    }

    @Test
    void whatCannotHaveItsNewStopKeepsTheOldOne() {
        say("0.1", "stop 2%");
        refuseStops();
        say("0.1", "stop 5%");
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE");
    }

    @Test
    void whatHadNoneAndCannotHaveOneIsClosed() {
        say("0.1", "");
        refuseStops();
        say("0.1", "stop 5%");
        world.pass(SOON);

        assertThat(world.held()).isEqualTo("0");
    }

    @Test
    void exitsAreThoseOfTheMessageThatTurnsOutToBeTheNewest() {
        Instant second = world.clock.instant();
        take("0", "-0.01", second.minusSeconds(9), "");
        take("0.04", "0.03", second, "stop 4%");
        take("0.02", "0.01", second, "stop 2%");
        assertThat(resting()).containsExactly("SELL 0.02 STOP 49000 MARK_PRICE");

        take("0.03", "0.02", second, "stop 3%");

        assertThat(resting()).containsExactly("SELL 0.04 STOP 48000 MARK_PRICE");
    }

    private void take(String size, String previous, Instant at, String exits) {
        Entry entry = Entry.MARKET.with(Exits.of(exits));
        world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal(size), new BigDecimal(previous), entry)), at);
        world.run();
    }

    private String take(Signal.Target target) {
        String id = world.take(new Signal(BTC, null, target));
        world.run();
        return id;
    }

    private String say(String size, String exits) {
        return say("", size, exits);
    }

    private String say(String strategy, String size, String exits) {
        String id = world.take(signal(strategy, size, exits));
        world.run();
        return id;
    }

    private static Signal signal(String strategy, String size, String exits) {
        Entry entry = Entry.MARKET.with(Exits.of(exits));
        return new Signal(BTC, strategy, null, new Signal.Target(new BigDecimal(size), null, entry));
    }

    private BigDecimal held(String strategy) {
        return world.journal.read(sql -> world.signals.parts.holdings().of(sql, BTC)).stream()
                .filter(it -> it.strategy().equals(strategy))
                .map(it -> it.amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String message(String id) {
        return ((SignalOutcome.Executed) world.outcome(id)).message();
    }

    /** Every order that can wait for a price is refused. */
    private void refuseStops() {
        Refusal refusal = new Refusal(Refusal.Reason.REFUSED, -4045, "Reach max stop order limit.", null, null);
        exchange.onPlace =
                request -> request.terms().endsAtOnce() ? exchange.take(request) : new OrderOutcome.Rejected(refusal);
    }

    private OrderOutcome atMark(OrderRequest request) {
        return request.terms().endsAtOnce()
                ? new OrderOutcome.Accepted(
                        exchange.fillAtMark(request, request.quantity().value()))
                : exchange.take(request);
    }

    /** Looks at what rests, and lets the lane do what follows. */
    private void see() {
        OrdersOnFake.look(OrdersOnFake.watch(exchange, world.journal, world.clock));
        world.run();
    }

    private List<String> resting() {
        List<String> open = exchange.orders.stream()
                .filter(order -> !order.status().isFinal())
                .map(Order::clientOrderId)
                .toList();
        return exchange.placed().stream()
                .filter(order -> open.contains(order.clientOrderId().value()))
                .map(order -> "%s %s %s".formatted(order.side(), order.quantity(), order.terms()))
                .toList();
    }
}
