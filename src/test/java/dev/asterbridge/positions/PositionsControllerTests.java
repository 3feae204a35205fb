package dev.asterbridge.positions;

import static dev.asterbridge.exchange.FakeExchange.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.web.OneController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

class PositionsControllerTests {

    private final FakeExchange exchange = new FakeExchange();
    private final MockMvc mvc = OneController.alone(
            new PositionsController(new PositionService(exchange.people(), OrdersOnFake.setup(exchange))));

    @Test
    void showsPositionsAsAnArrayInTheExchangesWords() throws Exception {
        mvc.perform(get("/positions"))
                .andExpect(status().isOk())
                .andExpect(content().json("[]", JsonCompareMode.STRICT));
        exchange.positions.add(position("-0.500"));

        String json = """
                {"symbol":"BTCUSDT","position_side":"BOTH","position_amt":"-0.5","entry_price":"49000",
                 "mark_price":"50000","unrealized_profit":"0","leverage":10,"margin_type":"CROSSED",
                 "isolated_margin":"0","liquidation_price":"0","max_notional_value":"1000000","update_time":0}""";
        mvc.perform(get("/positions")).andExpect(content().json("[" + json + "]", JsonCompareMode.STRICT));
        mvc.perform(get("/positions/btcusdt.P"))
                .andExpect(status().isOk())
                .andExpect(content().json(json, JsonCompareMode.STRICT));
    }

    @ParameterizedTest
    @CsvSource({"BTCUSDT, 404, POSITION_NOT_FOUND", "NOPEUSDT, 404, SYMBOL_NOT_FOUND", "B!C, 400, INVALID_REQUEST"})
    void whatIsNotThereIsNotFound(String symbol, int status, String error) throws Exception {
        mvc.perform(get("/positions/{symbol}", symbol))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.error").value(error));
    }

    @Test
    void withBothSidesOpenTheSideMustBeNamed() throws Exception {
        exchange.positions.add(position("0.5", PositionSide.LONG));
        exchange.positions.add(position("-0.2", PositionSide.SHORT));

        mvc.perform(get("/positions/BTCUSDT"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("position_side"));
        mvc.perform(get("/positions/BTCUSDT?position_side=SHORT"))
                .andExpect(jsonPath("$.position_amt").value("-0.2"));
        mvc.perform(get("/positions/BTCUSDT?position_side=UP")).andExpect(status().isBadRequest());
    }

    @Test
    void setsTheLeverage() throws Exception {
        post("leverage", "{\"leverage\":20}")
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        {"symbol":"BTCUSDT","leverage":20,"max_notional_value":"1000000"}""", JsonCompareMode.STRICT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "\"20\"", "\"20x\"", "\" 20X \""})
    void readsALeverageAsAnAlertDoes(String leverage) throws Exception {
        post("leverage", "{\"leverage\":%s}".formatted(leverage))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.leverage").value(20));
    }

    @Test
    void saysWhatALeverageMustBe() throws Exception {
        post("leverage", "{\"leverage\":\"x20\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("leverage"))
                .andExpect(jsonPath("$.errors[0].value").value("x20"))
                .andExpect(jsonPath("$.errors[0].message").value("must be a whole number from 1 to 125"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CROSSED", "crossed", "CROSS", "cross"})
    void readsAMarginTypeAsAnAlertDoes(String marginType) throws Exception {
        post("margin-type", "{\"margin_type\":\"%s\"}".formatted(marginType))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.margin_type").value("CROSSED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"leverage\":0}",
                "{\"leverage\":126}",
                "{\"leverage\":\"many\"}",
                "{\"leverage\":20.9}",
                "{\"leverage\":\"20xx\"}",
                "{\"leverage\":\"\"}",
                "{\"leverage\":[20]}",
                "{\"leverage\":null}",
                "{\"leverage\":1e9999999}",
                "{\"leverage\":true}",
                "{}",
                "{\"leverage\":5,\"more\":1}",
                "[5]",
                "5",
                ""
            })
    void refusesALeverageThatIsNoWholeNumberFrom1To125(String body) throws Exception {
        post("leverage", body)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].message").exists());
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void refusesALeverageTheSymbolDoesNotAllow() throws Exception {
        exchange.maxLeverage = 50;

        post("leverage", "{\"leverage\":51}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("leverage '51' must be a whole number from 1 to 50"));
    }

    @Test
    void setsTheMarginType() throws Exception {
        post("margin-type", "{\"margin_type\":\"isolated\"}")
                .andExpect(status().isOk())
                .andExpect(content()
                        .json("{\"symbol\":\"BTCUSDT\",\"margin_type\":\"ISOLATED\"}", JsonCompareMode.STRICT));
        assertThat(exchange.settings).containsExactly("margin BTCUSDT ISOLATED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"margin_type\":\"BOTH\"}", "{\"margin_type\":\"\"}", "{\"margin_type\":null}", "{}"})
    void refusesAMarginTypeItDoesNotKnow(String body) throws Exception {
        post("margin-type", body).andExpect(status().isBadRequest());
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void aMarginTypeInUseIsAConflictWithTheExchangesCode() throws Exception {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, -4047, "x", null, null));

        post("margin-type", "{\"margin_type\":\"CROSSED\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value(-4047));
    }

    @ParameterizedTest
    @CsvSource({"UNREACHABLE, 502", "TOO_SLOW, 504", "RATE_LIMITED, 429", "REFUSED, 422"})
    void saysWhyTheExchangeDidNotDoIt(Refusal.Reason reason, int status) throws Exception {
        exchange.down = Refusal.of(reason, "because");

        mvc.perform(get("/positions")).andExpect(status().is(status));
        mvc.perform(get("/positions/BTCUSDT")).andExpect(status().is(status));
        post("leverage", "{\"leverage\":20}").andExpect(status().is(status));
        post("margin-type", "{\"margin_type\":\"CROSSED\"}").andExpect(status().is(status));
    }

    @Test
    void takesNothingButJson() throws Exception {
        mvc.perform(MockMvcRequestBuilders.post("/positions/BTCUSDT/leverage")
                        .contentType(MediaType.TEXT_PLAIN)
                        .content("{\"leverage\":20}"))
                .andExpect(status().isUnsupportedMediaType());
    }

    private ResultActions post(String what, String body) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/positions/BTCUSDT/" + what)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }
}
