package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.assertRefused;
import static dev.asterbridge.paper.TestVenue.d;
import static dev.asterbridge.paper.TestVenue.levels;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static dev.asterbridge.paper.TestVenue.stop;
import static dev.asterbridge.paper.TestVenue.trailing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderChecksTests {

    private final TestVenue test = new TestVenue().at(BTC, "1000");

    @ParameterizedTest
    @CsvSource({
        "0,       1000,   -4003",
        "-1,      1000,   -4003",
        "0.001,   1000,   -4004",
        "1002,    1000,   -4005",
        "0.003,   1000,   -4023",
        "0.00201, 1000,   -1111",
        "1,       0,      -4001",
        "1,       -5,     -4001",
        "1,       1000001,-4002",
        "1,       0.5,    -4013",
        "1,       1000.3, -4014",
        "1,       1000.55,-1111",
        "1,       1050.5, -4016",
        "0.002,   1000,   -4164",
    })
    void refusesALimitThatFailsAFilter(String quantity, String price, int code) {
        test.assertRefused(code, limit(Side.BUY, quantity, price));
    }

    @Test
    void refusesASaleFarBelowTheMarkPrice() {
        test.assertRefused(-4024, limit(Side.SELL, "1", "949.5"));
        assertThat(test.place(limit(Side.SELL, "1", "1060")).status().isFinal()).isFalse();
    }

    @Test
    void refusesAStopLimitFarFromItsStopPrice() {
        test.assertRefused(
                -4183, stop(Side.BUY, VenueOrderType.STOP, "1", "1100").price("1155.5"));
        test.assertRefused(
                -4184, stop(Side.SELL, VenueOrderType.STOP, "1", "900").price("854.5"));
    }

    @Test
    void limitsAnOrderAtMarketToTheMarketLot() {
        test.assertRefused(-4005, market(Side.BUY, "50.002"));
        test.assertRefused(-4004, market(Side.BUY, "0.001"));
    }

    @Test
    void countsAnOrderAtMarketAtTheMarkPrice() {
        test.assertRefused(-4164, market(Side.BUY, "0.004"));
        test.place(market(Side.BUY, "0.006"));
    }

    @Test
    void exemptsReduceOnlyFromTheMinimumNotional() {
        test.buy("0.01");
        assertThat(test.place(market(Side.SELL, "0.002").reduceOnly(true)).executedQuantity())
                .isEqualByComparingTo("0.002");
    }

    @ParameterizedTest
    @CsvSource({"0, -4006", "-1, -4006", "1000001, -4007", "0.5, -4013", "1100.3, -4014", "1100.55, -1111"})
    void refusesAStopPriceThatFailsAFilter(String stopPrice, int code) {
        test.assertRefused(code, stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", stopPrice));
    }

    @Test
    void refusesASymbolThatIsNotTrading() {
        test.assertRefused(-4022, market(Side.BUY, "1").on(TestVenue.HALTED));
        test.assertRefused(-4141, market(Side.BUY, "1").on(TestVenue.CLOSED));
        test.assertRefused(-1121, market(Side.BUY, "1").on(new Symbol("NOSUCHUSDT")));
    }

    @Test
    void refusesAnythingOnASymbolThatWasNeverQuoted() {
        test.assertRefused(-1112, market(Side.BUY, "1").on(TestVenue.ETH));
    }

    @Test
    void namesAMissingParameter() {
        test.assertRefused(-1102, new Ask(Side.BUY, VenueOrderType.MARKET));
        test.assertRefused(-1102, limit(Side.BUY, "1", "1000").timeInForce(null));
        test.assertRefused(
                -1102, new Ask(Side.BUY, VenueOrderType.LIMIT).quantity("1").timeInForce(TimeInForce.GTC));
        test.assertRefused(-1102, new Ask(Side.BUY, VenueOrderType.STOP_MARKET).quantity("1"));
        test.assertRefused(-1102, stop(Side.BUY, VenueOrderType.STOP, "1", "1100"));
        test.assertRefused(-1102, new Ask(Side.BUY, VenueOrderType.TRAILING_STOP_MARKET).quantity("1"));
        assertRefused(-1102, () -> new OrderKey(null, null));
    }

    @Test
    void refusesAParameterTheTypeDoesNotTake() {
        test.assertRefused(-1106, market(Side.BUY, "1").price("1000"));
        test.assertRefused(-1106, market(Side.BUY, "1").timeInForce(TimeInForce.GTC));
        test.assertRefused(-1106, market(Side.BUY, "1").stopPrice("1000"));
        test.assertRefused(-1106, limit(Side.BUY, "1", "1000").callbackRate("1"));
        test.assertRefused(-1106, limit(Side.BUY, "1", "1000").activationPrice("1"));
        test.assertRefused(-1106, trailing(Side.BUY, "1", "1").stopPrice("1000"));
    }

    @Test
    void refusesALiquidationAsARequest() {
        test.assertRefused(-1116, new Ask(Side.BUY, VenueOrderType.LIQUIDATION).quantity("1"));
    }

    @Test
    void refusesACallbackRateOutsideItsRange() {
        test.assertRefused(-1130, trailing(Side.SELL, "1", "0.05"));
        test.assertRefused(-1130, trailing(Side.SELL, "1", "5.1"));
        test.assertRefused(-4135, trailing(Side.SELL, "1", "1").activationPrice("0"));
    }

    @Test
    void refusesClosePositionInTheWrongCompany() {
        test.assertRefused(-4136, new Ask(Side.SELL, VenueOrderType.MARKET).closePosition(true));
        Ask close =
                new Ask(Side.SELL, VenueOrderType.STOP_MARKET).stopPrice("900").closePosition(true);
        test.assertRefused(-4137, close.quantity("1"));
        test.assertRefused(-4138, stopClose().reduceOnly(false));
        test.assertRefused(-1106, stopClose().reduceOnly(true));
    }

    private static Ask stopClose() {
        return new Ask(Side.SELL, VenueOrderType.STOP_MARKET).stopPrice("900").closePosition(true);
    }

    @Test
    void refusesClientOrderIdsThatAreNotLegal() {
        test.assertRefused(-4015, market(Side.BUY, "1").clientOrderId("a".repeat(37)));
        test.assertRefused(-1100, market(Side.BUY, "1").clientOrderId("a b"));
        test.assertRefused(-1100, market(Side.BUY, "1").clientOrderId("autoclose-1"));
        test.assertRefused(-1100, market(Side.BUY, "1").clientOrderId("adl_autoclose"));
        test.assertRefused(-1105, market(Side.BUY, "1").clientOrderId(""));
    }

    @Test
    void refusesAClientOrderIdOnlyWhileItIsOpen() {
        VenueOrder first = test.place(limit(Side.BUY, "1", "990").clientOrderId("mine"));
        test.assertRefused(-4116, limit(Side.BUY, "1", "990").clientOrderId("mine"));
        test.venue.cancel(BTC, new OrderKey(first.orderId(), null));

        VenueOrder second = test.place(limit(Side.BUY, "1", "990").clientOrderId("mine"));
        assertThat(test.venue.order(BTC, new OrderKey(null, "mine"))).isEqualTo(second);
    }

    @Test
    void refusesAPositionSideOfTheOtherMode() {
        test.assertRefused(-4061, market(Side.BUY, "1").positionSide(PositionSide.LONG));
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.assertRefused(-4061, market(Side.BUY, "1"));
        test.assertRefused(-4061, market(Side.BUY, "1").positionSide(PositionSide.BOTH));
        test.assertRefused(
                -1106, market(Side.BUY, "1").positionSide(PositionSide.LONG).reduceOnly(false));
    }

    @Test
    void refusesToReduceWhatIsNotHeld() {
        test.assertRefused(-2022, market(Side.SELL, "1").reduceOnly(true));
        test.buy("1");
        test.assertRefused(-2022, market(Side.BUY, "1").reduceOnly(true));
        test.assertRefused(
                -2022, stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", "1100").reduceOnly(true));
    }

    @Test
    void refusesToReduceTheWrongWayInHedgeMode() {
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.assertRefused(-2022, market(Side.SELL, "1").positionSide(PositionSide.LONG));
        test.assertRefused(-2022, stopClose().positionSide(PositionSide.SHORT));
    }

    @Test
    void refusesToPromiseAPositionTwice() {
        test.buy("1");
        test.place(limit(Side.SELL, "1", "1010").reduceOnly(true));
        test.assertRefused(-4118, limit(Side.SELL, "1", "1020").reduceOnly(true));
        assertThat(test.place(stopClose()).status().isFinal())
                .as("stops may protect what a limit would close")
                .isFalse();
    }

    @Test
    void refusesMoreOrdersThanTheSymbolBears() {
        for (int i = 0; i < 2; i++) {
            test.place(stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", "1100"));
        }
        test.assertRefused(-4045, stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", "1100"));
        test.place(limit(Side.BUY, "1", "990"));
        test.place(limit(Side.BUY, "1", "990"));
        test.assertRefused(-2025, limit(Side.BUY, "1", "990"));
        test.buy("1");
    }

    @ParameterizedTest
    @CsvSource({
        "BUY,  STOP_MARKET,        1000",
        "SELL, STOP_MARKET,        1000",
        "BUY,  TAKE_PROFIT_MARKET, 1000",
        "SELL, TAKE_PROFIT_MARKET, 1000",
        "BUY,  STOP_MARKET,        999",
        "SELL, TAKE_PROFIT_MARKET, 999",
    })
    void refusesAStopThatWouldTriggerAtOnce(Side side, VenueOrderType type, String stopPrice) {
        test.assertRefused(-2021, stop(side, type, "1", stopPrice));
    }

    @Test
    void refusesATrailingStopThatWouldActivateAtOnce() {
        test.assertRefused(-2021, trailing(Side.BUY, "1", "1").activationPrice("1001"));
        test.assertRefused(-2021, trailing(Side.SELL, "1", "1").activationPrice("999"));
        test.place(trailing(Side.SELL, "1", "1").activationPrice("1001"));
    }

    @Test
    void refusesAnOrderAtMarketWithoutABook() {
        test.book(BTC, "1000", List.of(), List.of());
        test.assertRefused(-2020, market(Side.BUY, "1"));
    }

    @Test
    void refusesAnOrderAtMarketWhenTheBookIsTooFarAway() {
        test.book(BTC, "1000", List.of(), levels("1020.5x10"));
        test.assertRefused(-4131, market(Side.BUY, "1"));
    }

    @Test
    void refusesWhatTheMarginDoesNotCover() {
        test.venue.setLeverage(BTC, 1);
        test.assertRefused(-2019, market(Side.BUY, "10"));
        test.place(market(Side.BUY, "9.9"));
        test.assertRefused(-2019, limit(Side.BUY, "0.2", "990"));
    }

    @Test
    void asksTheSameMarginOfAShort() {
        test.venue.setLeverage(BTC, 1);
        test.assertRefused(-2019, market(Side.SELL, "10"));
        test.place(market(Side.SELL, "9.9"));
        test.assertRefused(-2019, limit(Side.SELL, "0.2", "1010"));
    }

    @Test
    void asksMarginOnlyForWhatGoesAcrossZero() {
        test.venue.setLeverage(BTC, 1);
        test.buy("9.9");
        test.assertRefused(-2019, market(Side.SELL, "20"));
        assertThat(test.sell("19").executedQuantity()).isEqualByComparingTo("19");
    }

    @Test
    void countsTheLossOfABadPriceAsMarginNeeded() {
        test.venue.setLeverage(BTC, 50);
        test.venue.reset(d("110"));
        test.venue.setLeverage(BTC, 50);
        // 5 at 1001 need 100.10 of margin, 1.75 of fee, and are worth 5 less at once.
        test.book(BTC, "1000", levels("1000x10"), levels("1001x10"));
        test.place(market(Side.BUY, "5"));
        test.venue.reset(d("106"));
        test.venue.setLeverage(BTC, 50);
        test.assertRefused(-2019, market(Side.BUY, "5"));
    }

    @Test
    void refusesWhatOutgrowsTheLeverage() {
        test.venue.setLeverage(BTC, 50);
        test.assertRefused(-2027, limit(Side.BUY, "50.002", "1000"));
        test.venue.setLeverage(BTC, 20);
        test.place(limit(Side.BUY, "50.002", "1000"));
        assertRefused(-2027, () -> test.venue.setLeverage(BTC, 50));
    }

    @Test
    void letsTheMarginOfRestingOrdersCountAgainstNewOnes() {
        test.venue.setLeverage(BTC, 1);
        test.place(limit(Side.BUY, "6", "990"));
        test.assertRefused(-2019, limit(Side.BUY, "6", "990"));
        assertThat(test.venue.account().openOrderInitialMargin()).isEqualByComparingTo("5940");
        assertThat(test.venue.account().availableBalance()).isEqualByComparingTo("4060");
    }

    @Test
    void lettingAPositionShrinkNeedsNoMargin() {
        test.venue.setLeverage(BTC, 1);
        test.buy("9.9");
        test.at(BTC, "900");
        assertThat(test.venue.account().availableBalance()).isLessThan(d("200"));
        assertThat(test.sell("9.9").executedQuantity()).isEqualByComparingTo("9.9");
    }

    @Test
    void checkingAnOrderChangesNothing() {
        VenueState before = test.venue.snapshot();
        test.venue.check(market(Side.BUY, "1").build());
        assertRefused(-4023, () -> test.venue.check(market(Side.BUY, "0.003").build()));
        assertThat(test.venue.snapshot()).isEqualTo(before);
    }
}
