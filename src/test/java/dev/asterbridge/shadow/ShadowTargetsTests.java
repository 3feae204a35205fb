package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On paper a strategy's message takes the place of what its strategy has at rest, and comes to what it comes to with money. */
class ShadowTargetsTests {

    private final Stage stage = new Stage().start();

    @BeforeEach
    void begin() {
        stage.exchange.limitsRest = true;
    }

    @AfterEach
    void stop() {
        stage.stop();
    }

    @Test
    void twoLimitsInARowLeaveOneOrderAtRest() {
        stage.look();
        String first = stage.both(limit("", "0.1", "49500")).signalId();
        Compared second = stage.both(limit("", "0.05", "49400"));

        assertThat(orders(first)).containsExactly("BUY 0.1 LIMIT CANCELED");
        assertThat(orders(second.signalId())).containsExactly("BUY 0.05 LIMIT NEW");
        assertAlike();
        stage.price("49000");
        stage.pass(Duration.ofSeconds(6));
        stage.look();
        assertThat(held("")).isEqualTo("0.05");
    }

    @Test
    void aRepeatLeavesWhatRestsAndSaysSo() {
        stage.look();
        String first = stage.both(limit("", "0.1", "49500")).signalId();
        Compared again = stage.both(limit("", "0.1", "49500"));

        assertThat(orders(first)).containsExactly("BUY 0.1 LIMIT NEW");
        assertThat(again.shadow().orders()).isEmpty();
        assertThat(again.shadow().message()).isEqualTo("BTCUSDT: what is missing rests already, as sh-" + first + "-1");
        assertThat(again.live().message()).endsWith("what is missing rests already, as ab-" + first + "-1");
        assertAlike();
    }

    @Test
    void aRepeatSaysForHowLongItMayRest() {
        stage.look();
        String first = stage.both(limit("", "0.1", "49500")).signalId();
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).within(Duration.ofSeconds(20));

        Compared again = stage.both(target("", "0.1", entry));

        assertThat(again.shadow().message()).endsWith("and may for another PT20S");
        stage.pass(Duration.ofSeconds(15));
        stage.look();
        assertThat(orders(first)).containsExactly("BUY 0.1 LIMIT NEW");
        stage.pass(Duration.ofSeconds(6));
        stage.look();
        assertThat(orders(first)).containsExactly("BUY 0.1 LIMIT CANCELED");
    }

    @Test
    void flatAtMarketClosesFirstAndCancelsThen() {
        stage.look();
        stage.both(target("", "0.1", Entry.MARKET));
        String resting = stage.both(limit("", "0.3", "49500")).signalId();
        stage.told.clear();

        Compared flat = stage.both(target("", "0", Entry.MARKET));

        assertThat(stage.told).containsExactly("SELL 0.1 MARKET", "cancel sh-" + resting + "-1");
        assertThat(orders(flat.signalId())).containsExactly("SELL 0.1 MARKET FILLED");
        assertThat(orders(resting)).containsExactly("BUY 0.2 LIMIT CANCELED");
        assertThat(held("")).isEqualTo("0");
        assertAlike();
    }

    @Test
    void whatRestsIsCancelledWhenNothingElseHasToBeDone() {
        stage.look();
        String resting = stage.both(limit("", "0.1", "49500")).signalId();
        Compared flat = stage.both(target("", "0", Entry.MARKET));

        assertThat(orders(resting)).containsExactly("BUY 0.1 LIMIT CANCELED");
        assertThat(flat.shadow().verdict()).isEqualTo("executed");
        assertThat(flat.shadow().message()).isEqualTo("BTCUSDT: 0 is held, as wanted");
        assertAlike();
    }

    @Test
    void whatRestedBeforeARestartIsReplacedToo() {
        stage.look();
        String first = stage.both(limit("", "0.1", "49500")).signalId();

        stage.start().look();
        stage.both(limit("", "0.1", "49400"));

        assertThat(orders(first)).containsExactly("BUY 0.1 LIMIT CANCELED");
        assertAlike();
    }

    @Test
    void ordersOfOthersAndExitsStay() {
        stage.look();
        String other = stage.both(limit("b", "0.02", "49000")).signalId();
        Entry guarded = Entry.MARKET.with(Exits.of("stop 2%"));
        String held = stage.both(target("a", "0.1", guarded)).signalId();
        String old = stage.both(limit("a", "0.2", "49500")).signalId();

        stage.both(limit("a", "0.2", "49400"));

        assertThat(orders(other)).containsExactly("BUY 0.02 LIMIT NEW");
        assertThat(orders(held)).containsExactly("BUY 0.1 MARKET FILLED", "SELL 0.1 STOP_MARKET NEW");
        assertThat(orders(old)).containsExactly("BUY 0.1 LIMIT CANCELED");
        assertThat(newest().shadow().verdict()).isEqualTo("executed");
    }

    @Test
    void aTargetThatIsRefusedLeavesNothingAtRestThatItDoesNotWant() {
        stage.look();
        String first = stage.both(limit("", "0.1", "49500")).signalId();
        Entry wrong = Entry.of(OrderTerms.at(Price.of("49400"))).with(Exits.of("stop 60000"));

        assertThat(stage.both(target("", "0.05", wrong)).shadow().verdict()).isEqualTo("refused");
        assertThat(orders(first)).containsExactly("BUY 0.1 LIMIT CANCELED");
        assertAlike();
    }

    @Test
    void aTargetOfBeforeACloseUndoesItNowhere() {
        stage.look();
        stage.alert(target("", "0.1", Entry.MARKET), stage.live.clock.instant().minusSeconds(5));
        stage.look();
        Instant before = stage.live.clock.instant().minusSeconds(2);
        stage.both(new Signal(BTC, null, new Signal.Close()));

        stage.alert(target("", "0.2", Entry.MARKET), before);
        stage.look();
        Compared late = newest();

        assertThat(late.live().verdict()).isEqualTo("superseded");
        assertThat(late.shadow().verdict()).isEqualTo("superseded");
        assertThat(held("")).isEqualTo("0");
    }

    @Test
    void whatIsNoTargetAddsToWhatRestsAsWithMoney() {
        stage.look();
        String first = stage.both(limit("", "0.1", "49500")).signalId();
        stage.both(new Signal(
                BTC, null, new Signal.Open(Side.BUY, Size.parse("0.05"), Entry.of(OrderTerms.at(Price.of("49400"))))));

        assertThat(orders(first)).containsExactly("BUY 0.1 LIMIT NEW");
        assertAlike();
    }

    @Test
    void anOrderThatTheVenueHasForgottenEndsTheAttempt() {
        stage.look();
        String first = stage.both(limit("", "0.1", "49500")).signalId();
        stage.forgetful = true;

        Compared second = stage.both(limit("", "0.1", "49400"));

        assertThat(second.shadow().verdict()).isEqualTo("failed");
        assertThat(second.shadow().message()).contains("does not know sh-" + first + "-1 any more");
        assertThat(second.shadow().orders()).isEmpty();
    }

    /** At market 120 is the most. */
    @Test
    void aCloseTakesAsManyOrdersAsItNeeds() {
        stage.depth = "1000";
        stage.wallet = new BigDecimal("100000000");
        stage.live.hold("300");
        stage.look();

        Compared closed = stage.both(new Signal(BTC, null, new Signal.Close()));

        assertThat(orders(closed.signalId()))
                .containsExactly("SELL 120 MARKET FILLED", "SELL 120 MARKET FILLED", "SELL 60 MARKET FILLED");
        assertThat(held("")).isEqualTo("0");
        assertAlike();
    }

    @Test
    void aCloseThatIsFilledInPartGoesOn() {
        stage.wallet = new BigDecimal("100000000");
        stage.live.hold("100");
        stage.depth = "1";
        stage.look();

        stage.both(new Signal(BTC, null, new Signal.Close()));

        assertThat(stage.told).hasSizeGreaterThan(1).first().isEqualTo("SELL 100 MARKET");
        String left = held("");
        assertThat(stage.told.get(1)).isEqualTo("SELL " + left + " MARKET");
    }

    @Test
    void whatCannotBeTurnedForWantOfMarginIsTurnedInTwo() {
        stage.look();
        stage.both(target("", "0.1", Entry.MARKET));
        stage.tooDear = order -> order.quantity().value().compareTo(new BigDecimal("0.1")) > 0;

        Compared turned = stage.both(target("", "-0.1", Entry.MARKET));

        assertThat(orders(turned.signalId())).containsExactly("SELL 0.1 MARKET FILLED", "SELL 0.1 MARKET FILLED");
        assertThat(held("")).isEqualTo("-0.1");
    }

    @Test
    void aTargetThatIsTooDearIsRefusedInTheEnd() {
        stage.look();
        stage.tooDear = order -> true;

        Compared opened = stage.both(target("", "0.1", Entry.MARKET));

        assertThat(opened.shadow().verdict()).isEqualTo("refused");
        assertThat(opened.shadow().message()).isEqualTo("-2019 Margin is insufficient.");
        assertThat(opened.shadow().orders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "-0.05"})
    void aCloseOfAllEndsWhatEveryStrategyHoldsAndCouldStillOpen(String other) {
        stage.look();
        stage.both(target("a", "0.2", Entry.MARKET.with(Exits.of("stop 2%"))));
        stage.both(target("b", other, Entry.MARKET));
        String resting = stage.both(limit("b", "0.3", "49500")).signalId();

        Compared closed = stage.both(new Signal(BTC, PositionSide.BOTH, new Signal.Close(true)));

        assertThat(closed.shadow().verdict()).isEqualTo("executed");
        assertThat(orders(resting)).singleElement().asString().endsWith("CANCELED");
        assertThat(List.of(held("a"), held("b"), held(""))).containsOnly("0");
        assertThat(stage.both(new Signal(BTC, "b", null, new Signal.Close()))
                        .shadow()
                        .message())
                .startsWith("POSITION_NOT_FOUND");
        assertThat(stage.comparison().signals())
                .flatExtracting(it -> it.shadow().orders())
                .extracting(Compared.Ordered::status)
                .doesNotContain("NEW");
    }

    @Test
    void aCloseOfOneSideLeavesTheOther() {
        stage.exchange.mode = PositionMode.HEDGE;
        stage.look();
        stage.both(target("a", "0.2", Entry.MARKET));
        stage.both(target("b", "-0.1", Entry.MARKET));

        stage.both(new Signal(BTC, PositionSide.LONG, new Signal.Close(true)));

        assertThat(held("a")).isEqualTo("0");
        assertThat(held("b")).isEqualTo("-0.1");
    }

    @Test
    void whatAnAlertSaysOfLeverageHoldsOnPaperTooUntilItIsFlat() {
        stage.look();
        stage.both(target("", "0.1", Entry.MARKET).with(new MarginTerms(20, MarginType.ISOLATED)));
        stage.both(target("", "0.2", Entry.MARKET));
        stage.both(target("", "0", Entry.MARKET));
        stage.both(target("", "0.1", Entry.MARKET));

        assertThat(stage.told)
                .containsExactly(
                        "20x ISOLATED",
                        "BUY 0.1 MARKET",
                        "BUY 0.1 MARKET",
                        "SELL 0.2 MARKET",
                        "10x CROSSED",
                        "BUY 0.1 MARKET");
    }

    @Test
    void whatIsAtRestKeepsItsLeverage() {
        stage.look();
        stage.both(limit("a", "0.1", "49500"));
        stage.both(limit("b", "0.1", "49500"));

        assertThat(stage.told).filteredOn(it -> it.contains("x ")).containsExactly("10x CROSSED");
    }

    /** What was asked for, filled and answered is the same with money and on paper. */
    @Test
    void targetsOfOneSecondAreTakenAsTheyWereMeant() {
        stage.look();
        Instant at = stage.live.clock.instant();
        for (String step : List.of("0>0.1", "0.2>0.3", "0.1>0.2", "0.3>-0.1")) {
            stage.alert(step(step), at);
            stage.look();
        }

        assertThat(held("")).isEqualTo("-0.1");
        assertThat(stage.comparison().signals().reversed())
                .extracting(it -> it.live().verdict() + " " + it.shadow().verdict())
                .containsExactly(
                        "executed executed", "executed executed", "superseded superseded", "executed executed");
        assertAlike();
    }

    @Test
    void whatComesLateIsNotGoneBackTo() {
        stage.look();
        Instant at = stage.live.clock.instant();
        stage.alert(step("0>0.1"), at);
        stage.look();
        stage.alert(step("0.2>-0.1"), at.plusSeconds(2));
        stage.look();
        stage.alert(step("0.1>0.2"), at.plusSeconds(1));
        stage.look();

        assertThat(held("")).isEqualTo("-0.1");
        Compared late = newest();
        assertThat(late.shadow().verdict()).isEqualTo("superseded");
        assertThat(late.shadow().message()).startsWith("The strategy has said something newer, ");
        assertAlike();
    }

    @Test
    void whatShowsThatAnotherOneWasMeantLastBringsThatBack() {
        stage.look();
        Instant at = stage.live.clock.instant();
        for (String step : List.of("-1>0", "0.3>0.4", "0.1>0.2", "0.2>0.3")) {
            stage.alert(step(step), at.plusSeconds(step.equals("-1>0") ? -9 : 0));
            stage.look();
        }

        assertThat(held("")).isEqualTo("0.4");
        assertAlike();
    }

    @Test
    void ofABurstOnlyTheNewestIsRun() {
        stage.look();
        Instant at = stage.live.clock.instant();
        for (String step : List.of("0>0.1", "0.1>0.2", "0.2>0.3")) {
            stage.alert(step(step), at);
        }
        stage.look();

        assertThat(stage.told).containsExactly("10x CROSSED", "BUY 0.3 MARKET");
        assertThat(stage.comparison().signals().reversed())
                .extracting(it -> it.shadow().verdict())
                .containsExactly("superseded", "superseded", "executed");
    }

    private static Signal step(String step) {
        String[] sizes = step.split(">");
        Signal.Target target = new Signal.Target(new BigDecimal(sizes[1]), new BigDecimal(sizes[0]), Entry.MARKET);
        return new Signal(BTC, "", null, target);
    }

    private void assertAlike() {
        assertThat(stage.comparison().signals())
                .allSatisfy(it -> assertThat(it.differs()).isEmpty())
                .allSatisfy(it -> assertThat(it.shadow().orders())
                        .extracting(Compared.Ordered::status)
                        .isEqualTo(it.live().orders().stream()
                                .map(Compared.Ordered::status)
                                .toList()));
    }

    private Compared newest() {
        return stage.newest();
    }

    private List<String> orders(String signalId) {
        return stage.shadowOrders(signalId).stream()
                .map(Placed::order)
                .map(it -> "%s %s %s %s".formatted(it.side(), Decimals.plain(it.quantity()), it.type(), it.status()))
                .toList();
    }

    private String held(String strategy) {
        return stage.journal.read(stage.records::kept).orElseThrow().books().entries().stream()
                .filter(entry -> entry.strategy().equals(strategy))
                .map(entry -> Decimals.plain(entry.amount()))
                .findFirst()
                .orElse("0");
    }

    private static Signal limit(String strategy, String size, String price) {
        return target(strategy, size, Entry.of(OrderTerms.at(Price.of(price))));
    }

    private static Signal target(String strategy, String size, Entry entry) {
        return new Signal(BTC, strategy, null, new Signal.Target(new BigDecimal(size), null, entry));
    }
}
