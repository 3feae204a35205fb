package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.signals.SignalsOnFake;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

class WebhookControllerTests {

    private static final String OPEN =
            "{\"action\":\"open\",\"symbol\":\"BTCUSDT.P\",\"side\":\"buy\",\"quantity\":0.0105,\"webhook_secret\":\"s3cret\"}";
    private static final String STRATEGY =
            "{\"symbol\":\"BTCUSDT.P\",\"position_size\":\"0.02\",\"strategy\":\"s1\",\"webhook_secret\":\"s3cret\"}";
    private static final String CLOSE = "{\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"webhook_secret\":\"s3cret\"}";

    private final FakeExchange exchange = new FakeExchange();
    private final SignalsOnFake signals = new SignalsOnFake(exchange);
    private final MockMvc mvc = webhook(Duration.ofSeconds(20));

    @AfterEach
    void stop() throws InterruptedException {
        signals.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "text/plain", "application/x-www-form-urlencoded", "application/xml", "x/y"})
    void readsTheBodyAsJsonWhateverTheContentTypeSays(String contentType) throws Exception {
        mvc.perform(post("/webhook/tradingview").contentType(contentType).content(OPEN))
                .andExpect(status().isOk());
    }

    @Test
    void showsTheOrderThePositionAndWhatWasAdjusted() throws Exception {
        alert(OPEN)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.success").value(true))
                .andExpect(jsonPath("$.message").value("open BUY BTCUSDT: filled 0.01 at 50000"))
                .andExpect(jsonPath("$.client_order_id")
                        .value(exchange.placed().getFirst().clientOrderId().value()))
                .andExpect(jsonPath("$.order.order_id").value(1))
                .andExpect(jsonPath("$.order.status").value("FILLED"))
                .andExpect(jsonPath("$.order.executed_qty").value("0.01"))
                .andExpect(jsonPath("$.order.avg_price").value("50000"))
                .andExpect(jsonPath("$.position.position_amt").value("0.01"))
                .andExpect(content().json("""
                        {"adjusted":{"quantity":{"from":"0.0105","to":"0.01","rule":"LOT_SIZE"}}}"""));
        alert(CLOSE)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.position").doesNotExist())
                .andExpect(jsonPath("$.adjusted").doesNotExist());
    }

    @Test
    void anOutcomeThatIsNotKnownInTimeIs202() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        exchange.onPlace = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new OrderOutcome.Accepted(exchange.fill(request));
        };

        webhook(Duration.ofMillis(1))
                .perform(post("/webhook/tradingview").content(OPEN))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.success").doesNotExist())
                .andExpect(jsonPath("$.order").doesNotExist())
                .andExpect(jsonPath("$.signal_id").isNotEmpty());
        gate.countDown();
    }

    @Test
    void anOrderThatMayBeOutIsNeverA5xx() throws Exception {
        exchange.onPlace = request -> {
            throw new IllegalStateException("planted");
        };

        alert(webhook(Duration.ofMillis(300)), OPEN).andExpect(status().isAccepted());
    }

    @Test
    void theSecretMayComeInTheHeader() throws Exception {
        signals.hold("0.5");

        mvc.perform(post("/webhook/tradingview")
                        .header("X-Webhook-Secret", "s3cret")
                        .content("{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}"))
                .andExpect(status().isOk());
    }

    @Test
    void withoutTheSecretNothingIsDone() throws Exception {
        signals.hold("0.5");
        String wrong = "{\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"webhook_secret\":\"wrong\"}";

        alert("{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}")
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.error").value("WRONG_SECRET"));
        for (int i = 1; i < WrongSecrets.ALLOWED; i++) {
            alert(wrong).andExpect(status().isUnauthorized());
        }
        alert(wrong).andExpect(status().isTooManyRequests()).andExpect(header().string("Retry-After", "60"));
        assertThat(exchange.placed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "buy",
                "[]",
                "[{}]x",
                "action=close;x",
                "{\"action\":\"open\"",
                "{\"action\":\"open\",\"webhook_secret\":\"s3cret\"}"
            })
    void whatCannotBeUnderstoodIs400(String body) throws Exception {
        alert(body)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(content().string(not(containsString("s3cret"))));
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void withoutAPositionACloseIs404() throws Exception {
        alert(CLOSE)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.error").value("POSITION_NOT_FOUND"));
    }

    @Test
    void anOpenAgainstTheOppositePositionIs409() throws Exception {
        signals.hold("-0.5");

        alert(OPEN).andExpect(status().isConflict());
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void aCloseThatCouldMeanEitherSideIs400() throws Exception {
        exchange.mode = PositionMode.HEDGE;
        signals.hold("0.5", PositionSide.LONG);
        signals.hold("-0.3", PositionSide.SHORT);

        alert(CLOSE)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("position_side"));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 422", "NOT_AUTHORISED, 422"})
    void whatTheExchangeRefusedKeepsItsCode(Refusal.Reason reason, int status) throws Exception {
        refuse(reason);

        alert(OPEN)
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.code").value(-2019))
                .andExpect(jsonPath("$.detail").value("Margin is insufficient."))
                .andExpect(jsonPath("$.signal_id").isNotEmpty())
                .andExpect(jsonPath("$.identified_by").value("nothing"))
                .andExpect(jsonPath("$.duplicate").doesNotExist());
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOCK", "RATE_LIMITED", "UNREACHABLE", "TOO_SLOW"})
    void whatTheExchangeMayTakeLaterIsUnderWayAndNeverSentAgain(Refusal.Reason reason) throws Exception {
        refuse(reason);

        alert(webhook(Duration.ofMillis(300)), OPEN).andExpect(status().isAccepted());
    }

    @Test
    void anOrderThatEndedWithoutAFillIs422() throws Exception {
        exchange.onPlace =
                request -> new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.EXPIRED, BigDecimal.ZERO));

        alert(OPEN).andExpect(status().isUnprocessableEntity());
    }

    @Test
    void whileTheServiceStopsAlertsAreSentAway() throws Exception {
        signals.stop();

        alert(OPEN).andExpect(status().isServiceUnavailable()).andExpect(header().string("Retry-After", "5"));
    }

    @Test
    void theStoryOfAnAlertIsAtItsLocation() throws Exception {
        signals.hold("0.5");

        var answer = alert(CLOSE).andExpect(status().isOk()).andReturn().getResponse();
        String id = exchange.placed().getFirst().clientOrderId().value().substring(3, 25);

        assertThat(answer.getHeader("Location")).isEqualTo("/signals/" + id);
        assertThat(answer.getContentAsString()).contains("\"signal_id\":\"" + id + "\"");
    }

    @Test
    void respondAsyncIsAnsweredAtOnce() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        exchange.onPlace = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new OrderOutcome.Accepted(exchange.fill(request));
        };

        mvc.perform(post("/webhook/tradingview")
                        .header("Prefer", "wait=5")
                        .header("Prefer", "Respond-Async")
                        .content(OPEN))
                .andExpect(status().isAccepted())
                .andExpect(header().string("Location", startsWith("/signals/")));
        gate.countDown();
    }

    @Test
    void aCopyIsAnsweredAsTheFirstAndMarked() throws Exception {
        String timed = OPEN.replace("}", ",\"time\":\"2026-01-15T12:00:00Z\"}");

        alert(timed)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.duplicate").doesNotExist())
                .andExpect(jsonPath("$.identified_by").value("time"))
                .andExpect(jsonPath("$.hint").doesNotExist());
        alert(timed)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.duplicate").value(true))
                .andExpect(jsonPath("$.order.executed_qty").value("0.01"));
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void aCopyOfARefusedOneIsRefusedTheSameWayAndMarked() throws Exception {
        String named = CLOSE.replace("}", ",\"id\":\"Long\"}");

        alert(named)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.duplicate").doesNotExist());
        alert(named)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.error").value("POSITION_NOT_FOUND"))
                .andExpect(jsonPath("$.duplicate").value(true))
                .andExpect(jsonPath("$.identified_by").value("id"))
                .andExpect(jsonPath("$.hint").value(containsString("60 s")));
    }

    @Test
    void withoutAnIdentityTheAnswerSaysHowToGiveOne() throws Exception {
        alert(OPEN)
                .andExpect(jsonPath("$.identified_by").value("nothing"))
                .andExpect(jsonPath("$.hint").value(containsString("{{timenow}}")));
    }

    @Test
    void aKeyIsStrict() throws Exception {
        keyed("k", OPEN)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.identified_by").value("key"));
        keyed("k", OPEN)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.duplicate").value(true));
        keyed("k", OPEN.replace("0.0105", "0.02"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.error").value("IDEMPOTENCY_KEY_REUSED"));
        keyed("l", OPEN)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.duplicate").doesNotExist());
        assertThat(exchange.placed()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\there", "\u00fcber"})
    void aKeyOfOtherCharactersIs400(String key) throws Exception {
        keyed(key, OPEN).andExpect(status().isBadRequest()).andExpect(jsonPath("$.detail", containsString("1 to 200")));
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void aKeyMayHaveTwoHundredCharactersAndNoMore() throws Exception {
        keyed("k".repeat(201), OPEN).andExpect(status().isBadRequest());
        keyed("k".repeat(200), OPEN).andExpect(status().isOk());
    }

    @ParameterizedTest
    @CsvSource({
        "time, 2026-01-15T11:58:59Z, 422, ALERT_EXPIRED",
        "timestamp, 1768478280, 422, ALERT_EXPIRED",
        "timenow, 2026-01-15T12:00:31Z, 422, ALERT_FROM_THE_FUTURE",
        "time, yesterday, 400, INVALID_REQUEST",
        "time, 12:00, 400, INVALID_REQUEST"
    })
    void aTimeThatIsWrongIsRefusedAndNothingIsOnRecord(String field, String time, int status, String error)
            throws Exception {
        alert(OPEN.replace("}", ",\"%s\":\"%s\"}".formatted(field, time)))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.error").value(error));
        assertThat(bodies()).isEmpty();
    }

    @Test
    void theSecretIsNotKeptEvenWhereItIsRepeated() throws Exception {
        alert(OPEN.replace("}", ",\"comment\":\"my s3cret is s3cret\"}"));
        mvc.perform(post("/webhook/tradingview")
                .header("X-Webhook-Secret", "s3cret")
                .content("{\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"note\":\"s3cret\"}"));

        assertThat(bodies())
                .hasSize(2)
                .allSatisfy(body -> assertThat(body).doesNotContain("s3cret").contains("***"));
    }

    @Test
    void aSecretWithQuotesIsNotKeptEitherWhereItIsRepeated() throws Exception {
        String secret = "a\\\"b\\\\cdef";
        String body = "{\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"webhook_secret\":\"" + secret
                + "\",\"comment\":\"it is " + secret + "\"}";

        alert(webhook(Duration.ofSeconds(20), "a\"b\\cdef"), body).andExpect(status().isNotFound());

        assertThat(bodies()).singleElement().asString().contains("it is ***").doesNotContain("cdef");
    }

    @Test
    void whatIsNotOnRecordIs503() throws Exception {
        ((JournalInMemory) signals.journal).down = true;

        alert(OPEN)
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "5"))
                .andExpect(jsonPath("$.error").value("NOT_TAKING_SIGNALS"));
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void theIdIsLeftForWhoeverSeesTheAnswerLeave() throws Exception {
        var request = alert(OPEN).andReturn().getRequest();

        assertThat(request.getAttribute(Answered.SIGNALS))
                .isEqualTo(List.of(
                        exchange.placed().getFirst().clientOrderId().value().substring(3, 25)));
        assertThat(alert("{}").andReturn().getRequest().getAttribute(Answered.SIGNALS))
                .isNull();
    }

    @Test
    void itIsOnRecordFromWhereItCameAndHow() throws Exception {
        alert(OPEN);
        mvc.perform(post("/webhook/tradingview-strategy").content(OPEN));

        assertThat(signals.journal.<List<String>>read(sql -> sql.sql("SELECT source || ' ' || sender FROM signals")
                        .query(String.class)
                        .list()))
                .containsExactly("/webhook/tradingview 127.0.0.1", "/webhook/tradingview-strategy 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhook/tradingview", "/webhook/tradingview-strategy"})
    void eitherPathTakesBothShapes(String path) throws Exception {
        mvc.perform(post(path).content(STRATEGY))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.position.position_amt").value("0.02"));
        mvc.perform(post(path).content(STRATEGY.replace("\"0.02\"", "\"-0.01\"")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.position.position_amt").value("-0.01"));
        mvc.perform(post(path).content(CLOSE.replace("}", ",\"strategy\":\"s1\"}")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.position").doesNotExist());
    }

    @Test
    void aPositionIsOneStrategys() throws Exception {
        mvc.perform(post("/webhook/tradingview-strategy").content(STRATEGY)).andExpect(status().isOk());

        alert(CLOSE.replace("}", ",\"strategy\":\"s2\"}"))
                .andExpect(status().isNotFound())
                .andExpect(
                        jsonPath("$.detail")
                                .value(
                                        "No open position on BTCUSDT of s2 to close; what the account holds there "
                                                + "belongs to other strategies: say which with the field strategy, or POST /trading/flatten"));
    }

    @Test
    void pairsAreAnAlertToo() throws Exception {
        signals.hold("0.5");

        alert("webhook_secret=s3cret;action=close;symbol=BTCUSDT.P").andExpect(status().isOk());
        assertThat(bodies()).containsExactly("{\"action\":\"close\",\"symbol\":\"BTCUSDT.P\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'ticker':'BTCUSDT','action':'exit','secret':'s3cret','extras':{'a':'s3cret','token':'other'}}",
                "{'tv_instrument':'BTCUSDT','action':'exit_long','secret':'s3cret','bot_uuid':'s3cret'}",
                "{'instrument':'BTC-USDT-SWAP','action':'EXIT_LONG','signalToken':'s3cret','comment':'s3cret'}",
                "{'action':'close','symbol':'BTCUSDT','passphrase':'s3cret','note':'s3cret'}",
                "{'position_size':0,'symbol':'BTCUSDT','token':'s3cret','note':'s3cret'}"
            })
    void everyDialectsSecretOpensTheDoorAndIsKeptNowhere(String body) throws Exception {
        signals.hold("0.5");

        alert(body.replace('\'', '"'))
                .andExpect(status().is(200))
                .andExpect(content().string(not(containsString("s3cret"))));
        alert(body.replace('\'', '"').replace("s3cret", "wr0ng")).andExpect(status().isUnauthorized());
        assertThat(bodies()).singleElement().asString().doesNotContain("s3cret", "other");
    }

    @Test
    void withoutTheSecretNothingIsSaidOfWhatIsWrong() throws Exception {
        alert("{\"action\":\"open\",\"foo\":1}")
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.errors").doesNotExist());
    }

    @Test
    void aFaultDoesNotRepeatTheSecret() throws Exception {
        alert(OPEN.replace("BTCUSDT.P", "$ s3cret").replace("}", ",\"s3cret\":1,\"strategy\":\"s3cret\"}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].value").value("$ ***"))
                .andExpect(content().string(not(containsString("s3cret"))));
    }

    @ParameterizedTest
    @CsvSource({"30, 200", "29.9, 422", "1, 422"})
    void anAlertMaySayItselfHowOldItMayBe(String lag, int status) throws Exception {
        String message = OPEN.replace("}", ",\"time\":\"2026-01-15T11:59:30Z\",\"max_lag\":\"%s\"}".formatted(lag));

        alert(message).andExpect(status().is(status));
        assertThat(bodies()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void whatIsTooOldByItsOwnAccountSaysSo() throws Exception {
        alert(CLOSE.replace("}", ",\"time\":\"2026-01-15T11:59:30Z\",\"max_lag\":20}"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.error").value("ALERT_EXPIRED"))
                .andExpect(jsonPath("$.detail")
                        .value(
                                "The alert was fired at 2026-01-15T11:59:30Z, 30 s ago; by its own max_lag at most 20 s are"
                                        + " allowed"));
    }

    @Test
    void withALongerLagItsAgeIsStillBounded() throws Exception {
        alert(OPEN.replace("}", ",\"time\":\"2026-01-15T11:58:59Z\",\"max_lag\":600}"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.detail", containsString("at most 60 s")));
    }

    private void refuse(Refusal.Reason reason) {
        exchange.onPlace =
                request -> new OrderOutcome.Rejected(new Refusal(reason, -2019, "Margin is insufficient.", null, null));
    }

    private List<String> bodies() {
        return signals.journal.read(
                sql -> sql.sql("SELECT body FROM signals").query(String.class).list());
    }

    private ResultActions keyed(String key, String body) throws Exception {
        return mvc.perform(
                post("/webhook/tradingview").header("Idempotency-Key", key).content(body));
    }

    private ResultActions alert(String body) throws Exception {
        return alert(mvc, body);
    }

    private static ResultActions alert(MockMvc mvc, String body) throws Exception {
        return mvc.perform(post("/webhook/tradingview").content(body));
    }

    private MockMvc webhook(Duration wait) {
        return webhook(wait, "s3cret");
    }

    private MockMvc webhook(Duration wait, String secret) {
        return Messages.webhook(signals, wait, secret);
    }
}
