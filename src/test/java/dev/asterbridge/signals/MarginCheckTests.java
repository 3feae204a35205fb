package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A preview warns of margin that seems to be missing. The mark price is 50000, the leverage 10, and 1000 USDT are available. */
class MarginCheckTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final SignalsOnFake signals = new SignalsOnFake(exchange, clock, new JournalInMemory(clock));

    @BeforeEach
    void theAccountWasRead() {
        exchange.positions.add(FakeExchange.position("0"));
        signals.risk.look();
    }

    @Test
    void saysWhatIsMissingAndOrdersAllTheSame() {
        Preview preview = preview(OneLane.open("0.201"));

        assertThat(preview.order()).isNotNull();
        assertThat(preview.problem()).isNull();
        assertThat(preview.warning())
                .isEqualTo("The order needs about 1005 of margin (10050 at 10x), and 1000 are available: "
                        + "AsterDEX may refuse it");
    }

    @Test
    void saysNothingOfAnOrderThatIsBacked() {
        assertThat(preview(OneLane.open("0.2")).warning()).isNull();
    }

    @Test
    void reckonsWithTheLeverageAndTheLimitThatTheAlertAsksFor() {
        assertThat(preview(OneLane.open("0.201").with(new MarginTerms(20, null)))
                        .warning())
                .isNull();
        assertThat(preview(OneLane.open("0.401").with(new MarginTerms(20, null)))
                        .warning())
                .contains("1002.5", "20x");
        assertThat(preview(limit("0.201", "49000")).warning()).isNull();
        assertThat(preview(limit("0.205", "49000")).warning()).contains("1004.5");
    }

    @ParameterizedTest
    @CsvSource({"0.3, -0.3, false", "0.3, -0.501, true", "0.3, 0.5, false", "0.3, 0.501, true", "-0.3, -0.501, true"})
    void countsOnlyWhatThePositionGrowsBy(String held, String target, boolean warned) {
        exchange.positions.clear();
        signals.hold(held);

        Preview preview = preview(new Signal(BTC, null, new Signal.Target(new BigDecimal(target), null, Entry.MARKET)));

        assertThat(preview.order()).isNotNull();
        assertThat(preview.warning() != null).isEqualTo(warned);
    }

    @Test
    void whatOnlyReducesNeedsNone() {
        exchange.positions.clear();
        signals.hold("5");

        assertThat(preview(OneLane.close()).warning()).isNull();
        assertThat(preview(OneLane.decrease("1")).warning()).isNull();
    }

    @Test
    void countsASideOfItsOwnInHedgeMode() {
        exchange.mode = PositionMode.HEDGE;
        exchange.positions.clear();
        signals.hold("5", PositionSide.LONG);
        exchange.positions.add(FakeExchange.position("0", PositionSide.SHORT));

        assertThat(preview(new Signal(
                                BTC, PositionSide.SHORT, new Signal.Open(Side.SELL, Size.parse("0.201"), Entry.MARKET)))
                        .warning())
                .contains("1005");
    }

    @Test
    void theQuoteAssetMayHaveMoreThanTheTotalSays() {
        BigDecimal more = new BigDecimal("5000");
        signals.risk.account.assets.add(new Account.Asset("USDT", more, more, more, more, more, more, more));
        signals.risk.look();

        assertThat(preview(OneLane.open("0.201")).warning()).isNull();
        assertThat(preview(OneLane.open("1.001")).warning()).contains("5000 are available");
    }

    @Test
    void saysNothingThatIsNotKnown() {
        clock.advance(Duration.ofSeconds(61));
        assertThat(preview(OneLane.open("0.201")).warning()).isNull();

        signals.risk.look();
        exchange.positions.clear();
        assertThat(preview(OneLane.open("0.201")).warning()).isNull();
    }

    @Test
    void asksOnceForThePositionAndNeverForTheAccount() {
        int[] reads = {0};
        exchange.whileReading = () -> reads[0]++;
        int accounts = signals.risk.account.reads;

        preview(OneLane.open("0.201").with(new MarginTerms(5, null)));

        assertThat(reads[0]).isOne();
        assertThat(signals.risk.account.reads).isEqualTo(accounts);
    }

    @Test
    void aFailureWhileItIsReckonedIsNoneOfThePreview() {
        exchange.onBrackets = () -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.RATE_LIMITED, "enough"));
        };

        Preview preview = preview(OneLane.open("0.201"));

        assertThat(preview.order()).isNotNull();
        assertThat(preview.problem()).isNull();
        assertThat(preview.warning()).isNull();
    }

    private static Signal limit(String quantity, String price) {
        Entry entry = Entry.of(OrderTerms.at(Price.of(price)));
        return new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse(quantity), entry));
    }

    private Preview preview(Signal signal) {
        return signals.intake.preview(new Alert("/test", "1.2.3.4", "{}", null, null, false, signal));
    }
}
