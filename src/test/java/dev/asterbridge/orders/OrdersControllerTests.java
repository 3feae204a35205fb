package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class OrdersControllerTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private final List<Object> events = new ArrayList<>();
    private final MockMvc mvc = OneController.alone(new OrdersController(
            new OrderHistory(exchange.people(), OrdersOnFake.queries(), journal, clock),
            OrdersOnFake.ending(exchange, journal, events::add, clock)));

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

    @ParameterizedTest
    @CsvSource({
        "GET,    /orders?symbol=NOPEUSDT",
        "GET,    /orders/open?symbol=NOPEUSDT",
        "DELETE, /orders?symbol=NOPEUSDT",
        "DELETE, /orders/ab-1?symbol=NOPEUSDT"
    })
    void aSymbolThatIsNotListedIsNotFound(String method, String path) throws Exception {
        exchange.down = new Refusal(Refusal.Reason.REFUSED, -1121, "Invalid symbol.", null, null);

        mvc.perform(request(HttpMethod.valueOf(method), path))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.error").value("SYMBOL_NOT_FOUND"))
                .andExpect(jsonPath("$.detail").value("AsterDEX lists no contract 'NOPEUSDT'"));
    }

    @Test
    void aSymbolThatNobodyNamedIsTheExchangesAffair() throws Exception {
        exchange.down = new Refusal(Refusal.Reason.REFUSED, -1121, "Invalid symbol.", null, null);

        mvc.perform(get("/orders"))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.code").value(-1121));
    }

    @Test
    void cancelsOneOrderAndShowsItAsItIsThen() throws Exception {
        for (int i = 0; i < 2; i++) {
            mvc.perform(delete("/orders/ab-1?symbol=btcusdt.p"))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.client_order_id").value("ab-1"))
                    .andExpect(jsonPath("$.status").value("CANCELED"))
                    .andExpect(jsonPath("$.executed_qty").value("0"));
        }

        assertThat(exchange.cancelled()).containsExactly(new ClientOrderId("ab-1"), new ClientOrderId("ab-1"));
        assertThat(journal.recorded)
                .filteredOn(event -> event.contains("order_cancelled"))
                .first()
                .asString()
                .contains("BTCUSDT", "client_order_id=ab-1", "status=CANCELED", "by=127.0.0.1");
        assertThat(events).contains(new OrderMoved(BTC));
    }

    @Test
    void saysWhenThereIsNoSuchOrder() throws Exception {
        mvc.perform(delete("/orders/ab-2?symbol=BTCUSDT"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.error").value("ORDER_NOT_FOUND"))
                .andExpect(jsonPath("$.detail").value(containsString("no order 'ab-2' of BTCUSDT")));
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FILLED", "EXPIRED", "REJECTED"})
    void whatHasEndedOtherwiseCannotBeCancelled(OrderStatus status) throws Exception {
        exchange.orders.replaceAll(order -> order.with(status));

        mvc.perform(delete("/orders/ab-1?symbol=BTCUSDT"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.error").value("ORDER_HAS_ENDED"))
                .andExpect(jsonPath("$.detail").value(containsString("it is " + status + ", 0 of 0.01 filled")));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/ab-1,                 symbol",
        "/orders/ab-1?symbol=B!C,      symbol",
        "/orders/a%20b?symbol=BTCUSDT, clientOrderId",
        "/orders,                      symbol",
        "/orders?symbol=BTCUSDT&exits=maybe, exits",
    })
    void namesTheParameterAtFaultAndCancelsNothing(String path, String field) throws Exception {
        mvc.perform(delete(URI.create(path)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value(field));
        assertThat(exchange.cancelled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UNREACHABLE, 502", "TOO_SLOW, 504", "RATE_LIMITED, 429", "REFUSED, 422"})
    void whenNobodyKnowsWhetherItRestsItIsNoSuccess(Refusal.Reason reason, int status) throws Exception {
        exchange.down = Refusal.of(reason, "because");

        mvc.perform(delete("/orders/ab-1?symbol=BTCUSDT")).andExpect(status().is(status));
        mvc.perform(delete("/orders?symbol=BTCUSDT")).andExpect(status().is(status));
    }

    @Test
    void cancelsWhatCouldOpenSomethingAndLeavesExits() throws Exception {
        rests("ab-2", Side.SELL, PositionSide.BOTH, true);
        rests("ab-3", Side.BUY, PositionSide.LONG, false);
        rests("ab-4", Side.SELL, PositionSide.LONG, true);
        rests("ab-5", Side.SELL, PositionSide.SHORT, false);

        mvc.perform(delete("/orders?symbol=BTCUSDT"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[*].client_order_id").value(contains("ab-1", "ab-3", "ab-5")))
                .andExpect(jsonPath("$[*].status").value(everyItem(is("CANCELED"))));
        mvc.perform(delete("/orders?symbol=BTCUSDT"))
                .andExpect(status().isOk())
                .andExpect(content().json("[]", JsonCompareMode.STRICT));
    }

    @Test
    void cancelsExitsToWhereThatIsWantedButAfterAllElse() throws Exception {
        exchange.orders.clear();
        rests("ab-2", Side.SELL, PositionSide.BOTH, true);
        rests("ab-3", Side.BUY, PositionSide.BOTH, false);

        mvc.perform(delete("/orders?symbol=BTCUSDT&exits=true"))
                .andExpect(jsonPath("$[*].client_order_id").value(contains("ab-3", "ab-2")));
    }

    @Test
    void saysWhichOrdersMayStillRestAndDoesNotAskForEver() throws Exception {
        for (int i = 2; i <= 6; i++) {
            rests("ab-" + i, Side.BUY, PositionSide.BOTH, false);
        }
        var cancels = exchange.onCancel;
        exchange.onCancel = (symbol, id) -> {
            if (id.value().compareTo("ab-3") >= 0) {
                throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
            }
            return cancels.apply(symbol, id);
        };

        mvc.perform(delete("/orders?symbol=BTCUSDT"))
                .andExpect(status().isGatewayTimeout())
                .andExpect(jsonPath("$.error").value("EXCHANGE_TOO_SLOW"))
                .andExpect(jsonPath("$.detail")
                        .value("2 orders of BTCUSDT are ended; not known of ab-3, ab-4, ab-5, ab-6: no answer"));
        assertThat(exchange.cancelled()).hasSize(4);
    }

    @Test
    void anOrderWithANameOfAnotherProgramKeepsTheOthersFromNothing() throws Exception {
        exchange.orders.addFirst(renamed(exchange.orders.getFirst(), "web:1/2"));

        mvc.perform(delete("/orders?symbol=BTCUSDT"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail")
                        .value(containsString("1 orders of BTCUSDT are ended; not known of web:1/2")));
        assertThat(exchange.orders).extracting(Order::status).containsExactly(OrderStatus.NEW, OrderStatus.CANCELED);
    }

    @Test
    void anOrderThatWasFilledFirstIsShownAsFilled() throws Exception {
        exchange.onCancel =
                (symbol, id) -> Optional.of(exchange.orders.getFirst().with(OrderStatus.FILLED));

        mvc.perform(delete("/orders?symbol=BTCUSDT"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].status").value("FILLED"));
        assertThat(journal.recorded).noneMatch(event -> event.contains("order_cancelled"));
    }

    private void rests(String id, Side side, PositionSide positionSide, boolean reduceOnly) {
        exchange.orders.add(FakeExchange.order(
                new OrderRequest(
                        new ClientOrderId(id),
                        BTC,
                        side,
                        positionSide,
                        Quantity.of("0.010"),
                        OrderTerms.at(Price.of("49000.50")),
                        reduceOnly),
                OrderStatus.NEW,
                BigDecimal.ZERO));
    }

    private static Order renamed(Order order, String name) {
        return new Order(
                order.orderId(),
                name,
                order.symbol(),
                order.side(),
                order.positionSide(),
                order.status(),
                order.type(),
                order.originalType(),
                order.timeInForce(),
                order.quantity(),
                order.executedQuantity(),
                order.price(),
                order.averagePrice(),
                order.stopPrice(),
                order.cumulativeQuote(),
                order.reduceOnly(),
                order.closePosition(),
                order.workingType(),
                order.createdAt(),
                order.updatedAt());
    }
}
