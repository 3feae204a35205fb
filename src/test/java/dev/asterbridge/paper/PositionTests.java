package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.assertRefused;
import static dev.asterbridge.paper.TestVenue.d;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PositionTests {

    private final TestVenue test = new TestVenue();

    /** A book without a spread, so that sums can be done by hand. */
    private void price(String price) {
        List<Level> level = List.of(new Level(d(price), d("1000")));
        test.book(BTC, price, level, level);
    }

    @Test
    void averagesTheEntryPriceAndKeepsItWhileReducing() {
        price("1000");
        test.buy("1");
        price("1100");
        test.buy("3");
        assertThat(test.position().entryPrice()).isEqualByComparingTo("1075");
        price("1200");
        test.sell("2");

        assertThat(test.position().entryPrice()).isEqualByComparingTo("1075");
        assertThat(test.position().amount()).isEqualByComparingTo("2");
        assertThat(test.position().unrealizedProfit()).isEqualByComparingTo("250");
    }

    @Test
    void realisesProfitAndPaysFees() {
        price("1000");
        test.buy("2");
        price("1100");
        test.sell("2");

        // Bought for 2000 and sold for 2200 at 0.035 %: 0.70 and 0.77 in fees.
        assertThat(test.wallet()).isEqualByComparingTo("10198.53");
        assertThat(test.venue.income(BTC, null, Window.newest(10)))
                .extracting(Income::type, income -> income.amount().stripTrailingZeros())
                .containsExactly(
                        tuple(IncomeType.COMMISSION, d("-0.7")),
                        tuple(IncomeType.REALIZED_PNL, d("2E+2")),
                        tuple(IncomeType.COMMISSION, d("-0.77")));
    }

    @Test
    void goesAcrossZeroInOneOrder() {
        price("1000");
        test.buy("1");
        price("1010");
        VenueOrder flip = test.sell("3");

        assertThat(flip.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(test.position().amount()).isEqualByComparingTo("-2");
        assertThat(test.position().entryPrice()).isEqualByComparingTo("1010");
        assertThat(test.venue.userTrades(BTC, Window.newest(1)).getFirst().realizedPnl())
                .isEqualByComparingTo("10");
    }

    @Test
    void holdsBothSidesInHedgeMode() {
        price("1000");
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.place(market(Side.BUY, "2").positionSide(PositionSide.LONG));
        test.place(market(Side.SELL, "1").positionSide(PositionSide.SHORT));
        price("900");

        assertThat(test.position(BTC, PositionSide.LONG).unrealizedProfit()).isEqualByComparingTo("-200");
        assertThat(test.position(BTC, PositionSide.SHORT).unrealizedProfit()).isEqualByComparingTo("100");
        VenueOrder close = test.place(market(Side.BUY, "5").positionSide(PositionSide.SHORT));
        assertThat(close.executedQuantity()).isEqualByComparingTo("1");
        assertThat(test.position(BTC, PositionSide.SHORT).amount()).isEqualByComparingTo("0");
        assertThat(test.position(BTC, PositionSide.LONG).amount()).isEqualByComparingTo("2");
    }

    @Test
    void addsUpTheAccount() {
        price("1000");
        test.venue.setLeverage(BTC, 10);
        test.buy("2");
        price("1010");

        VenueAccount account = test.venue.account();
        assertThat(account.walletBalance()).isEqualByComparingTo("9999.3");
        assertThat(account.unrealizedProfit()).isEqualByComparingTo("20");
        assertThat(account.marginBalance()).isEqualByComparingTo("10019.3");
        assertThat(account.positionInitialMargin()).isEqualByComparingTo("202");
        assertThat(account.maintenanceMargin()).isEqualByComparingTo("20.2");
        assertThat(account.availableBalance()).isEqualByComparingTo("9817.3");
        assertThat(account.maxWithdrawAmount()).isEqualByComparingTo("9817.3");
    }

    @Test
    void deductsInHigherBracketsSoThatMaintenanceDoesNotJump() {
        Instrument instrument = TestVenue.instruments().get(BTC);
        assertThat(instrument.maintenance(d("50000")).margin(d("50000"))).isEqualByComparingTo("500");
        assertThat(instrument.maintenance(d("50001")).margin(d("50001"))).isEqualByComparingTo("500.025");
        // 500 for the first 50,000, 3,750 for the next 150,000, 10,000 for the last 100,000.
        assertThat(instrument.maintenance(d("300000")).margin(d("300000"))).isEqualByComparingTo("14250");
    }

    @Test
    void quotesTheLiquidationPriceOfACrossedPosition() {
        price("1000");
        test.venue.setLeverage(BTC, 20);
        test.buy("40");

        // Wallet 10000 - 14 fee. 9986 + 40 (p - 1000) = 0.01 * 40 p, so p = 30014 / 39.6.
        assertThat(test.position().liquidationPrice()).isEqualByComparingTo("757.92929293");
        price("758");
        assertThat(test.position().amount()).isEqualByComparingTo("40");
        price("757.5");
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void quotesTheLiquidationPriceInAHigherBracket() {
        price("1000");
        test.buy("50");
        test.buy("50");

        // 9965 + 100 (p - 1000) = 0.025 * 100 p - 750, so p = 89285 / 97.5.
        assertThat(test.position().liquidationPrice()).isEqualByComparingTo("915.74358974");
        price("916");
        assertThat(test.position().amount()).isEqualByComparingTo("100");
        price("915.5");
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void quotesTheLiquidationPriceOfAShort() {
        price("1000");
        test.sell("40");

        // 9986 - 40 (p - 1000) = 0.01 * 40 p, so p = 49986 / 40.4.
        assertThat(test.position().liquidationPrice()).isEqualByComparingTo("1237.27722772");
        price("1238");
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void bothSidesOfACrossedHedgeShareALiquidationPrice() {
        price("1000");
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.place(market(Side.BUY, "40").positionSide(PositionSide.LONG));
        test.place(market(Side.SELL, "10").positionSide(PositionSide.SHORT));

        // 9982.5 + 30 (p - 1000) = 0.01 * 50 p, so p = 20017.5 / 29.5.
        assertThat(test.venue.positions(BTC))
                .allSatisfy(row -> assertThat(row.liquidationPrice()).isEqualByComparingTo("678.55932203"));
    }

    @Test
    void otherCrossedPositionsMoveTheLiquidationPrice() {
        price("1000");
        List<Level> level = List.of(new Level(d("100"), d("1000")));
        test.book(ETH, "100", level, level);
        test.buy("40");
        test.place(market(Side.BUY, "50").on(ETH));
        test.book(ETH, "120", level, level);

        // As alone, with 1.75 more in fees, 1000 of profit and 60 to maintain: p = (30014 + 1.75 - 940) / 39.6.
        assertThat(test.position().liquidationPrice()).isEqualByComparingTo("734.23611111");
    }

    @Test
    void liquidatesAnIsolatedPositionAlone() {
        price("1000");
        test.at(ETH, "1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.buy("10");
        test.place(market(Side.BUY, "1").on(ETH));
        VenueOrder resting = test.place(limit(Side.BUY, "1", "960"));
        BigDecimal before = test.wallet();
        assertThat(test.position().isolatedWallet()).isEqualByComparingTo("1000");

        // 1000 + 10 (p - 1000) = 0.01 * 10 p, so p = 9000 / 9.9.
        assertThat(test.position().liquidationPrice()).isEqualByComparingTo("909.09090909");
        test.venue.cancel(BTC, new OrderKey(resting.orderId(), null));
        VenueOrder other = test.place(TestVenue.stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "850"));
        price("909");

        assertThat(test.position().amount()).isEqualByComparingTo("0");
        assertThat(test.position(ETH, PositionSide.BOTH).amount()).isEqualByComparingTo("1");
        assertThat(test.find(other).status()).isEqualTo(OrderStatus.CANCELED);
        // It lost 910 and pays 0.5 % of 9090; the rest of its margin comes back.
        assertThat(test.wallet()).isEqualByComparingTo(before.subtract(d("955.45")));
        VenueOrder closing = test.venue.order(BTC, new OrderKey(null, "autoclose-" + test.millis()));
        assertThat(closing.type()).isEqualTo(VenueOrderType.LIQUIDATION);
        assertThat(closing.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(closing.averagePrice()).isEqualByComparingTo("909");
    }

    @Test
    void theInsuranceFundPaysWhatAnIsolatedPositionCannot() {
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.buy("10");
        BigDecimal before = test.wallet();
        price("500");

        assertThat(test.wallet()).isEqualByComparingTo(before.subtract(d("1000")));
        assertThat(test.venue.income(BTC, IncomeType.INSURANCE_CLEAR, Window.newest(10)))
                .singleElement()
                .satisfies(income -> assertThat(income.amount()).isEqualByComparingTo("4000"));
    }

    @Test
    void liquidatesCrossedPositionsTogetherAndNeverOwes() {
        price("1000");
        test.at(ETH, "1000");
        test.buy("40");
        test.place(market(Side.SELL, "1").on(ETH));
        VenueOrder resting = test.place(limit(Side.BUY, "1", "960").on(ETH));
        price("500");

        assertThat(test.position().amount()).isEqualByComparingTo("0");
        assertThat(test.position(ETH, PositionSide.BOTH).amount()).isEqualByComparingTo("0");
        assertThat(test.find(resting).status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(test.wallet()).isEqualByComparingTo("0");
    }

    @Test
    void aCrossedLiquidationLeavesWhatFeesDoNotTake() {
        price("1000");
        test.buy("11");
        // Equity 10000 - 3.85 fee + 11 (p - 1000) = 0.01 * 11 p at p = 92.25...
        assertThat(test.position().liquidationPrice()).isBetween(d("92"), d("93"));
        price("92");
        // 10000 - 3.85 - 11 * 908 = 8.15, less a fee of 0.5 % of 1012.
        assertThat(test.wallet()).isEqualByComparingTo("3.09");
    }

    @Test
    void theInsuranceFundPaysWhatABadCloseCosts() {
        test.venue.reset(d("110"));
        price("1000");
        test.venue.setLeverage(BTC, 50);
        test.buy("5");
        test.book(BTC, "990", TestVenue.levels("971x10"), TestVenue.levels("1000x10"));
        assertThat(test.position().amount()).isEqualByComparingTo("5");
        test.sell("5");

        assertThat(test.wallet()).isEqualByComparingTo("0");
    }

    @Test
    void givesIsolatedMarginBackWhenThePositionIsReduced() {
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.buy("4");
        test.sell("1");

        assertThat(test.position().isolatedWallet()).isEqualByComparingTo("300");
        test.sell("5");
        assertThat(test.position().amount()).isEqualByComparingTo("-2");
        assertThat(test.position().isolatedWallet()).isEqualByComparingTo("200");
        VenueAccount account = test.venue.account();
        assertThat(account.crossWalletBalance())
                .isEqualByComparingTo(account.walletBalance().subtract(d("200")));
    }

    @Test
    void movesMarginInAndOutOfAnIsolatedPosition() {
        price("1000");
        assertRefused(-4055, () -> test.venue.changePositionMargin(BTC, PositionSide.BOTH, BigDecimal.ZERO));
        assertRefused(-4054, () -> test.venue.changePositionMargin(BTC, PositionSide.BOTH, BigDecimal.ONE));
        test.buy("1");
        assertRefused(-4049, () -> test.venue.changePositionMargin(BTC, PositionSide.BOTH, BigDecimal.ONE));
        test.sell("1");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.buy("1");

        BigDecimal liquidation = test.position().liquidationPrice();
        test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("100"));
        assertThat(test.position().isolatedWallet()).isEqualByComparingTo("150");
        assertThat(test.position().liquidationPrice()).isLessThan(liquidation);
        test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("-100"));
        assertRefused(-4051, () -> test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("-0.01")));
        assertRefused(-4050, () -> test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("10000")));
    }

    @Test
    void changesTheModeOnlyWhenNothingIsOpen() {
        price("1000");
        assertRefused(-4059, () -> test.venue.setPositionMode(PositionMode.ONE_WAY));
        VenueOrder order = test.place(limit(Side.BUY, "1", "990"));
        assertRefused(-4067, () -> test.venue.setPositionMode(PositionMode.HEDGE));
        test.venue.cancel(BTC, new OrderKey(order.orderId(), null));
        test.buy("1");
        assertRefused(-4068, () -> test.venue.setPositionMode(PositionMode.HEDGE));
        test.sell("1");
        test.venue.setPositionMode(PositionMode.HEDGE);
        assertThat(test.venue.positions(BTC))
                .extracting(VenuePosition::positionSide)
                .containsExactly(PositionSide.LONG, PositionSide.SHORT);
    }

    @Test
    void changesTheMarginTypeOnlyWhenTheSymbolIsFree() {
        price("1000");
        assertRefused(-4046, () -> test.venue.setMarginType(BTC, MarginType.CROSSED));
        VenueOrder order = test.place(limit(Side.BUY, "1", "990"));
        assertRefused(-4047, () -> test.venue.setMarginType(BTC, MarginType.ISOLATED));
        test.venue.cancel(BTC, new OrderKey(order.orderId(), null));
        test.buy("1");
        assertRefused(-4048, () -> test.venue.setMarginType(BTC, MarginType.ISOLATED));
    }

    @Test
    void changesTheLeverageWithinTheBrackets() {
        price("1000");
        assertThat(test.position().leverage()).isEqualTo(20);
        assertThat(test.venue.setLeverage(BTC, 5)).isEqualByComparingTo("1000000");
        assertThat(test.venue.setLeverage(BTC, 6)).isEqualByComparingTo("200000");
        assertThat(test.venue.setLeverage(BTC, 50)).isEqualByComparingTo("50000");
        assertRefused(-4028, () -> test.venue.setLeverage(BTC, 0));
        assertRefused(-4028, () -> test.venue.setLeverage(BTC, 51));
        test.buy("40");
        assertRefused(-2028, () -> test.venue.setLeverage(BTC, 3));
        assertThat(test.position().leverage()).isEqualTo(50);
    }

    @Test
    void doesNotLowerTheLeverageUnderAnIsolatedPosition() {
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.buy("1");
        assertRefused(-4161, () -> test.venue.setLeverage(BTC, 19));
        test.venue.setLeverage(BTC, 21);
    }

    @Test
    void turningAnIsolatedPositionRoundMakesNoMoney() {
        test.venue.reset(d("102"));
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.buy("1");
        price("920");
        test.sell("2");

        // 102 - 0.35 - 80 - 0.644 are left, of which the new short would need 92.
        assertThat(test.wallet()).isEqualByComparingTo("21.006");
        assertThat(test.venue.income(null, IncomeType.INSURANCE_CLEAR, Window.newest(10)))
                .isEmpty();
        assertThat(test.position().isolatedWallet()).isEqualByComparingTo("21.006");
    }

    @Test
    void feesThatTheCrossWalletCannotPayAreNotAPresentWhileMarginIsIsolated() {
        test.venue.reset(d("1000"));
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        for (String quantity : List.of("9.9", "0.096", "0.098")) {
            test.place(limit(Side.BUY, quantity, "990"));
        }
        price("990");

        assertThat(test.position().amount()).isPositive();
        assertThat(test.venue.income(null, IncomeType.INSURANCE_CLEAR, Window.newest(10)))
                .isEmpty();
    }

    @Test
    void partlyClosingPaysItsShareOfProfitFeesAndIsolatedMargin() {
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 20);
        test.sell("4");
        price("980");
        test.buy("1");

        // Fees of 1.4 and 0.343; a profit of 20; three quarters of 200 stay.
        assertThat(test.wallet()).isEqualByComparingTo("10018.257");
        assertThat(test.position().isolatedWallet()).isEqualByComparingTo("150");
        assertThat(test.position().unrealizedProfit()).isEqualByComparingTo("60");
        // 150 - 3 (p - 1000) = 0.01 * 3 p, so p = 3150 / 3.03.
        assertThat(test.position().liquidationPrice()).isEqualByComparingTo("1039.60396040");
    }

    @Test
    void moreLeverageFreesMarginOfACrossedPosition() {
        price("1000");
        test.buy("4");
        assertThat(test.venue.account().availableBalance()).isEqualByComparingTo("9798.6");
        test.venue.setLeverage(BTC, 40);
        assertThat(test.venue.account().availableBalance()).isEqualByComparingTo("9898.6");
        assertThat(test.position().liquidationPrice()).isEqualByComparingTo("0");
    }

    @Test
    void aLiquidationTakesOnlyWhatItMust() {
        price("1000");
        test.at(ETH, "1000");
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.place(market(Side.BUY, "10").positionSide(PositionSide.LONG));
        test.place(market(Side.SELL, "1").positionSide(PositionSide.SHORT));
        test.place(market(Side.BUY, "1").on(ETH).positionSide(PositionSide.LONG));
        VenueOrder kept = test.place(limit(Side.BUY, "1", "800").positionSide(PositionSide.SHORT));
        price("900");

        assertThat(test.position(BTC, PositionSide.LONG).amount()).isEqualByComparingTo("0");
        assertThat(test.position(BTC, PositionSide.SHORT).amount()).isEqualByComparingTo("-1");
        assertThat(test.find(kept).status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void aPositionIsLiquidatedWhenItsEquityIsExactlyTheMaintenance() {
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.buy("1");
        test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("9"));
        price("900.5");
        assertThat(test.position().amount()).isEqualByComparingTo("1");
        // 109 + (900 - 1000) = 0.01 * 900.
        price("900");
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void everyCrossedPositionPaysItsLiquidationFee() {
        price("1000");
        List<Level> level = List.of(new Level(d("1000"), d("1000")));
        test.book(ETH, "1000", level, level);
        test.buy("10");
        test.place(market(Side.BUY, "1").on(ETH));
        price("5");

        // 10000 - 3.85 - 9950 = 46.15 would do; the next price ruins it.
        assertThat(test.position().amount()).isEqualByComparingTo("10");
        List<Level> lower = List.of(new Level(d("960"), d("1000")));
        test.book(ETH, "960", lower, lower);
        // 46.15 - 40 = 6.15 is less than 10.1 to maintain; fees of 0.5 % of 50 and of 960.
        assertThat(test.wallet()).isEqualByComparingTo("1.10");
    }

    @Test
    void aCrossedLiquidationLeavesOrdersOfIsolatedSymbols() {
        price("1000");
        test.at(ETH, "1000");
        test.venue.setMarginType(ETH, MarginType.ISOLATED);
        VenueOrder kept = test.place(limit(Side.BUY, "0.1", "960").on(ETH));
        test.buy("40");
        price("500");

        assertThat(test.find(kept).status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void aLossCountsWhenMarginIsTakenOut() {
        price("1000");
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.buy("1");
        test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("50"));
        price("990");

        // 150 - 10 must not fall below 99.
        assertRefused(-4051, () -> test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("-41.01")));
        test.venue.changePositionMargin(BTC, PositionSide.BOTH, d("-41"));
    }

    @Test
    void moreLeverageIsAllowedWhateverIsLeft() {
        price("1000");
        test.buy("50");
        test.buy("50");
        price("945");

        assertThat(test.venue.account().availableBalance()).isEqualByComparingTo("0");
        test.venue.setLeverage(BTC, 20);
        assertRefused(-2028, () -> test.venue.setLeverage(BTC, 19));
    }

    @Test
    void aPartlyFilledOrderNeedsMarginForItsRestOnly() {
        price("1000");
        test.place(limit(Side.BUY, "4", "990"));
        test.book(BTC, "990", TestVenue.levels("980x10"), TestVenue.levels("990x1"));

        assertThat(test.venue.account().openOrderInitialMargin()).isEqualByComparingTo("148.5");
    }

    @Test
    void aReducingOrderEndsWithItsPosition() {
        price("1000");
        test.buy("1");
        VenueOrder order = test.place(limit(Side.SELL, "2", "1010").reduceOnly(true));
        price("1010");

        assertThat(test.find(order).status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(test.find(order).executedQuantity()).isEqualByComparingTo("1");
    }

    @Test
    void aStopIsMeasuredAtItsStopPrice() {
        price("1000");
        test.assertRefused(-4164, TestVenue.stop(Side.SELL, VenueOrderType.STOP_MARKET, "0.006", "800"));
        test.place(TestVenue.stop(Side.BUY, VenueOrderType.STOP, "1", "1200").price("1210"));
        test.assertRefused(
                -4183,
                TestVenue.stop(Side.BUY, VenueOrderType.STOP, "1", "1200").price("1300"));
    }
}
