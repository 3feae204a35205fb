package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.levels;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static dev.asterbridge.paper.TestVenue.stop;
import static dev.asterbridge.paper.TestVenue.trailing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Side;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTests {

    private final TestVenue test = new TestVenue().at(BTC, "1000");

    private void thinBook() {
        test.book(BTC, "1000", levels("999x1", "998x2"), levels("1001x1", "1002x2", "1030x5"));
    }

    @Test
    void walksTheBookLevelByLevel() {
        thinBook();
        VenueOrder order = test.buy("2");

        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.cumulativeQuote()).isEqualByComparingTo("2003");
        assertThat(order.averagePrice()).isEqualByComparingTo("1001.5");
        assertThat(test.venue.userTrades(BTC, Window.newest(10)))
                .extracting(trade -> trade.price().intValue())
                .containsExactly(1001, 1002);
    }

    @Test
    void leavesTheBookWithoutWhatItTook() {
        thinBook();
        test.buy("2");
        assertThat(test.venue.quote(BTC).orElseThrow().asks()).isEqualTo(levels("1002x1", "1030x5"));
        thinBook();
        assertThat(test.venue.quote(BTC).orElseThrow().asks()).hasSize(3);
    }

    @Test
    void expiresTheRestOfAnOrderAtMarketBeyondTheBound() {
        thinBook();
        VenueOrder order = test.buy("4");

        assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(order.executedQuantity()).isEqualByComparingTo("3");
    }

    @Test
    void restsWhatALimitCouldNotTake() {
        thinBook();
        VenueOrder order = test.place(limit(Side.BUY, "2", "1001"));

        assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(order.executedQuantity()).isEqualByComparingTo("1");
        assertThat(test.venue.openOrders(BTC)).containsExactly(order);
    }

    @ParameterizedTest
    @CsvSource({
        "IOC, 2, 1001, EXPIRED, 1",
        "IOC, 1, 1001, FILLED,  1",
        "IOC, 1, 1000, EXPIRED, 0",
        "FOK, 2, 1001, EXPIRED, 0",
        "FOK, 3, 1002, FILLED,  3",
        "GTX, 1, 1001, EXPIRED, 0",
        "GTX, 1, 1000, NEW,     0",
    })
    void honoursTheTimeInForce(
            TimeInForce timeInForce, String quantity, String price, OrderStatus status, String executed) {
        thinBook();
        VenueOrder order = test.place(limit(Side.BUY, quantity, price).timeInForce(timeInForce));

        assertThat(order.status()).isEqualTo(status);
        assertThat(order.executedQuantity()).isEqualByComparingTo(executed);
        assertThat(test.find(order)).isEqualTo(order);
    }

    @Test
    void fillsARestingLimitAtItsOwnPriceAsAMaker() {
        VenueOrder order = test.place(limit(Side.BUY, "1", "990"));
        test.at(BTC, "991");
        assertThat(test.find(order).status()).isEqualTo(OrderStatus.NEW);
        test.at(BTC, "989");

        assertThat(test.find(order).status()).isEqualTo(OrderStatus.FILLED);
        VenueTrade trade = test.venue.userTrades(BTC, Window.newest(10)).getFirst();
        assertThat(trade.price()).isEqualByComparingTo("990");
        assertThat(trade.maker()).isTrue();
        assertThat(trade.commission()).isEqualByComparingTo("-0.099");
    }

    @Test
    void fillsARestingLimitBitByBit() {
        VenueOrder order = test.place(limit(Side.SELL, "3", "1010"));
        for (String executed : List.of("1", "2", "3")) {
            test.book(BTC, "1011", levels("1010.5x1"), levels("1012x1"));
            assertThat(test.find(order).executedQuantity()).isEqualByComparingTo(executed);
        }
        assertThat(test.find(order).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void fillsTheBestPriceFirstAndThenTheOldest() {
        VenueOrder worse = test.place(limit(Side.BUY, "1", "990"));
        VenueOrder older = test.place(limit(Side.BUY, "1", "991"));
        VenueOrder younger = test.place(limit(Side.BUY, "1", "991"));
        test.book(BTC, "990", levels("980x1"), levels("990x1.5"));

        assertThat(test.find(older).executedQuantity()).isEqualByComparingTo("1");
        assertThat(test.find(younger).executedQuantity()).isEqualByComparingTo("0.5");
        assertThat(test.find(worse).executedQuantity()).isEqualByComparingTo("0");
    }

    @Test
    void cancelsAnOpenOrderOnce() {
        VenueOrder order = test.place(limit(Side.BUY, "1", "990"));
        OrderKey key = new OrderKey(order.orderId(), null);
        test.wait(Duration.ofSeconds(1));

        VenueOrder cancelled = test.venue.cancel(BTC, key);
        assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(cancelled.updateTime() - cancelled.time()).isEqualTo(1000);
        TestVenue.assertRefused(-2011, () -> test.venue.cancel(BTC, key));
        test.at(BTC, "900");
        assertThat(test.find(order)).isEqualTo(cancelled);
    }

    @Test
    void cancelsAllOrdersOfOneSymbol() {
        test.at(TestVenue.ETH, "1000");
        test.place(limit(Side.BUY, "1", "990"));
        test.place(stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", "1100"));
        VenueOrder other = test.place(limit(Side.BUY, "1", "990").on(TestVenue.ETH));

        assertThat(test.venue.cancelAll(BTC)).hasSize(2);
        assertThat(test.venue.openOrders(null)).containsExactly(other);
        assertThat(test.venue.cancelAll(BTC)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BUY,  STOP_MARKET,        1010, 1009, 1010",
        "SELL, STOP_MARKET,        990,  991,  990",
        "BUY,  TAKE_PROFIT_MARKET, 990,  991,  990",
        "SELL, TAKE_PROFIT_MARKET, 1010, 1009, 1010",
    })
    void triggersAtTheStopPriceAndNotBefore(
            Side side, VenueOrderType type, String stopPrice, String before, String at) {
        VenueOrder order = test.place(stop(side, type, "1", stopPrice));
        test.at(BTC, before);
        assertThat(test.find(order)).isEqualTo(order);
        test.at(BTC, at);

        VenueOrder filled = test.find(order);
        assertThat(filled.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(filled.type()).isEqualTo(VenueOrderType.MARKET);
        assertThat(filled.originalType()).isEqualTo(type);
        assertThat(filled.orderId()).isEqualTo(order.orderId());
    }

    @Test
    void aTriggeredStopLimitRestsAtItsPrice() {
        VenueOrder order =
                test.place(stop(Side.SELL, VenueOrderType.STOP, "1", "990").price("989"));
        test.at(BTC, "980");

        VenueOrder resting = test.find(order);
        assertThat(resting.status()).isEqualTo(OrderStatus.NEW);
        assertThat(resting.type()).isEqualTo(VenueOrderType.LIMIT);
        test.at(BTC, "990");
        assertThat(test.find(order).averagePrice()).isEqualByComparingTo("989");
    }

    @Test
    void aStopFollowsTheMarkPriceWhenAsked() {
        VenueOrder byMark = test.place(
                stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990").workingType(WorkingType.MARK_PRICE));
        VenueOrder byLast = test.place(stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990"));
        test.venue.onQuote(new Quote(
                BTC, levels("989x10"), levels("990x10"), TestVenue.d("989"), TestVenue.d("995"), test.millis()));

        assertThat(test.find(byMark).status()).isEqualTo(OrderStatus.NEW);
        assertThat(test.find(byLast).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void aTrailingStopFollowsThePriceAndTurnsWithIt() {
        VenueOrder order = test.place(trailing(Side.SELL, "1", "1"));
        for (String price : List.of("1050", "1040", "1100", "1089.5")) {
            test.at(BTC, price);
            assertThat(test.find(order).status()).as(price).isEqualTo(OrderStatus.NEW);
        }
        test.at(BTC, "1089");
        assertThat(test.find(order).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void aTrailingStopWaitsForItsActivationPrice() {
        VenueOrder order = test.place(trailing(Side.BUY, "1", "2").activationPrice("900"));
        test.at(BTC, "950");
        test.at(BTC, "1000");
        assertThat(test.find(order).status()).isEqualTo(OrderStatus.NEW);
        test.at(BTC, "900");
        test.at(BTC, "800");
        test.at(BTC, "815.5");
        assertThat(test.find(order).status()).isEqualTo(OrderStatus.NEW);
        test.at(BTC, "816");
        assertThat(test.find(order).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void closePositionClosesWhateverIsHeldThen() {
        test.buy("1");
        VenueOrder order = test.place(
                new Ask(Side.SELL, VenueOrderType.STOP_MARKET).stopPrice("990").closePosition(true));
        test.buy("2");
        test.at(BTC, "990");

        assertThat(test.find(order).executedQuantity()).isEqualByComparingTo("3");
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void aStopWithNothingLeftToCloseExpires() {
        test.buy("1");
        VenueOrder close = test.place(
                new Ask(Side.SELL, VenueOrderType.STOP_MARKET).stopPrice("990").closePosition(true));
        VenueOrder reduce = test.place(
                stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990").reduceOnly(true));
        test.sell("1");
        assertThat(test.venue.openOrders(BTC)).containsExactly(close, reduce);
        test.at(BTC, "990");

        assertThat(test.find(close).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(test.find(reduce).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void aStopThatCannotBeAffordedWhenTriggeredExpires() {
        test.venue.setLeverage(BTC, 1);
        VenueOrder order = test.place(stop(Side.BUY, VenueOrderType.STOP_MARKET, "9", "1010"));
        test.buy("5");
        test.at(BTC, "1010");

        assertThat(test.find(order).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(test.position().amount()).isEqualByComparingTo("5");
    }

    @Test
    void aReduceOnlyOrderNeverGoesPastZero() {
        test.buy("1");
        VenueOrder order = test.place(market(Side.SELL, "3").reduceOnly(true));

        assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(order.executedQuantity()).isEqualByComparingTo("1");
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void aRestingReduceOnlyOrderExpiresWhenReachedWithNothingToReduce() {
        test.buy("1");
        VenueOrder order = test.place(limit(Side.SELL, "1", "1010").reduceOnly(true));
        test.sell("1");
        test.at(BTC, "1020");

        assertThat(test.find(order).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void ignoresQuotesOfSymbolsItDoesNotList() {
        long before = test.venue.revision();
        test.at(new dev.asterbridge.exchange.Symbol("NOSUCHUSDT"), "5");
        assertThat(test.venue.revision()).isEqualTo(before);
    }
}
