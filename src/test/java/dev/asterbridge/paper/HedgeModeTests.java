package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.assertRefused;
import static dev.asterbridge.paper.TestVenue.d;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static dev.asterbridge.paper.TestVenue.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long and a short position side by side. */
class HedgeModeTests {

    private final TestVenue test = new TestVenue();

    @BeforeEach
    void hedge() {
        price("1000");
        test.venue.setPositionMode(PositionMode.HEDGE);
    }

    /** A book without a spread, so that sums can be done by hand. */
    private void price(String price) {
        List<Level> level = List.of(new Level(d(price), d("1000")));
        test.book(BTC, price, level, level);
    }

    private VenueOrder trade(Side side, PositionSide positionSide, String quantity) {
        return test.place(market(side, quantity).positionSide(positionSide));
    }

    private VenuePosition longs() {
        return test.position(BTC, PositionSide.LONG);
    }

    private VenuePosition shorts() {
        return test.position(BTC, PositionSide.SHORT);
    }

    @Test
    void theModeChangesOnlyWhenNothingIsOpen() {
        assertRefused(-4059, () -> test.venue.setPositionMode(PositionMode.HEDGE));
        VenueOrder resting = test.place(limit(Side.BUY, "1", "990").positionSide(PositionSide.LONG));
        trade(Side.SELL, PositionSide.SHORT, "1");
        assertRefused(-4067, () -> test.venue.setPositionMode(PositionMode.ONE_WAY));
        test.venue.cancel(BTC, new OrderKey(resting.orderId(), null));
        assertRefused(-4068, () -> test.venue.setPositionMode(PositionMode.ONE_WAY));
        trade(Side.BUY, PositionSide.SHORT, "1");
        test.venue.setPositionMode(PositionMode.ONE_WAY);

        assertThat(test.venue.positions(BTC))
                .extracting(VenuePosition::positionSide)
                .containsExactly(PositionSide.BOTH);
    }

    @Test
    void aConditionalOrderOrAStrategyAnywhereKeepsTheMode() {
        test.at(ETH, "100");
        VenueOrder waiting = test.place(new Ask(Side.SELL, VenueOrderType.STOP_MARKET)
                .on(ETH)
                .stopPrice("90")
                .closePosition(true)
                .positionSide(PositionSide.LONG));
        assertRefused(-4067, () -> test.venue.setPositionMode(PositionMode.ONE_WAY));
        test.venue.cancel(ETH, new OrderKey(waiting.orderId(), null));
        test.ask(
                StrategyType.OTO,
                new Sub(1, limit(Side.BUY, "1", "990").positionSide(PositionSide.LONG)),
                new Sub(
                                2,
                                stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "950")
                                        .positionSide(PositionSide.LONG))
                        .placedBy(1, LegEvent.FILLED));
        assertRefused(-4067, () -> test.venue.setPositionMode(PositionMode.ONE_WAY));
    }

    @Test
    void eachSideIsClosedByItsOppositeOnly() {
        trade(Side.BUY, PositionSide.LONG, "3");
        trade(Side.SELL, PositionSide.SHORT, "2");
        assertThat(trade(Side.SELL, PositionSide.LONG, "1").status()).isEqualTo(OrderStatus.FILLED);
        assertThat(longs().amount()).isEqualByComparingTo("2");
        assertThat(shorts().amount()).isEqualByComparingTo("-2");
        VenueOrder tooMuch = trade(Side.BUY, PositionSide.SHORT, "5");
        assertThat(tooMuch.executedQuantity()).isEqualByComparingTo("2");
        assertThat(tooMuch.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(longs().amount()).isEqualByComparingTo("2");
        assertRefused(-2022, () -> trade(Side.BUY, PositionSide.SHORT, "1"));
    }

    @Test
    void eachSideEarnsAndPaysByItself() {
        trade(Side.BUY, PositionSide.LONG, "2");
        trade(Side.SELL, PositionSide.SHORT, "1");
        price("1100");
        assertThat(longs().unrealizedProfit()).isEqualByComparingTo("200");
        assertThat(shorts().unrealizedProfit()).isEqualByComparingTo("-100");
        trade(Side.SELL, PositionSide.LONG, "2");
        trade(Side.BUY, PositionSide.SHORT, "1");

        assertThat(test.venue.income(BTC, IncomeType.REALIZED_PNL, Window.newest(10)))
                .extracting(row -> row.amount().intValue())
                .containsExactly(200, -100);
        assertThat(test.venue.userTrades(BTC, Window.newest(10)))
                .extracting(VenueTrade::side, VenueTrade::positionSide)
                .containsExactly(
                        tuple(Side.BUY, PositionSide.LONG),
                        tuple(Side.SELL, PositionSide.SHORT),
                        tuple(Side.SELL, PositionSide.LONG),
                        tuple(Side.BUY, PositionSide.SHORT));
    }

    @Test
    void aLossMayBeLargerThanTheWalletWhileTheOtherSideHasEarnedIt() {
        trade(Side.BUY, PositionSide.LONG, "12");
        trade(Side.SELL, PositionSide.SHORT, "12");
        price("100");
        trade(Side.SELL, PositionSide.LONG, "12");
        assertThat(test.wallet()).isNegative();
        assertThat(test.venue.account().marginBalance()).isGreaterThan(d("9900"));
        price("100");
        assertThat(shorts().amount()).isEqualByComparingTo("-12");
        trade(Side.BUY, PositionSide.SHORT, "12");

        assertThat(test.wallet()).isGreaterThan(d("9900"));
        assertThat(test.venue.income(null, IncomeType.INSURANCE_CLEAR, Window.newest(10)))
                .isEmpty();
    }

    @Test
    void bothSidesNeedMargin() {
        test.venue.setLeverage(BTC, 10);
        trade(Side.BUY, PositionSide.LONG, "2");
        trade(Side.SELL, PositionSide.SHORT, "1");

        assertThat(longs().positionInitialMargin()).isEqualByComparingTo("200");
        assertThat(shorts().positionInitialMargin()).isEqualByComparingTo("100");
        assertThat(test.venue.account().positionInitialMargin()).isEqualByComparingTo("300");
        assertThat(test.venue.account().maintenanceMargin()).isEqualByComparingTo("30");
    }

    @Test
    void theLeverageIsOfTheSymbolAndBearsTheLargerSide() {
        trade(Side.SELL, PositionSide.SHORT, "40");
        trade(Side.SELL, PositionSide.SHORT, "20");
        trade(Side.BUY, PositionSide.LONG, "1");
        assertRefused(-2027, () -> test.venue.setLeverage(BTC, 50));
        test.venue.setLeverage(BTC, 10);
        assertThat(test.venue.positions(BTC)).allMatch(row -> row.leverage() == 10);
        assertRefused(-2028, () -> test.venue.setLeverage(BTC, 5));
    }

    @Test
    void anIsolatedLeverageIsNotLoweredUnderEitherSide() {
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        trade(Side.SELL, PositionSide.SHORT, "1");
        assertRefused(-4161, () -> test.venue.setLeverage(BTC, 5));
        assertRefused(-4048, () -> test.venue.setMarginType(BTC, MarginType.CROSSED));
    }

    @Test
    void marginIsAddedToOneSide() {
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        trade(Side.BUY, PositionSide.LONG, "1");
        trade(Side.SELL, PositionSide.SHORT, "1");
        test.venue.changePositionMargin(BTC, PositionSide.SHORT, d("50"));

        assertThat(longs().isolatedWallet()).isEqualByComparingTo("100");
        assertThat(shorts().isolatedWallet()).isEqualByComparingTo("150");
        assertThat(shorts().liquidationPrice()).isGreaterThan(d("1100"));
        assertRefused(-4061, () -> test.venue.changePositionMargin(BTC, PositionSide.BOTH, BigDecimal.ONE));
    }

    @Test
    void aRuinedAccountLosesBothSidesAndTheirOrders() {
        trade(Side.BUY, PositionSide.LONG, "50");
        trade(Side.SELL, PositionSide.SHORT, "10");
        VenueOrder ofLong = test.place(new Ask(Side.SELL, VenueOrderType.STOP_MARKET)
                .stopPrice("500")
                .closePosition(true)
                .positionSide(PositionSide.LONG));
        VenueOrder ofShort = test.place(limit(Side.BUY, "10", "600").positionSide(PositionSide.SHORT));
        price("700");

        assertThat(longs().amount()).isEqualByComparingTo("0");
        assertThat(shorts().amount()).isEqualByComparingTo("0");
        assertThat(test.find(ofLong).status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(test.find(ofShort).status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(test.venue.allOrders(BTC, Window.newest(10)))
                .filteredOn(order -> order.type() == VenueOrderType.LIQUIDATION)
                .extracting(VenueOrder::side, VenueOrder::positionSide)
                .containsExactly(tuple(Side.SELL, PositionSide.LONG), tuple(Side.BUY, PositionSide.SHORT));
        assertThat(test.wallet()).isNotNegative();
    }

    @Test
    void anIsolatedSideIsRuinedAloneAndItsStrategyEnds() {
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        trade(Side.SELL, PositionSide.SHORT, "1");
        Strategy ofLong = test.ask(
                        StrategyType.OTO,
                        new Sub(1, market(Side.BUY, "10").positionSide(PositionSide.LONG)),
                        new Sub(
                                        2,
                                        stop(Side.SELL, VenueOrderType.STOP_MARKET, "10", "850")
                                                .positionSide(PositionSide.LONG))
                                .placedBy(1, LegEvent.FILLED))
                .strategy();
        VenueOrder ofShort = test.place(new Ask(Side.BUY, VenueOrderType.STOP_MARKET)
                .stopPrice("1050")
                .closePosition(true)
                .positionSide(PositionSide.SHORT));
        price("900");

        assertThat(longs().amount()).isEqualByComparingTo("0");
        assertThat(shorts().amount()).isEqualByComparingTo("-1");
        assertThat(test.find(ofShort).status()).isEqualTo(OrderStatus.NEW);
        assertThat(test.find(ofLong).status()).isEqualTo(StrategyStatus.EXPIRED);
    }
}
