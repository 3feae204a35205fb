package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Wishes;
import dev.asterbridge.web.OneController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class ShadowControllerTests {

    private final Stage stage = new Stage().start();
    private final MockMvc mvc = OneController.alone(new ShadowController(stage.comparer()));

    @AfterEach
    void stop() {
        stage.stop();
    }

    @Test
    void withoutAnythingComparedThereIsAnEmptyList() throws Exception {
        mvc.perform(get("/signals/shadow"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        {"running":true,"summary":{"count":0,"compared":0,"missed":0},"signals":[]}""", JsonCompareMode.STRICT));
    }

    @Test
    void showsBothSideBySide() throws Exception {
        stage.look();
        Compared compared = stage.both(new Signal(BTC, null, Wishes.open(Side.BUY, Quantity.of("0.01"), null)));

        mvc.perform(get("/signals/shadow?symbol=BTCUSDT&limit=1"))
                .andExpect(status().isOk())
                .andExpect(content()
                        .json(
                                """
                        {"running":true,
                         "summary":{"count":1,"compared":1,"missed":0,
                           "price_bps":{"mean":"-0.02","worst":"-0.02"},
                           "live_slippage_bps":{"mean":"0","worst":"0"},
                           "shadow_slippage_bps":{"mean":"0.02","worst":"0.02"},
                           "live_ms":{"mean":0,"worst":0},"shadow_ms":{"mean":0,"worst":0},
                           "difference_ms":{"mean":0,"worst":0}},
                         "signals":[{"signal_id":"%s","symbol":"BTCUSDT","signal":"open BUY 0.01 at market",
                           "received_at":1768478400000,"mark_price":"50000",
                           "live":{"verdict":"executed","message":"open BUY BTCUSDT: filled 0.01 at 50000",
                             "orders":[{"order_id":1,"client_order_id":"ab-%s-1","side":"BUY","quantity":"0.01",
                               "filled":"0.01","average_price":"50000","status":"FILLED","fills":[]}],
                             "average_price":"50000","slippage_bps":"0","ms":0},
                           "shadow":{"verdict":"executed",
                             "orders":[{"order_id":1000001,"client_order_id":"sh-%s-1","side":"BUY","quantity":"0.01",
                               "filled":"0.01","average_price":"50000.1","status":"FILLED",
                               "fills":[{"price":"50000.1","quantity":"0.01"}]}],
                             "average_price":"50000.1","slippage_bps":"0.02","ms":0,"prices_ms":0},
                           "difference":{"quantity":"0","price_bps":"-0.02","ms":0},
                           "exits":[],
                           "differs":[]}]}""".formatted(compared.signalId(), compared.signalId(), compared.signalId()),
                                JsonCompareMode.STRICT));
        mvc.perform(get("/signals/shadow?symbol=ETHUSDT"))
                .andExpect(jsonPath("$.signals.length()").value(0));
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 501", "limit, many", "symbol, B!C"})
    void saysWhichFieldIsWrong(String field, String value) throws Exception {
        mvc.perform(get("/signals/shadow").param(field, value))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value(field))
                .andExpect(jsonPath("$.errors[0].value").value(value));
    }
}
