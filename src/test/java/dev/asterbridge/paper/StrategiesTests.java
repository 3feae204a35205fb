package dev.asterbridge.paper;

import static dev.asterbridge.paper.Sub.bracket;
import static dev.asterbridge.paper.Sub.oco;
import static dev.asterbridge.paper.Sub.stopLoss;
import static dev.asterbridge.paper.Sub.takeProfit;
import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.levels;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static dev.asterbridge.paper.TestVenue.stop;
import static dev.asterbridge.paper.TestVenue.trailing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StrategiesTests {

    private final TestVenue test = new TestVenue().at(BTC, "1000");

    private Strategy place(StrategyType type, Sub... legs) {
        StrategyAnswer answer = test.ask(type, legs);
        assertThat(answer.failureReason()).isEmpty();
        assertThat(answer.failureCode()).isZero();
        return answer.strategy();
    }

    private VenueOrder order(Strategy strategy, int subId) {
        return test.find(test.find(strategy).leg(subId).order());
    }

    private void assertLegs(Strategy strategy, LegStatus... wanted) {
        assertThat(test.find(strategy).legs()).extracting(StrategyLeg::status).containsExactly(wanted);
    }

    @Test
    void aFilledEntryPlacesItsProtection() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(market(Side.BUY, "1")));

        assertThat(strategy.status()).isEqualTo(StrategyStatus.WORKING);
        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW, LegStatus.NEW);
        assertThat(test.venue.openOrders(BTC))
                .extracting(VenueOrder::type)
                .containsExactly(VenueOrderType.STOP_MARKET, VenueOrderType.TAKE_PROFIT_MARKET);
    }

    @Test
    void aLegHasNoOrderBeforeItIsPlaced() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")));

        assertLegs(strategy, LegStatus.NEW, LegStatus.PENDING, LegStatus.PENDING);
        assertThat(strategy.leg(2).order()).isNull();
        assertThat(test.venue.openOrders(BTC)).containsExactly(strategy.leg(1).order());
        assertThat(test.venue.allOrders(BTC, Window.newest(10))).hasSize(1);
    }

    @Test
    void theFirstPartOfARestingEntryPlacesItsProtection() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")));
        test.book(BTC, "990", levels("989x1"), levels("990x0.4"));

        assertLegs(strategy, LegStatus.PARTIALLY_FILLED, LegStatus.NEW, LegStatus.NEW);
        assertThat(test.position().amount()).isEqualByComparingTo("0.4");
    }

    @Test
    void aLegThatWaitsForTheWholeFillIsNotPlacedBefore() {
        Strategy strategy = place(
                StrategyType.OTO,
                new Sub(1, limit(Side.BUY, "1", "990")),
                new Sub(2, stopLoss("950")).placedBy(1, LegEvent.FILLED));
        test.book(BTC, "990", levels("989x1"), levels("990x0.4"));
        assertLegs(strategy, LegStatus.PARTIALLY_FILLED, LegStatus.PENDING);
        test.at(BTC, "985");
        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW);
    }

    @Test
    void aStopLossCancelsTheTakeProfit() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(market(Side.BUY, "1")));
        test.at(BTC, "950");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.FILLED, LegStatus.CANCELED);
        assertThat(test.find(strategy).status()).isEqualTo(StrategyStatus.EXPIRED);
        assertThat(test.position().amount()).isEqualByComparingTo("0");
        assertThat(test.venue.openOrders(BTC)).isEmpty();
    }

    @Test
    void aTakeProfitCancelsTheStopLoss() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(market(Side.BUY, "1")));
        test.at(BTC, "1050");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.CANCELED, LegStatus.FILLED);
        assertThat(test.venue.openOrders(BTC)).isEmpty();
    }

    @Test
    void ofTwoLegsThatOneQuoteReachesOnlyTheFirstTrades() {
        Ask byMark =
                stop(Side.SELL, VenueOrderType.TAKE_PROFIT_MARKET, "1", "1005").workingType(WorkingType.MARK_PRICE);
        Ask byLast = stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "990");
        Strategy strategy = place(StrategyType.OCO, oco(byLast, byMark));
        test.venue.onQuote(new Quote(
                BTC, levels("1000x10"), levels("1001x10"), TestVenue.d("985"), TestVenue.d("1005"), test.millis()));

        assertLegs(strategy, LegStatus.FILLED, LegStatus.CANCELED);
        assertThat(test.position().amount()).isEqualByComparingTo("-1");
    }

    @Test
    void cancellingTheEntryEndsTheStrategy() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")));
        test.venue.cancel(BTC, new OrderKey(strategy.leg(1).order().orderId(), null));

        assertLegs(strategy, LegStatus.CANCELED, LegStatus.EXPIRED, LegStatus.EXPIRED);
        assertThat(test.find(strategy).status()).isEqualTo(StrategyStatus.EXPIRED);
        test.at(BTC, "980");
        assertThat(test.venue.openOrders(BTC)).isEmpty();
    }

    @Test
    void anEntryThatIsCancelledHalfFilledKeepsItsProtection() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")));
        test.book(BTC, "990", levels("989x1"), levels("990x0.4"));
        test.venue.cancel(BTC, new OrderKey(strategy.leg(1).order().orderId(), null));
        assertLegs(strategy, LegStatus.CANCELED, LegStatus.NEW, LegStatus.NEW);
        test.at(BTC, "950");

        VenueOrder stopLoss = order(strategy, 2);
        assertThat(stopLoss.executedQuantity()).isEqualByComparingTo("0.4");
        assertThat(test.position().amount()).isEqualByComparingTo("0");
        assertLegs(strategy, LegStatus.CANCELED, LegStatus.EXPIRED, LegStatus.CANCELED);
    }

    @Test
    void cancellingOneExitLeavesTheOther() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(market(Side.BUY, "1")));
        test.venue.cancel(BTC, new OrderKey(strategy.leg(3).order().orderId(), null));

        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW, LegStatus.CANCELED);
        assertThat(test.find(strategy).working()).isTrue();
    }

    @Test
    void cancellingAllOrdersEndsTheStrategy() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")));
        test.venue.cancelAll(BTC);

        assertThat(test.find(strategy).status()).isEqualTo(StrategyStatus.EXPIRED);
        assertThat(test.venue.openOrders(BTC)).isEmpty();
    }

    @Test
    void ordinaryExitsStayWhenThePositionIsClosedByOtherMeans() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(market(Side.BUY, "1")));
        test.sell("1");
        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW, LegStatus.NEW);
        test.at(BTC, "950");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.EXPIRED, LegStatus.NEW);
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void exitsTiedToThePositionEndWithIt() {
        Strategy strategy = place(
                StrategyType.OTOCO,
                bracket(
                        market(Side.BUY, "1"),
                        stopLoss("950").timeInForce(TimeInForce.GTE_GTC),
                        takeProfit("1050").timeInForce(TimeInForce.GTE_GTC)));
        test.sell("0.4");
        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW, LegStatus.NEW);
        test.sell("0.6");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.EXPIRED, LegStatus.EXPIRED);
        assertThat(test.find(strategy).status()).isEqualTo(StrategyStatus.EXPIRED);
        assertThat(test.venue.openOrders(BTC)).isEmpty();
    }

    @Test
    void exitsTiedToThePositionEndWhenItTurnsRound() {
        Ask limitExit = limit(Side.SELL, "1", "1050").reduceOnly(true).timeInForce(TimeInForce.GTE_GTC);
        Strategy strategy = place(
                StrategyType.OTO,
                new Sub(1, market(Side.BUY, "1")),
                new Sub(2, limitExit).placedBy(1, LegEvent.FILLED));
        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW);
        test.sell("3");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.EXPIRED);
    }

    @Test
    void anExitTiedToAPositionNeedsOne() {
        Ask tied = stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "950").timeInForce(TimeInForce.GTE_GTC);
        Ask closing = new Ask(Side.SELL, VenueOrderType.TAKE_PROFIT_MARKET)
                .stopPrice("1050")
                .closePosition(true)
                .timeInForce(TimeInForce.GTE_GTC);
        for (Ask exit : List.of(tied, closing)) {
            assertThat(test.ask(StrategyType.OCO, oco(limit(Side.BUY, "1", "990"), exit))
                            .failureCode())
                    .isEqualTo(-2022);
        }
        test.buy("1");
        place(StrategyType.OCO, oco(tied, closing));
    }

    @Test
    void aLiquidationEndsTheStrategy() {
        test.buy("40");
        Strategy strategy = place(StrategyType.OCO, oco(stopLoss("100"), takeProfit("1050")));
        test.book(BTC, "500", levels("499x100"), levels("501x100"));

        assertThat(test.position().amount()).isEqualByComparingTo("0");
        assertLegs(strategy, LegStatus.CANCELED, LegStatus.CANCELED);
        assertThat(test.find(strategy).status()).isEqualTo(StrategyStatus.EXPIRED);
    }

    @Test
    void eachOfTwoOrdersCancelsTheOther() {
        test.buy("1");
        Strategy strategy =
                place(StrategyType.OCO, oco(limit(Side.SELL, "1", "1040").reduceOnly(true), stopLoss("950")));
        assertLegs(strategy, LegStatus.NEW, LegStatus.NEW);
        test.at(BTC, "1045");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.CANCELED);
    }

    @Test
    void whatIsCancelledBeforeItsTurnIsNeverPlaced() {
        test.buy("1");
        Strategy strategy =
                place(StrategyType.OCO, oco(limit(Side.SELL, "1", "990").reduceOnly(true), stopLoss("950")));

        assertLegs(strategy, LegStatus.FILLED, LegStatus.CANCELED);
        assertThat(strategy.leg(2).order()).isNull();
        assertThat(strategy.status()).isEqualTo(StrategyStatus.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(
            value = LegEvent.class,
            names = {"NEW", "CANCELED"})
    void aLegFollowsTheEventItNames(LegEvent event) {
        Strategy strategy = place(
                StrategyType.OTO,
                new Sub(1, limit(Side.BUY, "1", "990")),
                new Sub(2, limit(Side.BUY, "1", "980")).placedBy(1, event));
        assertThat(test.find(strategy).leg(2).status())
                .isEqualTo(event == LegEvent.NEW ? LegStatus.NEW : LegStatus.PENDING);
        test.venue.cancel(BTC, new OrderKey(strategy.leg(1).order().orderId(), null));

        assertLegs(strategy, LegStatus.CANCELED, LegStatus.NEW);
    }

    @Test
    void aLegIsCancelledByOneThatIsPlaced() {
        LegEvent any = LegEvent.PARTIALLY_FILLED_OR_FILLED;
        Strategy strategy = place(
                StrategyType.OTOCO,
                new Sub(1, limit(Side.BUY, "1", "990")),
                new Sub(2, stopLoss("950")).placedBy(1, any).cancelledBy(3, LegEvent.NEW),
                new Sub(3, takeProfit("1050")).placedBy(1, any).cancelledBy(2, any));
        assertLegs(strategy, LegStatus.NEW, LegStatus.PENDING, LegStatus.PENDING);
        test.at(BTC, "985");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.CANCELED, LegStatus.NEW);
    }

    @Test
    void aLegFollowsAnOrderThatExpires() {
        Strategy strategy = place(
                StrategyType.OTO,
                new Sub(1, limit(Side.BUY, "1", "1001").timeInForce(TimeInForce.GTX)),
                new Sub(2, limit(Side.BUY, "1", "980")).placedBy(1, LegEvent.EXPIRED));

        assertLegs(strategy, LegStatus.EXPIRED, LegStatus.NEW);
    }

    @Test
    void aLegFollowsOneThatIsRejectedWhenItsTurnComes() {
        LegEvent any = LegEvent.PARTIALLY_FILLED_OR_FILLED;
        Strategy strategy = place(
                StrategyType.OTOCO,
                new Sub(1, limit(Side.BUY, "1", "990")),
                new Sub(2, stopLoss("950")).placedBy(1, any).cancelledBy(3, any),
                new Sub(3, takeProfit("1050")).placedBy(1, any).cancelledBy(2, LegEvent.REJECTED));
        test.at(BTC, "940");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.REJECTED, LegStatus.CANCELED);
    }

    @ParameterizedTest
    @EnumSource(
            value = LegEvent.class,
            names = {"REPLACED", "STOPPED", "CANCELED", "EXPIRED", "REJECTED"})
    void aLegWhoseEventCannotHappenAnyMoreExpires(LegEvent event) {
        Strategy strategy = place(
                StrategyType.OTO, new Sub(1, market(Side.BUY, "1")), new Sub(2, stopLoss("950")).placedBy(1, event));

        assertLegs(strategy, LegStatus.FILLED, LegStatus.EXPIRED);
        assertThat(strategy.status()).isEqualTo(StrategyStatus.EXPIRED);
    }

    @Test
    void aTriggerPriceThatThePriceHasPassedMeanwhileLeavesThePositionBare() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")));
        test.at(BTC, "940");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.REJECTED, LegStatus.NEW);
        assertThat(test.position().amount()).isEqualByComparingTo("1");
        assertThat(test.find(strategy).leg(2).order()).isNull();
    }

    @Test
    void aLaterLegThatTheSymbolDoesNotBearIsRejected() {
        Strategy strategy = place(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")));
        test.place(stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", "1100"));
        test.at(BTC, "985");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW, LegStatus.REJECTED);
    }

    @Test
    void aStrategysNameMayBeUsedAgainAfterItsEnd() {
        Sub[] legs = oco(limit(Side.BUY, "1", "990"), limit(Side.BUY, "1", "980"));
        NewStrategy named = new NewStrategy(
                StrategyType.OCO, "mine", Stream.of(legs).map(Sub::build).toList());
        Strategy first = test.venue.placeStrategy(named).strategy();
        assertThat(test.venue.placeStrategy(named).failureCode()).isEqualTo(-4116);
        assertThat(test.venue.openStrategy(new StrategyKey(StrategyType.OCO, null, "mine", null, null)))
                .isEqualTo(first);
        test.venue.cancelAll(BTC);

        assertThat(test.venue.placeStrategy(named).failureCode()).isZero();
    }

    @Test
    void aLegsOrderHasItsName() {
        Strategy strategy = place(
                StrategyType.OTO,
                new Sub(1, market(Side.BUY, "1").clientOrderId("entry")),
                new Sub(2, stopLoss("950").clientOrderId("stop")).placedBy(1, LegEvent.FILLED));

        assertThat(test.venue.order(BTC, new OrderKey(null, "entry"))).isEqualTo(order(strategy, 1));
        assertThat(test.venue.openOrder(BTC, new OrderKey(null, "stop"))).isEqualTo(order(strategy, 2));
    }

    @Test
    void aHedgesProtectionClosesItsOwnSideOnly() {
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.place(market(Side.SELL, "2").positionSide(PositionSide.SHORT));
        Strategy strategy = place(
                StrategyType.OTOCO,
                bracket(
                        market(Side.BUY, "1").positionSide(PositionSide.LONG),
                        stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "950").positionSide(PositionSide.LONG),
                        new Ask(Side.SELL, VenueOrderType.TAKE_PROFIT_MARKET)
                                .stopPrice("1050")
                                .closePosition(true)
                                .positionSide(PositionSide.LONG)));
        test.at(BTC, "950");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.FILLED, LegStatus.CANCELED);
        assertThat(test.position(BTC, PositionSide.LONG).amount()).isEqualByComparingTo("0");
        assertThat(test.position(BTC, PositionSide.SHORT).amount()).isEqualByComparingTo("-2");
    }

    @Test
    void aHedgesProtectionTiedToItsPositionIgnoresTheOtherSide() {
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.place(market(Side.SELL, "2").positionSide(PositionSide.SHORT));
        Ask tied = stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "950")
                .positionSide(PositionSide.LONG)
                .timeInForce(TimeInForce.GTE_GTC);
        Strategy strategy = place(
                StrategyType.OTO,
                new Sub(1, market(Side.BUY, "1").positionSide(PositionSide.LONG)),
                new Sub(2, tied).placedBy(1, LegEvent.FILLED));
        test.place(market(Side.BUY, "2").positionSide(PositionSide.SHORT));
        assertLegs(strategy, LegStatus.FILLED, LegStatus.NEW);
        test.place(market(Side.SELL, "1").positionSide(PositionSide.LONG));
        assertLegs(strategy, LegStatus.FILLED, LegStatus.EXPIRED);
    }

    @Test
    void aTrailingExitIsALegLikeAnyOther() {
        Strategy strategy = place(
                StrategyType.OTO,
                new Sub(1, market(Side.BUY, "1")),
                new Sub(2, trailing(Side.SELL, "1", "1").reduceOnly(true)).placedBy(1, LegEvent.FILLED));
        test.at(BTC, "1100");
        test.at(BTC, "1089");

        assertLegs(strategy, LegStatus.FILLED, LegStatus.FILLED);
    }

    @Test
    void aStrategyThatEndedIsFoundForNinetyDays() {
        Strategy strategy = place(StrategyType.OCO, oco(limit(Side.BUY, "1", "990"), limit(Side.BUY, "1", "980")));
        test.venue.cancelAll(BTC);
        StrategyKey key = new StrategyKey(StrategyType.OCO, strategy.strategyId(), null, null, null);
        StrategyKey otherType = new StrategyKey(StrategyType.OTO, strategy.strategyId(), null, null, null);
        long booked = strategy.bookTime();
        test.wait(Duration.ofDays(90));

        assertThat(test.venue.endedStrategy(key).strategyId()).isEqualTo(strategy.strategyId());
        TestVenue.assertRefused(-2013, () -> test.venue.openStrategy(key));
        TestVenue.assertRefused(-2013, () -> test.venue.endedStrategy(otherType));
        for (Long[] times : new Long[][] {{booked + 1, null}, {null, booked - 1}}) {
            StrategyKey elsewhere = new StrategyKey(StrategyType.OCO, strategy.strategyId(), null, times[0], times[1]);
            TestVenue.assertRefused(-2013, () -> test.venue.endedStrategy(elsewhere));
        }
        StrategyKey then = new StrategyKey(StrategyType.OCO, strategy.strategyId(), null, booked, booked);
        assertThat(test.venue.endedStrategy(then)).isNotNull();
        test.wait(Duration.ofMillis(1));
        TestVenue.assertRefused(-2013, () -> test.venue.endedStrategy(key));
    }

    @Test
    void anIdIsNeverGivenOutTwice() {
        Strategy before = place(StrategyType.OCO, oco(limit(Side.BUY, "1", "990"), limit(Side.BUY, "1", "980")));
        test.venue.reset(TestVenue.d("10000"));
        StrategyKey key = new StrategyKey(StrategyType.OCO, before.strategyId(), null, null, null);
        TestVenue.assertRefused(-2013, () -> test.venue.openStrategy(key));
        Strategy after = place(StrategyType.OCO, oco(limit(Side.BUY, "1", "990"), limit(Side.BUY, "1", "980")));

        assertThat(after.strategyId()).isGreaterThan(before.strategyId());
    }
}
