package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the client asks again, and when it must not. */
class RetryTests {

    private static final String BALANCE = "/fapi/v3/balance";
    private Venue venue = new Venue();

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void retriesBalancesAfter503() {
        firstThenWell(Venue.status(503));
        assertThat(venue.account.balances()).hasSize(2);
        assertThat(venue.received()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void retriesBalancesAfterABrokenConnection(Fault fault) {
        firstThenWell(aResponse().withFault(fault));
        assertThat(venue.account.balances()).hasSize(2);
    }

    @Test
    void retriesBalancesAfterATimeout() {
        venue.close();
        venue = new Venue(Clock.systemUTC(), Duration.ofMillis(400));
        firstThenWell(okJson("[]").withFixedDelay(3000));
        assertThat(venue.account.balances()).hasSize(2);
    }

    @Test
    void retriesBalancesAfterHtmlThatCallsItselfASuccess() {
        firstThenWell(aResponse().withBody("<html>maintenance</html>"));
        assertThat(venue.account.balances()).hasSize(2);
    }

    @Test
    void retriesBalancesAfterAnInternalError() {
        firstThenWell(Venue.error(400, -1001, "Internal error; unable to process your request."));
        assertThat(venue.account.balances()).hasSize(2);
    }

    @Test
    void waitsForRetryAfter() {
        firstThenWell(Venue.error(429, -1003, "Too many requests.").withHeader("Retry-After", "1"));
        long start = System.nanoTime();
        assertThat(venue.account.balances()).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void holdsBackAfter429WithoutRetryAfter() {
        venue.close();
        venue = new Venue(new MovingClock(), Duration.ofSeconds(5));
        firstThenWell(Venue.error(429, -1003, "Too many requests."));
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(venue.account::balances)
                .satisfies(e -> assertThat(e.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(60)));
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void doesNotWaitForARetryAfterThatIsTooLong() {
        venue.answers(get(urlPathEqualTo(BALANCE)), Venue.status(429).withHeader("Retry-After", "61"));
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(venue.account::balances)
                .satisfies(e -> assertThat(e.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(61)));
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void givesUpAfterTheLastRetry() {
        venue.answers(get(urlPathEqualTo(BALANCE)), Venue.status(502));
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(venue.account::balances)
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.UNREACHABLE));
        assertThat(venue.received()).hasSize(4);
    }

    @Test
    void givesUpAtOnceWhenRefused() {
        venue.answers(get(urlPathEqualTo(BALANCE)), Venue.error(401, -2015, "Invalid API-key, IP, or permissions"));
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(venue.account::balances)
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.NOT_AUTHORISED));
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void signsEachAttemptAnew() {
        venue.answers(get(urlPathEqualTo(BALANCE)), Venue.status(502));
        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);

        List<String> nonces = venue.received().stream()
                .map(sent -> sent.queryParameter("nonce").firstValue())
                .toList();
        assertThat(nonces).doesNotHaveDuplicates().isSorted();
        assertThat(venue.received().stream()
                        .map(sent -> sent.queryParameter("signature").firstValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void measuresTheClockAndTriesOnceMoreAfterABadNonce() {
        venue.tellsTheTime(90_000);
        firstThenWell(Venue.error(400, -4225, "Nonce Expired"));

        assertThat(venue.account.balances()).hasSize(2);

        assertThat(venue.received(BALANCE)).hasSize(2);
        assertThat(venue.asterClock.skew().orElseThrow()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(91));
        long nonce = Long.parseLong(
                venue.received(BALANCE).getLast().queryParameter("nonce").firstValue());
        assertThat(nonce / 1000).isGreaterThan(System.currentTimeMillis() + 70_000);
    }

    @Test
    void doesNotInsistAfterASecondBadTimestamp() {
        venue.tellsTheTime(0)
                .answers(get(urlPathEqualTo(BALANCE)), Venue.error(400, -1021, "Timestamp outside of the recvWindow."));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(venue.account::balances);
        assertThat(venue.received(BALANCE)).hasSize(2);
    }

    @Test
    void retriesASettingBecauseItEndsUpTheSame() {
        venue.server.stubFor(post(urlPathEqualTo("/fapi/v3/marginType"))
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(Venue.status(503))
                .willSetStateTo("well"));
        venue.server.stubFor(post(urlPathEqualTo("/fapi/v3/marginType"))
                .inScenario("once")
                .whenScenarioStateIs("well")
                .willReturn(Venue.error(400, -4046, "No need to change margin type.")));
        venue.account.setMarginType(Venue.BTC, MarginType.ISOLATED);
        assertThat(venue.received()).hasSize(2);
    }

    @Test
    void sendsNothingWhileBanned() {
        MovingClock clock = new MovingClock();
        venue.close();
        venue = new Venue(clock, Duration.ofSeconds(5));
        firstThenWell(Venue.error(418, -1003, "Way too many requests; IP banned."));

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(venue.account::balances)
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.RATE_LIMITED))
                .satisfies(e -> assertThat(e.refusal().retryAfter()).isEqualTo(Duration.ofMinutes(2)));
        assertThat(venue.place(Venue.market("abc-1"))).isInstanceOf(OrderOutcome.Rejected.class);
        assertThat(venue.received()).hasSize(1);

        clock.advance(Duration.ofMinutes(2));
        assertThat(venue.account.balances()).hasSize(2);
    }

    @Test
    void readsTheEndOfABanFromItsText() {
        MovingClock clock = new MovingClock();
        venue.close();
        venue = new Venue(clock, Duration.ofSeconds(5));
        long end = clock.millis() + 600_000;
        firstThenWell(Venue.error(418, -1003, "Way too many requests; IP banned until %d.".formatted(end)));

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        assertThat(venue.bans.end().orElseThrow().toEpochMilli()).isEqualTo(end);
    }

    @Test
    void waitsTwiceAsLongEachTime() {
        AsterRetry retry = new AsterRetry(3, Duration.ofSeconds(2), () -> {});
        CallFailed lost = CallFailed.lost(new Reply.Lost("gone", false));
        assertThat(List.of(retry.waitAfter(1, lost), retry.waitAfter(2, lost), retry.waitAfter(3, lost)))
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(retry.waitAfter(40, lost)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void asksOnceWhenToldNotToRetry() {
        AsterRetry retry = new AsterRetry(0, Duration.ofMillis(1), () -> {});
        int[] asked = {0};
        assertThatThrownBy(() -> retry.read(() -> {
                    asked[0]++;
                    throw CallFailed.notSent("nobody there");
                }))
                .isInstanceOf(ExchangeUnavailable.class);
        assertThat(asked[0]).isOne();
    }

    private void firstThenWell(ResponseDefinitionBuilder first) {
        venue.server.stubFor(get(urlPathEqualTo(BALANCE))
                .inScenario("first")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("well"));
        venue.server.stubFor(get(urlPathEqualTo(BALANCE))
                .inScenario("first")
                .whenScenarioStateIs("well")
                .willReturn(okJson(Venue.fixture("balance.json"))));
    }
}
