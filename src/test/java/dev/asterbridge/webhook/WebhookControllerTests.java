package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
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
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.web.OneController;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

        alert(OPEN).andExpect(status().isAccepted());
    }

    @Test
    void theSecretMayComeInTheHeader() throws Exception {
        exchange.positions.add(FakeExchange.position("0.5"));

        mvc.perform(post("/webhook/tradingview")
                        .header("X-Webhook-Secret", "s3cret")
                        .content("{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}"))
                .andExpect(status().isOk());
    }

    @Test
    void withoutTheSecretNothingIsDone() throws Exception {
        exchange.positions.add(FakeExchange.position("0.5"));
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
        exchange.positions.add(FakeExchange.position("-0.5"));

        alert(OPEN).andExpect(status().isConflict());
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void aCloseThatCouldMeanEitherSideIs400() throws Exception {
        exchange.mode = PositionMode.HEDGE;
        exchange.positions.add(FakeExchange.position("0.5", PositionSide.LONG));
        exchange.positions.add(FakeExchange.position("-0.3", PositionSide.SHORT));

        alert(CLOSE)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("position_side"));
    }

    @ParameterizedTest
    // TradingView sends again after 502 and 503 only.
    @CsvSource({"REFUSED, 422", "NOT_AUTHORISED, 422", "RATE_LIMITED, 503", "UNREACHABLE, 502", "TOO_SLOW, 503"})
    void whatTheExchangeRefusedKeepsItsCode(Refusal.Reason reason, int status) throws Exception {
        exchange.onPlace =
                request -> new OrderOutcome.Rejected(new Refusal(reason, -2019, "Margin is insufficient.", null, null));

        alert(OPEN)
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.code").value(-2019))
                .andExpect(jsonPath("$.detail").value("Margin is insufficient."));
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

    private ResultActions alert(String body) throws Exception {
        return mvc.perform(post("/webhook/tradingview").content(body));
    }

    private MockMvc webhook(Duration wait) {
        SenderCheck senders =
                new SenderCheck(new WebhookSecret("s3cret"), Mode.LIVE, new WrongSecrets(new TestClock()));
        return OneController.alone(new WebhookController(new WebhookService(
                new AlertReader(),
                senders,
                new AlertTranslator(),
                signals.intake(),
                new WebhookProperties("s3cret", wait),
                new SimpleMeterRegistry())));
    }
}
