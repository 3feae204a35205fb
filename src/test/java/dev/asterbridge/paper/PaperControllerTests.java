package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.paper.PaperFace.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperControllerTests {

    private static final String ORDER = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01";

    private final PaperFace face = new PaperFace();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/fapi",
                "/fapi/",
                "/fapi/v3",
                "/fapi/v3/",
                "/fapi/v3/nope",
                "/fapi/v3/order/",
                "/fapi/v2/order",
                "/fapi/v1/balance",
                "/fapi/v9/time",
                "/fapi/time"
            })
    void anUnknownPathIsNotFound(String path) {
        Answer answer = face.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.names()).isEqualTo("code msg");
    }

    @ParameterizedTest
    @CsvSource({"POST, time", "PUT, order", "DELETE, balance", "PATCH, order"})
    void aMethodAPathDoesNotHaveIsNotAllowed(String method, String path) {
        Answer answer = face.send(method, "/fapi/v3/" + path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo(-5000);
    }

    @ParameterizedTest
    @CsvSource({"v3, -1102", "v1, -2014"})
    void anUnsignedRequestIsRefused(String version, int code) {
        assertThat(face.send("POST", "/fapi/" + version + "/order", ORDER).code())
                .isEqualTo(code);
    }

    @Test
    void theSchemesAreNotMixed() {
        String message = "nonce=" + face.nonce() + "&signer=" + PaperFace.SIGNER;
        Answer answer = face.get("/fapi/v2/balance?" + message + "&signature=" + PaperFace.agentSignature(message));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo(-2014);
    }

    @Test
    void aRequestMaySplitItsParametersBetweenQueryAndBody() {
        String query = "symbol=BTCUSDT&side=BUY";
        String body = "type=MARKET&quantity=0.01&nonce=" + face.nonce() + "&signer=" + PaperFace.SIGNER;
        String signature = PaperFace.agentSignature(query + "&" + body);

        assertThat(face.send("POST", "/fapi/v3/order?" + query, body + "&signature=" + signature)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aNameInQueryAndBodyIsADuplicate() {
        String query = "symbol=BTCUSDT";
        String body = ORDER + "&nonce=" + face.nonce() + "&signer=" + PaperFace.SIGNER;
        String signature = PaperFace.agentSignature(query + "&" + body);

        assertThat(face.send("POST", "/fapi/v3/order?" + query, body + "&signature=" + signature)
                        .code())
                .isEqualTo(-1101);
    }

    @Test
    void everythingMayBeInTheQueryOfAPost() {
        String message = ORDER + "&nonce=" + face.nonce() + "&signer=" + PaperFace.SIGNER;
        String signature = PaperFace.agentSignature(message);

        assertThat(face.send("POST", "/fapi/v3/order?" + message + "&signature=" + signature, "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRequestSentTwiceWorksOnce() {
        String message = ORDER + "&nonce=" + face.nonce() + "&signer=" + PaperFace.SIGNER;
        String body = message + "&signature=" + PaperFace.agentSignature(message);

        assertThat(face.send("POST", "/fapi/v3/order", body).status()).isEqualTo(200);
        assertThat(face.send("POST", "/fapi/v3/order", body).code()).isEqualTo(-4225);
        assertThat(face.v3("GET", "allOrders", "symbol=BTCUSDT").body()).hasSize(1);
    }

    @Test
    void usedWeightAddsUpWithinAMinute() {
        assertThat(usedWeight(face.get("/fapi/v3/time"))).isEqualTo(1);
        assertThat(usedWeight(face.v3("GET", "balance", ""))).isEqualTo(6);
        assertThat(usedWeight(face.get("/fapi/v3/ticker/24hr"))).isEqualTo(46);
        face.clock.advance(Duration.ofMinutes(1));

        assertThat(usedWeight(face.get("/fapi/v3/time"))).isEqualTo(1);
    }

    @Test
    void tooMuchWeightIsRefusedUntilTheNextMinute() {
        for (int i = 0; i < 60; i++) {
            assertThat(face.get("/fapi/v3/ticker/24hr").status()).isEqualTo(200);
        }

        Answer refused = face.get("/fapi/v3/time");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo(-1003);
        assertThat(refused.response().getHeader("Retry-After")).isEqualTo("4");
        face.clock.advance(Duration.ofSeconds(4));
        assertThat(face.get("/fapi/v3/time").status()).isEqualTo(200);
    }

    @Test
    void ordersAreCountedInTenSecondsAndAMinute() {
        face.v3("POST", "order", ORDER);
        Answer second = face.v3("POST", "order", ORDER);
        assertThat(second.response().getHeader("X-MBX-ORDER-COUNT-10S")).isEqualTo("2");
        assertThat(second.response().getHeader("X-MBX-ORDER-COUNT-1M")).isEqualTo("2");
        face.clock.advance(Duration.ofSeconds(4));

        Answer later = face.v3("POST", "order", ORDER);
        assertThat(later.response().getHeader("X-MBX-ORDER-COUNT-10S")).isEqualTo("1");
    }

    @Test
    void tooManyOrdersAreRefused() {
        for (int i = 0; i < 300; i++) {
            face.v3("POST", "order", "symbol=BTCUSDT");
        }

        Answer refused = face.v3("POST", "order", ORDER);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo(-1015);
    }

    @Test
    void aBodyOfUnreasonableSizeIsRefused() {
        assertThat(face.send("POST", "/fapi/v3/order", "a=" + "b".repeat(70_000))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void anybodyMayStartTheAccountOver() {
        face.v3("POST", "order", ORDER);

        assertThat(face.send("POST", "/reset", "").code()).isEqualTo(200);
        assertThat(face.v3("GET", "balance", "").first().text("balance")).isEqualTo("10000.00000000");
        assertThat(face.v3("GET", "positionRisk", "symbol=BTCUSDT").first().text("positionAmt"))
                .isEqualTo("0");
    }

    private static int usedWeight(Answer answer) {
        return Integer.parseInt(answer.response().getHeader("X-MBX-USED-WEIGHT-1M"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fapi/v3/time;a=b", "/f%61pi/v3/time", "/fapi/v%33/time"})
    void aPathIsReadAsItIsMapped(String path) {
        assertThat(face.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/paper;a=b/fapi/v3/time", "/p%61per/fapi/v3/time"})
    void aDisguisedPathIsReadToo(String path) {
        assertThat(face.raw(path).status()).isEqualTo(200);
    }

    @Test
    void aSymbolIsWrittenInUpperCase() {
        assertThat(face.get("/fapi/v3/ticker/price?symbol=btcusdt").code()).isEqualTo(-1121);
        assertThat(face.get("/fapi/v3/depth?symbol=BTCUSDT&limit=4294967301").code())
                .isEqualTo(-4021);
    }

    @Test
    void idsGoOnAfterTheAccountStartedOver() {
        String first = face.v3("POST", "order", ORDER).text("orderId");
        String trade = face.v3("GET", "userTrades", "symbol=BTCUSDT").first().text("id");
        String entry = face.v3("GET", "income", "").first().text("tranId");
        face.send("POST", "/reset", "");

        assertThat(face.v3("POST", "order", ORDER).body().path("orderId").asLong())
                .isGreaterThan(Long.parseLong(first));
        assertThat(face.v3("GET", "userTrades", "symbol=BTCUSDT")
                        .first()
                        .body()
                        .path("id")
                        .asLong())
                .isGreaterThan(Long.parseLong(trade));
        assertThat(face.v3("GET", "income", "").first().body().path("tranId").asLong())
                .isGreaterThan(Long.parseLong(entry));
    }

    @Test
    void pricesThatWereWorkedOutHaveElevenDecimalsAtMost() {
        for (int quantity : new int[] {10, 11, 13}) {
            face.v3("POST", "order", "symbol=XRPUSDT&side=BUY&type=MARKET&quantity=" + quantity);
            face.clock.advance(Duration.ofSeconds(700));
        }
        String risk = face.v3("GET", "positionRisk", "symbol=XRPUSDT").first().text("entryPrice");

        assertThat(risk).matches("[0-9]+\\.[0-9]{11}");
        assertThat(face.v3("GET", "account", "").body().path("positions"))
                .anyMatch(row -> row.path("entryPrice").asText().equals(risk));
    }

    @Test
    void aWindowOfMoreThanAMinuteIsRefused() {
        assertThat(face.v1("GET", "v2/balance", "recvWindow=60000").status()).isEqualTo(200);
        assertThat(face.v1("GET", "v2/balance", "recvWindow=60001").code()).isEqualTo(-1130);
    }

    @Test
    void anOrderThatFillsOrDiesAnswersItsResult() {
        String ask = face.get("/fapi/v3/ticker/bookTicker?symbol=BTCUSDT").text("askPrice");
        Answer answer = face.v3(
                "POST",
                "order",
                "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=FOK&quantity=0.001&newOrderRespType=RESULT&price="
                        + ask);

        assertThat(answer.text("status")).as("%s", answer.body()).isEqualTo("FILLED");
    }
}
