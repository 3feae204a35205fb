package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.assertRefused;
import static dev.asterbridge.paper.TestVenue.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VenueHistoryTests {

    private final TestVenue test = new TestVenue().at(BTC, "1000");
    private final long start = test.millis();

    /** Five orders, a day apart from each other. */
    private List<VenueOrder> fiveOrders() {
        List<VenueOrder> orders = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            orders.add(test.buy("1"));
            test.wait(Duration.ofDays(1));
        }
        return orders;
    }

    @Test
    void showsTheNewestOrdersOldestFirst() {
        List<VenueOrder> orders = fiveOrders();
        assertThat(test.venue.allOrders(BTC, Window.newest(10))).isEqualTo(orders);
        assertThat(test.venue.allOrders(BTC, Window.newest(2))).isEqualTo(orders.subList(3, 5));
        assertThat(test.venue.allOrders(ETH, Window.newest(10))).isEmpty();
    }

    @Test
    void showsOrdersFromAnId() {
        List<VenueOrder> orders = fiveOrders();
        Window window = new Window(orders.get(1).orderId(), null, null, 2);
        assertThat(test.venue.allOrders(BTC, window)).isEqualTo(orders.subList(1, 3));
    }

    @Test
    void showsOrdersWithinTimes() {
        List<VenueOrder> orders = fiveOrders();
        long day = Duration.ofDays(1).toMillis();
        assertThat(test.venue.allOrders(BTC, new Window(null, start + day, start + 3 * day, 10)))
                .isEqualTo(orders.subList(1, 4));
        assertThat(test.venue.allOrders(BTC, new Window(null, start + day, null, 2)))
                .isEqualTo(orders.subList(1, 3));
        assertThat(test.venue.allOrders(BTC, new Window(null, null, start + 3 * day, 2)))
                .isEqualTo(orders.subList(2, 4));
    }

    @Test
    void refusesTimesThatCannotBe() {
        long week = Duration.ofDays(7).toMillis();
        assertRefused(-1023, () -> new Window(null, start, start - 1, 10));
        assertRefused(-4165, () -> new Window(null, start, start + week + 1, 10));
        assertThat(test.venue.allOrders(BTC, new Window(null, start, start + week, 10)))
                .isEmpty();
    }

    @Test
    void showsSevenDaysUnlessAskedOtherwise() {
        fiveOrders();
        test.wait(Duration.ofDays(4));
        assertThat(test.venue.allOrders(BTC, Window.newest(10))).hasSize(3);
        assertThat(test.venue.userTrades(BTC, Window.newest(10))).hasSize(3);
        assertThat(test.venue.income(BTC, IncomeType.COMMISSION, Window.newest(10)))
                .hasSize(3);
        assertThat(test.venue.allOrders(BTC, new Window(null, start, null, 10))).hasSize(5);
    }

    @Test
    void forgetsOrdersThatEndedUnfilledAWeekAgo() {
        VenueOrder unfilled = test.place(limit(Side.BUY, "1", "990"));
        VenueOrder filled = test.buy("1");
        VenueOrder open = test.place(limit(Side.BUY, "1", "980"));
        OrderKey key = new OrderKey(unfilled.orderId(), null);
        test.venue.cancel(BTC, key);
        test.wait(Duration.ofDays(7));
        assertThat(test.venue.order(BTC, key).orderId()).isEqualTo(unfilled.orderId());

        test.wait(Duration.ofMillis(1));
        assertRefused(-2013, () -> test.venue.order(BTC, key));
        assertThat(test.find(filled)).isEqualTo(filled);
        assertThat(test.find(open)).isEqualTo(open);
    }

    @Test
    void findsAnOrderByEitherId() {
        VenueOrder order = test.place(limit(Side.BUY, "1", "990").clientOrderId("mine"));
        assertThat(test.venue.openOrder(BTC, new OrderKey(null, "mine"))).isEqualTo(order);
        assertThat(test.venue.order(BTC, new OrderKey(order.orderId(), "other")))
                .as("the venue's id wins")
                .isEqualTo(order);
        assertRefused(-2013, () -> test.venue.order(ETH, new OrderKey(order.orderId(), null)));
        assertRefused(-2013, () -> test.venue.order(BTC, new OrderKey(null, "other")));
        test.venue.cancelAll(BTC);
        assertRefused(-2013, () -> test.venue.openOrder(BTC, new OrderKey(null, "mine")));
        assertRefused(-2011, () -> test.venue.cancel(BTC, new OrderKey(null, "mine")));
    }

    @Test
    void givesAnOrderWithoutAClientOrderIdOneOfItsOwn() {
        VenueOrder order = test.buy("1");
        assertThat(order.clientOrderId()).isEqualTo("paper-" + order.orderId());
    }

    @Test
    void knowsOnlyListedSymbols() {
        Symbol unlisted = new Symbol("NOSUCHUSDT");
        OrderKey key = new OrderKey(1L, null);
        Stream.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> test.venue.order(unlisted, key),
                        () -> test.venue.openOrder(unlisted, key),
                        () -> test.venue.cancel(unlisted, key),
                        () -> test.venue.cancelAll(unlisted),
                        () -> test.venue.openOrders(unlisted),
                        () -> test.venue.allOrders(unlisted, Window.newest(1)),
                        () -> test.venue.userTrades(unlisted, Window.newest(1)),
                        () -> test.venue.positions(unlisted),
                        () -> test.venue.quote(unlisted),
                        () -> test.venue.setLeverage(unlisted, 1))
                .forEach(call -> assertRefused(-1121, call));
    }

    @Test
    void opensWithADeposit() {
        assertThat(test.venue.income(null, IncomeType.TRANSFER, Window.newest(10)))
                .singleElement()
                .satisfies(income -> assertThat(income.amount()).isEqualByComparingTo(TestVenue.DEPOSIT));
    }

    @Test
    void keepsABoundedHistory() {
        History<Integer> history = new History<>();
        IntStream.rangeClosed(1, History.CAPACITY + 2).forEach(history::add);
        assertThat(history.list()).hasSize(History.CAPACITY).startsWith(3).endsWith(History.CAPACITY + 2);
    }
}
