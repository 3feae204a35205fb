package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EquityWatchTests {

    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private final RiskOnFake risk = new RiskOnFake(journal, clock, "max_daily_loss=10%", "max_drawdown=15%");

    @Test
    void equityIsTheWalletWithWhatIsNotRealised() {
        risk.account.unrealised = new BigDecimal("-12.5");
        risk.account.hold(BTC, PositionSide.LONG, "1");
        risk.account.hold(BTC, PositionSide.SHORT, "0");

        look();

        assertThat(reading())
                .isEqualTo(new Reading(
                        clock.instant(),
                        new BigDecimal("987.5"),
                        java.time.LocalDate.of(2026, 1, 15),
                        new BigDecimal("987.5"),
                        new BigDecimal("987.5"),
                        Set.of(new Held(BTC, PositionSide.LONG))));
    }

    @Test
    void thePeakRisesAndStaysOverRestartsAndDays() {
        look();
        wallet("1200");
        wallet("1100");
        clock.advance(Duration.ofDays(2));
        RiskOnFake restarted = new RiskOnFake(journal.as("again"), clock, "max_drawdown=15%");
        restarted.account.wallet = new BigDecimal("1150");
        restarted.look();

        assertThat(reading().peak()).isEqualByComparingTo("1200");
        assertThat(reading().dayStart()).isEqualByComparingTo("1150");
        assertThat(risk.trading.inForce()).isEmpty();
    }

    @Test
    void theDayStartsWithItsFirstReadingInUtc() {
        look();
        wallet("1050");
        assertThat(reading().dayStart()).isEqualByComparingTo("1000");
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-01-15T23:59:59.999Z")));
        wallet("1060");
        assertThat(reading().dayStart()).isEqualByComparingTo("1000");
        clock.advance(Duration.ofMillis(1));

        wallet("1070");
        wallet("1080");

        assertThat(reading().dayStart()).isEqualByComparingTo("1070");
    }

    @Test
    void aLossOfTheDayHaltsTheAccountOnce() {
        look();
        wallet("900.01");
        assertThat(risk.trading.inForce()).isEmpty();

        wallet("900");
        wallet("890");

        assertThat(risk.trading.inForce())
                .containsExactly(new Halt(
                        Halt.Scope.ACCOUNT,
                        "max_daily_loss of the account is 10%; it lost 100 USDT of 1000 USDT since midnight UTC",
                        "max_daily_loss",
                        true,
                        clock.instant()));
        assertThat(journal.recorded).singleElement().asString().startsWith("trading trading_halted");
    }

    @Test
    void aFallFromThePeakHaltsTheAccountAlsoWhenNothingIsRealised() {
        wallet("2000");
        clock.advance(Duration.ofDays(1));
        risk.account.unrealised = new BigDecimal("-299.99");
        look();
        assertThat(risk.trading.inForce()).isEmpty();

        risk.account.unrealised = new BigDecimal("-300");
        look();

        assertThat(risk.trading.inForce())
                .singleElement()
                .satisfies(halt -> assertThat(halt.why())
                        .isEqualTo(
                                "max_drawdown of the account is 15%; its equity of 1700 USDT is 15% below its peak of "
                                        + "2000 USDT"));
    }

    @Test
    void aHaltAndTheReadingThatCausedItAreOnRecordTogether() {
        look();
        journal.beforeCommit = () -> journal.down = true;
        wallet("500");
        journal.beforeCommit = () -> {};
        journal.down = false;

        assertThat(reading().equity()).isEqualByComparingTo("1000");
        assertThat(risk.trading.inForce()).isEmpty();
        look();
        assertThat(risk.trading.inForce()).hasSize(1);
    }

    @Test
    void whatTookLongToReadIsAsOldAsItsQuestion() {
        risk.account.whileReading = () -> clock.advance(Duration.ofSeconds(8));

        look();

        assertThat(reading().at()).isEqualTo(clock.instant().minusSeconds(8));
    }

    @Test
    void whatAnotherInstanceReadSinceIsNotOverwritten() {
        RiskOnFake other = new RiskOnFake(journal.as("other"), clock);
        other.account.wallet = new BigDecimal("1111");
        risk.account.whileReading = () -> {
            clock.advance(Duration.ofSeconds(2));
            other.look();
            clock.advance(Duration.ofSeconds(2));
        };

        look();

        assertThat(reading().equity()).isEqualByComparingTo("1111");
    }

    @Test
    void aClockThatWasSetBackDoesNotKeepTheReadingFromBeingRenewed() {
        look();
        clock.advance(Duration.ofHours(-3));

        wallet("1001");

        assertThat(reading().equity()).isEqualByComparingTo("1001");
        assertThat(reading().at()).isEqualTo(clock.instant());
    }

    @Test
    void untilTheFirstReadingItLooksMoreOften() {
        risk.account.goDown();
        assertThat(risk.watch.look()).isEqualTo(Duration.ofSeconds(1));
        risk.account.failure = null;
        assertThat(risk.watch.look()).isEqualTo(Duration.ofSeconds(5));
        risk.account.goDown();
        assertThat(risk.watch.look()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nothingStopsItFromLookingAgain() {
        risk.account.failure = new IllegalStateException("a bug");
        assertThatCode(this::look).doesNotThrowAnyException();
        risk.account.failure = null;
        journal.down = true;
        assertThatCode(this::look).doesNotThrowAnyException();
        journal.down = false;

        look();

        assertThat(reading()).isNotNull();
    }

    @Test
    void theStartSaysTheLimitsOfTheAccountAndThoseOfSymbolsAndStrategies() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(EquityWatch.class);
        lines.start();
        logger.addAppender(lines);
        try {
            LimitsFile file = new LimitsFile(
                    Map.of(BTC, RiskOnFake.named("max_order_notional=100", "max_leverage=off")),
                    Map.of("night", RiskOnFake.named("allowed_symbols=ETHUSDT")));
            RiskOnFake own = new RiskOnFake(journal, clock, file, "max_leverage=20");
            own.watch.start();
            own.watch.stop();
            risk.watch.start();
            risk.watch.stop();
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list.getFirst().getFormattedMessage())
                .startsWith("Limits of the account: {")
                .contains("max_leverage=20")
                .endsWith("; of symbols: {BTCUSDT={max_order_notional=100 USDT, max_leverage=off}}"
                        + "; of strategies: {night={allowed_symbols=ETHUSDT}}");
        assertThat(lines.list.getLast().getFormattedMessage()).doesNotContain("of symbols", "of strategies");
    }

    @Test
    void itLooksWhenItIsStartedAndEndsWhenItIsStopped() {
        risk.watch.start();
        assertThat(risk.watch.isRunning()).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> reading() != null);

        risk.watch.stop();

        assertThat(risk.watch.isRunning()).isFalse();
    }

    @Test
    void anAccountWithoutMoneyIsNotMeasuredInParts() {
        risk.account.wallet = BigDecimal.ZERO;
        look();

        assertThat(risk.trading.inForce()).isEmpty();
        assertThat(risk.guard.check(Orders.buy("1").planned()))
                .isInstanceOfSatisfying(
                        RiskVerdict.Refused.class,
                        refused -> assertThat(refused.problem().detail()).endsWith("there was never any equity"));
    }

    @Test
    void aDayThatBeganWithoutMoneyIsNotMeasuredInParts() {
        RiskOnFake daily = new RiskOnFake(journal, clock, "max_daily_loss=10%");
        daily.account.wallet = BigDecimal.ZERO;
        daily.look();

        assertThat(daily.guard.check(Orders.buy("1").planned()))
                .isInstanceOfSatisfying(
                        RiskVerdict.Refused.class,
                        refused -> assertThat(refused.problem().detail())
                                .endsWith("the day began with an equity of 0 USDT"));
    }

    private void look() {
        risk.look();
    }

    private void wallet(String amount) {
        risk.account.wallet = new BigDecimal(amount);
        look();
    }

    private Reading reading() {
        return journal.read(risk.records::reading);
    }
}
