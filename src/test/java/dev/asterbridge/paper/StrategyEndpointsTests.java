package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asterbridge.paper.PaperFace.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyEndpointsTests {

    private static final String NONE = "\"firstDrivenId\":\"0\",\"secondDrivenId\":\"0\"";

    private final PaperFace face = new PaperFace();
    private String below = "";
    private String above = "";

    @BeforeEach
    void roundPricesAboutTheMarket() {
        BigDecimal price =
                new BigDecimal(face.get("/fapi/v3/ticker/price?symbol=BTCUSDT").text("price"));
        below = price.multiply(new BigDecimal("0.99"))
                .setScale(0, RoundingMode.DOWN)
                .toPlainString();
        above = price.multiply(new BigDecimal("1.01"))
                .setScale(0, RoundingMode.UP)
                .toPlainString();
    }

    private static String order(int id, String rest) {
        return "{\"strategySubId\":\"" + id + "\",\"securityType\":\"USDT_FUTURES\",\"symbol\":\"BTCUSDT\"," + rest
                + "}";
    }

    private static String links(int cancelledBy) {
        return "\"firstDrivenId\":1,\"firstDrivenOn\":\"PARTIALLY_FILLED_OR_FILLED\",\"firstTrigger\":\"PLACE_ORDER\","
                + "\"secondDrivenId\":" + cancelledBy
                + ",\"secondDrivenOn\":\"FILLED\",\"secondTrigger\":\"CANCEL_ORDER\"";
    }

    private String entry() {
        return order(
                1, "\"side\":\"BUY\",\"type\":\"MARKET\",\"quantity\":\"0.010\",\"clientOrderId\":\"entry\"," + NONE);
    }

    private String stopLoss() {
        return order(
                2,
                "\"side\":\"SELL\",\"type\":\"STOP_MARKET\",\"quantity\":0.01,\"stopPrice\":\"" + below
                        + "\",\"reduceOnly\":\"true\",\"priceProtect\":\"TRUE\",\"workingType\":\"MARK_PRICE\","
                        + links(3));
    }

    private String takeProfit() {
        return order(
                3,
                "\"side\":\"SELL\",\"type\":\"TAKE_PROFIT_MARKET\",\"closePosition\":true,\"stopPrice\":\"" + above
                        + "\"," + links(2));
    }

    private Answer place(String type, String list, String more) {
        return face.v3(
                "POST",
                "placeStrategyOrder",
                "strategyType=" + type + "&subOrderList=" + PaperFace.encoded(list) + more);
    }

    private String bracket() {
        return "[" + entry() + "," + stopLoss() + "," + takeProfit() + "]";
    }

    private Answer placeBracket() {
        return place("OTOCO", bracket(), "&clientStrategyId=mine");
    }

    @Test
    void aStrategyIsTaken() {
        Answer placed = placeBracket();

        assertThat(placed.status()).isEqualTo(200);
        assertThat(placed.names())
                .isEqualTo("strategyId clientStrategyId strategyType strategyStatus updateTime failureCode"
                        + " failureReason");
        assertThat(placed.text("strategyStatus")).isEqualTo("WORKING");
        assertThat(placed.body().path("strategyId").isIntegralNumber()).isTrue();
        assertThat(placed.body().path("failureCode").isIntegralNumber()).isTrue();
        assertThat(placed.body().path("failureCode").asInt()).isZero();
        assertThat(placed.text("failureReason")).isEmpty();
        assertThat(placed.response().getHeader("X-MBX-USED-WEIGHT-1M")).isEqualTo("51");
        assertThat(placed.response().getHeader("X-MBX-ORDER-COUNT-1M")).isEqualTo("1");
    }

    @Test
    void itsOrdersAreOrdinaryOrders() {
        placeBracket();

        JsonNode open = face.v3("GET", "openOrders", "symbol=BTCUSDT").body();
        assertThat(open).hasSize(2);
        assertThat(open.path(0).path("reduceOnly").asBoolean()).isTrue();
        assertThat(open.path(0).path("priceProtect").asBoolean()).isTrue();
        assertThat(open.path(1).path("closePosition").asBoolean()).isTrue();
        assertThat(face.v3("GET", "order", "symbol=BTCUSDT&origClientOrderId=entry")
                        .text("status"))
                .isEqualTo("FILLED");
        assertThat(face.v3("GET", "userTrades", "symbol=BTCUSDT").body()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clientStrategyId=mine", "strategyId="})
    void aStrategyIsShownWithItsOrders(String key) {
        String id = placeBracket().text("strategyId");
        String asked = "strategyType=OTOCO&" + key + (key.endsWith("=") ? id : "");
        Answer shown = face.v3("GET", "strategyOpenOrder", asked);

        assertThat(shown.names())
                .isEqualTo("strategyId clientStrategyId strategyType strategyStatus bookTime updateTime subOrders");
        assertThat(shown.body().path("subOrders")).hasSize(3);
        Answer leg = new Answer(200, shown.body().path("subOrders").path(1), shown.response());
        assertThat(leg.names())
                .isEqualTo("strategyId orderId clientOrderId status strategySubId firstDrivenId firstDrivenOn"
                        + " firstTrigger secondDrivenId secondDrivenOn secondTrigger securityType symbol side"
                        + " positionSide type timeInForce quantity reduceOnly closePosition price avgPrice priceProtect"
                        + " stopPrice activatePrice callbackRate workingType triggerTime");
        assertThat(leg.text("status")).isEqualTo("NEW");
        assertThat(leg.body().path("strategySubId").asInt()).isEqualTo(2);
        assertThat(leg.text("firstTrigger")).isEqualTo("PLACE_ORDER");
        assertThat(leg.body().path("secondDrivenId").asInt()).isEqualTo(3);
        assertThat(leg.text("quantity")).isEqualTo("0.01");
        assertThat(leg.text("stopPrice")).isEqualTo(below);
        assertThat(leg.body().path("activatePrice").isNull()).isTrue();
        assertThat(face.v3("GET", "strategyHistoryOrder", asked).code()).isEqualTo(-2013);
    }

    @Test
    void theFirstOrderHasNoLinksAndWasFilled() {
        placeBracket();
        JsonNode entry = face.v3("GET", "strategyOpenOrder", "strategyType=OTOCO&clientStrategyId=mine")
                .body()
                .path("subOrders")
                .path(0);

        assertThat(entry.path("firstDrivenId").asInt()).isZero();
        assertThat(entry.path("firstDrivenOn").asText()).isEmpty();
        assertThat(entry.path("status").asText()).isEqualTo("FILLED");
        assertThat(entry.path("clientOrderId").asText()).isEqualTo("entry");
        assertThat(new BigDecimal(entry.path("avgPrice").asText())).isPositive();
        assertThat(entry.path("triggerTime").asLong()).isEqualTo(face.clock.millis());
    }

    @Test
    void anOrderThatIsNotPlacedYetHasNoId() {
        String entry = order(
                1,
                "\"side\":\"BUY\",\"type\":\"LIMIT\",\"timeInForce\":\"GTC\",\"quantity\":\"0.01\",\"price\":\"" + below
                        + "\"," + NONE);
        String later = order(
                2,
                "\"side\":\"SELL\",\"type\":\"TAKE_PROFIT_MARKET\",\"closePosition\":\"true\",\"stopPrice\":\"" + above
                        + "\",\"firstDrivenId\":\"1\",\"firstDrivenOn\":\"FILLED\",\"firstTrigger\":\"PLACE_ORDER\","
                        + "\"secondDrivenId\":\"0\",\"clientOrderId\":\"later\"");
        String id = place("OTO", "[" + entry + "," + later + "]", "").text("strategyId");
        JsonNode leg = face.v3("GET", "strategyOpenOrder", "strategyType=OTO&strategyId=" + id)
                .body()
                .path("subOrders")
                .path(1);

        assertThat(leg.path("status").asText()).isEqualTo("PENDING");
        assertThat(leg.path("orderId").asLong()).isZero();
        assertThat(leg.path("clientOrderId").asText()).isEqualTo("later");
        assertThat(leg.path("triggerTime").asLong()).isZero();
        assertThat(face.v3("GET", "order", "symbol=BTCUSDT&origClientOrderId=later")
                        .code())
                .isEqualTo(-2013);
        assertThat(face.v3("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=later")
                        .code())
                .isEqualTo(-2011);
    }

    @Test
    void aRefusalIsAnAnswerWithAFailureCode() {
        Answer refused = place("OTOCO", bracket().replace(below, above), "");

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.body().path("failureCode").asInt()).isEqualTo(-4142);
        assertThat(refused.text("failureReason")).contains("triggered immediately");
        assertThat(refused.text("strategyStatus")).isEqualTo("REJECTED");
        assertThat(face.v3("GET", "openOrders", "symbol=BTCUSDT").body()).isEmpty();
        assertThat(face.v3("GET", "userTrades", "symbol=BTCUSDT").body()).isEmpty();
    }

    @Test
    void singleQuotesAreTaken() {
        assertThat(place("OTOCO", bracket().replace('"', '\''), "").text("strategyStatus"))
                .isEqualTo("WORKING");
    }

    @Test
    void aSmallNumberIsReadAsItIsWritten() {
        assertThat(SubOrderList.read("[{'a':0.0000001,'b':10,'c':1e999999999,'d':true,'e':null,'f':0.010}]")
                        .getFirst()
                        .values())
                .containsEntry("a", "0.0000001")
                .containsEntry("b", "10")
                .containsEntry("c", "1E+999999999")
                .containsEntry("d", "true")
                .doesNotContainKey("e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTOCO | \"firstDrivenId\":\"0\", | '' | -1102",
                "OTOCO | ,\"secondDrivenId\":\"0\" | '' | -1102",
                "OTOCO | \"firstDrivenOn\":\"PARTIALLY_FILLED_OR_FILLED\", | '' | -1102",
                "OTOCO | \"firstTrigger\":\"PLACE_ORDER\", | '' | -1102",
                "OTOCO | PARTIALLY_FILLED_OR_FILLED | TOUCHED | -1130",
                "OTOCO | PLACE_ORDER | PLACE | -1130",
                "OTOCO | \"firstDrivenId\":1 | \"firstDrivenId\":99999999999 | -1130",
                "OTOCO | \"strategySubId\":\"2\" | \"strategySubId\":\"3\" | -1130",
                "OTOCO | \"strategySubId\":\"2\", | '' | -1102",
                "OTOCO | USDT_FUTURES | COIN_FUTURES | -1130",
                "OTOCO | \"securityType\":\"USDT_FUTURES\", | '' | -1102",
                "OTOCO | \"priceProtect\":\"TRUE\" | \"timeInForce\":\"IOC\" | -1115",
                "OTOCO | \"priceProtect\":\"TRUE\" | \"timeInForce\":\"FOK\" | -1115",
                "OTOCO | \"priceProtect\":\"TRUE\" | \"timeInForce\":\"HIDDEN\" | -1115",
                "OTOCO | STOP_MARKET | STOP_LOSS | -1116",
                "OTOCO | STOP_MARKET | LIQUIDATION | -1116",
                "OTOCO | SELL | SOLD | -1117",
                "OTOCO | 0.01, | \"1e-2\", | -1100",
                "OTOCO | 0.01, | [1], | -1102",
                "OTOCO | BTCUSDT | BTC/USDT | -1121",
                "OTOCO | \"quantity\":0.01, | '' | -1102",
                "OTO | [ | [ | -1130",
                "TRIO | [ | [ | -1130",
                "'' | [ | [ | -1102",
                "OTOCO | ] | ]] | -1102",
                "OTOCO | [ | '' | -1102",
                "OTOCO | \"side\":\"SELL\" | \"side\":\"SELL\",\"side\":\"BUY\" | -1102",
            })
    void whatIsMalformedIsAnError(String type, String right, String wrong, int code) {
        assertThat(bracket()).contains(right);
        Answer answer = place(type, bracket().replace(right, wrong), "");

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "7", "[7]", "null", "[[]]"})
    void aListOfOrdersIsNeeded(String list) {
        assertThat(place("OTOCO", list, "").code()).isEqualTo(-1102);
    }

    @Test
    void aNameIsTakenFromItsOwnField() {
        placeBracket();
        face.v3("DELETE", "allOpenOrders", "symbol=BTCUSDT");
        place("OTOCO", bracket().replace("clientOrderId", "newClientOrderId"), "");
        JsonNode orders = face.v3("GET", "allOrders", "symbol=BTCUSDT").body();

        assertThat(orders.path(3).path("clientOrderId").asText()).startsWith("paper-");
    }

    @Test
    void aLegIsChanged() {
        String id = placeBracket().text("strategyId");
        String lower = new BigDecimal(below).subtract(BigDecimal.TEN).toPlainString();
        String list =
                "[" + stopLoss().replace(below, lower) + "," + order(1, "\"side\":\"BUY\",\"type\":\"MARKET\"") + "]";
        Answer changed = update(id, "OTOCO", list);

        assertThat(changed.body()).hasSize(2);
        assertThat(changed.first().names())
                .isEqualTo("strategyId clientStrategyId strategyType strategyStatus updatedSubOrder updateStatus"
                        + " updateTime failureCode failureReason");
        assertThat(changed.first().text("updateStatus")).isEqualTo("SUCCESS");
        assertThat(changed.first().text("strategyStatus")).isEqualTo("WORKING");
        assertThat(changed.first().body().path("updatedSubOrder").asInt()).isEqualTo(2);
        assertThat(changed.body().path(1).path("updateStatus").asText()).isEqualTo("FAIL");
        assertThat(changed.body().path(1).path("failureCode").asInt()).isEqualTo(-4000);
        assertThat(face.v3("GET", "openOrders", "symbol=BTCUSDT").first().text("stopPrice"))
                .isEqualTo(lower);
    }

    @Test
    void aStrategyThatIsNotThereCannotBeChanged() {
        Answer answer = update("0", "OTO", "[" + stopLoss() + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.first().text("updateStatus")).isEqualTo("FAIL");
        assertThat(answer.first().body().path("failureCode").asInt()).isEqualTo(-4124);
        assertThat(answer.first().body().path("updateTime").asLong()).isEqualTo(face.clock.millis());
        assertThat(update("0", "OTO", bracket()).code()).isEqualTo(-1130);
        assertThat(update("", "OTO", bracket()).code()).isEqualTo(-1102);
    }

    private Answer update(String id, String type, String list) {
        return face.v3(
                "POST",
                "updateStrategyOrder",
                "strategyId=" + id + "&strategyType=" + type + "&subOrderList=" + PaperFace.encoded(list));
    }

    @Test
    void aStrategyThatEndedIsHistory() {
        String id = placeBracket().text("strategyId");
        face.v3("DELETE", "allOpenOrders", "symbol=BTCUSDT");
        String asked = "strategyType=OTOCO&strategyId=" + id;

        assertThat(face.v3("GET", "strategyOpenOrder", asked).code()).isEqualTo(-2013);
        Answer ended = face.v3("GET", "strategyHistoryOrder", asked + "&limit=5");
        assertThat(ended.text("strategyStatus")).isEqualTo("EXPIRED");
        assertThat(ended.body().path("subOrders").path(1).path("status").asText())
                .isEqualTo("CANCELED");
        long now = face.clock.millis();
        assertThat(face.v3("GET", "strategyHistoryOrder", asked + "&startTime=" + now + "&endTime=" + now)
                        .status())
                .isEqualTo(200);
        assertThat(face.v3("GET", "strategyHistoryOrder", asked + "&endTime=" + (now - 1))
                        .code())
                .isEqualTo(-2013);
    }

    @Test
    void refusesAQuestionThatCannotBeAnswered() {
        long tooLong = face.clock.millis() - Duration.ofDays(90).toMillis() - 1;
        String history = "strategyType=OTO&strategyId=1";
        assertThat(face.v3("GET", "strategyHistoryOrder", history + "&startTime=" + tooLong)
                        .code())
                .isEqualTo(-5047);
        assertThat(face.v3("GET", "strategyHistoryOrder", history + "&startTime=" + (tooLong + 1))
                        .code())
                .isEqualTo(-2013);
        assertThat(face.v3("GET", "strategyHistoryOrder", history + "&limit=0").code())
                .isEqualTo(-1130);
        assertThat(face.v3("GET", "strategyOpenOrder", "strategyType=OTO").code())
                .isEqualTo(-1102);
        assertThat(face.v3("GET", "strategyOpenOrder", "strategyId=1").code()).isEqualTo(-1102);
        assertThat(face.v3("GET", "strategyOpenOrder", history + "&clientStrategyId=a")
                        .code())
                .isEqualTo(-1128);
    }

    @Test
    void strategiesAreForTheNewSchemeOnly() {
        assertThat(face.v1("POST", "v1/placeStrategyOrder", "").status()).isEqualTo(404);
        assertThat(face.v1("GET", "v1/strategyOpenOrder", "").status()).isEqualTo(404);
    }

    @Test
    void anOrderByItselfDoesNotEndWithItsPosition() {
        assertThat(face.v3(
                                "POST",
                                "order",
                                "symbol=BTCUSDT&side=SELL&type=STOP_MARKET&closePosition=true&timeInForce=GTE_GTC&stopPrice="
                                        + below)
                        .code())
                .isEqualTo(-1115);
    }
}
