package dev.asterbridge.trading;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.orders.OrderMoved;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.risk.Halt.Scope;
import dev.asterbridge.risk.OwnLimits;
import dev.asterbridge.risk.RiskOnFake;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.web.OneController;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class TradingControllerTests {

    private static final Symbol ETH = new Symbol("ETHUSDT");

    private final FakeExchange exchange = new FakeExchange();
    private final SignalsOnFake signals = new SignalsOnFake(exchange);
    private final JournalInMemory journal = (JournalInMemory) signals.journal;
    private final List<Object> events = new ArrayList<>();
    private RiskOnFake risk;
    private MockMvc mvc;
    private OwnLimits own = new OwnLimits(Map.of(), Map.of());

    @BeforeEach
    void open() {
        InstrumentRules btc = FakeExchange.btcRules();
        exchange.rules.put(
                ETH,
                new InstrumentRules(
                        ETH,
                        btc.status(),
                        "ETH",
                        btc.quoteAsset(),
                        btc.price(),
                        btc.lot(),
                        btc.marketLot(),
                        btc.minNotional(),
                        btc.multiplierUp(),
                        btc.multiplierDown()));
        with("max_drawdown=15%", "max_orders_per_minute=30");
    }

    private void with(String... limits) {
        risk = new RiskOnFake(signals.journal, signals.clock, limits);
        mvc = OneController.alone(new TradingController(new TradingService(
                risk.trading,
                risk.guard,
                own,
                exchange,
                signals.intake(),
                exchange,
                exchange,
                new RestingOrders(OrdersOnFake.ending(exchange, journal, events::add, signals.clock)),
                signals.clock)));
    }

    @AfterEach
    void stop() {
        signals.stop();
    }

    @Test
    void showsHaltsLimitsAndHowMuchOfThemIsUsed() throws Exception {
        risk.look();
        risk.account.wallet = new BigDecimal("800");
        risk.look();
        signals.clock.advance(Duration.ofSeconds(2));

        mvc.perform(get("/trading"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        {"halted":true,
                         "halts":[{"scope":"account","why":"max_drawdown of the account is 15%; its equity of 800 USDT is \
                        20% below its peak of 1000 USDT","by":"max_drawdown","automatic":true,"since":1768478400000}],
                         "account":{"equity":"800","day_start":"1000","daily_loss":"200","peak":"1000","drawdown":"200",
                         "drawdown_percent":"20%","read_at":1768478400000,"age_ms":2000,"stale":false},
                         "open_positions":0,"orders_last_minute":0,
                         "limits":{"max_order_notional":"off","max_position_notional":"off","max_leverage":"off",
                         "max_open_positions":"off","max_orders_per_minute":"30","max_daily_loss":"off",
                         "max_drawdown":"15%","allowed_symbols":"all","max_price_deviation":"off"},
                         "position_mode":"one_way"}""", JsonCompareMode.STRICT));
    }

    @Test
    void showsTheLimitsOfSymbolsAndStrategiesAndTheModeOfPositions() throws Exception {
        own = new OwnLimits(
                Map.of(ETH, Map.of("max_leverage", "off")), Map.of("night", Map.of("allowed_symbols", "ETHUSDT")));
        with();
        exchange.mode = PositionMode.HEDGE;

        mvc.perform(get("/trading")).andExpect(content().json("""
                        {"symbol_limits":{"ETHUSDT":{"max_leverage":"off"}},
                         "strategy_limits":{"night":{"allowed_symbols":"ETHUSDT"}},
                         "position_mode":"hedge"}"""));
    }

    @Test
    void beforeTheFirstReadingThereIsNoAccount() throws Exception {
        mvc.perform(get("/trading"))
                .andExpect(jsonPath("$.halted").value(false))
                .andExpect(jsonPath("$.halts").isEmpty())
                .andExpect(jsonPath("$.account").doesNotExist());
    }

    /** Whoever has lost a symbol on the way does not mean everything. */
    @ParameterizedTest
    @CsvSource({
        "halt, symbol, BTCUSDT",
        "halt, strategy, night",
        "flatten, symbol, BTCUSDT",
        "flatten, strategy, night",
        "resume, symbol, BTCUSDT",
        "resume, strategy, night"
    })
    void nullIsNotEverything(String action, String field, String value) throws Exception {
        risk.trading.halt(Scope.ofStrategy("other"), "before", "1.2.3.4");

        send(action, "{\"%s\":null,\"why\":\"x\"}".formatted(field))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value(field))
                .andExpect(jsonPath("$.errors[0].message").value("must not be null: leave it out to mean everything"));
        assertThat(risk.trading.inForce()).hasSize(1);

        send(action, "{\"%s\":\"%s\",\"why\":null}".formatted(field, value)).andExpect(status().is2xxSuccessful());
        send(action, "{\"why\":\"x\"}").andExpect(status().is2xxSuccessful());
    }

    @Test
    void haltsEverythingWithoutABodyAndResumes() throws Exception {
        mvc.perform(post("/trading/halt"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.halted").value(true))
                .andExpect(jsonPath("$.halts[0].why").value("by hand"))
                .andExpect(jsonPath("$.halts[0].by").value("127.0.0.1"))
                .andExpect(jsonPath("$.halts[0].automatic").value(false));

        mvc.perform(post("/trading/resume"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.halted").value(false))
                .andExpect(jsonPath("$.halts").isEmpty());
    }

    @Test
    void haltsASymbolOrAStrategy() throws Exception {
        send("halt", "{\"symbol\":\"btcusdt.P\",\"why\":\" a listing \"}")
                .andExpect(jsonPath("$.halted").value(false))
                .andExpect(jsonPath("$.halts[0].scope").value("symbol"))
                .andExpect(jsonPath("$.halts[0].symbol").value("BTCUSDT"))
                .andExpect(jsonPath("$.halts[0].why").value("a listing"));
        signals.clock.advance(Duration.ofMillis(1));
        send("halt", "{\"strategy\":\"trend\"}")
                .andExpect(jsonPath("$.halts[1].scope").value("strategy"))
                .andExpect(jsonPath("$.halts[1].strategy").value("trend"));

        send("resume", "{\"symbol\":\"BTCUSDT\",\"why\":\"listed\"}").andExpect(jsonPath("$.halts", hasSize(1)));
        send("resume", "{\"strategy\":\"trend\"}").andExpect(jsonPath("$.halts").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "halt    | {\"symbol\":\"NOPEUSDT\"} | 404 | SYMBOL_NOT_FOUND |",
                "flatten | {\"symbol\":\"NOPEUSDT\"} | 404 | SYMBOL_NOT_FOUND |",
                "halt    | {\"symbol\":\"B!C\"} | 400 | INVALID_REQUEST | symbol",
                "halt    | {\"symbol\":\"BTCUSDT\",\"strategy\":\"trend\"} | 400 | INVALID_REQUEST | strategy",
                "resume  | {\"symbol\":\"BTCUSDT\",\"strategy\":\"trend\"} | 400 | INVALID_REQUEST | strategy",
                "resume  | {\"symbol\":\"NOPEUSDT\"} | 404 | SYMBOL_NOT_FOUND |",
                "halt    | {\"strategy\":\" \"} | 400 | INVALID_REQUEST | strategy",
                "halt    | {\"symbl\":\"BTCUSDT\"} | 400 | INVALID_REQUEST | symbl",
                "halt    | {\"reset_peak\":true} | 400 | INVALID_REQUEST | reset_peak",
                "resume  | {\"reset_peak\":\"maybe\"} | 400 | INVALID_REQUEST | reset_peak",
                "resume  | {\"reset_peak\":true,\"symbol\":\"BTCUSDT\"} | 400 | INVALID_REQUEST | reset_peak",
                "flatten | [1] | 400 | INVALID_REQUEST |",
                "halt    | null | 400 | INVALID_REQUEST | body",
                "flatten | null | 400 | INVALID_REQUEST | body",
                "resume  | null | 400 | INVALID_REQUEST | body",
                "resume  | {\"symbol\":null,\"reset_peak\":true} | 400 | INVALID_REQUEST | symbol"
            })
    void whatIsNotUnderstoodChangesNothing(String path, String body, int status, String error, String field)
            throws Exception {
        ResultActions answer = send(path, body)
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.error").value(error));
        if (field != null) {
            answer.andExpect(jsonPath("$.errors[0].field").value(field));
        }
        assertThat(risk.trading.inForce()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"halt", "resume", "flatten"})
    void aReasonIsNotEndless(String path) throws Exception {
        send(path, "{\"why\":\"%s\"}".formatted("x".repeat(201)))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("why"));
    }

    @Test
    void aHaltDoesNotFailBecauseTheExchangeIsAway() throws Exception {
        goDown();

        send("halt", "{\"symbol\":\"NOPEUSDT\"}").andExpect(status().isOk());
    }

    @Test
    void withoutTheJournalItIs503() throws Exception {
        journal.down = true;

        for (String path : List.of("halt", "resume", "flatten")) {
            send(path, "{}")
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(jsonPath("$.error").value("JOURNAL_UNAVAILABLE"));
        }
        mvc.perform(get("/trading")).andExpect(status().isServiceUnavailable());
        journal.down = false;
    }

    @Test
    void whoResumesAfterALossHasItCountAnew() throws Exception {
        risk.look();
        risk.account.wallet = new BigDecimal("800");
        risk.look();

        send("resume", "{}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.error").value("LIMIT_STILL_EXCEEDED"))
                .andExpect(jsonPath("$.detail").value(containsString("\"reset_peak\": true")));
        send("resume", "{\"reset_peak\":true}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.halts").isEmpty())
                .andExpect(jsonPath("$.account.peak").doesNotExist());
        risk.look();
        mvc.perform(get("/trading")).andExpect(jsonPath("$.account.peak").value("800"));
    }

    @Test
    void flattenHaltsAndClosesEveryPosition() throws Exception {
        hold(BTC, "0.5");
        hold(ETH, "-2");

        String answer = send("flatten", "{\"why\":\"news\"}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.closing[0].symbol").value("BTCUSDT"))
                .andExpect(jsonPath("$.closing[0].position_side").value("BOTH"))
                .andExpect(jsonPath("$.closing[0].duplicate").doesNotExist())
                .andExpect(jsonPath("$.closing[1].symbol").value("ETHUSDT"))
                .andExpect(jsonPath("$.resting_orders").isEmpty())
                .andExpect(jsonPath("$.note").doesNotExist())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(risk.trading.inForce())
                .singleElement()
                .satisfies(halt -> assertThat(halt.why()).isEqualTo("news"));
        await().atMost(Duration.ofSeconds(20)).until(() -> exchange.open().isEmpty());
        assertThat(exchange.placed())
                .extracting(order ->
                        order.symbol() + " " + order.side() + " " + order.quantity() + " " + order.reduceOnly())
                .containsExactlyInAnyOrder("BTCUSDT SELL 0.5 true", "ETHUSDT BUY 2 true");
        List<String> ids = JsonPath.read(answer, "$.closing[*].signal_id");
        assertThat(exchange.placed())
                .extracting(OrderRequest::clientOrderId)
                .containsExactlyInAnyOrder(
                        new ClientOrderId("ab-" + ids.get(0) + "-1"), new ClientOrderId("ab-" + ids.get(1) + "-1"));
    }

    @Test
    void oneSymbolIsFlattenedAlone() throws Exception {
        hold(BTC, "0.5");
        hold(ETH, "-2");

        send("flatten", "{\"symbol\":\"ETHUSDT\"}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.closing", hasSize(1)))
                .andExpect(jsonPath("$.closing[0].symbol").value("ETHUSDT"));

        mvc.perform(get("/trading"))
                .andExpect(jsonPath("$.halted").value(false))
                .andExpect(jsonPath("$.halts[0].symbol").value("ETHUSDT"));
        await().atMost(Duration.ofSeconds(20)).until(() -> exchange.open().size() == 1);
        assertThat(exchange.open())
                .singleElement()
                .satisfies(it -> assertThat(it.symbol()).isEqualTo(BTC));
    }

    @Test
    void whatStrategiesHoldIsClosedTogether() throws Exception {
        exchange.positions.add(FakeExchange.position(BTC, "0.2", PositionSide.BOTH));
        holds("a", "0.5");
        holds("b", "-0.3");

        send("flatten", "{}").andExpect(jsonPath("$.closing", hasSize(1)));

        await().atMost(Duration.ofSeconds(20)).until(() -> exchange.open().isEmpty() && nothingIsHeld());
        assertThat(exchange.placed())
                .extracting(order -> order.side() + " " + order.quantity() + " " + order.reduceOnly())
                .containsExactly("SELL 0.2 true");
    }

    @Test
    void whatStrategiesHoldBothWaysIsForgottenWhereTheAccountHoldsNothing() throws Exception {
        holds("a", "0.3");
        holds("b", "-0.3");

        send("flatten", "{}").andExpect(jsonPath("$.closing", hasSize(1)));

        await().atMost(Duration.ofSeconds(20)).until(this::nothingIsHeld);
        assertThat(exchange.placed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a, SELL 0.5 false, -0.3", "b, BUY 0.3 false, 0.5"})
    void aStrategyIsFlattenedAloneAlsoWhereTheAccountHoldsMoreAfterwards(String name, String order, String left)
            throws Exception {
        exchange.positions.add(FakeExchange.position(BTC, "0.2", PositionSide.BOTH));
        holds("a", "0.5");
        holds("b", "-0.3");

        send("flatten", "{\"strategy\":\"%s\"}".formatted(name))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.closing", hasSize(1)));

        await().atMost(Duration.ofSeconds(20)).until(() -> exchange.placed().size() == 1);
        assertThat(exchange.placed())
                .extracting(it -> it.side() + " " + it.quantity() + " " + it.reduceOnly())
                .containsExactly(order);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(exchange.open())
                        .singleElement()
                        .satisfies(it -> assertThat(it.amount()).isEqualByComparingTo(left)));
        mvc.perform(get("/trading"))
                .andExpect(jsonPath("$.halted").value(false))
                .andExpect(jsonPath("$.halts[0].strategy").value(name));
    }

    @Test
    void ordersOfTheStrategyAreCancelledAndNoOthers() throws Exception {
        rests("ab-a-1", BTC, false);
        rests("ab-b-1", BTC, false);
        restsOnRecord("a", "");
        restsOnRecord("b", "");

        send("flatten", "{\"strategy\":\"a\"}").andExpect(content().json("""
                        {"closing":[],"cancelled_orders":["ab-a-1"],"resting_orders":[]}"""));

        assertThat(exchange.orders)
                .extracting(order -> order.clientOrderId() + " " + order.status())
                .containsExactly("ab-a-1 CANCELED", "ab-b-1 NEW");
    }

    @Test
    void aStrategyThatHoldsNothingIsSaidToHoldNothing() throws Exception {
        holds("a", "0.5");

        send("flatten", "{\"strategy\":\"A\"}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.closing").isEmpty())
                .andExpect(
                        jsonPath("$.note")
                                .value(
                                        "Strategy A holds nothing on record, and nothing of it rests; names count to the letter"));
        send("flatten", "{}").andExpect(jsonPath("$.note").doesNotExist());
    }

    @Test
    void anOrderOfTheStrategyThatCannotBeCancelledIsNamed() throws Exception {
        rests("ab-a-1", BTC, false);
        restsOnRecord("a", "");
        exchange.onCancel = (symbol, id) -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
        };

        send("flatten", "{\"strategy\":\"a\"}")
                .andExpect(content().json("""
                        {"cancelled_orders":[],"resting_orders":["ab-a-1"]}"""))
                .andExpect(jsonPath("$.note").doesNotExist());
    }

    private void holds(String strategy, String amount) {
        journal.sql()
                .sql("INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES (?, ?, 'BOTH', ?)")
                .params(BTC.name(), strategy, amount)
                .update();
    }

    private boolean nothingIsHeld() {
        return journal.read(sql -> OrdersOnFake.holdings().of(sql, BTC)).stream()
                .allMatch(held -> held.amount().signum() == 0);
    }

    /** The order of a strategy's only signal, both of the strategy's name. */
    private void restsOnRecord(String strategy, String role) {
        journal.sql()
                .sql(
                        "INSERT INTO orders (signal_id, leg, symbol, strategy, side, position_side, quantity, terms, reduce_only,"
                                + " early, role, status, executed_quantity, booked, seen) VALUES (?, 1, 'BTCUSDT', ?, 'BUY', 'BOTH',"
                                + " '1', 'LIMIT 40000 GTC', 0, 0, ?, 'NEW', '0', '0', '{}')")
                .params(strategy, strategy, role)
                .update();
        journal.sql()
                .sql(
                        "INSERT INTO attempts (client_order_id, signal_id, leg, signer, request_hash, prepared_at, horizon_at,"
                                + " outcome) VALUES (?, ?, 1, 's', 'h', 0, 0, 'executed')")
                .params("ab-" + strategy + "-1", strategy)
                .update();
    }

    @Test
    void bothSidesAreClosedInHedgeMode() throws Exception {
        signals.hold("0.5", PositionSide.LONG);
        signals.hold("-0.2", PositionSide.SHORT);

        send("flatten", "{}").andExpect(jsonPath("$.closing", hasSize(2)));

        await().atMost(Duration.ofSeconds(20)).until(() -> exchange.open().isEmpty());
    }

    @Test
    void withNothingOpenItOnlyHalts() throws Exception {
        send("flatten", "{}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.closing").isEmpty());

        assertThat(risk.trading.inForce()).hasSize(1);
    }

    @Test
    void aRepeatUnderTheSameKeyIsTheSameFlatten() throws Exception {
        hold(BTC, "0.5");
        exchange.onPlace = request -> new dev.asterbridge.exchange.OrderOutcome.Rejected(
                Refusal.of(Refusal.Reason.UNREACHABLE, "nobody answers"));
        MockHttpServletRequestBuilder request = post("/trading/flatten").header("Idempotency-Key", "tonight");
        String first = mvc.perform(request).andReturn().getResponse().getContentAsString();
        String id = JsonPath.read(first, "$.closing[0].signal_id");

        mvc.perform(request)
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.closing[0].signal_id").value(id))
                .andExpect(jsonPath("$.closing[0].duplicate").value(true));
        signals.clock.advance(Duration.ofMillis(1));
        mvc.perform(post("/trading/flatten"))
                .andExpect(jsonPath("$.closing[0].duplicate").doesNotExist());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "caf\u00e9"})
    void aKeyIsPlainText(String key) throws Exception {
        mvc.perform(post("/trading/flatten").header("Idempotency-Key", key))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("Idempotency-Key"));
        assertThat(risk.trading.inForce()).isEmpty();
    }

    @Test
    void ordersThatCouldOpenSomethingAreCancelledAndExitsStay() throws Exception {
        rests("ab-x-1", BTC, false);
        rests("ab-x-2", ETH, false);
        rests("ab-x-3", BTC, true);

        send("flatten", "{\"symbol\":\"ETHUSDT\"}").andExpect(content().json("""
                        {"cancelled_orders":["ab-x-2"],"resting_orders":[]}"""));
        send("flatten", "{}").andExpect(content().json("""
                        {"cancelled_orders":["ab-x-1"],"resting_orders":[]}"""));

        assertThat(exchange.orders)
                .extracting(order -> order.clientOrderId() + " " + order.status())
                .containsExactly("ab-x-1 CANCELED", "ab-x-2 CANCELED", "ab-x-3 NEW");
        assertThat(journal.recorded)
                .filteredOn(event -> event.contains("order_cancelled"))
                .hasSize(2);
        assertThat(events).containsExactly(new OrderMoved(ETH), new OrderMoved(BTC));
    }

    @Test
    void whatIsFilledBeforeItIsCancelledIsClosedWithTheRest() throws Exception {
        rests("ab-x-1", BTC, false);
        exchange.onCancel = (symbol, id) -> {
            hold(BTC, "0.5");
            return Optional.of(exchange.orders.getFirst().with(OrderStatus.FILLED));
        };

        send("flatten", "{}")
                .andExpect(jsonPath("$.cancelled_orders").value("ab-x-1"))
                .andExpect(jsonPath("$.closing[0].symbol").value("BTCUSDT"));

        await().atMost(Duration.ofSeconds(20)).until(() -> exchange.open().isEmpty());
    }

    @Test
    void whatCannotBeCancelledIsNamedAndKeepsNothingFromBeingClosed() throws Exception {
        hold(BTC, "0.5");
        rests("ab-x-1", BTC, false);
        exchange.onCancel = (symbol, id) -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
        };

        send("flatten", "{}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.cancelled_orders").isEmpty())
                .andExpect(jsonPath("$.resting_orders").value("ab-x-1"))
                .andExpect(jsonPath("$.closing", hasSize(1)));

        await().atMost(Duration.ofSeconds(20)).until(() -> exchange.open().isEmpty());
    }

    @Test
    void whenPositionsCannotBeReadWhatWasKnownIsClosed() throws Exception {
        hold(BTC, "0.5");
        risk.account.hold(ETH, PositionSide.BOTH, "1");
        risk.look();
        goDown();

        send("flatten", "{}")
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.closing", hasSize(2)))
                .andExpect(jsonPath("$.resting_orders").doesNotExist())
                .andExpect(jsonPath("$.note")
                        .value("The positions could not be read (nobody answers); what was known to "
                                + "be open is closed as soon as it can be"));
        assertThat(risk.trading.inForce()).hasSize(1);
    }

    @Test
    void whatIsUnderWayIsClosedToo() throws Exception {
        journal.sql().sql("""
                        INSERT INTO orders (signal_id, leg, symbol, side, position_side, quantity, reduce_only, early,
                          executed_quantity, booked) VALUES ('s', 1, 'ETHUSDT', 'BUY', 'BOTH', '1', 0, 0, '0', '0')""").update();
        journal.sql().sql("""
                        INSERT INTO attempts (client_order_id, signal_id, leg, signer, request_hash, prepared_at, horizon_at)
                        VALUES ('ab-s-1', 's', 1, 's', 'h', 0, 0)""").update();

        send("flatten", "{}").andExpect(jsonPath("$.closing[0].symbol").value("ETHUSDT"));
    }

    @Test
    void whatIsNotOnRecordIsSaidAndTradingIsHaltedAllTheSame() throws Exception {
        hold(BTC, "0.5");
        signals.stop();

        send("flatten", "{}")
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "5"))
                .andExpect(jsonPath("$.error").value("NOT_TAKING_SIGNALS"))
                .andExpect(jsonPath("$.detail")
                        .value("Trading is halted, and 0 closes are on record, but not BTCUSDT/BOTH (The service is "
                                + "stopping; send it again); send it again"));
        assertThat(risk.trading.inForce()).hasSize(1);
    }

    @Test
    void whatAStrategyHasUnderWayIsClosedToo() throws Exception {
        underWay("s", ETH, "a");
        underWay("t", BTC, "b");

        send("flatten", "{\"strategy\":\"a\"}")
                .andExpect(jsonPath("$.closing", hasSize(1)))
                .andExpect(jsonPath("$.closing[0].symbol").value("ETHUSDT"))
                .andExpect(jsonPath("$.resting_orders[0]").value("ab-s-1"))
                .andExpect(jsonPath("$.note").doesNotExist());
    }

    @Test
    void aHaltOfAStrategyThatNobodyHasHeardOfSaysSo() throws Exception {
        send("halt", "{\"strategy\":\"trned\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.halts[0].strategy").value("trned"))
                .andExpect(jsonPath("$.note")
                        .value("No alert of strategy trned is on record; it is halted all the same, and names count "
                                + "to the letter"));
        underWay("s", ETH, "a");
        journal.sql()
                .sql(
                        "INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES ('ETHUSDT', 'a', 'BOTH', '0')")
                .update();
        send("halt", "{\"strategy\":\"a\"}").andExpect(jsonPath("$.note").doesNotExist());
        send("halt", "{}").andExpect(jsonPath("$.note").doesNotExist());
    }

    private void underWay(String id, Symbol symbol, String strategy) {
        journal.sql().sql("""
                        INSERT INTO orders (signal_id, leg, symbol, strategy, side, position_side, quantity, reduce_only, early,
                          executed_quantity, booked) VALUES (?, 1, ?, ?, 'BUY', 'BOTH', '1', 0, 0, '0', '0')""").params(id, symbol.name(), strategy).update();
        journal.sql().sql("""
                        INSERT INTO attempts (client_order_id, signal_id, leg, signer, request_hash, prepared_at, horizon_at)
                        VALUES (?, ?, 1, 's', 'h', 0, 0)""").params("ab-%s-1".formatted(id), id).update();
    }

    private void hold(Symbol symbol, String amount) {
        exchange.positions.add(FakeExchange.position(symbol, amount, PositionSide.BOTH));
        journal.sql()
                .sql("INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES (?, '', 'BOTH', ?)")
                .params(symbol.name(), amount)
                .update();
    }

    private void rests(String id, Symbol symbol, boolean reduceOnly) {
        OrderRequest request = new OrderRequest(
                new ClientOrderId(id),
                symbol,
                reduceOnly ? Side.SELL : Side.BUY,
                PositionSide.BOTH,
                Quantity.of("1"),
                OrderTerms.at(Price.of("40000")),
                reduceOnly);
        exchange.orders.add(FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));
    }

    private void goDown() {
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "nobody answers");
    }

    private ResultActions send(String path, String body) throws Exception {
        return mvc.perform(
                post("/trading/" + path).contentType(MediaType.APPLICATION_JSON).content(body));
    }
}
