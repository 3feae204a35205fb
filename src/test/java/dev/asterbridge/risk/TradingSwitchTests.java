package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.risk.Orders.buy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Halt.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradingSwitchTests {

    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private final RiskOnFake risk = new RiskOnFake(journal, clock, "max_daily_loss=5%", "max_drawdown=15%");
    private final TradingSwitch trading = risk.trading;

    @Test
    void aHaltHoldsOnEveryInstanceAndAfterARestart() {
        risk.look();
        trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");

        RiskOnFake other = new RiskOnFake(journal.as("other"), clock);

        assertThat(other.trading.inForce())
                .containsExactly(new Halt(Scope.ACCOUNT, "news", "1.2.3.4", false, clock.instant()));
        assertThat(problem(other, buy("1")))
                .isEqualTo("TRADING_HALTED Nothing new is opened for the account since 2026-01-15T12:00:00Z: news "
                        + "(1.2.3.4). Exits are carried out; POST /trading/resume lifts it");
        other.trading.resume(Scope.ACCOUNT, "over", "5.6.7.8", false);
        assertThat(problem(risk, buy("1"))).isEqualTo("none");
    }

    @Test
    void aHaltHoldsInTheTransactionToo() {
        risk.look();
        trading.halt(Scope.of(BTC), "news", "1.2.3.4");

        RiskVerdict verdict = journal.write(tx -> risk.guard.check(tx, buy("1").planned()));

        assertThat(verdict).isInstanceOf(RiskVerdict.Refused.class);
    }

    @Test
    void oneSymbolOrStrategyCanBeHaltedAlone() {
        risk.look();
        trading.halt(Scope.of(BTC), "a listing", "1.2.3.4");
        trading.halt(Scope.ofStrategy(" trend "), "a bug", "1.2.3.4");

        assertThat(problem(risk, buy("1"))).contains("for BTCUSDT since");
        assertThat(problem(risk, buy("1").on("ETHUSDT").of("trend"))).contains("for strategy trend since");
        assertThat(problem(risk, buy("1").on("ETHUSDT"))).isEqualTo("none");
        assertThat(problem(risk, buy("1").on("ETHUSDT").of("range"))).isEqualTo("none");

        trading.resume(Scope.ACCOUNT, "no", "1.2.3.4", false);
        assertThat(trading.inForce()).hasSize(2);
        trading.resume(Scope.of(BTC), "listed", "1.2.3.4", false);
        assertThat(trading.inForce()).extracting(Halt::scope).containsExactly(Scope.ofStrategy("trend"));
    }

    @Test
    void whatHappensIsOnRecordOnce() {
        trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");
        clock.advance(Duration.ofSeconds(1));
        trading.halt(Scope.ACCOUNT, "more news", "5.6.7.8");
        trading.halt(Scope.of(BTC), "its own", "5.6.7.8");
        trading.resume(Scope.ACCOUNT, "over", "1.2.3.4", true);
        trading.resume(Scope.ACCOUNT, "again", "1.2.3.4", false);

        assertThat(journal.recorded)
                .hasSize(4)
                .anyMatch(event -> event.startsWith("trading trading_halted") && event.contains("news"))
                .anyMatch(event -> event.startsWith("BTCUSDT trading_halted") && event.contains("its own"))
                .anyMatch(event -> event.startsWith("trading peak_reset"))
                .anyMatch(event -> event.startsWith("trading trading_resumed") && event.contains("over"))
                .noneMatch(event -> event.contains("more news") || event.contains("again"));
        assertThat(risk.meters
                        .get("bridge.risk.halted")
                        .tag("scope", "account")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aHaltOfALimitStaysUntilAPersonResumes() {
        risk.look();
        lose("60");
        assertThat(trading.inForce())
                .singleElement()
                .satisfies(halt -> assertThat(halt.by()).isEqualTo("max_daily_loss"))
                .satisfies(halt -> assertThat(halt.automatic()).isTrue());

        risk.account.wallet = new BigDecimal("1100");
        for (int i = 0; i < 20_000; i++) {
            clock.advance(Duration.ofSeconds(5));
        }
        risk.look();

        assertThat(problem(risk, buy("1"))).startsWith("TRADING_HALTED").contains("(max_daily_loss)");
        trading.resume(Scope.ACCOUNT, "earned back", "1.2.3.4", false);
        assertThat(problem(risk, buy("1"))).isEqualTo("none");
    }

    @Test
    void aPersonsHaltAndALimitsAreTwoAndBothAreLifted() {
        risk.look();
        trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");
        lose("60");
        assertThat(trading.inForce()).hasSize(2);

        trading.resume(Scope.ACCOUNT, "both over", "1.2.3.4", true);

        assertThat(trading.inForce()).isEmpty();
    }

    @Test
    void whoResumesWhileTheLossIsStillTooLargeIsTold() {
        risk.look();
        lose("60");

        assertThatThrownBy(() -> trading.resume(Scope.ACCOUNT, "try", "1.2.3.4", false))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(409);
                    assertThat(e.problem().error()).isEqualTo("LIMIT_STILL_EXCEEDED");
                    assertThat(e.problem().detail())
                            .isEqualTo(
                                    "max_daily_loss of the account is 5%; it lost 60 USDT of 1000 USDT since midnight "
                                            + "UTC. It would halt again at once; raise the limit, or resume with "
                                            + "\"reset_peak\": true to count from now on");
                });
        assertThat(trading.inForce()).hasSize(1);
    }

    @Test
    void whenLossesCountAnewTheNextReadingIsTheStart() {
        risk.look();
        lose("200");
        trading.resume(Scope.ACCOUNT, "moved money", "1.2.3.4", true);

        assertThat(problem(risk, buy("1")))
                .isEqualTo("RISK_UNKNOWN max_drawdown cannot be computed, so nothing new is opened: the peak is taken "
                        + "anew with the next reading of the account");
        risk.look();

        assertThat(problem(risk, buy("1"))).isEqualTo("none");
        assertThat(risk.guard.standing().equity().peak()).isEqualByComparingTo("800");
        assertThat(risk.guard.standing().equity().dayStart()).isEqualByComparingTo("800");
    }

    @Test
    void theDaysLossToldFirstToBeUnknownWhereThereIsNoDrawdown() {
        RiskOnFake daily = new RiskOnFake(journal, clock, "max_daily_loss=5%");
        daily.look();
        daily.trading.resume(Scope.ACCOUNT, "moved money", "1.2.3.4", true);

        assertThat(problem(daily, buy("1"))).endsWith("the day's loss counts from the next reading of the account");
    }

    @Test
    void beforeTheFirstReadingOneMayResume() {
        trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");

        trading.resume(Scope.ACCOUNT, "over", "1.2.3.4", false);
        trading.resume(Scope.ACCOUNT, "over", "1.2.3.4", true);

        assertThat(trading.inForce()).isEmpty();
    }

    @Test
    void withoutTheJournalNothingIsHaltedAndWhoAskedIsTold() {
        journal.down = true;

        assertThatThrownBy(() -> trading.halt(Scope.ACCOUNT, "news", "1.2.3.4")).isInstanceOf(JournalUnavailable.class);
        assertThatThrownBy(() -> trading.resume(Scope.ACCOUNT, "news", "1.2.3.4", false))
                .isInstanceOf(JournalUnavailable.class);
        assertThatThrownBy(trading::inForce).isInstanceOf(JournalUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aStrategyHasAName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scope.ofStrategy(name))
                .withMessage("must be a name of 1 to 100 characters");
    }

    @Test
    void aNameIsNotEndless() {
        for (String name : List.of("x".repeat(101))) {
            assertThatIllegalArgumentException().isThrownBy(() -> Scope.ofStrategy(name));
        }
    }

    private void lose(String amount) {
        risk.account.wallet = risk.account.wallet.subtract(new BigDecimal(amount));
        risk.look();
    }

    private static String problem(RiskOnFake risk, Orders order) {
        return risk.guard.check(order.planned()) instanceof RiskVerdict.Refused refused
                ? refused.problem().error() + " " + refused.problem().detail()
                : "none";
    }
}
