package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.asterbridge.paper.PaperFace.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedEndpointsTests {

    private static final String PLACED = "orderId symbol status clientOrderId price avgPrice origQty executedQty cumQty"
            + " cumQuote timeInForce type reduceOnly closePosition side positionSide stopPrice workingType priceProtect"
            + " origType updateTime";
    private static final String LISTED = "orderId symbol status clientOrderId price avgPrice origQty executedQty"
            + " cumQuote timeInForce type reduceOnly closePosition side positionSide stopPrice workingType priceProtect"
            + " origType time updateTime";
    private static final String BUY = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010&newOrderRespType=RESULT";

    private final PaperFace face = new PaperFace();

    @Test
    void anOrderAtMarketIsFilledInTheAnswerThatAsksForTheResult() {
        Answer order = face.v3("POST", "order", BUY);

        assertThat(order.status()).isEqualTo(200);
        assertThat(order.names()).isEqualTo(PLACED);
        assertThat(order.text("status")).isEqualTo("FILLED");
        assertThat(order.text("executedQty")).isEqualTo("0.010");
        assertThat(new BigDecimal(order.text("avgPrice"))).isPositive();
        assertThat(order.body().path("orderId").isIntegralNumber()).isTrue();
        assertThat(order.body().path("reduceOnly").isBoolean()).isTrue();
    }

    @Test
    void withoutAskingForTheResultTheAnswerIsNotTheOutcome() {
        Answer order = face.v3("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01");

        assertThat(order.text("status")).isEqualTo("NEW");
        assertThat(order.text("executedQty")).isEqualTo("0");
        assertThat(order.text("avgPrice")).isEqualTo("0.00000");
        assertThat(face.v3("GET", "order", "symbol=BTCUSDT&orderId=" + order.text("orderId"))
                        .text("status"))
                .isEqualTo("FILLED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "RESULT"})
    void aRestingOrderIsNewInEitherAnswer(String kind) {
        Answer order = face.v3("POST", "order", limit() + "&newOrderRespType=" + kind);

        assertThat(order.text("status")).isEqualTo("NEW");
        assertThat(order.text("price")).isEqualTo(quote("bid", "0.99"));
    }

    @Test
    void aLookedUpOrderHasItsTime() {
        face.v3("POST", "order", limit() + "&newClientOrderId=mine");

        Answer order = face.v3("GET", "order", "symbol=BTCUSDT&origClientOrderId=mine");
        assertThat(order.names()).isEqualTo(LISTED);
        assertThat(order.body().path("time").asLong()).isEqualTo(face.clock.millis());
        assertThat(face.v3("GET", "openOrder", "symbol=BTCUSDT&origClientOrderId=mine")
                        .body())
                .isEqualTo(order.body());
        assertThat(face.v3("GET", "openOrders", "symbol=BTCUSDT").first().body())
                .isEqualTo(order.body());
        assertThat(face.v3("GET", "openOrders", "").body()).hasSize(1);
        assertThat(face.v3("GET", "allOrders", "symbol=BTCUSDT").first().body()).isEqualTo(order.body());
    }

    @Test
    void aCancelledOrderIsAnsweredLikeAPlacedOne() {
        face.v3("POST", "order", limit() + "&newClientOrderId=mine");

        Answer cancelled = face.v3("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=mine");
        assertThat(cancelled.names()).isEqualTo(PLACED);
        assertThat(cancelled.text("status")).isEqualTo("CANCELED");
        assertThat(face.v3("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=mine")
                        .code())
                .isEqualTo(-2011);
        assertThat(face.v3("GET", "openOrder", "symbol=BTCUSDT&origClientOrderId=mine")
                        .code())
                .isEqualTo(-2013);
    }

    @Test
    void cancellingAllAnswersItsCodeAsText() {
        face.v3("POST", "order", limit());

        Answer done = face.v3("DELETE", "allOpenOrders", "symbol=BTCUSDT");
        assertThat(done.body().path("code").isTextual()).isTrue();
        assertThat(done.text("code")).isEqualTo("200");
        assertThat(face.v3("GET", "openOrders", "symbol=BTCUSDT").body()).isEmpty();
    }

    @Test
    void aTrailingStopShowsItsOwnFields() {
        face.v3("POST", "order", BUY);

        Answer order = face.v3(
                "POST", "order", "symbol=BTCUSDT&side=SELL&type=TRAILING_STOP_MARKET&quantity=0.01&callbackRate=1");
        assertThat(order.status()).isEqualTo(200);
        assertThat(order.text("priceRate")).isEqualTo("1");
        assertThat(order.body().has("activatePrice")).isTrue();
        assertThat(order.text("origType")).isEqualTo("TRAILING_STOP_MARKET");
    }

    @Test
    void checkingAnOrderPlacesNothing() {
        assertThat(face.v3("POST", "order/test", BUY).body()).isEmpty();
        assertThat(face.v3("POST", "order/test", BUY.replace("0.010", "9999")).status())
                .isEqualTo(400);
        assertThat(face.v3("GET", "allOrders", "symbol=BTCUSDT").body()).isEmpty();
    }

    @Test
    void aFillIsATradeWithACommission() {
        face.v3("POST", "order", BUY);

        Answer trade = face.v3("GET", "userTrades", "symbol=BTCUSDT").first();
        assertThat(trade.names())
                .isEqualTo("symbol id orderId side price qty realizedPnl quoteQty commission commissionAsset time"
                        + " positionSide buyer maker");
        assertThat(trade.text("commission")).startsWith("-");
        assertThat(trade.body().path("buyer").asBoolean()).isTrue();
        assertThat(trade.body().path("maker").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"v3/balance", "v2/balance"})
    void theBalanceIsAnArray(String path) {
        Answer balance = signed(path, "").first();

        assertThat(balance.names())
                .isEqualTo("accountAlias asset balance crossWalletBalance crossUnPnl availableBalance maxWithdrawAmount"
                        + " marginAvailable updateTime");
        assertThat(balance.text("asset")).isEqualTo("USDT");
        assertThat(balance.text("balance")).isEqualTo("10000.00000000");
    }

    @ParameterizedTest
    @CsvSource({"v3/account", "v3/accountWithJoinMargin", "v2/account", "v4/account"})
    void theAccountHoldsAssetsAndAllPositions(String path) {
        JsonNode account = signed(path, "").body();

        assertThat(account.path("totalWalletBalance").asText()).isEqualTo("10000.00000000");
        assertThat(account.path("assets").path(0).path("asset").asText()).isEqualTo("USDT");
        assertThat(account.path("positions")).hasSize(290);
        assertThat(account.path("positions").path(0).fieldNames())
                .toIterable()
                .contains("unrealizedProfit", "isolated", "maxNotional", "notional", "isolatedWallet");
    }

    @ParameterizedTest
    @CsvSource({"v3/positionRisk", "v2/positionRisk"})
    void theRiskOfAPositionIsInAsterDexsWords(String path) {
        face.v3("POST", "order", BUY.replace("BUY", "SELL"));

        Answer position = signed(path, "symbol=BTCUSDT").first();
        assertThat(position.names())
                .isEqualTo("symbol positionAmt entryPrice markPrice unRealizedProfit liquidationPrice leverage"
                        + " maxNotionalValue marginType isolatedMargin isAutoAddMargin positionSide notional"
                        + " isolatedWallet updateTime");
        assertThat(position.text("positionAmt")).isEqualTo("-0.010");
        assertThat(position.text("marginType")).isEqualTo("cross");
        assertThat(position.body().path("isAutoAddMargin").isTextual()).isTrue();
        assertThat(signed(path, "").body()).hasSize(290);
    }

    @Test
    void leverageIsSetPerSymbol() {
        Answer changed = face.v3("POST", "leverage", "symbol=BTCUSDT&leverage=7");

        assertThat(changed.names()).isEqualTo("leverage maxNotionalValue symbol");
        assertThat(changed.body().path("leverage").isIntegralNumber()).isTrue();
        assertThat(face.v3("GET", "positionRisk", "symbol=BTCUSDT").first().text("leverage"))
                .isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({"126, -4028", "0, -4028", "99999999999, -4028", "ten, -1100", "'', -1102"})
    void leverageHasItsBounds(String leverage, int code) {
        assertThat(face.v3("POST", "leverage", "symbol=BTCUSDT&leverage=" + leverage)
                        .code())
                .isEqualTo(code);
    }

    @Test
    void theMarginTypeIsSetPerSymbol() {
        assertThat(face.v3("POST", "marginType", "symbol=BTCUSDT&marginType=ISOLATED")
                        .code())
                .isEqualTo(200);
        assertThat(face.v3("POST", "marginType", "symbol=BTCUSDT&marginType=ISOLATED")
                        .code())
                .isEqualTo(-4046);
        assertThat(face.v3("POST", "marginType", "symbol=BTCUSDT&marginType=NONE")
                        .code())
                .isEqualTo(-1130);
        assertThat(face.v3("GET", "positionRisk", "symbol=BTCUSDT").first().text("marginType"))
                .isEqualTo("isolated");
    }

    @Test
    void marginIsAddedToAnIsolatedPosition() {
        face.v3("POST", "marginType", "symbol=BTCUSDT&marginType=ISOLATED");
        face.v3("POST", "order", BUY);

        Answer added = face.v3("POST", "positionMargin", "symbol=BTCUSDT&amount=12.5&type=1");
        assertThat(added.names()).isEqualTo("amount code msg type");
        assertThat(added.body().path("amount").isNumber()).isTrue();
        assertThat(face.v3("POST", "positionMargin", "symbol=BTCUSDT&amount=-1&type=1")
                        .code())
                .isEqualTo(-4055);
        assertThat(face.v3("POST", "positionMargin", "symbol=BTCUSDT&amount=1&type=3")
                        .code())
                .isEqualTo(-1130);
        assertThat(face.v3("POST", "positionMargin", "symbol=BTCUSDT&amount=10&type=2")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void thePositionModeIsOfTheWholeAccount() {
        assertThat(face.v3("GET", "positionSide/dual", "").body().toString()).isEqualTo("{\"dualSidePosition\":false}");
        assertThat(face.v3("POST", "positionSide/dual", "dualSidePosition=true").code())
                .isEqualTo(200);
        assertThat(face.v3("POST", "positionSide/dual", "dualSidePosition=true").code())
                .isEqualTo(-4059);
        assertThat(face.v3("GET", "positionRisk", "symbol=BTCUSDT").body()).hasSize(2);
        assertThat(face.v3("POST", "order", BUY).code()).isEqualTo(-4061);
        assertThat(face.v3("POST", "order", BUY + "&positionSide=LONG").text("positionSide"))
                .isEqualTo("LONG");
        assertThat(face.v3("GET", "multiAssetsMargin", "").body().toString())
                .isEqualTo("{\"multiAssetsMargin\":false}");
    }

    @Test
    void bracketsAreNumbers() {
        Answer bracket = face.v3("GET", "leverageBracket", "symbol=BTCUSDT");

        assertThat(bracket.names()).isEqualTo("symbol brackets");
        JsonNode first = bracket.body().path("brackets").path(0);
        assertThat(first.toString())
                .isEqualTo("{\"bracket\":1,\"initialLeverage\":125,\"notionalCap\":300000,\"notionalFloor\":0,"
                        + "\"maintMarginRatio\":0.004,\"cum\":0}");
        assertThat(face.v3("GET", "leverageBracket", "").body()).hasSize(290);
    }

    @Test
    void answersTheRestOfTheAccount() {
        face.v3("POST", "order", BUY);

        assertThat(face.v3("GET", "commissionRate", "symbol=BTCUSDT").body().toString())
                .isEqualTo("{\"symbol\":\"BTCUSDT\",\"makerCommissionRate\":\"0.00010\","
                        + "\"takerCommissionRate\":\"0.00035\"}");
        assertThat(face.v3("GET", "commissionRate", "symbol=NOSUCHUSDT").code()).isEqualTo(-1121);
        Answer income = face.v3("GET", "income", "incomeType=COMMISSION").first();
        assertThat(income.names()).isEqualTo("symbol incomeType income asset info time tranId tradeId");
        assertThat(income.text("income")).startsWith("-");
        assertThat(face.v3("POST", "noop", "").code()).isEqualTo(200);
        assertThat(face.v3("GET", "builder", "").body()).isEmpty();
    }

    @Test
    void fundingIsAnIncomeAndChangesTheBalance() {
        face.v3("POST", "order", BUY);
        BigDecimal before = new BigDecimal(face.v3("GET", "balance", "").first().text("balance"));
        face.clock.advance(Duration.ofHours(4));

        Answer fee = face.v3("GET", "income", "incomeType=FUNDING_FEE").first();
        assertThat(fee.names()).isEqualTo("symbol incomeType income asset info time tranId tradeId");
        assertThat(fee.text("symbol")).isEqualTo("BTCUSDT");
        assertThat(fee.text("income")).startsWith("-0.");
        assertThat(fee.text("tradeId")).isEmpty();
        assertThat(fee.body().path("time").asLong())
                .isEqualTo(Instant.parse("2026-11-20T16:00:00Z").toEpochMilli());
        assertThat(new BigDecimal(face.v3("GET", "balance", "").first().text("balance")))
                .isEqualByComparingTo(before.add(new BigDecimal(fee.text("income"))));
    }

    @Test
    void theAgentMayTradeAndNotWithdraw() {
        JsonNode agent = face.v3("GET", "agent", "").first().body();

        assertThat(agent.path("agentAddress").asText()).isEqualTo(PaperFace.SIGNER);
        assertThat(agent.path("canPerpTrade").asBoolean()).isTrue();
        assertThat(agent.path("canWithdraw").asBoolean()).isFalse();
        assertThat(agent.path("expired").asLong()).isGreaterThan(face.clock.millis());
    }

    @Test
    void theOlderSchemeTradesTheSameAccount() {
        Answer order = face.v1("POST", "v1/order", BUY);

        assertThat(order.text("status")).isEqualTo("FILLED");
        assertThat(face.v1("GET", "v1/allOrders", "symbol=BTCUSDT").first().body())
                .isEqualTo(face.v3("GET", "allOrders", "symbol=BTCUSDT").first().body());
        assertThat(face.v1("DELETE", "v1/allOpenOrders", "symbol=BTCUSDT").text("code"))
                .isEqualTo("200");
        assertThat(face.v1("GET", "v1/positionSide/dual", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "side=BUY, side=UP, -1117",
        "type=MARKET, type=LIQUIDATION, -1116",
        "type=MARKET, type=STOP_LOSS, -1116",
        "type=MARKET, type=LIMIT&timeInForce=SOON, -1115",
        "type=MARKET, type=LIMIT&timeInForce=HIDDEN, -1115",
        "type=MARKET, type=LIMIT&timeInForce=RPI, -1115",
        "quantity=0.010, quantity=1e999999999, -1100",
        "quantity=0.010, quantity=ten, -1100",
        "quantity=0.010, quantity=NaN, -1100",
        "newOrderRespType=RESULT, newOrderRespType=FULL, -1136",
        "newOrderRespType=RESULT, workingType=LAST, -4031",
        "newOrderRespType=RESULT, reduceOnly=perhaps, -1100",
        "newOrderRespType=RESULT, positionSide=MIDDLE, -4060",
        "symbol=BTCUSDT&, '', -1102",
        "side=BUY&, '', -1102",
        "symbol=BTCUSDT, symbol=NOSUCHUSDT, -1121"
    })
    void refusesAMalformedOrder(String right, String wrong, int code) {
        Answer answer = face.v3("POST", "order", BUY.replace(right, wrong));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aRestingOrderIsFilledWhenThePriceComesToIt() {
        String resting = "symbol=BTCUSDT&type=LIMIT&timeInForce=GTX&quantity=0.01&side=";
        face.v3("POST", "order", resting + "BUY&price=" + quote("bid", "1"));
        face.v3("POST", "order", resting + "SELL&price=" + quote("ask", "1"));
        for (int i = 0; i < 60; i++) {
            face.clock.advance(Duration.ofSeconds(10));
            face.desk.pulse();
        }

        assertThat(face.v3("GET", "allOrders", "symbol=BTCUSDT").body())
                .extracting(order -> order.path("status").asText())
                .contains("FILLED");
    }

    private Answer signed(String versionAndPath, String parameters) {
        return versionAndPath.startsWith("v3/")
                ? face.v3("GET", versionAndPath.substring(3), parameters)
                : face.v1("GET", versionAndPath, parameters);
    }

    private String limit() {
        return "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=" + quote("bid", "0.99");
    }

    private String quote(String side, String factor) {
        String best = face.get("/fapi/v3/ticker/bookTicker?symbol=BTCUSDT").text(side + "Price");
        return new BigDecimal(best)
                .multiply(new BigDecimal(factor))
                .setScale(1, java.math.RoundingMode.DOWN)
                .toPlainString();
    }
}
