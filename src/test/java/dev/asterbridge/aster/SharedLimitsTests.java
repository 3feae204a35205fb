package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.LineMemory.Limit;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.RememberedLimits;
import dev.asterbridge.exchange.SignedOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the exchange asked for holds after a restart, and for every instance. */
@ExtendWith(OutputCaptureExtension.class)
class SharedLimitsTests {

    private static final String BALANCE = "/fapi/v3/balance";
    private static final String ORDER = "/fapi/v3/order";

    private final MovingClock clock = new MovingClock();
    private final RememberedLimits memory = new RememberedLimits();
    private final Venue venue = new Venue(clock, memory);

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void aBanIsOnRecordBeforeTheAnswerIsGiven() {
        venue.answers(
                get(urlPathEqualTo(BALANCE)), Venue.error(418, -1003, "banned").withHeader("Retry-After", "600"));
        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);

        assertThat(memory.limits())
                .contains(new Limit("silence", clock.instant().plusSeconds(600), 0));
    }

    @Test
    void sendsNothingAfterARestartWhileBanned() {
        memory.keep(List.of(new Limit("silence", clock.instant().plusSeconds(600), 0)));
        venue.answers(BALANCE, "[]");

        assertThat(venue.place(Venue.closing("abc-1", PositionSide.BOTH)))
                .isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
                    assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.RATE_LIMITED);
                    assertThat(rejected.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(600));
                });
        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        assertThatThrownBy(venue.client::time).isInstanceOf(ExchangeUnavailable.class);
        venue.connection.tick();
        assertThat(venue.received()).isEmpty();

        clock.advance(Duration.ofSeconds(600));
        assertThat(venue.account.balances()).isEmpty();
    }

    @Test
    void sendsNothingBeforeTheMemoryHasAnswered() {
        venue.answers(BALANCE, "[]").answers(post(urlPathEqualTo(ORDER)), Venue.error(400, -2019, "Margin"));
        SignedOrder signedBefore = venue.orders.sign(Venue.market("abc-1"));
        memory.down = true;

        assertThat(venue.orders.send(signedBefore)).isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
            assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.UNREACHABLE);
            assertThat(rejected.refusal().text()).startsWith("NOT SENT").contains("journal");
        });
        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        assertThat(venue.received()).isEmpty();

        memory.down = false;
        assertThat(venue.account.balances()).isEmpty();
    }

    @Test
    void aMemoryThatFailsLaterStopsNothing(CapturedOutput output) {
        venue.answers(BALANCE, "[]");
        venue.account.balances();
        memory.down = true;
        for (int i = 0; i < 3; i++) {
            venue.limits.tick();
            assertThat(venue.account.balances()).isEmpty();
        }
        venue.answers(
                get(urlPathEqualTo(BALANCE)), Venue.error(418, -1003, "banned").withHeader("Retry-After", "600"));
        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        assertThat(venue.bans.remaining()).isPresent();
        assertThat(output).containsOnlyOnce("cannot be put on record").doesNotContain("on record again");

        memory.down = false;
        venue.limits.tick();
        venue.limits.tick();
        assertThat(memory.limits())
                .contains(new Limit("silence", clock.instant().plusSeconds(600), 0));
        assertThat(output).containsOnlyOnce("on record again");
    }

    @Test
    void whatWasUsedIsOnRecordOnceASecondAndOnlyWhenItChanged() {
        clock.moveTo(Instant.parse("2026-11-20T12:00:00Z"));
        venue.answers(BALANCE, "[]");
        venue.limits.tick();
        assertThat(memory.kept).isEmpty();

        venue.account.balances();
        venue.limits.tick();
        venue.limits.tick();
        assertThat(memory.kept)
                .containsExactly(List.of(new Limit("weight in PT1M", Instant.parse("2026-11-20T12:01:00Z"), 5)));
    }

    @Test
    void aRestartDoesNotForgetWhatWasUsed() {
        clock.moveTo(Instant.parse("2026-11-20T12:00:00Z"));
        memory.keep(List.of(new Limit("weight in PT1M", Instant.parse("2026-11-20T12:01:00Z"), 958)));
        venue.answers(BALANCE, "[]");

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);

        assertThat(venue.received()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(venue.account.balances()).isEmpty();
    }

    @Test
    void heedsTheBanOfAnotherInstanceWithinASecond() {
        venue.answers(BALANCE, "[]");
        venue.account.balances();
        try (Venue other = new Venue(clock, memory)) {
            other.answers(get(urlPathEqualTo(BALANCE)), Venue.error(418, -1003, "banned"));
            assertThatThrownBy(other.account::balances).isInstanceOf(ExchangeUnavailable.class);
        }
        venue.limits.tick();

        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void afterTooManyRequestsExitsGoFirst() {
        venue.answers(get(urlPathEqualTo(BALANCE)), Venue.status(429))
                .answers("/fapi/v3/positionRisk", "[]")
                .answers(post(urlPathEqualTo(ORDER)), Venue.error(400, -2022, "ReduceOnly"));
        assertThatThrownBy(venue.account::balances).isInstanceOf(ExchangeUnavailable.class);
        assertThat(memory.limits()).anyMatch(limit -> limit.name().equals("pause of requests"));

        clock.advance(Duration.ofSeconds(4));
        assertThat(reasonOf(Venue.closing("abc-1", PositionSide.BOTH))).isEqualTo(Refusal.Reason.RATE_LIMITED);
        assertThat(venue.received()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(venue.account.of(Venue.BTC)).isEmpty();
        assertThat(reasonOf(Venue.market("abc-2"))).isEqualTo(Refusal.Reason.RATE_LIMITED);
        assertThat(reasonOf(Venue.closing("abc-3", PositionSide.BOTH))).isEqualTo(Refusal.Reason.REFUSED);
        assertThat(venue.received()).hasSize(3);
    }

    @Test
    void afterTooManyOrdersReadsGoOn() {
        venue.answers(post(urlPathEqualTo(ORDER)), Venue.error(400, -1015, "Too many new orders"))
                .answers(get(urlPathEqualTo(BALANCE)), okJson("[]"));
        venue.place(Venue.market("abc-1"));

        assertThat(venue.account.balances()).isEmpty();
        assertThat(reasonOf(Venue.market("abc-2"))).isEqualTo(Refusal.Reason.RATE_LIMITED);
        assertThat(venue.received()).hasSize(2);
        clock.advance(Duration.ofSeconds(60));
        venue.place(Venue.market("abc-3"));
        assertThat(venue.received()).hasSize(3);
    }

    private Refusal.Reason reasonOf(dev.asterbridge.exchange.OrderRequest request) {
        return ((OrderOutcome.Rejected) venue.place(request)).refusal().reason();
    }
}
