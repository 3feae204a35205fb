package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

class PlacingOrdersTests {

    private static final String PATH = "/fapi/v3/order";
    private static final String FILLED = Venue.fixture("order-filled.json");

    private Venue venue = new Venue();

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void acceptsAnOrderTheExchangeFilled() {
        OrderOutcome outcome = place(okJson(FILLED));

        assertThat(outcome).isInstanceOfSatisfying(OrderOutcome.Accepted.class, accepted -> {
            assertThat(accepted.order().orderId()).isEqualTo(22542179L);
            assertThat(accepted.order().status()).isEqualTo(OrderStatus.FILLED);
            assertThat(accepted.order().averagePrice()).isEqualByComparingTo("60980.50");
            assertThat(accepted.order().executedQuantity()).isEqualByComparingTo("0.010");
            assertThat(accepted.order().createdAt()).isNull();
        });
    }

    @Test
    void sendsAMarketOrderAsAForm() {
        place(okJson(FILLED));

        LoggedRequest sent = venue.received().getFirst();
        assertThat(sent.getBodyAsString())
                .startsWith("symbol=BTCUSDT&side=BUY&positionSide=BOTH&type=MARKET&quantity=0.01"
                        + "&newClientOrderId=abc-1&newOrderRespType=RESULT&nonce=")
                .contains("&user=" + Venue.USER + "&signer=" + Venue.SIGNER + "&signature=0x")
                .doesNotContain("closePosition", "reduceOnly", "timestamp", "recvWindow");
        assertThat(sent.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(sent.getHeader("User-Agent")).isEqualTo("asterdex-trading-api");
        assertThat(sent.getUrl()).isEqualTo(PATH);
    }

    @Test
    void sendsALimitOrderThatStaysUntilCancelled() {
        venue.answers(post(urlPathEqualTo(PATH)), okJson(FILLED));
        venue.place(Venue.limit("abc-1"));

        assertThat(venue.received().getFirst().getBodyAsString())
                .contains("side=SELL", "type=LIMIT", "timeInForce=GTC", "price=61000.1&");
    }

    @Test
    void saysReduceOnlyInOneWayMode() {
        venue.answers(post(urlPathEqualTo(PATH)), okJson(FILLED));
        venue.place(Venue.closing("abc-1", PositionSide.BOTH));

        assertThat(venue.received().getFirst().getBodyAsString()).contains("reduceOnly=true");
    }

    @Test
    void leavesReduceOnlyOutInHedgeMode() {
        venue.answers(post(urlPathEqualTo(PATH)), okJson(FILLED));
        venue.place(Venue.closing("abc-1", PositionSide.LONG));

        assertThat(venue.received().getFirst().getBodyAsString())
                .contains("positionSide=LONG")
                .doesNotContain("reduceOnly");
    }

    @Test
    void signsTheVeryBytesItSends() throws Exception {
        place(okJson(FILLED));

        String body = venue.received().getFirst().getBodyAsString();
        int cut = body.indexOf("&signature=");
        byte[] signature = Numeric.hexStringToByteArray(body.substring(cut + "&signature=".length()));
        Eip712Signer any = new Eip712Signer(
                Credentials.ApiWallet.of(Venue.USER, Venue.SIGNER, Venue.PRIVATE_KEY),
                1666,
                new NonceSource(venue.asterClock, venue.memory, Venue.SIGNER),
                Duration.ofSeconds(60));
        var recovered = Sign.signedMessageHashToKey(
                any.digest(body.substring(0, cut)),
                new Sign.SignatureData(
                        signature[64], Arrays.copyOfRange(signature, 0, 32), Arrays.copyOfRange(signature, 32, 64)));
        assertThat(Keys.toChecksumAddress(Keys.getAddress(recovered))).isEqualTo(Venue.SIGNER);
    }

    @Test
    void doesNotResendAnOrderAfter503() {
        assertThat(place(Venue.status(503))).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void sendsOnceAndKnowsNothingWhenTheConnectionBreaks(Fault fault) {
        assertThat(place(aResponse().withFault(fault))).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received()).hasSize(1);
    }

    /** A connection used before is where HTTP clients like to try again by themselves. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void sendsOnceWhenAConnectionUsedBeforeBreaks(Fault fault) {
        place(okJson(FILLED));
        assertThat(place(aResponse().withFault(fault))).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received()).hasSize(2);
    }

    @Test
    void sendsOnceAndKnowsNothingAfterATimeout() {
        impatient();
        assertThat(place(okJson(FILLED).withFixedDelay(5000)))
                .isInstanceOfSatisfying(
                        OrderOutcome.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("in time"));
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void sendsOnceAndKnowsNothingWhenTheAnswerDrips() {
        impatient();
        long start = System.nanoTime();
        assertThat(place(okJson(FILLED).withChunkedDribbleDelay(20, 20_000))).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(venue.received()).hasSize(1);
    }

    static Stream<Arguments> answersThatProveNothing() {
        return Stream.of(
                Arguments.of("an empty success", aResponse().withStatus(200)),
                Arguments.of("a success cut short", okJson(FILLED.substring(0, 80))),
                Arguments.of("HTML", aResponse().withStatus(200).withBody("<html>ok</html>")),
                Arguments.of(
                        "no order id", okJson("{\"symbol\":\"BTCUSDT\",\"clientOrderId\":\"abc-1\",\"side\":\"BUY\"}")),
                Arguments.of("an empty object", okJson("{}")),
                Arguments.of("a list", okJson("[" + FILLED + "]")),
                Arguments.of("another order", okJson(FILLED.replace("abc-1", "abc-2"))),
                Arguments.of("another symbol", okJson(FILLED.replace("BTCUSDT", "ETHUSDT"))),
                Arguments.of("another side", okJson(FILLED.replace("BUY", "SELL"))),
                Arguments.of("trailing text", okJson(FILLED + "}")),
                Arguments.of("a huge number", okJson(FILLED.replace("\"0.010\"", "\"1e999999999\""))),
                Arguments.of("a redirect", aResponse().withStatus(307).withHeader("Location", "/fapi/v3/elsewhere")),
                Arguments.of("a moved page", aResponse().withStatus(301).withHeader("Location", "/fapi/v3/elsewhere")),
                Arguments.of("500 in HTML", aResponse().withStatus(500).withBody("<html>")),
                Arguments.of("502", Venue.status(502)),
                Arguments.of("504", Venue.status(504)),
                Arguments.of("a refusal inside a 500", Venue.error(500, -2019, "Margin is insufficient.")),
                Arguments.of("400 without an error", aResponse().withStatus(400).withBody("bad")),
                Arguments.of("401 without an error", Venue.status(401)),
                Arguments.of("404", Venue.status(404)),
                Arguments.of("a nonce used before", Venue.error(400, -4225, "Nonce Expired")),
                Arguments.of("an id used before", Venue.error(400, -2010, "Duplicate clientOrderId")),
                Arguments.of("an internal error", Venue.error(400, -1001, "Internal error")),
                Arguments.of("some other -1000", Venue.error(400, -1000, "An unknown error occured")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatProveNothing")
    void knowsNothingAfter(String what, ResponseDefinitionBuilder answer) {
        assertThat(place(answer)).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void isRefusedByACode() {
        assertThat(place(Venue.error(400, -2019, "Margin is insufficient.")))
                .isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
                    assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.REFUSED);
                    assertThat(rejected.refusal().code()).isEqualTo(-2019);
                    assertThat(rejected.refusal().text()).isEqualTo("Margin is insufficient.");
                    assertThat(rejected.refusal().advice()).contains("Deposit USDT");
                });
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void isRefusedByACodeInsideASuccess() {
        assertThat(place(Venue.error(200, -1111, "Precision is over the maximum defined for this asset.")))
                .isInstanceOf(OrderOutcome.Rejected.class);
    }

    @Test
    void isNotExecutedWhenTheFirewallTurnsItAway() {
        assertThat(place(aResponse().withStatus(403).withBody("<html>Forbidden</html>")))
                .isInstanceOfSatisfying(
                        OrderOutcome.Rejected.class,
                        rejected -> assertThat(rejected.refusal().advice()).contains("firewall"));
        venue.place(Venue.market("abc-2"));
        assertThat(venue.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {418, 429})
    void isNotExecutedWhenThereWereTooManyRequests(int status) {
        assertThat(place(Venue.error(status, -1003, "Too many requests.").withHeader("Retry-After", "7")))
                .isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
                    assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.RATE_LIMITED);
                    assertThat(rejected.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(7));
                });
        assertThat(venue.place(Venue.market("abc-2"))).isInstanceOf(OrderOutcome.Rejected.class);
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void isNotSentWhenNobodyListens() {
        venue.server.stop();
        assertThat(venue.place(Venue.market("abc-1"))).isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
            assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.UNREACHABLE);
            assertThat(rejected.refusal().text()).startsWith("NOT SENT");
        });
    }

    @Test
    void isNotSentWhenTheHostHasNoAddress() {
        venue.address.moveTo(URI.create("http://no-such-host.invalid"));
        assertThat(venue.place(Venue.market("abc-1"))).isInstanceOf(OrderOutcome.Rejected.class);
    }

    @Test
    void isNotSentWhenTheHostCannotProveWhoItIs() {
        venue.close();
        venue = Venue.withSelfSignedTls();
        assertThat(venue.place(Venue.market("abc-1")))
                .isInstanceOfSatisfying(
                        OrderOutcome.Rejected.class,
                        rejected -> assertThat(rejected.refusal().text()).contains("NOT SENT", "TLS"));
        assertThat(venue.received()).isEmpty();
    }

    @Test
    void isNotSentWhenTheBudgetIsUsedUp() {
        venue.budget.limits(List.of(new RateLimit(RateLimit.Unit.ORDERS, Duration.ofDays(1), 2)));
        venue.answers(post(urlPathEqualTo(PATH)), okJson(FILLED));
        assertThat(venue.place(Venue.market("abc-1"))).isInstanceOf(OrderOutcome.Accepted.class);
        assertThat(venue.place(Venue.market("abc-2"))).isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
            assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.RATE_LIMITED);
            assertThat(rejected.refusal().retryAfter()).isPositive();
        });
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void countsWhatBecameOfOrders() {
        place(okJson(FILLED));
        assertThat(venue.meters
                        .timer("bridge.exchange.calls", "endpoint", "place_order", "outcome", "ok")
                        .count())
                .isOne();
    }

    private void impatient() {
        venue.close();
        venue = new Venue(Clock.systemUTC(), Duration.ofMillis(400));
    }

    private OrderOutcome place(ResponseDefinitionBuilder answer) {
        venue.answers(post(urlPathEqualTo(PATH)), answer);
        return venue.place(Venue.market("abc-1"));
    }
}
