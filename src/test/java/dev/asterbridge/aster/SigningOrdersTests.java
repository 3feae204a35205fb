package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.SignedOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing and sending are two steps, so that what is sent can be on record before it is. */
class SigningOrdersTests {

    private static final Duration OLD = Duration.ofSeconds(5);
    private static final String FILLED = """
            {"orderId":1,"clientOrderId":"abc-1","symbol":"BTCUSDT","side":"BUY","positionSide":"BOTH","status":"FILLED",
             "type":"MARKET","origQty":"0.010","executedQty":"0.010","avgPrice":"50000","updateTime":1}""";

    private final MovingClock clock = new MovingClock();
    private Venue venue = new Venue(clock, Duration.ofSeconds(5));

    @BeforeEach
    void fillsEveryOrder() {
        venue.answers(post(urlPathEqualTo("/fapi/v3/order")), okJson(FILLED));
    }

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void sendsNothingBySigning() {
        venue.orders.sign(Venue.market("abc-1"));
        assertThat(venue.received()).isEmpty();
    }

    @Test
    void sendsTheVeryRequestThatWasSigned() throws Exception {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        venue.orders.sign(Venue.market("abc-2"));
        assertThat(venue.orders.send(order)).isInstanceOf(OrderOutcome.Accepted.class);

        String body = venue.received().getFirst().getBodyAsString();
        assertThat(body).contains("nonce=" + order.nonce() + "&", "newClientOrderId=abc-1&");
        String signed = body.substring(0, body.indexOf("&signature="));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(signed.getBytes(StandardCharsets.UTF_8));
        assertThat(order.requestHash()).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(order.request()).isEqualTo(Venue.market("abc-1"));
    }

    @Test
    void makesAnotherRequestEachTime() {
        SignedOrder first = venue.orders.sign(Venue.market("abc-1"));
        SignedOrder second = venue.orders.sign(Venue.market("abc-1"));
        assertThat(second.nonce()).isGreaterThan(first.nonce());
        assertThat(second.requestHash()).isNotEqualTo(first.requestHash());
    }

    @Test
    void sendsAnOrderOnce() {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        venue.orders.send(order);
        assertThatIllegalStateException()
                .isThrownBy(() -> venue.orders.send(order))
                .withMessageContaining("abc-1");
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void anOrderHeldBackIsNotSentLaterEither() {
        venue.bans.learn(418, null, "", null);
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        assertThat(reasonOf(venue.orders.send(order))).isEqualTo(Refusal.Reason.RATE_LIMITED);
        clock.advance(Duration.ofSeconds(1));
        assertThatIllegalStateException().isThrownBy(() -> venue.orders.send(order));
        assertThat(venue.received()).isEmpty();
    }

    @Test
    void sendsNoOrderOfAnotherLine() {
        FakeExchange other = new FakeExchange();
        SignedOrder order = other.sign(Venue.market("abc-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> venue.orders.send(order));
        assertThat(venue.received()).isEmpty();
    }

    @Test
    void sendsAnOrderThatIsJustYoungEnough() {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        clock.advance(OLD.minusMillis(1));
        venue.nanos.addAndGet(OLD.toNanos());
        assertThat(venue.orders.send(order)).isInstanceOf(OrderOutcome.Accepted.class);
    }

    @Test
    void sendsNoOrderAfterAPauseOfThisProcess() {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        venue.nanos.addAndGet(OLD.toNanos() + 1);
        assertNotSent(order);
    }

    /** A machine that sleeps stops the clock that never jumps. */
    @Test
    void sendsNoOrderAfterThisMachineSlept() {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        clock.advance(OLD.plusMillis(1));
        assertNotSent(order);
    }

    @Test
    void sendsNoOrderAfterTheClockWasPutBack() {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        clock.advance(OLD.plusMillis(1).negated());
        assertNotSent(order);
    }

    @Test
    void sendsNoOrderWithANonceFromAnotherTime() {
        venue.memory.nonces.put(Venue.SIGNER, (clock.millis() + 6000) * 1000);
        assertNotSent(venue.orders.sign(Venue.market("abc-1")));
        venue.tellsTheTime(3000);
        venue.line.synchroniseClock();
        assertThat(venue.place(Venue.market("abc-1"))).isInstanceOf(OrderOutcome.Accepted.class);
    }

    @Test
    void isTakenUntilTheNonceWindowIsOverAndThreeSeconds() {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        assertThat(order.horizon())
                .isEqualTo(Instant.EPOCH.plusNanos(order.nonce() * 1000).plusSeconds(63));
        assertThat(order.signer()).isEqualTo(Venue.SIGNER.toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void isTakenUntilTheReceiveWindowIsOverAndFourSeconds() {
        venue.close();
        venue = new Venue(clock, Duration.ofSeconds(5), new Credentials.ApiKey("my-own-api-key-1234", "a-secret"));
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        Instant stamped = clock.instant()
                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                .minusMillis(200);
        assertThat(order.horizon()).isEqualTo(stamped.plusSeconds(9));
        assertThat(order.nonce()).isNull();
        assertThat(order.signer()).matches("key:[0-9a-f]{16}").doesNotContain("my-own");
    }

    @Test
    void showsNoSignature() {
        SignedOrder order = venue.orders.sign(Venue.market("abc-1"));
        venue.orders.send(order);
        String body = venue.received().getFirst().getBodyAsString();
        assertThat(order.toString())
                .contains("abc-1")
                .doesNotContain("signature", body.substring(body.length() - 20), "quantity");
    }

    private void assertNotSent(SignedOrder order) {
        assertThat(venue.orders.send(order)).isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
            assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.UNREACHABLE);
            assertThat(rejected.refusal().text()).startsWith("NOT SENT");
        });
        assertThat(venue.received()).isEmpty();
    }

    private static Refusal.Reason reasonOf(OrderOutcome outcome) {
        return ((OrderOutcome.Rejected) outcome).refusal().reason();
    }
}
