package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.orders.OrdersOnRecord.order;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.JournalUnavailable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderWatchTests {

    private final OrdersOnRecord world = new OrdersOnRecord();
    private final List<Object> events = new ArrayList<>();
    private final OrderWatch watch = OrdersOnFake.watch(world.exchange, world.journal, events::add, world.clock);
    private final Leg leg = world.leg("s");
    private final OrderRequest limit = world.limit("ab-s-1", "0.01");

    @BeforeEach
    void anOrderRests() {
        world.prepare(leg, limit);
        world.settle(leg, limit, new Placement.Placed(order(7, limit, OrderStatus.NEW, "0")));
    }

    @Test
    void whatFillsWhileItRestsIsTakenOver() {
        exchangeShows(OrderStatus.PARTIALLY_FILLED, "0.004");
        watch.look();
        assertThat(world.holding()).isEqualTo("0.004");

        exchangeShows(OrderStatus.FILLED, "0.01");
        watch.look();
        watch.look();

        assertThat(world.holding()).isEqualTo("0.01");
        assertThat(world.row(leg)).containsEntry("status", "FILLED");
    }

    @ParameterizedTest
    @EnumSource(names = {"FILLED", "CANCELED", "EXPIRED", "REJECTED"})
    void whatHasEndedIsNotLookedAtAnyMore(OrderStatus status) {
        exchangeShows(status, "0");
        watch.look();
        int lookups = world.exchange.lookups;
        int reads = world.exchange.openRead.size();

        watch.look();

        assertThat(world.exchange.lookups).isEqualTo(lookups);
        assertThat(world.exchange.openRead).hasSize(reads);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "PARTIALLY_FILLED", "OTHER"})
    void whatHasNotEndedIsLookedAtAgain(OrderStatus status) {
        exchangeShows(status, "0");
        watch.look();
        int reads = world.exchange.openRead.size();

        watch.look();

        assertThat(world.exchange.openRead).hasSize(reads + 1);
        assertThat(world.exchange.lookups).isZero();
    }

    @Test
    void allThatIsOpenOnASymbolIsTakenFromOneAnswerAndOnlyTheRestIsAskedFor() {
        OrderRequest second = restsToo("t", "ab-t-1", BTC);
        restsToo("u", "ab-u-1", BTC);
        exchangeShows(OrderStatus.NEW, "0");
        world.exchange.orders.add(order(8, second, OrderStatus.CANCELED, "0"));

        watch.look();

        assertThat(world.exchange.openRead).containsExactly(BTC);
        assertThat(world.exchange.lookups).isEqualTo(2);
    }

    @Test
    void whatHasNotMovedIsNotWritten() {
        exchangeShows(OrderStatus.NEW, "0");
        List<String> written = new ArrayList<>();
        world.journal.beforeCommit = () -> written.add("something");

        watch.look();

        assertThat(written).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void whatWasSetOffIsOnRecordAsWhatItIsNow() {
        world.exchange.orders.add(FakeExchange.order(limit, OrderStatus.NEW, BigDecimal.ZERO));
        watch.look();
        world.exchange.orders.clear();
        Order stop = FakeExchange.order(
                new OrderRequest(
                        limit.clientOrderId(),
                        BTC,
                        Side.BUY,
                        PositionSide.BOTH,
                        limit.quantity(),
                        OrderTerms.parse("STOP 51000 MARK_PRICE LIMIT 51100"),
                        false),
                OrderStatus.NEW,
                BigDecimal.ZERO);
        world.exchange.orders.add(stop);

        watch.look();

        assertThat(world.of("s").getFirst().seen()).isEqualTo(stop);
        assertThat(events).isEmpty();
    }

    @Test
    void whoeverWaitsForItIsToldThatAnOrderMoved() {
        exchangeShows(OrderStatus.PARTIALLY_FILLED, "0.004");
        watch.look();
        watch.look();
        assertThat(events).containsExactly(new OrderMoved(BTC));
        exchangeShows(OrderStatus.PARTIALLY_FILLED, "0.005");
        watch.look();
        exchangeShows(OrderStatus.CANCELED, "0.005");
        watch.look();
        watch.look();

        assertThat(events).containsExactly(new OrderMoved(BTC), new OrderMoved(BTC), new OrderMoved(BTC));
    }

    @Test
    void itIsOnRecordBeforeAnybodyIsTold() {
        List<Object> onRecord = new ArrayList<>();
        OrderWatch telling = OrdersOnFake.watch(
                world.exchange,
                world.journal,
                event -> onRecord.add(world.row(leg).get("status")),
                world.clock);
        exchangeShows(OrderStatus.EXPIRED, "0");

        telling.look();

        assertThat(onRecord).containsExactly("EXPIRED");
    }

    @Test
    void nobodyIsToldWhatIsNotOnRecord() {
        exchangeShows(OrderStatus.EXPIRED, "0");
        world.journal.beforeCommit = () -> {
            throw new JournalUnavailable("planted");
        };

        watch.look();

        assertThat(events).isEmpty();
    }

    @Test
    void atMostFiveSymbolsAreLookedAtByTurns() {
        restOnSymbols(11);
        exchangeShowsToo(OrderStatus.NEW, "0");

        for (int i = 1; i <= 12; i++) {
            watch.look();
            assertThat(world.exchange.openRead).hasSize(5 * i);
        }

        assertThat(world.exchange.openRead.stream().collect(groupingBy(symbol -> symbol, counting())))
                .hasSize(12)
                .allSatisfy((symbol, times) -> assertThat(times).isEqualTo(5));
    }

    @Test
    void whereSomethingWasFilledIsLookedAtBeforeItsTurn() {
        restOnSymbols(40);
        exchangeShowsToo(OrderStatus.FILLED, "0.01");
        world.exchange.positions.add(FakeExchange.position("0.01"));

        watch.look();
        assertThat(world.holding()).as("it is not its turn").isEqualTo("0");
        watch.look();

        assertThat(world.holding()).isEqualTo("0.01");
        assertThat(world.exchange.openRead)
                .as("five by turns, twice, and this one")
                .hasSize(11);
    }

    @Test
    void whatIsHeldCannotBeReadAndTheTurnsGoOn() {
        restOnSymbols(11);
        exchangeShowsToo(OrderStatus.NEW, "0");
        world.exchange.whileReadingAll = () -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
        };

        watch.look();
        watch.look();

        assertThat(world.exchange.openRead).hasSize(10);
    }

    @Test
    void anOrderThatIsNotShownForAMomentStaysAsItWas() {
        for (int i = 0; i < 59; i++) {
            watch.look();
        }
        assertThat(world.row(leg)).containsEntry("status", "NEW");
        exchangeShows(OrderStatus.NEW, "0");
        watch.look();
        world.exchange.orders.clear();
        for (int i = 0; i < 59; i++) {
            watch.look();
        }

        assertThat(world.row(leg)).containsEntry("status", "NEW");
        assertThat(events).isEmpty();
    }

    @Test
    void anOrderThatTheExchangeHasForgottenHasEnded() {
        exchangeShows(OrderStatus.PARTIALLY_FILLED, "0.004");
        watch.look();
        events.clear();
        world.exchange.orders.clear();

        for (int i = 0; i < 60; i++) {
            watch.look();
        }

        assertThat(world.row(leg)).containsEntry("status", "EXPIRED").containsEntry("executed_quantity", "0.004");
        assertThat(world.of("s").getFirst().seen().status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(world.holding()).isEqualTo("0.004");
        assertThat(events).containsExactly(new OrderMoved(BTC));
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("order_gone"))
                .singleElement()
                .asString()
                .contains("ab-s-1");
        assertThat(world.exchange.windows).hasSize(1);
    }

    @Test
    void anOrderThatOnlyTheHistoryShowsIsAsTheHistoryShowsIt() {
        world.exchange.onFind = found -> Optional.empty();
        world.exchange.onOpen = open -> List.of();
        Order filled = order(7, limit, OrderStatus.FILLED, "0.01");
        world.exchange.orders.add(at(world.clock.instant(), filled));

        for (int i = 0; i < 60; i++) {
            watch.look();
        }

        assertThat(world.holding()).isEqualTo("0.01");
        assertThat(world.row(leg)).containsEntry("status", "FILLED");
    }

    @Test
    void whatCannotBeAskedIsNoSignThatAnOrderIsGone() {
        world.exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");
        for (int i = 0; i < 100; i++) {
            watch.look();
        }
        world.exchange.down = null;
        watch.look();

        assertThat(world.row(leg)).containsEntry("status", "NEW");
    }

    @Test
    void withoutTheHistoryNothingIsConcluded() {
        world.exchange.onOpen = open -> List.of();
        for (int i = 0; i < 59; i++) {
            watch.look();
        }
        world.exchange.onFind = found -> {
            world.exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");
            return Optional.empty();
        };

        watch.look();

        assertThat(world.row(leg)).containsEntry("status", "NEW");
    }

    @Test
    void onlyTheSymbolThatIsAskedForIsLookedAt() {
        watch.refresh(new Symbol("ETHUSDT"));
        assertThat(world.exchange.lookups).isZero();
        exchangeShows(OrderStatus.FILLED, "0.01");

        watch.refresh(BTC);

        assertThat(world.holding()).isEqualTo("0.01");
    }

    @Test
    void fillsAreBookedOnce() {
        exchangeShows(OrderStatus.FILLED, "0.01");
        trade(1, 7, "0.004");
        trade(2, 7, "0.006");
        trade(3, 8, "0.5");

        watch.look();
        watch.look();

        assertThat(booked()).containsExactly("1 7 s 0.004", "2 7 s 0.006");
        assertThat(world.row(leg)).containsEntry("booked", "0.01");
        List<FillRecords.Unbooked> unbooked = world.journal.read(world.trades::unbooked);
        assertThat(unbooked).isEmpty();
        assertThat(world.journal
                        .read(sql -> world.queries.of(sql, "s"))
                        .getFirst()
                        .fills())
                .extracting(PlacedOrder.Trade::quantity)
                .containsExactly(new BigDecimal("0.004"), new BigDecimal("0.006"));
    }

    @Test
    void fillsThatCannotBeReadYetAreBookedLater() {
        exchangeShows(OrderStatus.FILLED, "0.01");
        watch.look();
        assertThat(booked()).isEmpty();
        trade(1, 7, "0.004");
        watch.look();
        assertThat(world.row(leg)).containsEntry("booked", "0.004");
        trade(2, 7, "0.006");

        watch.look();

        assertThat(world.row(leg)).containsEntry("booked", "0.01");
    }

    @Test
    void fillsThatAreHoursApartAreBookedAll() {
        exchangeShows(OrderStatus.PARTIALLY_FILLED, "0.004");
        trade(1, 7, "0.004");
        watch.look();
        world.clock.advance(Duration.ofHours(5));
        exchangeShows(OrderStatus.FILLED, "0.01");
        trade(2, 7, "0.006");

        watch.look();

        assertThat(booked()).containsExactly("1 7 s 0.004", "2 7 s 0.006");
        assertThat(world.row(leg)).containsEntry("booked", "0.01");
    }

    @Test
    void fillsFromWhileTheServiceWasNotThereAreBooked() {
        world.clock.advance(Duration.ofHours(5));
        trade(1, 7, "0.004");
        world.clock.advance(Duration.ofHours(5));
        trade(2, 7, "0.006");
        exchangeShows(OrderStatus.FILLED, "0.01");

        watch.look();

        assertThat(world.row(leg)).containsEntry("booked", "0.01");
    }

    @Test
    void anOrderThatCannotBeReadDoesNotKeepTheOthersFromIt() {
        Leg other = world.leg("t");
        OrderRequest second = world.limit("ab-t-1", "0.02");
        world.prepare(other, second);
        world.settle(other, second, new Placement.Placed(order(8, second, OrderStatus.NEW, "0")));
        world.exchange.orders.add(order(8, second, OrderStatus.FILLED, "0.02"));
        world.exchange.onFind = found -> found.or(() -> {
            throw new IllegalStateException("planted");
        });
        trade(1, 8, "0.02");

        assertThatCode(watch::look).doesNotThrowAnyException();

        assertThat(world.row(leg)).containsEntry("status", "NEW");
        assertThat(world.row(other)).containsEntry("status", "FILLED").containsEntry("booked", "0.02");
    }

    @Test
    void anOrderThatCannotBeWrittenDoesNotKeepTheOthersFromIt() {
        Leg first = resting("t", 8, "stop 1%");
        Leg second = resting("a", 9, "stop 3%");
        world.exchange.orders.add(filled(8, first, 30));
        world.exchange.orders.add(filled(9, second, 60));
        List<String> commits = new ArrayList<>();
        world.journal.beforeCommit = () -> {
            commits.add("one");
            if (commits.size() == 1) {
                throw new IllegalStateException("planted");
            }
        };

        assertThatCode(watch::look).doesNotThrowAnyException();
        assertThat(world.row(first)).containsEntry("status", "NEW");
        assertThat(world.row(second)).containsEntry("status", "FILLED");

        watch.look();
        assertThat(world.row(first)).containsEntry("status", "FILLED");
    }

    @Test
    void whatWasFilledLastIsTakenOverLast() {
        Leg before = resting("t", 8, "stop 1%");
        Leg after = resting("a", 9, "stop 3%");
        world.exchange.orders.add(filled(8, before, 60));
        world.exchange.orders.add(filled(9, after, 30));

        watch.look();

        assertThat(world.journal
                        .read(sql -> world.holdings.of(sql, BTC))
                        .getFirst()
                        .guard()
                        .exits())
                .isEqualTo("stop 1%");
    }

    private Leg resting(String signal, long id, String exits) {
        Leg its = new Leg(world.leg(signal).signalId(), 1, false, "", new Purpose("", exits, null));
        OrderRequest order = world.limit("ab-" + signal + "-1", "0.02");
        world.prepare(its, order);
        world.settle(its, order, new Placement.Placed(order(id, order, OrderStatus.NEW, "0")));
        return its;
    }

    private Order filled(long id, Leg its, int second) {
        OrderRequest order = world.limit("ab-" + its.signalId() + "-1", "0.02");
        return order(
                id, order, OrderStatus.FILLED, "0.02", world.clock.instant().plusSeconds(second));
    }

    @Test
    void whatCannotBeReadNowIsReadTheNextTime() {
        exchangeShows(OrderStatus.FILLED, "0.01");
        world.exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");
        assertThatCode(watch::look).doesNotThrowAnyException();
        world.exchange.down = null;
        world.journal.down = true;
        assertThatCode(watch::look).doesNotThrowAnyException();
        world.journal.down = false;

        watch.look();

        assertThat(world.holding()).isEqualTo("0.01");
    }

    @Test
    void itRunsFromStartToStop() {
        assertThat(watch.isRunning()).isFalse();
        watch.start();
        assertThat(watch.isRunning()).isTrue();
        watch.stop();
        assertThat(watch.isRunning()).isFalse();
    }

    private void restOnSymbols(int symbols) {
        for (int i = 1; i <= symbols; i++) {
            Symbol symbol = new Symbol("A%02dUSDT".formatted(i));
            world.exchange.orders.add(order(i, restsToo("t" + i, "ab-t-" + i, symbol), OrderStatus.NEW, "0"));
        }
    }

    private OrderRequest restsToo(String signal, String name, Symbol symbol) {
        Leg other = world.leg(signal);
        OrderRequest request = new OrderRequest(
                new ClientOrderId(name), symbol, Side.BUY, PositionSide.BOTH, limit.quantity(), limit.terms(), false);
        world.prepare(other, request);
        world.settle(other, request, new Placement.Placed(order(8, request, OrderStatus.NEW, "0")));
        return request;
    }

    private static Order at(Instant time, Order order) {
        return new Order(
                order.orderId(),
                order.clientOrderId(),
                order.symbol(),
                order.side(),
                order.positionSide(),
                order.status(),
                order.type(),
                order.originalType(),
                order.timeInForce(),
                order.quantity(),
                order.executedQuantity(),
                order.price(),
                order.averagePrice(),
                order.stopPrice(),
                order.cumulativeQuote(),
                order.reduceOnly(),
                order.closePosition(),
                order.workingType(),
                time,
                time);
    }

    private void exchangeShows(OrderStatus status, String executed) {
        world.exchange.orders.clear();
        exchangeShowsToo(status, executed);
    }

    private void exchangeShowsToo(OrderStatus status, String executed) {
        world.exchange.orders.add(order(7, limit, status, executed));
    }

    private void trade(long id, long orderId, String quantity) {
        BigDecimal one = BigDecimal.ONE;
        world.exchange.fills.add(new Fill(
                id,
                orderId,
                BTC,
                Side.BUY,
                PositionSide.BOTH,
                one,
                new BigDecimal(quantity),
                one,
                "USDT",
                one,
                false,
                world.clock.instant()));
    }

    private List<String> booked() {
        return world.journal
                .sql()
                .sql(
                        "SELECT trade_id || ' ' || order_id || ' ' || signal_id || ' ' || quantity FROM fills ORDER BY trade_id")
                .query(String.class)
                .list();
    }
}
