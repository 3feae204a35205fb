package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.PositionSide;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one answer teaches, and what may still be asked. */
class LineTests {

    private static final String BALANCE = "/fapi/v3/balance";

    private final MovingClock clock = new MovingClock();
    private final Venue venue = new Venue(clock, Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void aSuccessThatCannotBeReadIsNotCountedAsOne() {
        venue.answers(BALANCE, "[{}]");

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);

        assertThat(calls("ok")).isZero();
        assertThat(calls("unreachable")).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "'Fri, 20 Nov 2026 12:01:00 GMT', 59.876544",
        "7, 7",
    })
    void isSilentForAsLongAsRetryAfterSays(String header, String seconds) {
        clock.moveTo(Instant.parse("2026-11-20T12:00:00.123456Z"));
        venue.answers(
                get(urlPathEqualTo(BALANCE)), Venue.error(418, -1003, "banned").withHeader("Retry-After", header));

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);

        assertThat(venue.bans.remaining()).contains(Duration.parse("PT" + seconds + "S"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "soon", "-5", "Fri, 20 Nov 2020 12:00:00 GMT", "99999999999999999999"})
    void aRetryAfterThatIsNoneIsIgnored(String header) {
        venue.answers(
                get(urlPathEqualTo(BALANCE)), Venue.error(418, -1003, "banned").withHeader("Retry-After", header));

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);

        assertThat(venue.bans.remaining()).contains(Duration.ofMinutes(2));
    }

    @Test
    void whatTheExchangeCountedLeavesRoomForExitsOnly() {
        clock.moveTo(Instant.parse("2026-11-20T12:00:00Z"));
        venue.answers(get(urlPathEqualTo(BALANCE)), okJson("[]").withHeader("X-MBX-USED-WEIGHT-1M", "1100"))
                .answers("/fapi/v3/positionRisk", "[]")
                .answers("/fapi/v3/order", Venue.fixture("order-filled.json"))
                .answers(post(urlPathEqualTo("/fapi/v3/order")), Venue.error(400, -2022, "ReduceOnly"));
        venue.account.balances();

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        venue.place(Venue.market("abc-1"));
        assertThat(venue.received()).hasSize(1);

        venue.account.of(Venue.BTC);
        assertThat(venue.client.order(Venue.BTC, "abc-1")).isPresent();
        venue.place(Venue.closing("abc-2", PositionSide.BOTH));
        assertThat(venue.received()).hasSize(4);
    }

    @Test
    void anOrderWithABadNonceHasTheClockMeasured() {
        venue.tellsTheTime(0).answers(post(urlPathEqualTo("/fapi/v3/order")), Venue.error(400, -4225, "Nonce Expired"));
        venue.line.synchroniseClock();
        assertThat(venue.asterClock.isOlderThan(Duration.ofMinutes(3))).isFalse();

        assertThat(venue.place(Venue.market("abc-1"))).isInstanceOf(OrderOutcome.Unknown.class);

        assertThat(venue.asterClock.isOlderThan(Duration.ofMinutes(3))).isTrue();
    }

    @Test
    void asksForTheAccountOnTheOlderPathWhereTheNewerIsMissing() {
        venue.answers("/fapi/v3/account", Venue.fixture("account.json"));

        assertThat(venue.account.account().canTrade()).isTrue();

        assertThat(venue.received("/fapi/v3/accountWithJoinMargin")).hasSize(1);
    }

    @Test
    void doesNotAskForTheAccountTwiceWhenRefused() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/accountWithJoinMargin")), Venue.error(401, -2015, "Invalid API-key"))
                .answers("/fapi/v3/account", Venue.fixture("account.json"));

        assertThatThrownBy(venue.account::account).isInstanceOf(ExchangeUnavailable.class);

        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void refusesAnAnswerOfFarTooManyPieces() {
        byte[] body = ("[" + "[],".repeat(600_000) + "[]]").getBytes(UTF_8);
        assertThat(WireObject.parse(body)).isNull();
        assertThat(WireObject.parse("[[],[]]".getBytes(UTF_8))).isNotNull();
    }

    @Test
    void listsOnlyWhatWasAskedFor() {
        venue.answers("/fapi/v3/positionRisk", Venue.fixture("position-risk.json"));
        assertThat(List.copyOf(venue.account.of(Venue.BTC)))
                .allSatisfy(position -> assertThat(position.symbol()).isEqualTo(Venue.BTC));
    }

    private long calls(String outcome) {
        return venue.meters
                .timer("bridge.exchange.calls", "endpoint", "balance", "outcome", outcome)
                .count();
    }
}
