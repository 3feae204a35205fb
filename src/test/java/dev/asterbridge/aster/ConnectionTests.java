package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.asterbridge.exchange.ExchangeConnection.Check;
import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.ExchangeConnection.Result;
import dev.asterbridge.exchange.ExchangeUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConnectionTests {

    private final MovingClock clock = new MovingClock();
    private final Venue venue = new Venue(clock, Duration.ofSeconds(5));

    @BeforeEach
    void everythingIsWell() {
        venue.tellsTheTime(1500)
                .answers("/fapi/v3/ping", "{}")
                .answers("/fapi/v3/exchangeInfo", Venue.fixture("exchange-info.json"))
                .answers("/fapi/v3/ticker/price", "{\"symbol\":\"BTCUSDT\",\"price\":\"60990.10\",\"time\":1}")
                .answers("/fapi/v3/positionSide/dual", "{\"dualSidePosition\":false}")
                .answers("/fapi/v3/balance", Venue.fixture("balance.json"))
                .answers("/fapi/v3/accountWithJoinMargin", Venue.fixture("account.json"))
                .answers("/fapi/v3/positionRisk", Venue.fixture("position-risk.json"))
                .answers("/fapi/v3/openOrders", "[]")
                .answers("/fapi/v3/agent", "[" + agent(clock.millis() + 90L * 86_400_000, true, false) + "]");
    }

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void isNotReadyBeforeItHasAsked() {
        assertThat(venue.connection.state()).satisfies(state -> {
            assertThat(state.ready()).isFalse();
            assertThat(state.reachable()).isFalse();
            assertThat(state.clockSkew()).isNull();
            assertThat(state.lastAnswer()).isNull();
            assertThat(state.mode()).isEqualTo(Mode.LIVE);
        });
    }

    @Test
    void isReadyWhenEverythingWasAnswered() {
        venue.connection.tick();

        assertThat(venue.connection.state()).satisfies(state -> {
            assertThat(state.ready()).isTrue();
            assertThat(state.reachable()).isTrue();
            assertThat(state.problem()).isNull();
            assertThat(state.clockSkew()).isBetween(Duration.ofMillis(1499), Duration.ofMillis(1500));
            assertThat(state.lastAnswer()).isEqualTo(clock.instant());
        });
    }

    @Test
    void keepsTryingUntilItIsReady(CapturedOutput output) {
        venue.answers(get(urlPathEqualTo("/fapi/v3/balance")), Venue.error(400, -1000, "No agent found"));
        venue.connection.tick();
        venue.connection.tick();
        assertThat(venue.received("/fapi/v3/balance")).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        venue.connection.tick();

        assertThat(venue.connection.state().ready()).isFalse();
        assertThat(venue.connection.state().problem()).contains("No agent found", "knows no such API wallet");
        assertThat(output.toString().split("exchange_problem")).hasSize(2);

        venue.answers("/fapi/v3/balance", Venue.fixture("balance.json"));
        clock.advance(Duration.ofSeconds(2));
        venue.connection.tick();
        assertThat(venue.connection.state().ready()).isTrue();
    }

    @Test
    void isUnreachableWhenNothingWasHeardForAWhile() {
        venue.connection.tick();
        venue.server.stop();
        clock.advance(Duration.ofSeconds(31));
        venue.connection.tick();

        assertThat(venue.connection.state().reachable()).isFalse();
        assertThat(venue.connection.state().problem()).contains("NOT SENT");
        assertThat(venue.connection.state().ready()).isTrue();
    }

    @Test
    void isUnreachableAtOnceWhenARequestIsNotAnsweredAndAsksUntilItIs() {
        venue.connection.tick();
        venue.answers(get(urlPathEqualTo("/fapi/v3/premiumIndex")), Venue.status(503));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> venue.market.markPrice(Venue.BTC));

        assertThat(venue.connection.state().reachable()).isFalse();
        assertThat(venue.connection.state().problem()).isNotNull();

        venue.answers("/fapi/v3/ping", "{}");
        venue.connection.tick();
        assertThat(venue.connection.state().reachable()).isTrue();
    }

    @Test
    void isUnreachableWhenOnlyAGatewayAnswers() {
        venue.connection.tick();
        venue.answers(get(urlPathEqualTo("/fapi/v3/ping")), Venue.status(503));
        clock.advance(Duration.ofSeconds(31));
        venue.connection.tick();
        assertThat(venue.connection.state().reachable()).isFalse();
        assertThat(venue.connection.state().problem()).contains("HTTP 503");

        venue.answers("/fapi/v3/ping", "{}");
        clock.advance(Duration.ofSeconds(1));
        venue.connection.tick();
        assertThat(venue.connection.state().reachable()).isTrue();
        assertThat(venue.connection.state().problem()).isNull();
    }

    @Test
    void isNotReadyAnyMoreWhenItsKeyHasExpired() {
        venue.connection.tick();
        venue.answers(get(urlPathEqualTo("/fapi/v3/balance")), Venue.error(400, -1000, "No agent found"));
        clock.advance(Duration.ofMinutes(4));
        venue.connection.tick();
        assertThat(venue.connection.state().ready()).isFalse();
        assertThat(venue.connection.state().problem()).contains("No agent found");

        venue.answers("/fapi/v3/balance", Venue.fixture("balance.json"));
        clock.advance(Duration.ofSeconds(1));
        venue.connection.tick();
        assertThat(venue.connection.state().ready()).isTrue();
    }

    @Test
    void staysReadyThroughAFailureOfTheExchange() {
        venue.connection.tick();
        venue.answers(get(urlPathEqualTo("/fapi/v3/balance")), Venue.status(503));
        clock.advance(Duration.ofMinutes(4));
        venue.connection.tick();
        assertThat(venue.connection.state().ready()).isTrue();
    }

    @Test
    void survivesWhateverIsThrown() {
        MovingClock broken = new MovingClock() {
            @Override
            public Instant instant() {
                if (StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getMethodName().equals("prepare")))) {
                    throw new LinkageError("no such class");
                }
                return super.instant();
            }
        };
        try (Venue unlucky = new Venue(broken, Duration.ofSeconds(5))) {
            unlucky.connection.tick();
            assertThat(unlucky.connection.state().problem()).contains("LinkageError");
        }
    }

    @Test
    void keepsToTheLimitsThatTheExchangeNames() {
        venue.answers(
                "/fapi/v3/exchangeInfo", Venue.fixture("exchange-info.json").replace("2400", "20"));
        venue.connection.tick();
        assertThat(venue.connection.state().problem()).contains("request budget");
    }

    @Test
    void asksForTheTimeAndTheLimitsWhenItsBudgetIsUsedUp() {
        assertThat(venue.budget.take(1200, 0, Share.URGENT)).isEmpty();
        venue.connection.tick();
        assertThat(venue.received("/fapi/v3/time")).isNotEmpty();
        assertThat(venue.received("/fapi/v3/exchangeInfo")).hasSize(1);
        assertThat(venue.connection.state().problem()).contains("request budget");
    }

    @Test
    void goesOnWhenOurClockIsPutBack() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/balance")), Venue.error(400, -1000, "No agent found"));
        venue.connection.tick();
        venue.answers("/fapi/v3/balance", Venue.fixture("balance.json"));
        clock.advance(Duration.ofHours(-1));
        venue.connection.tick();
        assertThat(venue.connection.state().ready()).isTrue();
    }

    @Test
    void waitsAMinuteAtMost() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/balance")), Venue.error(400, -1000, "No agent found"));
        for (int i = 0; i < 10; i++) {
            venue.connection.tick();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(venue.received("/fapi/v3/balance")).hasSize(10);
    }

    @Test
    void asksForThePositionModeBeforeItIsReady() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/positionSide/dual")), Venue.error(400, -2015, "no permission"));
        venue.connection.tick();
        assertThat(venue.connection.state().ready()).isFalse();
    }

    @Test
    void measuresTheClockEveryThreeMinutes() {
        venue.connection.tick();
        clock.advance(Duration.ofMinutes(3).plusSeconds(1));
        venue.connection.tick();
        assertThat(venue.received("/fapi/v3/time")).hasSize(6);
    }

    @Test
    void saysNothingAboutTheApiWalletsOfOthers(CapturedOutput output) {
        String other = agent(1, false, true).replaceFirst("0x.", "0x0");
        venue.answers("/fapi/v3/agent", "[" + other + "]");
        venue.connection.tick();
        assertThat(output).doesNotContain("The API wallet");
    }

    @Test
    void fetchesDoubtedRulesAsSoonAsAMinuteIsOver() {
        venue.connection.tick();
        venue.market.distrustRules();
        venue.connection.tick();
        assertThat(venue.received("/fapi/v3/exchangeInfo")).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        venue.connection.tick();
        venue.connection.tick();
        clock.advance(Duration.ofMinutes(1));
        venue.connection.tick();
        assertThat(venue.received("/fapi/v3/exchangeInfo")).hasSize(2);
    }

    @Test
    void pingsWhenThereWasSilence() {
        venue.connection.tick();
        int asked = venue.received().size();
        clock.advance(Duration.ofSeconds(29));
        venue.connection.tick();
        assertThat(venue.received()).hasSize(asked);
        clock.advance(Duration.ofSeconds(2));
        venue.connection.tick();
        assertThat(venue.received().subList(asked, venue.received().size()))
                .extracting(LoggedRequest::getUrl)
                .containsExactly("/fapi/v3/ping");
    }

    @Test
    void fetchesTheRulesEveryHalfHour() {
        venue.connection.tick();
        clock.advance(Duration.ofMinutes(30));
        venue.connection.tick();
        assertThat(venue.received("/fapi/v3/exchangeInfo")).hasSize(2);
    }

    @Test
    void warnsWhenTheAccountIsEmpty(CapturedOutput output) {
        venue.answers("/fapi/v3/balance", "[{\"asset\":\"USDT\",\"balance\":\"0.00000000\"}]");
        venue.connection.tick();
        assertThat(output).contains("fund the account first");
        assertThat(venue.connection.state().ready()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10, true, false, expires", "90, false, false, may not trade", "90, true, true, may withdraw"})
    void warnsAboutTheApiWallet(int days, boolean trade, boolean withdraw, String warning, CapturedOutput output) {
        venue.answers("/fapi/v3/agent", "[" + agent(clock.millis() + days * 86_400_000L, trade, withdraw) + "]");
        venue.connection.tick();
        assertThat(output).contains(warning);
    }

    @Test
    void isReadyWithoutTheListOfApiWallets() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/agent")), Venue.status(404));
        venue.connection.tick();
        assertThat(venue.connection.state().ready()).isTrue();
    }

    @Test
    void saysUntilWhenItIsBanned() {
        venue.connection.tick();
        venue.answers(
                get(urlPathEqualTo("/fapi/v3/positionRisk")),
                Venue.error(418, -1003, "banned").withHeader("Retry-After", "300"));
        venue.connection.selfTest();
        assertThat(venue.connection.state().bannedUntil())
                .isEqualTo(venue.asterClock.now().plusSeconds(300));
    }

    @Test
    void walksThroughWhatTradingNeeds() {
        List<Check> checks = venue.connection.selfTest();

        assertThat(checks)
                .extracting(Check::name)
                .containsExactly("time", "exchangeInfo", "ticker/price", "account", "positionRisk", "openOrders");
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.result()).isEqualTo(Result.OK);
            assertThat(check.status()).isEqualTo(200);
            assertThat(check.path()).startsWith("/fapi/v3/");
        });
        assertThat(checks).extracting(Check::signed).containsExactly(false, false, false, true, true, true);
        assertThat(checks)
                .extracting(Check::summary)
                .contains("3 symbols", "BTCUSDT 60990.1", "10000.12345678 USDT", "2 open positions", "0 open orders");
    }

    @Test
    void goesOnAfterAFailedStep() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/positionRisk")), Venue.error(400, -1000, "Signature check failed"))
                .answers(
                        get(urlPathEqualTo("/fapi/v3/accountWithJoinMargin")),
                        okJson("{\"totalWalletBalance\":\"0\",\"assets\":[],\"positions\":[]}"));

        List<Check> checks = venue.connection.selfTest();

        assertThat(checks.get(3).result()).isEqualTo(Result.WARNING);
        assertThat(checks.get(3).summary()).contains("fund the account first");
        assertThat(checks.get(4).result()).isEqualTo(Result.FAILED);
        assertThat(checks.get(4).status()).isEqualTo(400);
        assertThat(checks.get(4).summary()).contains("ASTERDEX_PRIVATE_KEY");
        assertThat(checks.get(5).result()).isEqualTo(Result.OK);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://127.0.0.1:8123/paper",
        "'', http://127.0.0.1:8123/paper",
        "::, http://127.0.0.1:8123/paper",
        "192.168.1.7, http://192.168.1.7:8123/paper",
        "::1, http://[::1]:8123/paper",
    })
    void findsThePaperExchangeOnItsOwnPort(String listeningOn, String base) {
        assertThat(AsterLifecycle.paper(listeningOn, 8123)).hasToString(base);
    }

    private static String agent(long expires, boolean trade, boolean withdraw) {
        return "{\"agentAddress\":\"%s\",\"canRead\":true,\"canPerpTrade\":%b,\"canWithdraw\":%b,\"expired\":%d}"
                .formatted(Venue.SIGNER.toLowerCase(Locale.ROOT), trade, withdraw, expires);
    }
}
