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

import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.web.OneController;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
            strings = {"", "buy", "[]", "{\"action\":\"open\"", "{\"action\":\"open\",\"webhook_secret\":\"s3cret\"}"})
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

        assertThat(request.getAttribute(Answered.SIGNAL))
                .isEqualTo(exchange.placed().getFirst().clientOrderId().value().substring(3, 25));
        assertThat(alert("{}").andReturn().getRequest().getAttribute(Answered.SIGNAL))
                .isNull();
    }

    @Test
    void itIsOnRecordFromWhereItCameAndHow() throws Exception {
        alert(OPEN);

        assertThat(signals.journal.<List<String>>read(sql -> sql.sql("SELECT source || ' ' || sender FROM signals")
                        .query(String.class)
                        .list()))
                .containsExactly("/webhook/tradingview 127.0.0.1");
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
        SenderCheck senders = new SenderCheck(new WebhookSecret(secret), Mode.LIVE, new WrongSecrets(new TestClock()));
        return OneController.alone(new WebhookController(new WebhookService(
                new AlertReader(),
                senders,
                new AlertTranslator(),
                signals.intake(),
                new WebhookProperties(secret, wait),
                new SimpleMeterRegistry())));
    }
}
