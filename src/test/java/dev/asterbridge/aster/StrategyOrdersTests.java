package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.SignedOrder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
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

/** An order and the exits that are tied to it: one request, sent once, proven only by an order that is shown. */
class StrategyOrdersTests {

    private static final String PATH = "/fapi/v3/placeStrategyOrder";
    private static final String ORDER = "/fapi/v3/order";
    private static final String TAKEN = """
            {"strategyId":123456789,"clientStrategyId":"abc-1","strategyType":"OTO","strategyStatus":"WORKING",\
            "updateTime":1699900000000,"failureCode":0,"failureReason":""}""";
    private static final String RESTS = Venue.fixture("order-filled.json")
            .replace("FILLED", "NEW")
            .replace("\"executedQty\": \"0.010\"", "\"executedQty\": \"0\"");

    private static final String STOP = "STOP 58800 MARK_PRICE";
    private static final String TAKE = "TAKE_PROFIT 61800 MARK_PRICE";

    private Venue venue = new Venue();

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void anOrderIsSentWithItsStopInOneRequest() {
        place(okJson(TAKEN), okJson(RESTS));

        assertThat(parameters(venue.received(PATH).getFirst()))
                .startsWith("clientStrategyId=abc-1&strategyType=OTO&subOrderList=["
                        + "{\"strategySubId\":\"1\",\"securityType\":\"USDT_FUTURES\",\"symbol\":\"BTCUSDT\",\"side\":\"BUY\","
                        + "\"positionSide\":\"BOTH\",\"type\":\"LIMIT\",\"quantity\":\"0.01\",\"timeInForce\":\"GTC\","
                        + "\"price\":\"60000\",\"clientOrderId\":\"abc-1\",\"firstDrivenId\":\"0\",\"secondDrivenId\":\"0\"},"
                        + "{\"strategySubId\":\"2\",\"securityType\":\"USDT_FUTURES\",\"symbol\":\"BTCUSDT\",\"side\":\"SELL\","
                        + "\"positionSide\":\"BOTH\",\"type\":\"STOP_MARKET\",\"quantity\":\"0.01\",\"stopPrice\":\"58800\","
                        + "\"workingType\":\"MARK_PRICE\",\"reduceOnly\":\"true\",\"clientOrderId\":\"abc-1s\","
                        + "\"firstDrivenId\":\"1\",\"firstDrivenOn\":\"PARTIALLY_FILLED_OR_FILLED\","
                        + "\"firstTrigger\":\"PLACE_ORDER\",\"secondDrivenId\":\"0\"}]&nonce=")
                .doesNotContain("newClientOrderId", "newOrderRespType", "closePosition", "timestamp", "recvWindow");
    }

    @Test
    void withTwoExitsItIsOneRequestTooAndOneGoesWhenTheOtherIsFilled() {
        answer(okJson(TAKEN), okJson(RESTS));
        OrderOutcome outcome = venue.place(order(PositionSide.BOTH, "LIMIT 60000 GTC", STOP, TAKE));

        assertThat(outcome).isInstanceOf(OrderOutcome.Accepted.class);
        assertThat(venue.received(PATH)).hasSize(1);
        assertThat(parameters(venue.received(PATH).getFirst()))
                .startsWith("clientStrategyId=abc-1&strategyType=OTOCO&subOrderList=[{\"strategySubId\":\"1\",")
                .contains(
                        "\"clientOrderId\":\"abc-1\",\"firstDrivenId\":\"0\",\"secondDrivenId\":\"0\"},"
                                + "{\"strategySubId\":\"2\",\"securityType\":\"USDT_FUTURES\",\"symbol\":\"BTCUSDT\","
                                + "\"side\":\"SELL\",\"positionSide\":\"BOTH\",\"type\":\"STOP_MARKET\",\"quantity\":\"0.01\","
                                + "\"stopPrice\":\"58800\",\"workingType\":\"MARK_PRICE\",\"reduceOnly\":\"true\","
                                + "\"clientOrderId\":\"abc-1s\",\"firstDrivenId\":\"1\","
                                + "\"firstDrivenOn\":\"PARTIALLY_FILLED_OR_FILLED\",\"firstTrigger\":\"PLACE_ORDER\","
                                + "\"secondDrivenId\":\"3\",\"secondDrivenOn\":\"FILLED\",\"secondTrigger\":\"CANCEL_ORDER\"},"
                                + "{\"strategySubId\":\"3\",\"securityType\":\"USDT_FUTURES\",\"symbol\":\"BTCUSDT\","
                                + "\"side\":\"SELL\",\"positionSide\":\"BOTH\",\"type\":\"TAKE_PROFIT_MARKET\",\"quantity\":\"0.01\","
                                + "\"stopPrice\":\"61800\",\"workingType\":\"MARK_PRICE\",\"reduceOnly\":\"true\","
                                + "\"clientOrderId\":\"abc-1t\",\"firstDrivenId\":\"1\","
                                + "\"firstDrivenOn\":\"PARTIALLY_FILLED_OR_FILLED\",\"firstTrigger\":\"PLACE_ORDER\","
                                + "\"secondDrivenId\":\"2\",\"secondDrivenOn\":\"FILLED\",\"secondTrigger\":\"CANCEL_ORDER\"}]");
    }

    @Test
    void aTakeProfitMayBeTiedAlone() {
        answer(okJson(TAKEN), okJson(RESTS));
        venue.place(order(PositionSide.BOTH, "LIMIT 60000 GTC", TAKE));

        assertThat(parameters(venue.received(PATH).getFirst()))
                .contains("strategyType=OTO&", "\"type\":\"TAKE_PROFIT_MARKET\"", "\"abc-1t\"")
                .doesNotContain("\"strategySubId\":\"3\"", "CANCEL_ORDER");
    }

    @Test
    void inHedgeModeThePositionSideSaysThatTheStopReduces() {
        answer(okJson(TAKEN), okJson(RESTS.replace("BOTH", "LONG")));
        venue.place(order(PositionSide.LONG, "LIMIT 60000 GTX"));

        assertThat(parameters(venue.received(PATH).getFirst()))
                .contains("\"side\":\"SELL\",\"positionSide\":\"LONG\"", "\"timeInForce\":\"GTX\"")
                .doesNotContain("reduceOnly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MARKET",
                "STOP 61000 CONTRACT_PRICE",
                "STOP 61000 MARK_PRICE LIMIT 61100",
                "TRAILING_STOP 1 MARK_PRICE"
            })
    void whateverOpensMayHaveAStop(String terms) {
        answer(okJson(TAKEN), okJson(RESTS));

        assertThat(venue.place(order(PositionSide.BOTH, terms))).isInstanceOf(OrderOutcome.Accepted.class);
        assertThat(parameters(venue.received(PATH).getFirst()))
                .contains("\"type\":\"%s\"".formatted(OrderTerms.parse(terms).type()), "\"abc-1s\"");
    }

    @Test
    void theVeryBytesThatAreSentAreSigned() throws Exception {
        place(okJson(TAKEN), okJson(RESTS));

        String body = venue.received(PATH).getFirst().getBodyAsString();
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
        assertThat(body).doesNotContain("\"", "{", "[", " ", ":");
    }

    @Test
    void itIsOneRequestWithOneNonceAndOneHash() {
        answer(okJson(TAKEN), okJson(RESTS));
        SignedOrder signed = venue.orders.sign(order(PositionSide.BOTH, "LIMIT 60000 GTC"));
        venue.orders.send(signed);

        String body = venue.received(PATH).getFirst().getBodyAsString();
        String message = body.substring(0, body.indexOf("&signature="));
        assertThat(message).contains("&nonce=" + signed.nonce() + "&");
        assertThat(signed.requestHash()).isEqualTo(SignedText.sha256(message));
        assertThat(venue.received(PATH)).hasSize(1);
    }

    @Test
    void whatWasTakenIsLookedUpAtOnce() {
        assertThat(place(okJson(TAKEN), okJson(RESTS)))
                .isInstanceOfSatisfying(OrderOutcome.Accepted.class, accepted -> {
                    assertThat(accepted.order().orderId()).isEqualTo(22542179L);
                    assertThat(accepted.order().status()).isEqualTo(OrderStatus.NEW);
                });
        assertThat(venue.received(PATH)).hasSize(1);
        assertThat(venue.received(ORDER)).hasSize(1);
        assertThat(venue.received(ORDER).getFirst().getUrl()).contains("origClientOrderId=abc-1");
    }

    @Test
    void whatWasTakenAndIsNotShownYetIsUnknown() {
        assertThat(place(okJson(TAKEN), Venue.error(400, -2013, "Order does not exist.")))
                .isInstanceOfSatisfying(
                        OrderOutcome.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("not shown yet"));
    }

    /** What keeps the question from being answered must not pass for a refusal of the order. */
    static Stream<Arguments> answersThatKeepTheOrderUnknown() {
        return Stream.of(
                Arguments.of("429", Venue.error(429, -1003, "Too many requests.")),
                Arguments.of("403", Venue.status(403)),
                Arguments.of("503", Venue.status(503)),
                Arguments.of("a code that would refuse an order", Venue.error(400, -1121, "Invalid symbol.")),
                Arguments.of("no such order, from a gateway", Venue.error(502, -2013, "Order does not exist.")),
                Arguments.of("a broken connection", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("another order", okJson(RESTS.replace("abc-1", "abc-2"))),
                Arguments.of("another side", okJson(RESTS.replace("BUY", "SELL"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatKeepTheOrderUnknown")
    void whatWasTakenAndCannotBeLookedUpIsUnknown(String what, ResponseDefinitionBuilder looked) {
        assertThat(place(okJson(TAKEN), looked)).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received(PATH)).hasSize(1);
        // A question on a connection that breaks is repeated by the JDK.
        assertThat(venue.received(ORDER)).as("asked once; the lane asks on").hasSizeBetween(1, 2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatKeepTheOrderUnknown")
    void whatWasRefusedAndCannotBeLookedUpIsUnknown(String what, ResponseDefinitionBuilder looked) {
        assertThat(place(failure(-4142), looked)).isInstanceOf(OrderOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-4142, -2019, -4045, -1111, -4164})
    void aFailureCodeThatProvesItIsARefusal(int code) {
        assertThat(place(failure(code), Venue.error(400, -2013, "Order does not exist.")))
                .isInstanceOfSatisfying(OrderOutcome.Rejected.class, rejected -> {
                    assertThat(rejected.refusal().reason()).isEqualTo(Refusal.Reason.REFUSED);
                    assertThat(rejected.refusal().code()).isEqualTo(code);
                    assertThat(rejected.refusal().text()).isEqualTo("no");
                });
        assertThat(venue.received(PATH)).hasSize(1);
    }

    @Test
    void anOrderThatIsThereInSpiteOfARefusalIsNotOverlooked() {
        assertThat(place(failure(-4142), okJson(RESTS))).isInstanceOf(OrderOutcome.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1000, -1001, -1006, -1007, -1016, -4083, -4116, -4124, -4225, -9999, 4142, 1})
    void aFailureCodeThatIsNotOnTheListProvesNothing(int code) {
        assertThat(place(failure(code), Venue.error(400, -2013, "Order does not exist.")))
                .isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received(PATH)).hasSize(1);
    }

    static Stream<Arguments> answersThatProveNothing() {
        return Stream.of(
                Arguments.of("a refusal of a strategy at work", okJson(TAKEN.replace(":0,", ":-4142,"))),
                Arguments.of(
                        "a refusal of one just taken", okJson(working("NEW").replace(":0,", ":-4142,"))),
                Arguments.of(
                        "a failure code beyond all numbers", okJson(TAKEN.replace(":0,", ":99999999999999999999,"))),
                Arguments.of("no failure code", okJson(TAKEN.replace("failureCode", "code"))),
                Arguments.of("no strategy", okJson(TAKEN.replace("strategyId", "id"))),
                Arguments.of("another strategy", okJson(TAKEN.replace("abc-1", "abc-2"))),
                Arguments.of("an empty success", aResponse().withStatus(200)),
                Arguments.of("a success cut short", okJson(TAKEN.substring(0, 60))),
                Arguments.of("an empty object", okJson("{}")),
                Arguments.of("a list", okJson("[" + TAKEN + "]")),
                Arguments.of("HTML", aResponse().withStatus(200).withBody("<html>ok</html>")),
                Arguments.of("a redirect", aResponse().withStatus(307).withHeader("Location", PATH + "/elsewhere")),
                Arguments.of("500", Venue.status(500)),
                Arguments.of("503", Venue.status(503)),
                Arguments.of("504", Venue.status(504)),
                Arguments.of("404", Venue.status(404)),
                Arguments.of("a refusal inside a 500", Venue.error(500, -2019, "Margin is insufficient.")),
                Arguments.of("a nonce used before", Venue.error(400, -4225, "Nonce Expired")),
                Arguments.of("an internal error", Venue.error(400, -1001, "Internal error")));
    }

    /** None of them is followed by a question of its own: the lane asks. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatProveNothing")
    void knowsNothingAfter(String what, ResponseDefinitionBuilder answer) {
        assertThat(place(answer, okJson(RESTS))).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received(PATH)).hasSize(1);
        assertThat(venue.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void sendsOnceAndKnowsNothingWhenTheConnectionBreaks(Fault fault) {
        assertThat(place(aResponse().withFault(fault), okJson(RESTS))).isInstanceOf(OrderOutcome.Unknown.class);
        assertThat(venue.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 200})
    void aCodeThatRefusesAnyOrderRefusesThisOne(int status) {
        assertThat(place(
                        Venue.error(status, -1102, "Mandatory parameter 'subOrderList' was not sent."),
                        Venue.error(400, -2013, "Order does not exist.")))
                .isInstanceOf(OrderOutcome.Rejected.class);
    }

    @Test
    void isNotSentWhenItIsStale() {
        answer(okJson(TAKEN), okJson(RESTS));
        SignedOrder signed = venue.orders.sign(order(PositionSide.BOTH, "LIMIT 60000 GTC"));
        venue.nanos.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(venue.orders.send(signed)).isInstanceOf(OrderOutcome.Rejected.class);
        assertThat(venue.received()).isEmpty();
    }

    @Test
    void isNotSentWhenTheBudgetHasNoRoomForAllOfIt() {
        venue.budget.limits(List.of(
                new RateLimit(RateLimit.Unit.ORDERS, Duration.ofDays(1), 9),
                new RateLimit(RateLimit.Unit.WEIGHT, Duration.ofDays(1), 10_000)));
        assertThat(place(okJson(TAKEN), okJson(RESTS))).isInstanceOf(OrderOutcome.Accepted.class);
        assertThat(place(okJson(TAKEN), okJson(RESTS))).isInstanceOf(OrderOutcome.Rejected.class);
        assertThat(venue.received(PATH)).hasSize(1);
        assertThat(venue.budget.usedWeight()).isEqualTo(51);
    }

    @Test
    void anApiKeyCannotTieExits() {
        venue.close();
        venue = new Venue(Clock.systemUTC(), Duration.ofSeconds(5), new Credentials.ApiKey("abc", "def"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> venue.orders.sign(order(PositionSide.BOTH, "LIMIT 60000 GTC")))
                .withMessageContaining("API wallet");
    }

    private static String working(String status) {
        return TAKEN.replace("WORKING", status);
    }

    private static ResponseDefinitionBuilder failure(int code) {
        return okJson(
                working("REJECTED").replace(":0,\"failureReason\":\"\"", ":" + code + ",\"failureReason\":\"no\""));
    }

    private static OrderRequest order(PositionSide side, String terms) {
        return order(side, terms, STOP);
    }

    private static OrderRequest order(PositionSide side, String terms, String... exits) {
        return new OrderRequest(
                new ClientOrderId("abc-1"),
                Venue.BTC,
                Side.BUY,
                side,
                Quantity.of("0.010"),
                OrderTerms.parse(terms),
                false,
                Stream.of(exits)
                        .map(exit -> (OrderTerms.Triggered) OrderTerms.parse(exit))
                        .toList());
    }

    private static String parameters(LoggedRequest request) {
        return URLDecoder.decode(request.getBodyAsString(), StandardCharsets.UTF_8);
    }

    private void answer(ResponseDefinitionBuilder placed, ResponseDefinitionBuilder looked) {
        venue.answers(post(urlPathEqualTo(PATH)), placed).answers(get(urlPathEqualTo(ORDER)), looked);
    }

    private OrderOutcome place(ResponseDefinitionBuilder placed, ResponseDefinitionBuilder looked) {
        answer(placed, looked);
        return venue.place(order(PositionSide.BOTH, "LIMIT 60000 GTC"));
    }
}
