package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.d;
import static dev.asterbridge.paper.TestVenue.levels;
import static dev.asterbridge.paper.TestVenue.market;
import static dev.asterbridge.paper.TestVenue.stop;
import static dev.asterbridge.paper.TestVenue.trailing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Protective orders, in either position mode: what sets them off, and what they do to the position then. */
class ConditionalOrdersTests {

    private final TestVenue test = new TestVenue().at(BTC, "1000");

    private PositionSide side(PositionMode mode, Side entry) {
        if (mode == PositionMode.ONE_WAY) {
            return PositionSide.BOTH;
        }
        return entry == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
    }

    /** Opens a position of the given size. */
    private void open(PositionMode mode, Side entry, String quantity) {
        if (test.venue.positionMode() != mode) {
            test.venue.setPositionMode(mode);
        }
        trade(mode, entry, market(entry, quantity));
    }

    private VenueOrder trade(PositionMode mode, Side entry, Ask ask) {
        return test.place(mode == PositionMode.HEDGE ? ask.positionSide(side(mode, entry)) : ask);
    }

    /** Places an order that may only reduce what such an entry opened. */
    private VenueOrder exit(PositionMode mode, Side entry, Ask ask) {
        return trade(mode, entry, mode == PositionMode.ONE_WAY ? ask.reduceOnly(true) : ask);
    }

    private VenueOrder close(PositionMode mode, Side entry, VenueOrderType type, String stopPrice) {
        Ask ask = new Ask(entry.opposite(), type).stopPrice(stopPrice).closePosition(true);
        return trade(mode, entry, ask);
    }

    private String held(PositionMode mode, Side entry) {
        return test.position(BTC, side(mode, entry))
                .amount()
                .stripTrailingZeros()
                .toPlainString();
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_WAY, BUY,  STOP_MARKET,        990,  990.5, 990",
        "ONE_WAY, SELL, STOP_MARKET,        1010, 1009.5,1010",
        "ONE_WAY, BUY,  TAKE_PROFIT_MARKET, 1010, 1009.5,1010",
        "ONE_WAY, SELL, TAKE_PROFIT_MARKET, 990,  990.5, 990",
        "HEDGE,   BUY,  STOP_MARKET,        990,  990.5, 990",
        "HEDGE,   SELL, STOP_MARKET,        1010, 1009.5,1010",
        "HEDGE,   BUY,  TAKE_PROFIT_MARKET, 1010, 1009.5,1010",
        "HEDGE,   SELL, TAKE_PROFIT_MARKET, 990,  990.5, 990",
    })
    void anExitIsSetOffAtItsPriceAndNotBefore(
            PositionMode mode, Side entry, VenueOrderType type, String stopPrice, String before, String at) {
        open(mode, entry, "2");
        VenueOrder exit = exit(mode, entry, stop(entry.opposite(), type, "2", stopPrice));
        test.at(BTC, before);
        assertThat(test.find(exit)).isEqualTo(exit);
        test.at(BTC, at);

        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(held(mode, entry)).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_WAY, BUY,  STOP,        990,  991",
        "ONE_WAY, SELL, STOP,        1010, 1009",
        "ONE_WAY, BUY,  TAKE_PROFIT, 1010, 1009",
        "HEDGE,   SELL, TAKE_PROFIT, 990,  991",
        "HEDGE,   BUY,  STOP,        990,  991",
    })
    void aPricedExitRestsAtItsPriceOnceSetOff(
            PositionMode mode, Side entry, VenueOrderType type, String stopPrice, String price) {
        open(mode, entry, "2");
        VenueOrder exit =
                exit(mode, entry, stop(entry.opposite(), type, "2", stopPrice).price(price));
        List<Level> near = levels(stopPrice + "x100");
        List<Level> none = List.of();
        test.book(BTC, stopPrice, entry == Side.BUY ? none : near, entry == Side.BUY ? near : none);
        assertThat(test.find(exit).type()).isEqualTo(VenueOrderType.LIMIT);
        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.NEW);
        test.at(BTC, entry == Side.BUY ? "1030" : "970");

        assertThat(test.find(exit).averagePrice()).isEqualByComparingTo(price);
        assertThat(held(mode, entry)).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"ONE_WAY, BUY, 1100, 1089", "ONE_WAY, SELL, 900, 909", "HEDGE, BUY, 1100, 1089", "HEDGE, SELL, 900, 909"
    })
    void aTrailingExitFollowsThePriceAndTurnsWithIt(PositionMode mode, Side entry, String best, String turn) {
        open(mode, entry, "2");
        VenueOrder exit = exit(mode, entry, trailing(entry.opposite(), "2", "1"));
        test.at(BTC, best);
        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.NEW);
        test.at(BTC, turn);

        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(held(mode, entry)).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void eachWorkingTypeLooksAtItsOwnPrice(PositionMode mode) {
        open(mode, Side.BUY, "2");
        VenueOrder byMark = exit(
                mode,
                Side.BUY,
                stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990").workingType(WorkingType.MARK_PRICE));
        VenueOrder byLast = exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990"));
        quote("990.5", "990");
        assertThat(test.find(byMark).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(test.find(byLast).status()).isEqualTo(OrderStatus.NEW);
        quote("990", "991");
        assertThat(test.find(byLast).status()).isEqualTo(OrderStatus.FILLED);
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void theWorkingTypeDecidesWhatWouldTriggerAtOnce(PositionMode mode) {
        open(mode, Side.BUY, "2");
        quote("990", "1000");
        Ask byLast = stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "995");
        Ask byMark = stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "995").workingType(WorkingType.MARK_PRICE);
        TestVenue.assertRefused(-2021, () -> exit(mode, Side.BUY, byLast));
        exit(mode, Side.BUY, byMark);
    }

    private void quote(String last, String mark) {
        test.venue.onQuote(new Quote(BTC, levels("989x100"), levels("1001x100"), d(last), d(mark), test.millis()));
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_WAY, BUY,  STOP_MARKET,        990",
        "ONE_WAY, SELL, STOP_MARKET,        1010",
        "ONE_WAY, BUY,  TAKE_PROFIT_MARKET, 1010",
        "HEDGE,   BUY,  STOP_MARKET,        990",
        "HEDGE,   SELL, STOP_MARKET,        1010",
        "HEDGE,   SELL, TAKE_PROFIT_MARKET, 990",
    })
    void closePositionClosesWhateverIsHeldThen(PositionMode mode, Side entry, VenueOrderType type, String stopPrice) {
        open(mode, entry, "1");
        VenueOrder close = close(mode, entry, type, stopPrice);
        open(mode, entry, "2");
        test.at(BTC, stopPrice);

        assertThat(test.find(close).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(test.find(close).executedQuantity()).isEqualByComparingTo("3");
        assertThat(held(mode, entry)).isEqualTo("0");
    }

    @Test
    void closePositionLeavesTheOtherSideOfAHedge() {
        open(PositionMode.HEDGE, Side.BUY, "1");
        open(PositionMode.HEDGE, Side.SELL, "2");
        VenueOrder ofLong = close(PositionMode.HEDGE, Side.BUY, VenueOrderType.STOP_MARKET, "990");
        VenueOrder ofShort = close(PositionMode.HEDGE, Side.SELL, VenueOrderType.STOP_MARKET, "1010");
        test.at(BTC, "990");

        assertThat(test.find(ofLong).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(test.find(ofShort).status()).isEqualTo(OrderStatus.NEW);
        assertThat(held(PositionMode.HEDGE, Side.SELL)).isEqualTo("-2");
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void closePositionMayWaitForItsPosition(PositionMode mode) {
        open(mode, Side.BUY, "1");
        trade(mode, Side.BUY, market(Side.SELL, "1"));
        VenueOrder close = close(mode, Side.BUY, VenueOrderType.STOP_MARKET, "990");
        open(mode, Side.BUY, "1");
        test.at(BTC, "990");

        assertThat(test.find(close).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(held(mode, Side.BUY)).isEqualTo("0");
    }

    @Test
    void closePositionDoesNothingToAPositionOfItsOwnSide() {
        open(PositionMode.ONE_WAY, Side.BUY, "1");
        VenueOrder close = close(PositionMode.ONE_WAY, Side.BUY, VenueOrderType.STOP_MARKET, "990");
        test.sell("3");
        test.at(BTC, "990");

        assertThat(test.find(close).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(held(PositionMode.ONE_WAY, Side.BUY)).isEqualTo("-2");
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void anExitThatIsLargerThanThePositionIsCut(PositionMode mode) {
        open(mode, Side.BUY, "3");
        VenueOrder exit = exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.STOP_MARKET, "3", "990"));
        trade(mode, Side.BUY, market(Side.SELL, "2"));
        assertThat(test.find(exit)).as("it stays as it is").isEqualTo(exit);
        test.at(BTC, "990");

        assertThat(test.find(exit).executedQuantity()).isEqualByComparingTo("1");
        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(held(mode, Side.BUY)).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void anExitOfAPartLeavesTheRest(PositionMode mode) {
        open(mode, Side.SELL, "3");
        VenueOrder exit = exit(mode, Side.SELL, stop(Side.BUY, VenueOrderType.TAKE_PROFIT_MARKET, "1", "990"));
        test.at(BTC, "990");

        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(held(mode, Side.SELL)).isEqualTo("-2");
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void anExitStaysWhenThePositionIsGoneAndExpiresWhenSetOff(PositionMode mode) {
        open(mode, Side.BUY, "1");
        VenueOrder exit = exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990"));
        VenueOrder close = close(mode, Side.BUY, VenueOrderType.TAKE_PROFIT_MARKET, "1010");
        trade(mode, Side.BUY, market(Side.SELL, "1"));
        assertThat(test.venue.openOrders(BTC)).containsExactly(exit, close);
        test.at(BTC, "990");
        test.at(BTC, "1010");

        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(test.find(close).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(test.find(exit).executedQuantity()).isEqualByComparingTo("0");
        assertThat(held(mode, Side.BUY)).isEqualTo("0");
    }

    @Test
    void anExitWithoutReduceOnlyTurnsThePositionRoundInOneWayMode() {
        open(PositionMode.ONE_WAY, Side.BUY, "1");
        VenueOrder exit = test.place(stop(Side.SELL, VenueOrderType.STOP_MARKET, "3", "990"));
        test.at(BTC, "990");

        assertThat(test.find(exit).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(held(PositionMode.ONE_WAY, Side.BUY)).isEqualTo("-2");
    }

    @Test
    void anEntryStopOpensEitherSideOfAHedge() {
        test.venue.setPositionMode(PositionMode.HEDGE);
        trade(PositionMode.HEDGE, Side.BUY, stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", "1010"));
        trade(PositionMode.HEDGE, Side.SELL, stop(Side.SELL, VenueOrderType.TAKE_PROFIT_MARKET, "2", "1010"));
        test.at(BTC, "1010");

        assertThat(held(PositionMode.HEDGE, Side.BUY)).isEqualTo("1");
        assertThat(held(PositionMode.HEDGE, Side.SELL)).isEqualTo("-2");
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void anExitNeedsAPositionWhenItIsPlaced(PositionMode mode) {
        if (mode == PositionMode.HEDGE) {
            test.venue.setPositionMode(mode);
        }
        for (VenueOrderType type : List.of(VenueOrderType.STOP_MARKET, VenueOrderType.STOP)) {
            Ask ask = stop(Side.SELL, type, "1", "990");
            Ask exit = type.isPriced() ? ask.price("989") : ask;
            TestVenue.assertRefused(-2022, () -> exit(mode, Side.BUY, exit));
        }
        TestVenue.assertRefused(-2022, () -> exit(mode, Side.BUY, trailing(Side.SELL, "1", "1")));
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void conditionalExitsMayPromiseThePositionManyTimes(PositionMode mode) {
        open(mode, Side.BUY, "1");
        exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990"));
        exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.TAKE_PROFIT_MARKET, "1", "1010"));
        exit(mode, Side.BUY, TestVenue.limit(Side.SELL, "1", "1020"));
        TestVenue.assertRefused(-4118, () -> exit(mode, Side.BUY, TestVenue.limit(Side.SELL, "1", "1030")));
    }

    @ParameterizedTest
    @EnumSource(PositionMode.class)
    void theSymbolBearsSoManyConditionalOrders(PositionMode mode) {
        open(mode, Side.BUY, "1");
        exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990"));
        close(mode, Side.BUY, VenueOrderType.TAKE_PROFIT_MARKET, "1010");
        TestVenue.assertRefused(
                -4045, () -> exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "980")));
        test.at(BTC, "990");
        open(mode, Side.BUY, "1");
        exit(mode, Side.BUY, stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "980"));
    }

    @ParameterizedTest
    @CsvSource({
        // The test symbol bears 5 % between last and mark price.
        "STOP_MARKET,        CONTRACT_PRICE, true,  940,    990, NEW",
        "STOP_MARKET,        CONTRACT_PRICE, true,  940.5,  990, FILLED",
        "STOP_MARKET,        CONTRACT_PRICE, false, 900,    990, FILLED",
        "STOP_MARKET,        MARK_PRICE,     true,  1050,   985, NEW",
        "STOP_MARKET,        MARK_PRICE,     true,  1000,   985, FILLED",
        "TAKE_PROFIT_MARKET, CONTRACT_PRICE, true,  1070,  1010, NEW",
        "TAKE_PROFIT_MARKET, CONTRACT_PRICE, true,  1060,  1010, FILLED",
        "TRAILING_STOP_MARKET, CONTRACT_PRICE, true, 900,   990, FILLED",
    })
    void aProtectedOrderIsNotSetOffWhileTheTwoPricesAreApart(
            VenueOrderType type,
            WorkingType workingType,
            boolean priceProtect,
            String last,
            String mark,
            OrderStatus status) {
        test.buy("1");
        Ask ask = new Ask(Side.SELL, type).quantity("1").reduceOnly(true);
        switch (type) {
            case STOP_MARKET -> ask.stopPrice("985");
            case TAKE_PROFIT_MARKET -> ask.stopPrice("1010");
            default -> ask.callbackRate("1");
        }
        VenueOrder order = test.place(ask.workingType(workingType).priceProtect(priceProtect));
        test.venue.onQuote(new Quote(BTC, levels("1000x100"), levels("1001x100"), d(last), d(mark), test.millis()));

        assertThat(test.find(order).status()).isEqualTo(status);
    }

    @Test
    void aProtectedOrderIsSetOffOnceThePricesMeetAgain() {
        test.buy("1");
        VenueOrder order = test.place(stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "985")
                .reduceOnly(true)
                .priceProtect(true));
        quote("900", "1000");
        assertThat(test.find(order).status()).isEqualTo(OrderStatus.NEW);
        quote("960", "1000");

        assertThat(test.find(order).status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void everyCapturedSymbolHasItsThreshold() {
        assertThat(ExchangeInfo.load().instruments().values())
                .allSatisfy(
                        instrument -> assertThat(instrument.triggerProtect()).isBetween(d("0.02"), d("0.2")));
    }
}
