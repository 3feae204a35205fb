package dev.asterbridge.paper;

import static dev.asterbridge.paper.Sub.bracket;
import static dev.asterbridge.paper.Sub.stopLoss;
import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.levels;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyChangesTests {

    private static final String STOP = "side=SELL&type=STOP_MARKET&stopPrice=";

    private final TestVenue test = new TestVenue().at(BTC, "1000");

    private static LegChange change(int subId, String parameters) {
        return change(subId, BTC, parameters);
    }

    private static LegChange change(int subId, Symbol symbol, String parameters) {
        Parameters all = Parameters.parse(parameters);
        return OrderParameters.change(subId, all.orElse(new Parameters(Map.of("symbol", symbol.name()))));
    }

    private LegAnswer change(Strategy strategy, LegChange change) {
        return test.venue
                .updateStrategy(strategy.strategyId(), strategy.type(), List.of(change))
                .getFirst();
    }

    private void assertFails(int code, Strategy strategy, LegChange change) {
        VenueState before = test.venue.snapshot();
        assertThat(change(strategy, change).failureCode()).isEqualTo(code);
        assertThat(test.venue.snapshot()).isEqualTo(before);
    }

    private Strategy waiting() {
        return test.ask(StrategyType.OTOCO, bracket(limit(Side.BUY, "1", "990")))
                .strategy();
    }

    private Strategy protecting() {
        return test.ask(StrategyType.OTOCO, bracket(market(Side.BUY, "1"))).strategy();
    }

    @Test
    void aLegThatWaitsIsPlacedAsItWasChanged() {
        Strategy strategy = waiting();
        long revision = test.venue.revision();
        LegAnswer answer = change(strategy, change(2, STOP + "960&workingType=MARK_PRICE"));
        assertThat(test.venue.revision()).as("kept on disk").isGreaterThan(revision);

        assertThat(answer.failureCode()).isZero();
        assertThat(answer.strategy()).isEqualTo(test.find(strategy));
        test.at(BTC, "989");
        VenueOrder stopLoss = test.find(test.find(strategy).leg(2).order());
        assertThat(stopLoss.stopPrice()).isEqualByComparingTo("960");
        assertThat(stopLoss.workingType()).isEqualTo(WorkingType.MARK_PRICE);
        assertThat(stopLoss.quantity()).as("what stays").isEqualByComparingTo("1");
        assertThat(stopLoss.reduceOnly()).as("what stays").isTrue();
    }

    @Test
    void anOpenOrderIsReplacedUnderTheSameIds() {
        Strategy strategy = protecting();
        VenueOrder before = test.find(strategy.leg(2).order());
        test.wait(java.time.Duration.ofSeconds(5));
        assertThat(change(strategy, change(2, STOP + "970")).failureCode()).isZero();

        VenueOrder after = test.find(before);
        assertThat(after.stopPrice()).isEqualByComparingTo("970");
        assertThat(after.clientOrderId()).isEqualTo(before.clientOrderId());
        assertThat(after.time()).isEqualTo(before.time());
        assertThat(after.updateTime()).isGreaterThan(before.updateTime());
        assertThat(test.venue.openOrders(BTC)).hasSize(2);
        assertThat(test.venue.allOrders(BTC, Window.newest(10))).hasSize(3);
        test.at(BTC, "970");
        assertThat(test.find(before).status()).isEqualTo(OrderStatus.FILLED);
        assertThat(test.find(strategy).status()).isEqualTo(StrategyStatus.EXPIRED);
    }

    @Test
    void anEntryThatIsMovedToTheMarketTradesAtOnce() {
        Strategy strategy = waiting();
        change(strategy, change(1, "side=BUY&type=LIMIT&price=1001"));

        assertThat(test.position().amount()).isEqualByComparingTo("1");
        assertThat(test.find(strategy).legs())
                .extracting(StrategyLeg::status)
                .containsExactly(LegStatus.FILLED, LegStatus.NEW, LegStatus.NEW);
    }

    @Test
    void oneChangeTakesEffectBeforeTheNext() {
        Strategy strategy = waiting();
        List<LegAnswer> answers = test.venue.updateStrategy(
                strategy.strategyId(),
                strategy.type(),
                List.of(
                        change(1, "side=BUY&type=LIMIT&price=1001"),
                        change(2, STOP + "1000"),
                        change(2, STOP + "980")));

        assertThat(answers).extracting(LegAnswer::failureCode).containsExactly(0, -4142, 0);
        assertThat(test.find(test.find(strategy).leg(2).order()).stopPrice()).isEqualByComparingTo("980");
    }

    @Test
    void aChangeThatIsRefusedChangesNothing() {
        Strategy waiting = waiting();
        assertFails(-4142, waiting, change(2, STOP + "990"));
        assertFails(-4014, waiting, change(2, STOP + "960.3"));
        test.venue.cancelAll(BTC);
        Strategy protecting = protecting();
        assertThat(change(protecting, change(2, STOP + "1000")).failureCode()).isEqualTo(-4142);
        assertThat(change(protecting, change(2, STOP + "960.3")).failureCode()).isEqualTo(-4014);
        assertThat(test.find(protecting)).isEqualTo(protecting);
        assertThat(test.venue.openOrders(BTC)).hasSize(2);
    }

    @Test
    void aLegCannotBecomeAnotherOrder() {
        test.at(ETH, "1000");
        Strategy strategy = waiting();
        assertFails(-1130, strategy, change(2, "side=BUY&type=STOP_MARKET&stopPrice=960"));
        assertFails(-1130, strategy, change(2, "side=SELL&type=TAKE_PROFIT_MARKET&stopPrice=960"));
        assertFails(-1130, strategy, change(2, STOP + "960&positionSide=LONG"));
        assertFails(-1130, strategy, change(2, ETH, STOP + "960"));
        assertFails(-1130, strategy, change(4, STOP + "960"));
        assertFails(-1130, strategy, change(0, STOP + "960"));
        assertThat(change(strategy, change(2, STOP + "960&positionSide=BOTH")).failureCode())
                .isZero();
    }

    @Test
    void anOrderThatBeganToTradeCannotBeChanged() {
        Strategy strategy = waiting();
        test.book(BTC, "990", levels("989x1"), levels("990x0.4"));
        assertFails(-4000, strategy, change(1, "side=BUY&type=LIMIT&price=980"));
        test.at(BTC, "985");
        assertFails(-4000, strategy, change(1, "side=BUY&type=LIMIT&price=980"));
    }

    @Test
    void aStopLimitThatWasSetOffCannotBeChanged() {
        Ask stopLimit = TestVenue.stop(Side.SELL, VenueOrderType.STOP, "1", "950")
                .price("949")
                .reduceOnly(true);
        Strategy strategy = test.ask(
                        StrategyType.OTO,
                        new Sub(1, market(Side.BUY, "1")),
                        new Sub(2, stopLimit).placedBy(1, LegEvent.FILLED))
                .strategy();
        test.at(BTC, "940");
        assertFails(-4000, strategy, change(2, "side=SELL&type=STOP&stopPrice=930&price=929"));
    }

    @Test
    void aStrategyThatEndedOrNeverWasCannotBeChanged() {
        Strategy strategy = waiting();
        test.venue.cancelAll(BTC);
        LegAnswer answer = change(strategy, change(2, STOP + "960"));
        assertThat(answer.failureCode()).isEqualTo(-4124);
        assertThat(answer.strategy()).isNull();
        assertThat(test.venue.updateStrategy(1, StrategyType.OTOCO, List.of(change(2, STOP + "960"))))
                .extracting(LegAnswer::failureCode)
                .containsExactly(-4124);
        Strategy other = waiting();
        assertThat(test.venue.updateStrategy(other.strategyId(), StrategyType.OCO, List.of(change(2, STOP + "960"))))
                .extracting(LegAnswer::failureCode)
                .containsExactly(-4124);
    }

    @Test
    void everyPartOfAnOrderCanBeChanged() {
        NewOrder before = stopLoss("950").build();
        NewOrder after = change(
                        2,
                        STOP + "960&timeInForce=GTE_GTC&quantity=2&price=3&activationPrice=4&callbackRate=5"
                                + "&reduceOnly=false&closePosition=true&workingType=MARK_PRICE&priceProtect=true")
                .of(before);

        assertThat(after)
                .isEqualTo(new NewOrder(
                        BTC,
                        Side.SELL,
                        null,
                        VenueOrderType.STOP_MARKET,
                        TimeInForce.GTE_GTC,
                        TestVenue.d("2"),
                        TestVenue.d("3"),
                        TestVenue.d("960"),
                        TestVenue.d("4"),
                        TestVenue.d("5"),
                        false,
                        true,
                        WorkingType.MARK_PRICE,
                        true,
                        null));
        assertThat(change(2, "side=SELL&type=STOP_MARKET").of(after)).isEqualTo(after);
        assertThat(change(2, STOP + "1&positionSide=LONG")
                        .of(stopLoss("950").positionSide(PositionSide.LONG).build())
                        .positionSide())
                .isEqualTo(PositionSide.LONG);
    }
}
