package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.web.OneController;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class OrdersControllerTests {

    private final FakeExchange exchange = new FakeExchange();
    private final MockMvc mvc = OneController.alone(new OrdersController(new OrderHistory(
            exchange.orderReader,
            exchange,
            new OrderRecords(),
            new JournalInMemory(new TestClock()),
            new TestClock())));

    @BeforeEach
    void anOpenOrderFromTheEpoch() {
        exchange.orders.add(FakeExchange.order(
                new OrderRequest(
                        new ClientOrderId("ab-1"),
                        BTC,
                        Side.BUY,
                        PositionSide.BOTH,
                        Quantity.of("0.010"),
                        OrderTerms.at(Price.of("49000.50")),
                        false),
                OrderStatus.NEW,
                BigDecimal.ZERO));
    }

    @Test
    void showsOpenOrdersAsAnArrayInTheExchangesWords() throws Exception {
        mvc.perform(get("/orders/open?symbol=btcusdt.p"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        [{"order_id":1,"client_order_id":"ab-1","symbol":"BTCUSDT","side":"BUY","position_side":"BOTH",
                          "type":"LIMIT","status":"NEW","orig_type":"LIMIT","time_in_force":"GTC","quantity":"0.01",
                          "executed_qty":"0","price":"49000.5","avg_price":"0","stop_price":"0","cum_quote":"0",
                          "reduce_only":false,"close_position":false,"working_type":"CONTRACT_PRICE",
                          "update_time":0}]""", JsonCompareMode.STRICT));
        mvc.perform(get("/orders/open")).andExpect(jsonPath("$.length()").value(1));
        mvc.perform(get("/orders/open?symbol=ETHUSDT")).andExpect(content().json("[]", JsonCompareMode.STRICT));
    }

    @Test
    void readsTimesInMillisecondsAndASingleSymbol() throws Exception {
        mvc.perform(get("/orders?symbol=BTCUSDT&startTime=0&endTime=1000&limit=1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].client_order_id").value("ab-1"));
        assertThat(exchange.windows).containsExactly("BTCUSDT 1970-01-01T00:00:00Z 1970-01-01T00:00:01Z");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,                        limit",
        "limit=1001,                     limit",
        "limit=ten,                      limit",
        "startTime=yesterday,            startTime",
        "endTime=99999999999999999999,   endTime",
        "endTime=-9223372036854775808,   startTime",
        "startTime=2000&endTime=1000,    startTime",
        "startTime=0&endTime=9000000000, startTime",
        "symbol=B!C,                     symbol",
    })
    void namesTheParameterAtFault(String query, String field) throws Exception {
        mvc.perform(get("/orders?" + query))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.error").value("INVALID_REQUEST"))
                .andExpect(jsonPath("$.errors[0].field").value(field));
    }

    @ParameterizedTest
    @CsvSource({"UNREACHABLE, 502", "TOO_SLOW, 504", "RATE_LIMITED, 429", "REFUSED, 422"})
    void anUnansweredQuestionIsNoEmptyList(Refusal.Reason reason, int status) throws Exception {
        exchange.down = Refusal.of(reason, "because");

        mvc.perform(get("/orders")).andExpect(status().is(status));
        mvc.perform(get("/orders?symbol=BTCUSDT")).andExpect(status().is(status));
        mvc.perform(get("/orders/open")).andExpect(status().is(status));
    }
}
