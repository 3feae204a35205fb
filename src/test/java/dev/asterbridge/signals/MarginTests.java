package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.symbols.SymbolBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an alert says of leverage and margin type; otherwise it is 10x CROSSED. */
class MarginTests {

    private static final MarginTerms LEVERAGE_20 = new MarginTerms(20, null);
    private static final MarginTerms ISOLATED_20 = new MarginTerms(20, MarginType.ISOLATED);

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private SignalsOnFake signals = new SignalsOnFake(exchange, clock, journal);
    private int alerts;

    @Test
    void anOrderIsTradedWithWhatItsAlertAsksFor() {
        exchange.onPlace = request -> {
            assertThat(exchange.settings).containsExactly("margin BTCUSDT ISOLATED", "leverage BTCUSDT 20");
            return new OrderOutcome.Accepted(exchange.fill(request));
        };

        assertThat(verdict(OneLane.open("0.01").with(ISOLATED_20))).isEqualTo("executed");

        assertThat(exchange.positions.getFirst().leverage()).isEqualTo(20);
        assertThat(exchange.positions.getFirst().marginType()).isEqualTo(MarginType.ISOLATED);
        assertThat(planned()).containsExactly("20x ISOLATED");
    }

    @Test
    void whatTheBookSaysIsTradedWithToo() {
        signals = new SignalsOnFake(
                exchange, clock, journal, new SymbolBook(Map.of(BTC, LEVERAGE_20), Map.of()), "max_leverage=20");

        assertThat(verdict(OneLane.open("0.01"))).isEqualTo("executed");

        assertThat(exchange.settings).containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 20");
    }

    @Test
    void tooMuchLeverageIsRefusedAndThePreviewSaysSo() {
        exchange.maxLeverage = 15;
        Signal open = OneLane.open("0.01").with(LEVERAGE_20);

        assertThat(preview(open).detail())
                .isEqualTo("leverage '20' must be a whole number from 1 to 15, which is the most on BTCUSDT");
        assertThat(preview(open).fields()).singleElement().extracting("field").isEqualTo("leverage");
        assertThat(verdict(open)).isEqualTo("refused INVALID_REQUEST");
        assertThat(exchange.placed()).isEmpty();
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void aBookThatSaysTooMuchOpensNothingAndClosesAllTheSame() {
        signals = new SignalsOnFake(exchange, clock, journal, new SymbolBook(Map.of(BTC, LEVERAGE_20), Map.of()));
        exchange.maxLeverage = 15;
        signals.hold("0.5");

        assertThat(preview(OneLane.open("0.01")).error()).isEqualTo("LEVERAGE_TOO_HIGH");
        assertThat(verdict(OneLane.open("0.01"))).isEqualTo("refused LEVERAGE_TOO_HIGH");
        assertThat(verdict(OneLane.close())).isEqualTo("executed");
    }

    @Test
    void nothingIsAddedToAPositionThatIsBackedOtherwise() {
        signals.hold("0.5");

        assertThat(preview(OneLane.open("0.01").with(LEVERAGE_20)).error()).isEqualTo("LEVERAGE_IN_USE");
        assertThat(verdict(OneLane.open("0.01").with(LEVERAGE_20))).isEqualTo("refused LEVERAGE_IN_USE");
        assertThat(verdict(OneLane.open("0.01").with(new MarginTerms(10, MarginType.ISOLATED))))
                .isEqualTo("refused MARGIN_TYPE_IN_USE");
        assertThat(verdict(OneLane.open("0.01").with(new MarginTerms(10, MarginType.CROSSED))))
                .isEqualTo("executed");
        assertThat(verdict(OneLane.open("0.01"))).isEqualTo("executed");
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void nothingIsAddedBesideAnOrderThatRestsAndIsBackedOtherwise() {
        exchange.positions.add(FakeExchange.position("0"));
        exchange.onPlace = request -> {
            var resting = FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO);
            exchange.orders.add(resting);
            return new OrderOutcome.Accepted(resting);
        };
        assertThat(verdict(OneLane.openAt("0.01", "49900").with(LEVERAGE_20))).isEqualTo("executed");

        assertThat(verdict(OneLane.openAt("0.01", "49900").with(new MarginTerms(5, null))))
                .isEqualTo("refused LEVERAGE_IN_USE");
        assertThat(verdict(OneLane.openAt("0.01", "49900").with(LEVERAGE_20))).isEqualTo("executed");
        assertThat(verdict(OneLane.openAt("0.01", "49900"))).isEqualTo("executed");
        assertThat(exchange.settings).containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 20");
    }

    @ParameterizedTest
    @CsvSource({"0.01, -0.02, SELL 0.01;SELL 0.02", "-0.01, 0.02, BUY 0.01;BUY 0.02"})
    void aReversalWithAnotherLeverageGoesInTwoOrdersAndIsBackedInBetween(String held, String wanted, String orders) {
        signals.hold(held);

        assertThat(verdict(new Signal(BTC, null, Wishes.target(wanted, null)).with(ISOLATED_20)))
                .isEqualTo("executed");

        assertThat(sent()).containsExactly(orders.split(";"));
        assertThat(exchange.settings).containsExactly("margin BTCUSDT ISOLATED", "leverage BTCUSDT 20");
        assertThat(planned()).containsExactly("", "20x ISOLATED");
    }

    @Test
    void aReversalWithTheSameLeverageIsOneOrder() {
        signals.hold("0.01");

        assertThat(verdict(new Signal(BTC, null, Wishes.target("-0.02", null)).with(new MarginTerms(10, null))))
                .isEqualTo("executed");

        assertThat(sent()).containsExactly("SELL 0.03");
    }

    @Test
    void aTargetThatCannotBeBackedTakesAwayAllTheSame() {
        signals.hold("0.01");
        exchange.maxLeverage = 15;

        String id = take(new Signal(BTC, null, Wishes.target("-0.02", null)).with(LEVERAGE_20));
        run();

        assertThat(sent()).containsExactly("SELL 0.01");
        assertThat(((SignalOutcome.Executed) outcome(id).orElseThrow()).message())
                .contains("no more: leverage '20' must be a whole number from 1 to 15");
    }

    @Test
    void aTargetFromNothingThatCannotBeBackedSaysWhy() {
        exchange.maxLeverage = 15;

        assertThat(verdict(new Signal(BTC, null, Wishes.target("0.02", null)).with(LEVERAGE_20)))
                .isEqualTo("refused INVALID_REQUEST");
    }

    @Test
    void aTargetThatReducesOrEndsNeedsNoBacking() {
        signals.hold("0.03");
        exchange.maxLeverage = 15;

        assertThat(verdict(new Signal(BTC, null, Wishes.target("0.01", null)).with(LEVERAGE_20)))
                .isEqualTo("executed");
        assertThat(verdict(new Signal(BTC, null, Wishes.target("0", null)).with(LEVERAGE_20)))
                .isEqualTo("executed");
        assertThat(sent()).containsExactly("SELL 0.02", "SELL 0.01");
    }

    @ParameterizedTest
    @CsvSource({"20, executed", "21, refused RISK_LIMIT"})
    void theLimitJudgesTheLeverageThatWillBeTradedWith(int leverage, String verdict) {
        signals = new SignalsOnFake(exchange, clock, journal, "max_leverage=20");

        assertThat(verdict(OneLane.open("0.01").with(new MarginTerms(leverage, null))))
                .isEqualTo(verdict);

        assertThat(exchange.settings)
                .containsExactly(
                        verdict.equals("executed")
                                ? new String[] {"margin BTCUSDT CROSSED", "leverage BTCUSDT 20"}
                                : new String[0]);
    }

    @Test
    void theLimitJudgesWhatTheBookSaysAndWhatAnAlertLowersItTo() {
        signals = new SignalsOnFake(
                exchange,
                clock,
                journal,
                new SymbolBook(Map.of(BTC, new MarginTerms(50, null)), Map.of()),
                "max_leverage=20");

        assertThat(verdict(OneLane.open("0.01"))).isEqualTo("refused RISK_LIMIT");
        assertThat(verdict(OneLane.open("0.01").with(LEVERAGE_20))).isEqualTo("executed");
    }

    @Test
    void theLimitJudgesThePositionThatIsAddedTo() {
        signals = new SignalsOnFake(exchange, clock, journal, "max_leverage=9");
        signals.hold("0.5");

        assertThat(verdict(OneLane.open("0.01"))).isEqualTo("refused RISK_LIMIT");
    }

    @Test
    void aPreviewSetsNothing() {
        signals = new SignalsOnFake(exchange, clock, journal, "max_leverage=20");

        assertThat(preview(OneLane.open("0.01"))).isNull();
        assertThat(preview(OneLane.open("0.01").with(ISOLATED_20))).isNull();
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void whatIsOpenedWhileItIsPlannedIsNotBackedAnew() {
        int[] reads = {0};
        exchange.whileReading = () -> {
            if (++reads[0] == 3) {
                exchange.positions.add(FakeExchange.position("0.5"));
            }
        };

        assertThat(verdict(OneLane.open("0.01").with(LEVERAGE_20))).isEqualTo("refused LEVERAGE_IN_USE");
        assertThat(exchange.placed()).isEmpty();
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void anAliasOfAListedSymbolOrdersNothing() {
        Symbol listed = new Symbol("BTCUSD");
        exchange.rules.put(listed, FakeExchange.btcRules());
        Signal open = OneLane.open("0.01").as(listed);

        assertThat(preview(open).detail())
                .isEqualTo(
                        "symbol 'BTCUSD' is listed on AsterDEX itself and cannot stand for BTCUSDT; take it out of the"
                                + " file of symbols (SYMBOLS_FILE)");
        assertThat(verdict(open)).isEqualTo("refused INVALID_REQUEST");
        assertThat(verdict(OneLane.open("0.01").as(new Symbol("XBTUSDT")))).isEqualTo("executed");
    }

    @Test
    void theJournalKeepsIt() {
        Signal signal = new Signal(BTC, "s", PositionSide.LONG, Wishes.target("0.01", "0"))
                .with(ISOLATED_20)
                .as(new Symbol("XBTUSDT"));

        assertThat(SignalText.read(BTC, SignalText.of(signal))).isEqualTo(signal);
        for (Signal.Intent intent :
                List.of(OneLane.open("1").intent(), OneLane.decrease("1").intent(), new Signal.Close())) {
            Signal plain = new Signal(BTC, null, intent);
            assertThat(SignalText.read(BTC, SignalText.of(plain))).isEqualTo(plain);
            assertThat(SignalText.of(plain)).doesNotContain("everage", "argin", "alias");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"open\",\"side\":\"BUY\",\"size\":\"0.01\",\"terms\":\"MARKET\"}",
                "{\"action\":\"open\",\"side\":\"BUY\",\"quantity\":\"0.01\"}"
            })
    void whatOlderVersionsWroteIsRead(String text) {
        assertThat(SignalText.read(BTC, text)).isEqualTo(OneLane.open("0.01"));
    }

    @Test
    void itsWordsSayIt() {
        assertThat(OneLane.open("0.01").with(ISOLATED_20).words())
                .isEqualTo("open BUY 0.01 at market with 20x ISOLATED");
        assertThat(OneLane.open("0.01").words()).isEqualTo("open BUY 0.01 at market");
    }

    private String verdict(Signal signal) {
        String id = take(signal);
        run();
        return switch (outcome(id).orElseThrow()) {
            case SignalOutcome.Executed ignored -> "executed";
            case SignalOutcome.Refused refused -> "refused " + refused.problem().error();
            case SignalOutcome.Pending ignored -> "pending";
        };
    }

    private Problem preview(Signal signal) {
        return signals.intake().preview(alert(signal)).problem();
    }

    private Optional<SignalOutcome> outcome(String id) {
        return journal.read(sql -> signals.records.outcome(sql, id));
    }

    private String take(Signal signal) {
        return journal.write(tx -> signals.records.take(tx, alert(signal), clock.instant(), id -> true))
                .id();
    }

    private Alert alert(Signal signal) {
        return new Alert("/test", "1.2.3.4", "{\"n\":" + ++alerts + "}", null, null, false, signal);
    }

    private void run() {
        Lane lane = signals.lane(BTC);
        for (int i = 0; i < 40; i++) {
            Optional<Duration> due = lane.step();
            if (due.isEmpty() || due.get().isPositive()) {
                return;
            }
        }
    }

    private List<String> sent() {
        return exchange.placed().stream()
                .map(order -> order.side() + " " + order.quantity())
                .toList();
    }

    /** What each plan on record says of how its order is backed; nothing where it says nothing. */
    private List<String> planned() {
        return journal.recorded.stream()
                .filter(event -> event.contains(" signal_planned "))
                .map(event -> event.contains("margin=20x ISOLATED") ? "20x ISOLATED" : "")
                .toList();
    }
}
