package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an alert says of the end of what it opens is done on paper, too. */
class ShadowExitsTests {

    private final Stage stage = new Stage().start();

    @AfterEach
    void stop() {
        stage.stop();
    }

    @Test
    void whatEndsAPositionRestsOnPaperToo() {
        stage.look();

        Compared opened = stage.both(open("0.1", "stop 2%; take 51000 x 50; take 52000 x 50; trail 1.5 from 51000"));

        assertThat(exits(opened))
                .containsExactly(
                        "stop SELL 0.1 STOP_MARKET NEW",
                        "trail SELL 0.1 TRAILING_STOP_MARKET NEW",
                        "take-1 SELL 0.05 TAKE_PROFIT_MARKET NEW",
                        "take-2 SELL 0.05 TAKE_PROFIT_MARKET NEW");
        assertThat(opened.shadow().orders())
                .extracting(Compared.Ordered::clientOrderId)
                .startsWith("sh-" + opened.signalId() + "-1", "sh-" + opened.signalId() + "-2");
        assertThat(opened.exits()).isEmpty();
        assertThat(opened.differs()).isEmpty();
        assertThat(opened.shadow().averagePrice()).isEqualByComparingTo("50000.1");
    }

    @Test
    void aStopEndsThePositionOnPaperToo() {
        stage.look();
        stage.both(open("0.1", "stop 2%"));

        priceGoesTo("48900");

        Compared opened = stage.newest();
        assertThat(exits(opened)).containsExactly("stop SELL 0.1 MARKET FILLED");
        assertThat(opened.exits()).singleElement().satisfies(exit -> {
            assertThat(exit.role()).isEqualTo("stop");
            assertThat(exit.shadow().filled()).isEqualByComparingTo("0.1");
            assertThat(exit.shadow().averagePrice()).isEqualByComparingTo("48899.9");
        });
        assertThat(opened.shadow().ms()).as("of the entry").isZero();
        assertThat(stage.both(close()).shadow().message()).startsWith("POSITION_NOT_FOUND");
    }

    @Test
    void aShortIsEndedTheOtherWayRound() {
        stage.look();
        stage.both(new Signal(BTC, null, new Signal.Open(Side.SELL, Size.parse("0.1"), with("stop 2%"))));

        priceGoesTo("51100");

        assertThat(exits(stage.newest())).containsExactly("stop BUY 0.1 MARKET FILLED");
    }

    @Test
    void whatWasTakenIsNotTakenAgainWhenThePositionGrows() {
        stage.look();
        String opened =
                stage.both(open("0.1", "stop 2%; take 1% x 40; take 3% x 60")).signalId();
        priceGoesTo("50600");
        assertThat(resting(opened))
                .containsExactlyInAnyOrder("stop SELL 0.06 STOP_MARKET NEW", "take-2 SELL 0.06 TAKE_PROFIT_MARKET NEW");

        stage.both(new Signal(BTC, null, new Signal.Increase(null, Size.parse("0.1"), Entry.MARKET)));

        assertThat(resting(opened))
                .containsExactlyInAnyOrder("stop SELL 0.16 STOP_MARKET NEW", "take-2 SELL 0.12 TAKE_PROFIT_MARKET NEW");
    }

    @Test
    void newerExitsReplaceTheEarlierOnes() {
        stage.look();
        String opened = stage.both(open("0.1", "stop 2%; take 3% x 100")).signalId();

        Compared more =
                stage.both(new Signal(BTC, null, new Signal.Increase(null, Size.parse("0.1"), with("stop 4%"))));

        assertThat(resting(opened)).isEmpty();
        assertThat(exits(more)).containsExactly("stop SELL 0.2 STOP_MARKET NEW");
    }

    @Test
    void whatIsHeldAlreadyEndsAsTheNewestMessageSaysOnPaperToo() {
        stage.look();
        String first = stage.both(target("0.1", "stop 2%; take 3% x 100")).signalId();

        Compared again = stage.both(target("0.1", "stop 4%"));
        assertThat(resting(first)).isEmpty();
        assertThat(exits(again)).containsExactly("stop SELL 0.1 STOP_MARKET NEW");
        assertThat(again.differs()).isEmpty();

        Compared same = stage.both(target("0.1", "stop 4%"));
        assertThat(exits(same)).isEmpty();
        Compared less = stage.both(target("0.05", "stop 3%"));
        assertThat(resting(again.signalId())).isEmpty();
        assertThat(exits(less)).containsExactly("stop SELL 0.05 STOP_MARKET NEW");
    }

    @Test
    void exitsGoWithThePosition() {
        stage.look();
        String opened = stage.both(open("0.1", "stop 2%; take 3% x 100")).signalId();

        stage.both(close());

        assertThat(resting(opened)).isEmpty();
        assertThat(stage.journal
                        .sql()
                        .sql("SELECT count(*) FROM shadows WHERE resting = 1")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aTargetToTheOtherSideHasTheExitsOfThatSide() {
        stage.look();
        String first = stage.both(target("0.1", "stop 2%")).signalId();

        Compared turned = stage.both(target("-0.05", "stop 3%"));

        assertThat(resting(first)).isEmpty();
        assertThat(exits(turned)).containsExactly("stop BUY 0.05 STOP_MARKET NEW");
    }

    @Test
    void theStopMovesToThePriceOfEntry() {
        stage.look();
        String opened = stage.both(open("0.1", "stop 2%; even 1%")).signalId();
        priceGoesTo("50600");
        assertThat(resting(opened)).hasSize(1);
        stage.start().look();

        priceGoesTo("49990");

        assertThat(of(opened).exits())
                .singleElement()
                .satisfies(exit -> assertThat(exit.shadow().averagePrice()).isEqualByComparingTo("49989.9"));
    }

    @Test
    void whatThePriceHasPassedIsClosedAtMarket() {
        stage.look();
        Entry limit = Entry.of(OrderTerms.at(Price.of("49800"))).with(Exits.of("stop 49500"));
        stage.exchange.limitsRest = true;
        stage.both(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), limit)));

        priceGoesTo("49400");

        assertThat(exits(stage.newest())).containsExactly("stop SELL 0.1 MARKET FILLED");
        assertThat(stage.both(close()).shadow().verdict()).isEqualTo("refused");
    }

    @Test
    void anOrderThatRestsHasItsExitsFromItsFirstFillOn() {
        stage.look();
        Entry limit = Entry.of(OrderTerms.at(Price.of("49800"))).with(Exits.of("stop 2%"));
        stage.exchange.limitsRest = true;
        Compared resting = stage.both(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), limit)));
        assertThat(exits(resting)).isEmpty();

        priceGoesTo("49700");

        assertThat(exits(stage.newest())).containsExactly("stop SELL 0.1 STOP_MARKET NEW");
        assertThat(stage.newest().shadow().ms()).isEqualTo(6000);
    }

    @Test
    void everyStrategyEndsItsOwn() {
        stage.look();
        stage.both(new Signal(BTC, "a", null, open("0.1", "stop 1%").intent()));
        String b = stage.both(new Signal(BTC, "b", null, open("0.2", "stop 2%").intent()))
                .signalId();

        priceGoesTo("49400");

        assertThat(resting(b)).containsExactly("stop SELL 0.2 STOP_MARKET NEW");
        assertThat(stage.both(new Signal(BTC, "a", null, new Signal.Close()))
                        .shadow()
                        .verdict())
                .isEqualTo("refused");
        Compared closed = stage.both(new Signal(BTC, "b", null, new Signal.Close()));
        assertThat(closed.shadow().orders().getFirst().filled()).isEqualByComparingTo("0.2");
    }

    @Test
    void bothSidesEndTheirOwnInHedgeMode() {
        stage.exchange.mode = PositionMode.HEDGE;
        stage.look();
        stage.both(open("0.1", "stop 2%"));
        Compared shorted =
                stage.both(new Signal(BTC, null, new Signal.Open(Side.SELL, Size.parse("0.1"), with("stop 2%"))));

        priceGoesTo("51100");

        assertThat(exits(of(shorted.signalId()))).containsExactly("stop BUY 0.1 MARKET FILLED");
        assertThat(exits(stage.comparison().signals().getLast())).containsExactly("stop SELL 0.1 STOP_MARKET NEW");
    }

    @Test
    void aRestartForgetsNoExit() {
        stage.look();
        String opened = stage.both(open("0.1", "stop 2%; take 1% x 50")).signalId();
        priceGoesTo("50600");

        stage.start().look();
        priceGoesTo("48900");

        assertThat(of(opened).exits())
                .extracting(
                        exit -> exit.role() + " " + Decimals.plain(exit.shadow().filled()))
                .containsExactlyInAnyOrder("take-1 0.05", "stop 0.05");
        assertThat(stage.both(close()).shadow().verdict()).isEqualTo("refused");
    }

    @Test
    void aLevelThatFindsNoRoomIsLeftForLater() {
        stage.look();
        stage.refused = Set.of("TAKE_PROFIT_MARKET");

        String opened =
                stage.both(open("0.1", "take 2% x 50; stop 2%; take 3% x 50")).signalId();
        assertThat(resting(opened)).containsExactly("stop SELL 0.1 STOP_MARKET NEW");
        stage.refused = Set.of();
        stage.pass(Duration.ofSeconds(6));
        stage.look();

        assertThat(resting(opened)).hasSize(3);
    }

    @Test
    void aLevelIsTriedAgainWhereNothingElseRests() {
        stage.look();
        stage.refused = Set.of("TAKE_PROFIT_MARKET");
        String opened = stage.both(open("0.1", "take 2% x 100")).signalId();
        assertThat(resting(opened)).isEmpty();
        stage.refused = Set.of();
        stage.pass(Duration.ofSeconds(6));
        stage.look();

        assertThat(resting(opened)).containsExactly("take-1 SELL 0.1 TAKE_PROFIT_MARKET NEW");
    }

    @Test
    void whatCannotBeProtectedIsClosed() {
        stage.look();
        stage.refused = Set.of("STOP_MARKET");

        Compared opened = stage.both(open("0.1", "stop 2%"));

        assertThat(exits(opened)).containsExactly("end SELL 0.1 MARKET FILLED");
    }

    @Test
    void aFaultInTheExitsOfOneSymbolStopsNothing() {
        stage.look();
        stage.fault = "cancel";
        Compared opened = stage.both(open("0.1", "stop 2%"));
        Compared closed = stage.both(close());
        assertThat(closed.shadow().verdict()).as("it was done before").isEqualTo("executed");
        stage.pass(Duration.ofSeconds(6));
        stage.look();
        assertThat(resting(opened.signalId())).hasSize(1);
        assertThat(stage.both(new Signal(BTC, null, new Signal.Cancel(null))).signal())
                .as("alerts are run at once")
                .isEqualTo("cancel");

        stage.fault = null;
        stage.pass(Duration.ofSeconds(6));
        stage.look();

        assertThat(resting(opened.signalId())).isEmpty();
    }

    @Test
    void whatRestsForTooLongIsCancelledBeforeItMeetsAPrice() {
        stage.look();
        stage.exchange.limitsRest = true;
        Entry entry = Entry.of(OrderTerms.at(Price.of("49800"))).within(Duration.ofSeconds(4));
        stage.both(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));

        priceGoesTo("49700");

        assertThat(stage.newest().shadow().orders()).singleElement().satisfies(order -> {
            assertThat(order.status()).isEqualTo("CANCELED");
            assertThat(order.filled()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%s", "ab-%s-1", "sh-%s-1"})
    void whatRestsIsCancelled(String name) {
        stage.look();
        stage.exchange.limitsRest = true;
        String opened = stage.both(open("0.1", "stop 2%")).signalId();
        Compared resting = stage.both(limit());
        stage.priceless = true;
        stage.pass(Duration.ofSeconds(1));

        Compared cancel = stage.both(
                new Signal(BTC, null, new Signal.Cancel(name.isEmpty() ? null : name.formatted(resting.signalId()))));

        assertThat(cancel.shadow().verdict()).isEqualTo("executed");
        assertThat(cancel.shadow().message()).isEqualTo("1 cancelled: sh-" + resting.signalId() + "-1");
        assertThat(of(resting.signalId()).shadow().orders())
                .extracting(Compared.Ordered::status)
                .containsExactly("CANCELED");
        assertThat(resting(opened)).as("exits stay").hasSize(1);
    }

    @Test
    void whereNothingRestsThereIsNothingToCancel() {
        stage.look();

        Compared cancel = stage.both(new Signal(BTC, null, new Signal.Cancel(null)));

        assertThat(cancel.live().verdict()).isEqualTo("refused");
        assertThat(cancel.shadow().message()).startsWith("ORDER_NOT_FOUND");
        assertThat(cancel.differs()).isEmpty();
    }

    @Test
    void whatWasCopiedEndsAsItWasToEnd() {
        stage.alert(open("0.1", "stop 2%; take 1% x 40; take 3% x 60"));
        awaitLive("STOP_MARKET", "TAKE_PROFIT_MARKET");
        priceGoesTo("50600");

        stage.look();

        Compared copied = stage.newest();
        assertThat(copied.shadow().verdict()).isEqualTo("copied");
        assertThat(exits(copied))
                .containsExactly(
                        "take-1 SELL 0.04 MARKET FILLED",
                        "stop SELL 0.06 STOP_MARKET NEW",
                        "take-2 SELL 0.06 TAKE_PROFIT_MARKET NEW");
        assertThat(copied.exits()).hasSize(1);
        assertThat(copied.differs()).isEmpty();
    }

    @Test
    void exitsAreComparedOnBothSides() {
        stage.look();
        stage.alert(open("0.1", "stop 2%; take 3% x 100"));
        stage.look();
        awaitLive("STOP_MARKET", "TAKE_PROFIT_MARKET");

        priceGoesTo("48900");

        Compared opened = stage.newest();
        assertThat(opened.exits()).singleElement().satisfies(exit -> {
            assertThat(exit.live().averagePrice()).isEqualByComparingTo("48900");
            assertThat(exit.difference().quantity()).isZero();
            assertThat(exit.difference().priceBps()).as("got more live").isEqualByComparingTo("-0.02");
            assertThat(exit.shadow().slippageBps()).isEqualByComparingTo("20.45");
        });
        assertThat(opened.live().averagePrice()).as("of the entry").isEqualByComparingTo("50000");
        assertThat(opened.difference().quantity()).isZero();
        assertThat(opened.live().orders()).extracting(Compared.Ordered::role).contains(null, "stop", "take-1");
        assertThat(opened.differs()).isEmpty();
    }

    @Test
    void anExitThatWentOffOnOneSideOnlyIsNamed() {
        stage.look();
        stage.alert(open("0.1", "stop 2%; take 3% x 50"));
        stage.look();
        awaitLive("STOP_MARKET", "TAKE_PROFIT_MARKET");

        stage.exchange.moveMark("48900");
        stage.seeLive();
        assertThat(stage.newest().differs()).containsExactly("stop has gone off live only");

        stage.price("51600");
        stage.pass(Duration.ofSeconds(6));
        stage.look();
        assertThat(stage.newest().differs())
                .containsExactlyInAnyOrder("stop has gone off live only", "take-1 has gone off on paper only");
    }

    private void priceGoesTo(String mark) {
        stage.price(mark);
        stage.exchange.moveMark(mark);
        stage.seeLive();
        stage.pass(Duration.ofSeconds(6));
        stage.look();
    }

    private void awaitLive(String... types) {
        await().until(() -> stage.exchange.orders.stream()
                .filter(order -> !order.status().isFinal())
                .map(order -> order.originalType())
                .toList()
                .containsAll(List.of(types)));
        stage.live.stop();
    }

    private Compared of(String signalId) {
        return stage.comparison().signals().stream()
                .filter(it -> it.signalId().equals(signalId))
                .findFirst()
                .orElseThrow();
    }

    private List<String> resting(String signalId) {
        return exits(of(signalId)).stream().filter(it -> it.endsWith(" NEW")).toList();
    }

    /** Exits of the shadow, with the type that each has now. */
    private List<String> exits(Compared compared) {
        return stage.shadowOrders(compared.signalId()).stream()
                .filter(it -> !it.role().isEmpty())
                .map(it -> "%s %s %s %s %s"
                        .formatted(
                                it.role(),
                                it.order().side(),
                                Decimals.plain(it.order().quantity()),
                                it.order().type(),
                                it.order().status()))
                .toList();
    }

    private static Signal open(String quantity, String exits) {
        return new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse(quantity), with(exits)));
    }

    private static Signal target(String size, String exits) {
        return new Signal(BTC, null, new Signal.Target(Decimals.parse(size), null, with(exits)));
    }

    private static Signal limit() {
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500")));
        return new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.2"), entry));
    }

    private static Signal close() {
        return new Signal(BTC, null, new Signal.Close());
    }

    private static Entry with(String exits) {
        return Entry.MARKET.with(Exits.of(exits));
    }
}
