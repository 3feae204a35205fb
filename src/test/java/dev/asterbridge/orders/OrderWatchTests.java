package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.orders.OrdersOnRecord.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderWatchTests {

    private final OrdersOnRecord world = new OrdersOnRecord();
    private final OrderWatch watch = OrdersOnFake.watch(world.exchange, world.journal, world.clock);
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

        watch.look();

        assertThat(world.exchange.lookups).isEqualTo(lookups);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "PARTIALLY_FILLED", "OTHER"})
    void whatHasNotEndedIsLookedAtAgain(OrderStatus status) {
        exchangeShows(status, "0");
        watch.look();
        int lookups = world.exchange.lookups;

        watch.look();

        assertThat(world.exchange.lookups).isEqualTo(lookups + 1);
    }

    @Test
    void anOrderThatIsNotShownStaysAsItWas() {
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
        List<OrderRecords.Unbooked> unbooked = world.journal.read(world.records::unbooked);
        assertThat(unbooked).isEmpty();
        assertThat(world.journal
                        .read(sql -> world.records.of(sql, "s"))
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
        world.exchange.orders.add(null);
        trade(1, 8, "0.02");

        assertThatCode(watch::look).doesNotThrowAnyException();

        assertThat(world.row(leg)).containsEntry("status", "NEW");
        assertThat(world.row(other)).containsEntry("status", "FILLED").containsEntry("booked", "0.02");
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

    private void exchangeShows(OrderStatus status, String executed) {
        world.exchange.orders.clear();
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
