package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;
import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order has its exits from the exchange: they are taken onto record with the fill, and are from then on exits like any other. */
class ExchangeExitsTests {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String EXACT = "SELL 0.1 STOP 48510";

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;
    private static final String TAKE = "SELL 0.1 TAKE_PROFIT 51480";
    private String signal = "";

    @BeforeEach
    void switchOn() {
        exchange.limitsRest = true;
        exchange.tiesExits = true;
        world.crash();
    }

    @Test
    void anEntryThatRestsIsSentWithItsStop() {
        rest("stop 2%; take 4% x 50");

        assertThat(exchange.placed())
                .singleElement()
                .satisfies(order -> assertThat(order.tied()).hasToString("[STOP 48510 MARK_PRICE]"));
        assertThat(resting()).containsExactly("BUY 0.1 LIMIT 49500");
        assertThat(world.verdict(signal)).isEqualTo("executed");
    }

    @Test
    void theStopOfTheExchangeIsTheStopOfTheFill() {
        rest("stop 2%");
        exchange.moveMark("49500");
        assertThat(resting()).as("before anybody looks").containsExactly(EXACT);

        see();
        world.pass(SOON);

        assertThat(resting()).containsExactly(EXACT);
        assertThat(exchange.placed()).as("nothing else was sent").hasSize(1);
        assertThat(exchange.cancelled()).isEmpty();
        assertThat(stops()).containsExactly("executed " + entry() + "s");
        assertThat(world.held()).isEqualTo("0.100");
    }

    @Test
    void whatIsFilledWhileTheServiceIsAwayIsProtectedAllTheWhile() {
        rest("stop 2%; take 4% x 100; trail 1 from 3%");
        exchange.moveMark("49500");
        world.clock.advance(Duration.ofHours(3));
        world.crash();
        world.pass(SOON);

        assertThat(resting())
                .containsExactlyInAnyOrder(EXACT, "SELL 0.1 TAKE_PROFIT 51480", "SELL 0.1 TRAILING_STOP 0");
        assertThat(stops()).containsExactly("executed " + entry() + "s");
        assertThat(recorded()).doesNotContain("drift_found");
    }

    @Test
    void whatIsFilledAndStoppedWhileTheServiceIsAwayIsKnownToBeFlat() {
        rest("stop 2%");
        exchange.moveMark("49500");
        exchange.moveMark("48400");
        assertThat(new BigDecimal(world.held())).isZero();
        world.clock.advance(Duration.ofHours(3));
        world.crash();
        world.pass(SOON);

        assertThat(stops()).containsExactly("executed " + entry() + "s");
        assertThat(story().getLast().seen())
                .isNotNull()
                .extracting(Order::status)
                .isEqualTo(OrderStatus.FILLED);
        assertThat(recordedHolding()).isEqualByComparingTo("0");
        assertThat(recorded()).as("all of it is explained").doesNotContain("drift_found", "drift_adopted");
        assertThat(exchange.placed()).hasSize(1);
        assertThat(resting()).isEmpty();
    }

    @Test
    void whatTheStopHasEndedIsNotTakenForTheWorkOfOthers() {
        rest("stop 2%");
        List<Order> rests = List.copyOf(exchange.orders);
        exchange.moveMark("49500");
        exchange.onOpen = all -> rests;
        world.crash();
        world.pass(Duration.ofMillis(1500));
        // Twice more was held than the fills explain. The third time all of it has happened, and is seen in part.
        world.clock.advance(Duration.ofMillis(500));
        exchange.moveMark("48400");
        exchange.onOpen = all -> all;
        world.pass(SOON);

        assertThat(recorded()).doesNotContain("drift_found", "drift_adopted");
        assertThat(recordedHolding()).isEqualByComparingTo("0");
    }

    @Test
    void theTradesOfAStopThatWentWhileTheServiceWasAwayAreBooked() {
        rest("stop 2%");
        exchange.moveMark("49500");
        exchange.moveMark("48400");
        world.clock.advance(Duration.ofHours(30));
        world.crash();
        world.pass(SOON);
        see();

        assertThat(story()).extracting(order -> order.fills().size()).containsExactly(1, 1);
    }

    @Test
    void aStopThatIsNotThereIsPlacedAfterASecond() {
        exchange.onTied = stop -> {};
        rest("stop 2%");
        exchange.moveMark("49500");
        see();
        world.pass(Duration.ofMillis(900));
        assertThat(resting()).isEmpty();

        world.pass(Duration.ofMillis(400));
        assertThat(resting()).containsExactly(EXACT);

        world.pass(Duration.ofSeconds(30));
        assertThat(resting()).containsExactly(EXACT);
        assertThat(stops()).containsExactly("not_executed " + entry() + "s", "executed " + nameOfSecond());
        assertThat(world.held()).isEqualTo("0.100");
        assertThat(recorded()).doesNotContain("drift_found");
    }

    @Test
    void whatHasNoStopOfEitherKindIsClosed() {
        exchange.onTied = stop -> {};
        rest("stop 2%");
        exchange.onPlace = request ->
                request.terms().endsAtOnce() ? exchange.take(request) : new OrderOutcome.Unknown("nobody answers");
        exchange.moveMark("49500");
        see();
        world.pass(SOON);

        assertThat(new BigDecimal(world.held())).isZero();
    }

    @Test
    void aStopThatAppearsLateIsFoundAndOneOfTheTwoGoes() {
        List<OrderRequest> late = new ArrayList<>();
        exchange.onTied = late::add;
        rest("stop 2%");
        exchange.moveMark("49500");
        see();
        world.pass(Duration.ofSeconds(3));
        assertThat(resting()).containsExactly(EXACT);

        exchange.take(late.getFirst());
        world.pass(Duration.ofSeconds(20));

        assertThat(resting()).containsExactly(EXACT);
        assertThat(stops()).allMatch(stop -> stop.startsWith("executed"));
    }

    @Test
    void aBetterPriceOfEntryMovesTheStopTheNewOneFirst() {
        rest("stop 2%");
        List<String> seen = new ArrayList<>();
        exchange.onPlace = request -> {
            seen.addAll(resting());
            return exchange.take(request);
        };
        exchange.moveMark("49400");
        see();
        world.pass(SOON);

        assertThat(seen).as("what rested as the exact one was placed").containsExactly(EXACT);
        assertThat(resting()).containsExactly("SELL 0.1 STOP 48412");
        assertThat(exchange.cancelled()).extracting(ClientOrderId::value).containsExactly(entry() + "s");
    }

    @Test
    void asLongAsTheRestOfTheEntryMayFillItsStopStays() {
        rest("stop 2%");
        fillPart("0.04");
        see();
        world.pass(SOON);

        assertThat(resting())
                .as("one for what is filled, and the exchange's for what has yet to be")
                .containsExactlyInAnyOrder("BUY 0.1 LIMIT 49500", EXACT, "SELL 0.04 STOP 48510");

        world.crash();
        exchange.moveMark("49500");
        world.pass(SOON);

        assertThat(world.held()).isEqualTo("0.100");
        assertThat(resting()).containsExactly(EXACT);
    }

    @Test
    void whatWasRefusedWhileTheStopOfTheExchangeWasThereIsTriedAtOnceWhenItIsNot() {
        rest("stop 2%");
        Function<OrderRequest, OrderOutcome> takes = exchange.onPlace;
        exchange.onPlace = request -> new OrderOutcome.Rejected(
                new Refusal(Refusal.Reason.REFUSED, -4045, "Reach max stop order limit.", null, null));
        fillPart("0.04");
        see();
        world.pass(SOON);
        assertThat(resting()).containsExactlyInAnyOrder("BUY 0.1 LIMIT 49500", EXACT);

        exchange.onPlace = takes;
        end(new ClientOrderId(entry() + "s"));
        see();
        world.pass(Duration.ofMillis(500));

        assertThat(resting()).containsExactlyInAnyOrder("BUY 0.1 LIMIT 49500", "SELL 0.04 STOP 48510");
    }

    @Test
    void theStopStaysAlsoWhenWhatWasFilledIsClosedAndGoesWithTheEntry() {
        rest("stop 2%; take 4% x 100");
        fillPart("0.04");
        see();
        world.take(OneLane.close());
        world.pass(SOON);
        assertThat(new BigDecimal(world.held())).isZero();
        assertThat(resting()).containsExactlyInAnyOrder("BUY 0.1 LIMIT 49500", EXACT);

        cancelEntry();
        world.pass(SOON);

        assertThat(resting()).isEmpty();
    }

    @Test
    void whenTheRestOfTheEntryIsCancelledTheStopIsForWhatWasFilled() {
        rest("stop 2%");
        fillPart("0.04");
        see();
        cancelEntry();
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.04 STOP 48510");
        assertThat(new BigDecimal(world.held())).isEqualByComparingTo("0.04");
    }

    @Test
    void whatIsFilledEndsAsANewerMessageSaysAndTheRestGoesWithItsStop() {
        rest("stop 2%");
        fillPart("0.04");
        see();
        world.pass(SOON);
        Entry entry = Entry.MARKET.with(Exits.of("stop 5%"));
        world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.04"), null, entry)));
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.04 STOP 47025");
    }

    @Test
    void theExchangeMayTakeTheStopWithTheEntryAndItComesBack() {
        rest("stop 2%");
        fillPart("0.1");
        see();
        world.pass(SOON);
        exchange.orders.replaceAll(
                order -> order.clientOrderId().equals(entry() + "s") ? order.with(OrderStatus.CANCELED) : order);
        see();
        world.pass(SOON);

        assertThat(resting()).contains(EXACT);
    }

    @Test
    void anEntryThatIsCancelledLeavesNothing() {
        rest("stop 2%");
        cancelEntry();
        world.pass(SOON);

        assertThat(resting()).isEmpty();
        assertThat(stops()).containsExactly("not_executed " + entry() + "s");
        assertThat(world.lane.step()).as("there is nothing left to do").isEmpty();
    }

    @Test
    void afterAnEntryWasCancelledTheNextIsOpenedWithinSeconds() {
        rest("stop 2%");
        cancelEntry();
        String next = world.take(OneLane.open("0.1"));
        world.pass(Duration.ofSeconds(4));

        assertThat(world.verdict(next)).isEqualTo("executed");
    }

    @Test
    void aStopThatIsThereAlthoughItsEntryWasCancelledIsCancelled() {
        rest("stop 2%");
        exchange.onCancel = (symbol, id) -> {
            Optional<Order> ended = end(id);
            if (id.value().equals(entry())) {
                exchange.placed().getFirst().tiedOrders().forEach(exchange::take);
            }
            return ended;
        };
        cancelEntry();
        world.pass(SOON);

        assertThat(resting()).isEmpty();
        assertThat(exchange.cancelled()).extracting(ClientOrderId::value).containsExactly(entry(), entry() + "s");
    }

    @Test
    void anEntryThatExpiredWhileTheServiceWasAwayLeavesNothing() {
        rest("stop 2%");
        exchange.orders.replaceAll(order -> order.with(OrderStatus.EXPIRED));
        world.crash();
        world.pass(Duration.ofSeconds(10));

        assertThat(resting()).isEmpty();
        assertThat(stops()).containsExactly("not_executed " + entry() + "s");
    }

    @Test
    void aStopThatIsShownBeforeTheFillOfItsEntryIsNobodyElses() {
        rest("stop 2%");
        exchange.placed().getFirst().tiedOrders().forEach(exchange::take);
        world.crash();
        world.pass(SOON);

        assertThat(recorded()).doesNotContain("drift_found");
    }

    @Test
    void aCrashBeforeSendingLeavesNeither() {
        exchange.onPlace = request -> {
            throw new IllegalStateException("killed");
        };
        try {
            rest("stop 2%");
        } catch (IllegalStateException e) {
            // as it should be
        }
        exchange.onPlace = exchange::take;
        world.crash();
        world.pass(Duration.ofSeconds(70));

        assertThat(world.attempts(signal)).containsExactly("not_executed");
        assertThat(world.verdict(signal)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(stops()).isEmpty();
    }

    @Test
    void aCrashAfterSendingFindsBoth() {
        exchange.onPlace = request -> {
            OrderOutcome outcome = exchange.take(request);
            throw new IllegalStateException("killed after " + outcome);
        };
        try {
            rest("stop 2%");
        } catch (IllegalStateException e) {
            // as it should be
        }
        exchange.onPlace = exchange::take;
        exchange.moveMark("49500");
        world.crash();
        world.pass(SOON);

        assertThat(resting()).containsExactly(EXACT);
        assertThat(exchange.placed()).hasSize(1);
        assertThat(stops()).containsExactly("executed " + entry() + "s");
    }

    @Test
    void aCrashBetweenFillAndLookFindsTheStop() {
        rest("stop 2%");
        exchange.moveMark("49500");
        OrdersOnFake.look(OrdersOnFake.watch(exchange, world.journal, world.clock));
        assertThat(stops()).as("on record with the fill").containsExactly("null " + entry() + "s");
        world.crash();
        world.pass(SOON);

        assertThat(resting()).containsExactly(EXACT);
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void howeverLongAfterTheFillTheLaneIsOpenedItAsksForTheStopFirst() {
        rest("stop 2%");
        exchange.moveMark("49500");
        OrdersOnFake.look(OrdersOnFake.watch(exchange, world.journal, world.clock));
        world.clock.advance(Duration.ofSeconds(3));
        world.crash();
        world.pass(SOON);

        assertThat(stops()).containsExactly("executed " + entry() + "s");
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void twoInstancesThatSeeTheFillAtOncePutOneStopOnRecord() {
        rest("stop 2%");
        exchange.moveMark("49500");
        OrdersOnFake.look(OrdersOnFake.watch(exchange, world.journal, world.clock));
        OrdersOnFake.look(OrdersOnFake.watch(exchange, world.journal.as("another"), world.clock));
        world.pass(SOON);

        assertThat(stops()).containsExactly("executed " + entry() + "s");
        assertThat(recordedHolding()).isEqualByComparingTo("0.1");
    }

    @Test
    void bothExitsOfTheExchangeAreThoseOfTheFill() {
        rest("stop 2%; take 4% x 100");
        assertThat(exchange.placed())
                .singleElement()
                .satisfies(order ->
                        assertThat(order.tied()).hasToString("[STOP 48510 MARK_PRICE, TAKE_PROFIT 51480 MARK_PRICE]"));
        exchange.moveMark("49500");
        assertThat(resting()).as("before anybody looks").containsExactly(EXACT, TAKE);

        see();
        world.pass(SOON);

        assertThat(resting()).containsExactly(EXACT, TAKE);
        assertThat(exchange.placed()).as("nothing else was sent").hasSize(1);
        assertThat(exchange.cancelled()).isEmpty();
        assertThat(stops()).containsExactly("executed " + entry() + "s");
        assertThat(takes()).containsExactly("executed " + entry() + "t");
    }

    @Test
    void inHedgeModeTheyAreOfTheSideTheirOrderOpens() {
        exchange.mode = PositionMode.HEDGE;
        world.crash();
        rest("stop 2%; take 4% x 100");
        exchange.moveMark("49500");
        world.crash();
        world.pass(SOON);

        assertThat(resting()).containsExactly(EXACT, TAKE);
        assertThat(exchange.orders).extracting(Order::positionSide).containsOnly(PositionSide.LONG);
        assertThat(exchange.placed()).hasSize(1);
        assertThat(stops()).containsExactly("executed " + entry() + "s");
        assertThat(takes()).containsExactly("executed " + entry() + "t");
    }

    @Test
    void whatTookItsProfitWhileTheServiceIsAwayIsKnownToBeFlatAndLeavesNoStop() {
        rest("stop 2%; take 4% x 100");
        exchange.moveMark("49500");
        exchange.moveMark("51500");
        assertThat(new BigDecimal(world.held())).isZero();
        assertThat(resting()).as("of two one cancels the other").isEmpty();
        world.clock.advance(Duration.ofHours(3));
        world.crash();
        world.pass(SOON);

        assertThat(recordedHolding()).isEqualByComparingTo("0");
        assertThat(recorded()).as("all of it is explained").doesNotContain("drift_found", "drift_adopted");
        assertThat(exchange.placed()).hasSize(1);
        assertThat(exchange.cancelled()).isEmpty();
    }

    @Test
    void aProfitThatCannotBeTakenByTheExchangeIsTakenByThisService() {
        exchange.onTied = exit -> {
            if (exit.clientOrderId().value().endsWith("s")) {
                exchange.takeTied(exit);
            }
        };
        rest("stop 2%; take 4% x 100");
        exchange.moveMark("49500");
        see();
        world.pass(Duration.ofSeconds(10));

        assertThat(resting()).containsExactly(EXACT, TAKE);
        assertThat(takes()).containsExactly("not_executed " + entry() + "t", "executed " + nameOfSecond());
    }

    @Test
    void asLongAsTheRestOfTheEntryMayFillItsStopStaysAndTheTakeProfitIsForWhatIsFilled() {
        rest("stop 2%; take 4% x 100");
        fillPart("0.04");
        see();
        world.pass(SOON);
        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "BUY 0.1 LIMIT 49500", EXACT, "SELL 0.04 STOP 48510", "SELL 0.04 TAKE_PROFIT 51480");

        exchange.moveMark("49500");
        see();
        world.pass(SOON);

        assertThat(resting()).containsExactly(EXACT, TAKE);
    }

    @Test
    void aTakeProfitForMoreThanIsFilledEndsNothingOfAnotherStrategy() {
        world.take(new Signal(BTC, "other", null, new Signal.Open(Side.BUY, Size.parse("0.2"), Entry.MARKET)));
        world.run();
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).with(Exits.of("stop 2%; take 4% x 100"));
        world.take(new Signal(BTC, "trend", null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();
        ClientOrderId resting = exchange.placed().getLast().clientOrderId();
        exchange.markPrice = new BigDecimal("49500");
        exchange.fillPart(resting, "0.04");
        exchange.markPrice = new BigDecimal("50000");
        see();
        world.pass(SOON);

        exchange.moveMark("51500");
        see();
        world.pass(SOON);

        assertThat(new BigDecimal(world.held())).isEqualByComparingTo("0.2");
    }

    /** Both directions rest; while nobody looks one is filled and stopped, then the other is filled. */
    @Test
    void whatIsFilledAfterTheStopOfAnotherKeepsItsOwn() {
        waitFor(Side.BUY, "STOP 50500 MARK_PRICE");
        waitFor(Side.SELL, "STOP 49400 MARK_PRICE");
        exchange.moveMark("50500");
        world.clock.advance(Duration.ofMinutes(1));
        exchange.moveMark("49450");
        assertThat(new BigDecimal(world.held())).isZero();
        world.clock.advance(Duration.ofMinutes(1));
        exchange.moveMark("49400");
        world.clock.advance(Duration.ofHours(1));
        world.crash();
        world.pass(SOON);

        assertThat(world.held()).isEqualTo("-0.100");
        assertThat(resting()).containsExactly("BUY 0.1 STOP 50388");
    }

    private void waitFor(Side side, String terms) {
        Entry entry = Entry.of(OrderTerms.parse(terms)).with(Exits.of("stop 2%"));
        world.take(new Signal(BTC, null, new Signal.Open(side, Size.parse("0.1"), entry)));
        world.run();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPartThatWasNeverSeenBeforeItsOrderWasCancelledHasItsOwnExits(Side meanwhile) {
        rest("stop 2%");
        Entry other = Entry.MARKET.with(Exits.of("stop 5%"));
        world.take(new Signal(BTC, null, new Signal.Open(meanwhile, Size.parse("0.1"), other)));
        world.run();
        world.clock.advance(Duration.ofMinutes(1));
        world.take(OneLane.close());
        world.run();
        world.clock.advance(Duration.ofMinutes(1));
        fillPart("0.04");
        cancelEntry();
        world.pass(SOON);

        assertThat(new BigDecimal(world.held())).isEqualByComparingTo("0.04");
        assertThat(resting()).containsExactly("SELL 0.04 STOP 48510");
    }

    @Test
    void theEndOfOneOfTwoIsNotBelievedBeforeTheOtherCanBeRead() {
        rest("stop 2%; take 4% x 100");
        exchange.moveMark("49500");
        see();
        world.pass(SOON);
        exchange.moveMark("51500");
        exchange.onFind = found -> {
            if (found.filter(it -> it.clientOrderId().equals(entry() + "t")).isPresent()) {
                throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
            }
            return found;
        };
        see();
        world.pass(Duration.ofSeconds(10));
        assertThat(exchange.placed()).as("no stop for what may be gone").hasSize(1);

        exchange.onFind = found -> found;
        see();
        world.pass(SOON);

        assertThat(exchange.placed()).hasSize(1);
        assertThat(recordedHolding()).isEqualByComparingTo("0");
    }

    @Test
    void anEntryThatIsCancelledLeavesNeitherOfTheTwo() {
        rest("stop 2%; take 4% x 100");
        exchange.onCancel = (symbol, id) -> {
            Optional<Order> ended = end(id);
            if (id.value().equals(entry())) {
                exchange.placed().getFirst().tiedOrders().forEach(exchange::take);
            }
            return ended;
        };
        cancelEntry();
        world.pass(SOON);

        assertThat(resting()).isEmpty();
        assertThat(exchange.cancelled())
                .extracting(ClientOrderId::value)
                .containsExactlyInAnyOrder(entry(), entry() + "s", entry() + "t");
    }

    @Test
    void whatTheExchangeCancelsWithTheOtherIsNotMissed() {
        rest("stop 2%; take 4% x 100");
        exchange.moveMark("49500");
        see();
        world.pass(SOON);
        exchange.moveMark("48400");
        see();
        world.pass(SOON);

        assertThat(new BigDecimal(world.held())).isZero();
        assertThat(recordedHolding()).isEqualByComparingTo("0");
        assertThat(resting()).isEmpty();
        assertThat(exchange.placed()).hasSize(1);
        assertThat(exchange.cancelled()).as("it was ended already").isEmpty();
    }

    @Test
    void whatGoesAtMarketHasItsExitsWithTheSameRequest() {
        open("stop 2%; take 4% x 100");

        assertThat(exchange.placed())
                .singleElement()
                .satisfies(order ->
                        assertThat(order.tied()).hasToString("[STOP 49000 MARK_PRICE, TAKE_PROFIT 52000 MARK_PRICE]"));
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000", "SELL 0.1 TAKE_PROFIT 52000");
        world.pass(SOON);
        assertThat(world.verdict(signal)).isEqualTo("executed");
        assertThat(exchange.placed()).hasSize(1);
        assertThat(exchange.cancelled()).isEmpty();
    }

    @Test
    void whatGoesAtMarketAndIsFilledElsewhereHasTheExactOnesAtOnce() {
        exchange.onPlace = request -> {
            exchange.markPrice = new BigDecimal("50100");
            return request.tied().isEmpty()
                    ? exchange.take(request)
                    : new OrderOutcome.Accepted(
                            exchange.fillAtMark(request, request.quantity().value()));
        };
        open("stop 2%; take 4% x 100");
        world.pass(SOON);

        assertThat(resting()).containsExactlyInAnyOrder("SELL 0.1 STOP 49098", "SELL 0.1 TAKE_PROFIT 52104");
        assertThat(exchange.cancelled())
                .extracting(ClientOrderId::value)
                .containsExactlyInAnyOrder(entry() + "s", entry() + "t");
    }

    @Test
    void aCrashRightAfterWhatGoesAtMarketLeavesItProtected() {
        exchange.onPlace = request -> {
            OrderOutcome outcome = exchange.take(request);
            throw new IllegalStateException("killed after " + outcome);
        };
        try {
            open("stop 2%; take 4% x 100");
        } catch (IllegalStateException e) {
            // as it should be
        }
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000", "SELL 0.1 TAKE_PROFIT 52000");
        exchange.onPlace = exchange::take;
        world.crash();
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000", "SELL 0.1 TAKE_PROFIT 52000");
        assertThat(exchange.placed()).hasSize(1);
    }

    private void open(String exits) {
        Entry entry = Entry.MARKET.with(Exits.of(exits));
        signal = world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();
    }

    /** A limit at 49500; the mark price is 50000. */
    private void rest(String exits) {
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).with(Exits.of(exits));
        signal = world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();
    }

    private String entry() {
        return exchange.placed().getFirst().clientOrderId().value();
    }

    private String nameOfSecond() {
        return exchange.placed().get(1).clientOrderId().value();
    }

    private void fillPart(String quantity) {
        exchange.markPrice = new BigDecimal("49500");
        exchange.fillPart(new ClientOrderId(entry()), quantity);
        exchange.markPrice = new BigDecimal("50000");
    }

    private void cancelEntry() {
        world.take(new Signal(BTC, null, new Signal.Cancel(null)));
        world.run();
    }

    private Optional<Order> end(ClientOrderId id) {
        exchange.orders.replaceAll(
                order -> order.clientOrderId().equals(id.value()) ? order.with(OrderStatus.CANCELED) : order);
        return exchange.orders.stream()
                .filter(order -> order.clientOrderId().equals(id.value()))
                .findFirst();
    }

    /** Looks at what rests, and lets the lane do what follows. */
    private void see() {
        OrdersOnFake.look(OrdersOnFake.watch(exchange, world.journal, world.clock));
        world.run();
    }

    private List<PlacedOrder> story() {
        return world.journal.read(sql -> world.signals.parts.queries().of(sql, signal));
    }

    /** Outcome and name of each stop of the signal. */
    private List<String> stops() {
        return exits("stop");
    }

    private List<String> takes() {
        return exits("take-1");
    }

    private List<String> exits(String role) {
        return story().stream()
                .filter(order -> Objects.equals(order.role(), role))
                .flatMap(order -> order.attempts().stream())
                .map(attempt -> attempt.outcome() + " " + attempt.clientOrderId())
                .sorted(Comparator.comparing((String it) -> !it.matches(".*[st]"))
                        .thenComparing(it -> it))
                .toList();
    }

    private BigDecimal recordedHolding() {
        return world.journal.read(sql -> world.signals.parts.holdings().of(sql, BTC)).stream()
                .map(held -> held.amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What this process has put into the journal. */
    private String recorded() {
        return world.journal.recorded.toString();
    }

    private List<String> resting() {
        return exchange.orders.stream()
                .filter(order -> !order.status().isFinal())
                .map(order -> "%s %s %s %s"
                        .formatted(
                                order.side(),
                                plain(order.quantity()),
                                order.type().replace("_MARKET", ""),
                                plain(order.stopPrice().signum() == 0 ? order.price() : order.stopPrice())))
                .toList();
    }
}
