package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.paper.PaperFace.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Requests as ccxt 4.5.84 sends them, taken from its wire: authentication first, user and signer the same lower-case
 * address, milliseconds times a thousand for a nonce, and a body with DELETE.
 */
class CcxtRequestsTests {

    private final PaperFace face = new PaperFace();

    @Test
    void loadsMarkets() {
        assertThat(face.get("/api/v3/exchangeInfo").status()).isEqualTo(200);
        assertThat(face.get("/fapi/v3/exchangeInfo").body().path("symbols")).hasSize(290);
    }

    @Test
    void asksForBuildersAndGoesOnWhenItsOwnIsRefused() {
        assertThat(signed("GET", "builder", "").body().isArray()).isTrue();
        assertThat(signed(
                                "POST",
                                "approveBuilder",
                                "&builder=0x1F5877C19e3777Cfd15F9d57253eA4aA5254Ec39&maxFeeRate=0.001")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void readsTheMarket() {
        assertThat(face.get("/fapi/v3/ticker/24hr?symbol=BTCUSDT").status()).isEqualTo(200);
        assertThat(face.get("/fapi/v3/depth?symbol=BTCUSDT&limit=5").status()).isEqualTo(200);
        assertThat(face.get("/fapi/v3/klines?limit=3&interval=1h&symbol=BTCUSDT")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tradesAndReadsWhatItHasDone() {
        assertThat(signed("GET", "balance", "").first().text("asset")).isEqualTo("USDT");
        assertThat(signed("POST", "leverage", "&symbol=BTCUSDT&leverage=10")
                        .body()
                        .path("leverage")
                        .asInt())
                .isEqualTo(10);
        Answer market =
                signed("POST", "order", "&symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&newOrderRespType=RESULT");
        assertThat(market.text("status")).isEqualTo("FILLED");
        Answer limit = signed(
                "POST",
                "order",
                "&symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=0.01&price=" + price("0.99") + "&timeInForce=GTC");
        assertThat(limit.text("status")).isEqualTo("NEW");
        Answer stop = signed(
                "POST",
                "order",
                "&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.01&stopPrice=" + price("0.95")
                        + "&reduceOnly=true");
        assertThat(stop.text("status")).isEqualTo("NEW");
        assertThat(signed("GET", "leverageBracket", "").body()).hasSize(290);
        assertThat(signed("GET", "positionRisk", "").body()).hasSize(290);
        assertThat(signed("GET", "openOrders", "&symbol=BTCUSDT").body()).hasSize(2);
        String id = limit.text("orderId");
        assertThat(signed("GET", "order", "&symbol=BTCUSDT&orderId=" + id).text("status"))
                .isEqualTo("NEW");
        assertThat(signed("DELETE", "order", "&symbol=BTCUSDT&orderId=" + id).text("status"))
                .isEqualTo("CANCELED");
        assertThat(signed("DELETE", "allOpenOrders", "&symbol=BTCUSDT").text("code"))
                .isEqualTo("200");
        assertThat(signed("POST", "order", "&symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.01&reduceOnly=true")
                        .status())
                .isEqualTo(200);
        assertThat(signed("GET", "userTrades", "&symbol=BTCUSDT").body()).hasSize(2);
    }

    /** ccxt sends these two with an order while its builder is approved. */
    @Test
    void theBuilderOfAnOrderIsLeftAside() {
        assertThat(signed(
                                "POST",
                                "order",
                                "&symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"
                                        + "&builder=0x1F5877C19e3777Cfd15F9d57253eA4aA5254Ec39&feeRate=0.001")
                        .status())
                .isEqualTo(200);
    }

    private Answer signed(String method, String path, String parameters) {
        face.clock.advance(java.time.Duration.ofMillis(1));
        String address = PaperFace.SIGNER.toLowerCase(Locale.ROOT);
        String message = "nonce=" + face.clock.millis() * 1000 + "&user=" + address + "&signer=" + address + parameters;
        String signed = message + "&signature=" + PaperFace.agentSignature(message);
        return method.equals("GET")
                ? face.get("/fapi/v3/" + path + "?" + signed)
                : face.send(method, "/fapi/v3/" + path, signed);
    }

    private String price(String factor) {
        return new BigDecimal(face.get("/fapi/v3/ticker/price?symbol=BTCUSDT").text("price"))
                .multiply(new BigDecimal(factor))
                .setScale(1, RoundingMode.DOWN)
                .toPlainString();
    }
}
