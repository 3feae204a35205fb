package dev.asterbridge.paper;

import static dev.asterbridge.paper.Sub.bracket;
import static dev.asterbridge.paper.Sub.oco;
import static dev.asterbridge.paper.Sub.stopLoss;
import static dev.asterbridge.paper.Sub.takeProfit;
import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static dev.asterbridge.paper.TestVenue.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyRefusalsTests {

    private final TestVenue test = new TestVenue().at(BTC, "1000");

    @Test
    void aTriggerPriceOnTheWrongSideIsRefusedWhole() {
        StrategyAnswer answer =
                test.ask(StrategyType.OTOCO, bracket(market(Side.BUY, "1"), stopLoss("1000"), takeProfit("1050")));

        assertThat(answer.failureCode()).isEqualTo(-4142);
        assertThat(answer.strategy().status()).isEqualTo(StrategyStatus.REJECTED);
        assertThat(test.position().amount()).isEqualByComparingTo("0");
        assertThat(test.venue.allOrders(BTC, Window.newest(10))).isEmpty();
        assertThat(answer.strategy().legs()).extracting(StrategyLeg::status).containsOnly(LegStatus.REJECTED);
        assertThat(test.find(answer.strategy())).isEqualTo(answer.strategy());
    }

    @ParameterizedTest
    @CsvSource({
        // A resting entry is measured at its own price, one that trades at once at the market's.
        "LIMIT,       990,  985, 1050, 0",
        "LIMIT,       990,  990, 1050, -4142",
        "LIMIT,       990,  995, 1050, -4142",
        "LIMIT,       990,  985, 990,  -4142",
        "LIMIT,       1010, 995, 1050, 0",
        "LIMIT,       1010, 1000,1050, -4142",
        "STOP_MARKET, 1020, 1015,1050, 0",
        "STOP_MARKET, 1020, 1020,1050, -4142",
        "STOP_MARKET, 1020, 1015,1020, -4142",
    })
    void aTriggerPriceIsMeasuredAtTheEntry(
            VenueOrderType type, String price, String stopLoss, String takeProfit, int code) {
        Ask entry = type == VenueOrderType.LIMIT ? limit(Side.BUY, "1", price) : stop(Side.BUY, type, "1", price);
        assertThat(test.ask(StrategyType.OTOCO, bracket(entry, stopLoss(stopLoss), takeProfit(takeProfit)))
                        .failureCode())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"950.3", "0.5"})
    void aLaterLegMustPassTheFiltersAtOnce(String stopPrice) {
        assertThat(test.ask(
                                StrategyType.OTOCO,
                                bracket(limit(Side.BUY, "1", "990"), stopLoss(stopPrice), takeProfit("1050")))
                        .failureCode())
                .isIn(-4014, -4013);
        assertThat(test.venue.openOrders(BTC)).isEmpty();
    }

    @Test
    void whatCannotBeAffordedIsRefusedWhole() {
        test.venue.setLeverage(BTC, 1);
        assertThat(test.ask(StrategyType.OTOCO, bracket(market(Side.BUY, "11"))).failureCode())
                .isEqualTo(-2019);
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void aStrategyIsBegunWholeOrNotAtAll() {
        test.buy("2");
        test.place(stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", "900"));
        StrategyAnswer answer = test.ask(StrategyType.OCO, oco(stopLoss("950"), takeProfit("1050")));

        assertThat(answer.failureCode())
                .as("one more conditional order, not two")
                .isEqualTo(-4045);
        assertThat(answer.strategy().legs())
                .extracting(StrategyLeg::status)
                .containsExactly(LegStatus.CANCELED, LegStatus.REJECTED);
        assertThat(test.venue.openOrders(BTC)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1010, 1015, 0",
        "1010, 1010, -4142",
        "990,  1005, 0",
        "990,  1000, -4142",
        "1000, 1005, 0",
    })
    void aShortsTriggerPriceIsMeasuredAtTheEntryToo(String price, String stopLoss, int code) {
        Ask cover = stop(Side.BUY, VenueOrderType.STOP_MARKET, "1", stopLoss).reduceOnly(true);
        assertThat(test.ask(
                                StrategyType.OTO,
                                new Sub(1, limit(Side.SELL, "1", price)),
                                new Sub(2, cover).placedBy(1, LegEvent.FILLED))
                        .failureCode())
                .isEqualTo(code);
    }

    @Test
    void whatWasFilledBeforeARefusalStaysFilled() {
        test.buy("1");
        StrategyAnswer answer = test.ask(
                StrategyType.OCO,
                new Sub(1, limit(Side.SELL, "1", "990").reduceOnly(true)).cancelledBy(2, LegEvent.FILLED),
                new Sub(2, stopLoss("950")).cancelledBy(1, LegEvent.CANCELED));

        assertThat(answer.failureCode()).as("nothing is left to be stopped").isEqualTo(-2022);
        assertThat(answer.strategy().legs())
                .extracting(StrategyLeg::status)
                .containsExactly(LegStatus.FILLED, LegStatus.REJECTED);
        VenueOrder filled = answer.strategy().leg(1).order();
        assertThat(test.find(filled)).isEqualTo(filled);
    }

    @Test
    void ordersOfAStrategyHaveDifferentNames() {
        Sub[] legs = {
            new Sub(1, market(Side.BUY, "1").clientOrderId("a")),
            new Sub(2, stopLoss("950").clientOrderId("a")).placedBy(1, LegEvent.FILLED)
        };
        assertThat(test.ask(StrategyType.OTO, legs).failureCode()).isEqualTo(-4116);
        assertThat(test.position().amount()).isEqualByComparingTo("0");
    }

    @Test
    void namesAreUniqueAmongWhatWorks() {
        Sub[] one = oco(
                limit(Side.BUY, "1", "990").clientOrderId("a"),
                limit(Side.BUY, "1", "980").clientOrderId("a"));
        assertThat(test.ask(StrategyType.OCO, one).failureCode()).isEqualTo(-4116);
        test.place(limit(Side.BUY, "1", "970").clientOrderId("b"));
        Sub[] two = oco(limit(Side.BUY, "1", "990").clientOrderId("b"), limit(Side.BUY, "1", "980"));
        assertThat(test.ask(StrategyType.OCO, two).failureCode()).isEqualTo(-4116);
    }

    @Test
    void aSideOfTheOtherModeIsRefusedAtOnce() {
        Ask wrong = stopLoss("950").positionSide(PositionSide.LONG);
        assertThat(test.ask(StrategyType.OTOCO, bracket(market(Side.BUY, "1"), wrong, takeProfit("1050")))
                        .failureCode())
                .isEqualTo(-4061);
        test.venue.setPositionMode(PositionMode.HEDGE);
        Ask closesNothing = new Ask(Side.SELL, VenueOrderType.STOP_MARKET)
                .stopPrice("950")
                .closePosition(true)
                .positionSide(PositionSide.SHORT);
        assertThat(test.ask(
                                StrategyType.OTO,
                                new Sub(1, market(Side.BUY, "1").positionSide(PositionSide.LONG)),
                                new Sub(2, closesNothing).placedBy(1, LegEvent.FILLED))
                        .failureCode())
                .isEqualTo(-2022);
    }

    @Test
    void whatNobodyMayTradeIsRefused() {
        Sub[] legs = oco(
                limit(Side.BUY, "1", "990").on(TestVenue.HALTED),
                limit(Side.BUY, "1", "980").on(TestVenue.HALTED));
        assertThat(test.ask(StrategyType.OCO, legs).failureCode()).isEqualTo(-4022);
        Sub[] unquoted = oco(
                limit(Side.BUY, "1", "990").on(ETH), limit(Side.BUY, "1", "980").on(ETH));
        assertThat(test.ask(StrategyType.OCO, unquoted).failureCode()).isEqualTo(-1112);
        Sub[] unlisted = oco(
                limit(Side.BUY, "1", "990").on(new dev.asterbridge.exchange.Symbol("NOSUCHUSDT")),
                limit(Side.BUY, "1", "980").on(new dev.asterbridge.exchange.Symbol("NOSUCHUSDT")));
        TestVenue.assertRefused(-1121, () -> test.ask(StrategyType.OCO, unlisted));
    }

    @Test
    void linksMustSayWhatTheTypeSays() {
        Ask one = limit(Side.BUY, "1", "990");
        Ask other = limit(Side.BUY, "1", "980");
        LegEvent on = LegEvent.FILLED;
        List<Sub[]> wrong = List.of(
                new Sub[] {new Sub(1, one), new Sub(2, other)},
                new Sub[] {new Sub(1, one).cancelledBy(2, on), new Sub(2, other)},
                new Sub[] {new Sub(1, one).placedBy(2, on), new Sub(2, other).placedBy(1, on)},
                new Sub[] {new Sub(1, one).cancelledBy(1, on), new Sub(2, other).cancelledBy(1, on)},
                new Sub[] {new Sub(1, one).cancelledBy(3, on), new Sub(2, other).cancelledBy(1, on)},
                new Sub[] {new Sub(2, one).cancelledBy(1, on), new Sub(1, other).cancelledBy(2, on)},
                new Sub[] {new Sub(1, one)},
                oco(one, limit(Side.BUY, "1", "980").on(ETH)));
        for (Sub[] legs : wrong) {
            TestVenue.assertRefused(-1130, () -> test.ask(StrategyType.OCO, legs));
        }
        TestVenue.assertRefused(
                -1130,
                () -> test.ask(
                        StrategyType.OTO, new Sub(1, one).cancelledBy(1, on), new Sub(2, other).placedBy(1, on)));
        TestVenue.assertRefused(-1130, () -> test.ask(StrategyType.OTO, oco(one, other)));
        TestVenue.assertRefused(-1130, () -> test.ask(StrategyType.OTOCO, oco(one, other)));
        TestVenue.assertRefused(
                -1130,
                () -> test.ask(
                        StrategyType.OTOCO,
                        new Sub(1, one),
                        new Sub(2, other).placedBy(1, on),
                        new Sub(3, other).placedBy(1, on)));
        TestVenue.assertRefused(
                -1130,
                () -> test.ask(
                        StrategyType.OTOCO,
                        new Sub(1, one),
                        new Sub(2, other).placedBy(1, on).cancelledBy(3, on),
                        new Sub(3, other).cancelledBy(2, on)));
    }

    @Test
    void aMalformedOrderIsAnErrorAndNotAFailure() {
        Ask noPrice = new Ask(Side.BUY, VenueOrderType.LIMIT).quantity("1").timeInForce(TimeInForce.GTC);
        TestVenue.assertRefused(-1102, () -> test.ask(StrategyType.OCO, oco(noPrice, limit(Side.BUY, "1", "980"))));
    }

    @Test
    void namesHaveTheirForm() {
        Sub[] legs = oco(limit(Side.BUY, "1", "990"), limit(Side.BUY, "1", "980"));
        List<StrategyLeg> built = Stream.of(legs).map(Sub::build).toList();
        TestVenue.assertRefused(-4015, () -> new NewStrategy(StrategyType.OCO, "x".repeat(29), built));
        TestVenue.assertRefused(-1100, () -> new NewStrategy(StrategyType.OCO, "a b", built));
        assertThat(new NewStrategy(StrategyType.OCO, "x".repeat(28), built).legs())
                .hasSize(2);
    }

    @Test
    void aKeyNamesOneStrategyOnce() {
        TestVenue.assertRefused(-1102, () -> new StrategyKey(StrategyType.OCO, null, null, null, null));
        TestVenue.assertRefused(-1128, () -> new StrategyKey(StrategyType.OCO, 1L, "a", null, null));
        TestVenue.assertRefused(-1023, () -> new StrategyKey(StrategyType.OCO, 1L, null, 2L, 1L));
    }
}
