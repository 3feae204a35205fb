package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Refusal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

class CancellingOrdersTests {

    private static final String PATH = "/fapi/v3/order";
    private static final String FILLED = Venue.fixture("order-filled.json");
    private static final String CANCELLED =
            FILLED.replace("FILLED", "CANCELED").replace("\"executedQty\": \"0.010\"", "\"executedQty\": \"0.004\"");
    private static final String RESTS = FILLED.replace("FILLED", "NEW");
    private static final ClientOrderId ID = new ClientOrderId("abc-1");

    private Venue venue = new Venue();

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void answersTheOrderAsItIsAfterwards() {
        assertThat(cancel(okJson(CANCELLED))).hasValueSatisfying(order -> {
            assertThat(order.status()).isEqualTo(OrderStatus.CANCELED);
            assertThat(order.executedQuantity()).isEqualByComparingTo("0.004");
        });
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void namesTheOrderInASignedQueryWithoutABody() {
        cancel(okJson(CANCELLED));

        LoggedRequest sent = venue.received().getFirst();
        assertThat(sent.getMethod()).isEqualTo(RequestMethod.DELETE);
        assertThat(URI.create(sent.getUrl()).getPath()).isEqualTo(PATH);
        assertThat(URI.create(sent.getUrl()).getRawQuery())
                .startsWith("symbol=BTCUSDT&origClientOrderId=abc-1&nonce=")
                .contains("&user=" + Venue.USER + "&signer=" + Venue.SIGNER + "&signature=0x")
                .doesNotContain("timestamp", "recvWindow");
        assertThat(sent.getBodyAsString()).isEmpty();
    }

    @Test
    void goesToTheOlderPathWithAnApiKey() {
        venue.close();
        venue = new Venue(Clock.systemUTC(), Duration.ofSeconds(5), new Credentials.ApiKey("key", "secret"));
        venue.answers(delete(urlPathEqualTo("/fapi/v1/order")), okJson(CANCELLED));

        assertThat(venue.orders.cancel(Venue.BTC, ID)).isPresent();

        LoggedRequest sent = venue.received().getFirst();
        assertThat(sent.getHeader("X-MBX-APIKEY")).isEqualTo("key");
        assertThat(URI.create(sent.getUrl()).getRawQuery())
                .startsWith("symbol=BTCUSDT&origClientOrderId=abc-1&recvWindow=5000&timestamp=")
                .contains("&signature=");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2011, -2013})
    void whatHadEndedBeforeIsLookedUp(int code) {
        shows(okJson(FILLED));

        assertThat(cancel(Venue.error(400, code, "Unknown order sent.")))
                .hasValueSatisfying(order -> assertThat(order.status()).isEqualTo(OrderStatus.FILLED));
        assertThat(methods()).containsExactly("DELETE", "GET");
    }

    @Test
    void isEmptyWhenTheExchangeKnowsNoneOfThatName() {
        shows(Venue.error(400, -2013, "Order does not exist."));

        assertThat(cancel(Venue.error(400, -2011, "Unknown order sent."))).isEmpty();
    }

    @Test
    void nobodyKnowsWhenAnOrderThatIsNotOpenIsShownAsOpen() {
        shows(okJson(RESTS));

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> cancel(Venue.error(400, -2011, "Unknown order sent.")))
                .withMessageContaining("still shows it as NEW");
    }

    @Test
    void anAnswerThatShowsNoEndIsLookedUp() {
        shows(okJson(CANCELLED));

        assertThat(cancel(okJson(RESTS)))
                .hasValueSatisfying(order -> assertThat(order.status()).isEqualTo(OrderStatus.CANCELED));
        assertThat(methods()).containsExactly("DELETE", "GET");
    }

    @Test
    void nobodyKnowsWhenItCannotBeLookedUp() {
        shows(Venue.status(502));

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> cancel(Venue.error(400, -2011, "Unknown order sent.")));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void isRepeatedWhenTheConnectionBreaks(Fault fault) {
        first(aResponse().withFault(fault), Venue.error(400, -2011, "Unknown order sent."));
        shows(okJson(CANCELLED));

        assertThat(venue.orders.cancel(Venue.BTC, ID))
                .hasValueSatisfying(order -> assertThat(order.status()).isEqualTo(OrderStatus.CANCELED));
        assertThat(methods()).containsExactly("DELETE", "DELETE", "GET");
    }

    @Test
    void isRepeatedAfterATimeout() {
        venue.close();
        venue = new Venue(Clock.systemUTC(), Duration.ofMillis(400));
        first(okJson(CANCELLED).withFixedDelay(3000), okJson(CANCELLED));

        assertThat(venue.orders.cancel(Venue.BTC, ID)).isPresent();
    }

    @Test
    void isSignedAnewEachTime() {
        first(Venue.status(503), okJson(CANCELLED));
        venue.orders.cancel(Venue.BTC, ID);

        assertThat(venue.received())
                .extracting(sent -> sent.queryParameter("nonce").firstValue())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void isRepeatedWithTheRightTimeAfterABadNonce() {
        venue.tellsTheTime(90_000);
        first(Venue.error(400, -4225, "Nonce Expired"), okJson(CANCELLED));

        assertThat(venue.orders.cancel(Venue.BTC, ID)).isPresent();
        assertThat(venue.received(PATH)).hasSize(2);
    }

    static Stream<Arguments> answersThatProveNothing() {
        return Stream.of(
                Arguments.of("an empty success", aResponse().withStatus(200)),
                Arguments.of("HTML", aResponse().withStatus(200).withBody("<html>ok</html>")),
                Arguments.of("an empty object", okJson("{}")),
                Arguments.of("another order", okJson(CANCELLED.replace("abc-1", "abc-2"))),
                Arguments.of("another symbol", okJson(CANCELLED.replace("BTCUSDT", "ETHUSDT"))),
                Arguments.of("a redirect", aResponse().withStatus(307).withHeader("Location", "/fapi/v3/elsewhere")),
                Arguments.of("502", Venue.status(502)),
                Arguments.of("unknown order inside a 500", Venue.error(500, -2011, "Unknown order sent.")),
                Arguments.of("404", Venue.status(404)),
                Arguments.of("an internal error", Venue.error(400, -1001, "Internal error")),
                Arguments.of("some code", Venue.error(400, -9999, "never heard of")),
                Arguments.of("no permission", Venue.error(401, -2015, "Invalid API-key, IP, or permissions")),
                Arguments.of("the firewall", aResponse().withStatus(403).withBody("<html>Forbidden</html>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatProveNothing")
    void nobodyKnowsAfter(String what, ResponseDefinitionBuilder answer) {
        shows(okJson(CANCELLED));

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> cancel(answer));
        assertThat(methods()).containsOnly("DELETE");
    }

    @Test
    void givesUpAfterTheLastRetry() {
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> cancel(Venue.status(502)))
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.UNREACHABLE));
        assertThat(venue.received()).hasSize(4);
    }

    @Test
    void nobodyKnowsWhenNobodyListens() {
        venue.server.stop();

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> venue.orders.cancel(Venue.BTC, ID))
                .withMessageContaining("NOT SENT");
    }

    @Test
    void isPossibleWithWhatTheBudgetKeepsForExits() {
        venue.budget.limits(List.of(new RateLimit(RateLimit.Unit.WEIGHT, Duration.ofDays(1), 20)));
        venue.answers("/fapi/v3/allOrders", "[]");
        venue.orderReader.history(Venue.BTC, Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 10);
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(
                        () -> venue.orderReader.history(Venue.BTC, Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 10));

        assertThat(cancel(okJson(CANCELLED))).isPresent();
    }

    @Test
    void isPossibleWhenNoMoreOrdersAre() {
        venue.budget.limits(List.of(new RateLimit(RateLimit.Unit.ORDERS, Duration.ofDays(1), 2)));
        venue.place(Venue.market("abc-2"));

        assertThat(cancel(okJson(CANCELLED))).isPresent();
    }

    @Test
    void keepsSilentWhenAskedTo() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/balance")), Venue.error(418, -1003, "banned"));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(venue.account::balances);
        int before = venue.received().size();

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> cancel(okJson(CANCELLED)));
        assertThat(venue.received()).hasSize(before);
    }

    @Test
    void signsTheVeryBytesItSends() throws Exception {
        cancel(okJson(CANCELLED));

        String query = URI.create(venue.received().getFirst().getUrl()).getRawQuery();
        int cut = query.indexOf("&signature=");
        byte[] signature = Numeric.hexStringToByteArray(query.substring(cut + "&signature=".length()));
        Eip712Signer any = new Eip712Signer(
                Credentials.ApiWallet.of(Venue.USER, Venue.SIGNER, Venue.PRIVATE_KEY),
                1666,
                new NonceSource(venue.asterClock, venue.memory, Venue.SIGNER),
                Duration.ofSeconds(60));
        var recovered = Sign.signedMessageHashToKey(
                any.digest(query.substring(0, cut)),
                new Sign.SignatureData(
                        signature[64], Arrays.copyOfRange(signature, 0, 32), Arrays.copyOfRange(signature, 32, 64)));
        assertThat(Keys.toChecksumAddress(Keys.getAddress(recovered))).isEqualTo(Venue.SIGNER);
    }

    private Optional<Order> cancel(ResponseDefinitionBuilder answer) {
        venue.answers(delete(urlPathEqualTo(PATH)), answer);
        return venue.orders.cancel(Venue.BTC, ID);
    }

    private void shows(ResponseDefinitionBuilder answer) {
        venue.answers(get(urlPathEqualTo(PATH)), answer);
    }

    private void first(ResponseDefinitionBuilder one, ResponseDefinitionBuilder other) {
        venue.answers(
                delete(urlPathEqualTo(PATH))
                        .inScenario("twice")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("then"),
                one);
        venue.answers(delete(urlPathEqualTo(PATH)).inScenario("twice").whenScenarioStateIs("then"), other);
    }

    private List<String> methods() {
        return venue.received(PATH).stream()
                .map(sent -> sent.getMethod().getName())
                .toList();
    }
}
