package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.signals.SignalsOnFake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Messages of several actions: all or none are taken, in their order, each an alert of its own. */
class SeveralActionsTests {

    private static final String OPEN = "{'action':'open','symbol':'BTCUSDT','side':'buy','quantity':'0.02'}";
    private static final String LESS = "{'action':'decrease','symbol':'BTCUSDT','quantity':'0.005'}";
    private static final String CLOSE = "{'action':'close','symbol':'BTCUSDT'}";
    private static final String TIMED = CLOSE.replace("}", ",'time':'2026-01-15T12:00:00Z'}");

    private final FakeExchange exchange = new FakeExchange();
    private final SignalsOnFake signals = new SignalsOnFake(exchange);
    private final MockMvc mvc = Messages.webhook(signals, Duration.ofSeconds(20), "s3cret");

    @AfterEach
    void stop() {
        signals.stop();
    }

    @Test
    void areCarriedOutInTheirOrder() throws Exception {
        send(array(OPEN, LESS, CLOSE))
                .andExpect(status().isOk())
                .andExpect(header().doesNotExist("Location"))
                .andExpect(jsonPath("$.signals.length()").value(3))
                .andExpect(jsonPath("$.signals[0].success").value(true))
                .andExpect(jsonPath("$.signals[0].message").value("open BUY BTCUSDT: filled 0.02 at 50000"))
                .andExpect(jsonPath("$.signals[1].order.executed_qty").value("0.005"))
                .andExpect(jsonPath("$.signals[2].order.executed_qty").value("0.015"));

        assertThat(exchange.placed()).extracting(OrderRequest::side).containsExactly(Side.BUY, Side.SELL, Side.SELL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OPEN + "\n" + CLOSE,
                "action=open;symbol=BTCUSDT;side=buy;quantity=0.02\n\naction=close;symbol=BTCUSDT",
                "[" + OPEN + ",{'ticker':'BTCUSDT','action':'exit'}]"
            })
    void mayStandOnLinesAsPairsAndInSeveralDialects(String body) throws Exception {
        send(body)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.signals.length()").value(2));
        assertThat(exchange.placed()).hasSize(2);
    }

    @Test
    void anArrayOfOneIsAnsweredWithAList() throws Exception {
        send(array(OPEN))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.signals.length()").value(1));
    }

    @Test
    void whereOneIsWrongNoneIsTaken() throws Exception {
        send(array(OPEN, OPEN.replace("0.02", "0"), OPEN.replace("}", ",'foo':1}")))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].field").value("[1].quantity"))
                .andExpect(jsonPath("$.errors[1].field").value("[2].foo"))
                .andExpect(jsonPath("$.signals").doesNotExist());
        assertThat(onRecord()).isZero();
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void whereOneIsTooOldByItsOwnAccountNoneIsTaken() throws Exception {
        send(array(OPEN, CLOSE.replace("}", ",'time':'2026-01-15T11:59:50Z','max_lag':9}")))
                .andExpect(status().isUnprocessableEntity());
        assertThat(onRecord()).isZero();
    }

    @Test
    void theFirstRefusalGivesTheStatus() throws Exception {
        send(array(CLOSE, OPEN, OPEN.replace("buy", "sell")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.signals[0].status").value(404))
                .andExpect(jsonPath("$.signals[0].error").value("POSITION_NOT_FOUND"))
                .andExpect(jsonPath("$.signals[0].signal_id").isNotEmpty())
                .andExpect(jsonPath("$.signals[0].identified_by").value("nothing"))
                .andExpect(jsonPath("$.signals[1].success").value(true))
                .andExpect(jsonPath("$.signals[2].status").value(409))
                .andExpect(jsonPath("$.signals[2].error").value("OPPOSITE_POSITION_OPEN"));
    }

    @Test
    void aRefusalNamesItsFieldsAndTheExchangesCode() throws Exception {
        exchange.onPlace = request -> new OrderOutcome.Rejected(
                new Refusal(Refusal.Reason.REFUSED, -2019, "Margin is insufficient.", null, null));

        send(array(OPEN.replace("0.02", "0.0001"), OPEN))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.signals[0].errors[0].field").value("quantity"))
                .andExpect(jsonPath("$.signals[1].code").value(-2019))
                .andExpect(jsonPath("$.signals[1].errors").doesNotExist());
    }

    @Test
    void oneThatIsTooOldForWhatItIsIsRefusedAndTheOthersAreNot() throws Exception {
        signals.hold("0.5");
        String old = ",'time':'2026-01-15T11:55:00Z'}";

        send(array(OPEN.replace("}", old), CLOSE.replace("}", old)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.signals[0].error").value("ALERT_EXPIRED"))
                .andExpect(jsonPath("$.signals[0].signal_id").doesNotExist())
                .andExpect(jsonPath("$.signals[1].success").value(true));
        assertThat(onRecord()).isEqualTo(1);
    }

    @Test
    void whileOneIsUnderWayTheAnswerIs202AndWaitsNoLongerThanForOne() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        exchange.onPlace = request -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new OrderOutcome.Accepted(exchange.fill(request));
        };
        long start = System.nanoTime();

        send(Messages.webhook(signals, Duration.ofSeconds(2), "s3cret"), array(OPEN, LESS, CLOSE))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.signals[0].success").doesNotExist())
                .andExpect(jsonPath("$.signals[2].signal_id").isNotEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(2), Duration.ofMillis(5900));
        gate.countDown();
    }

    @Test
    void pendingCountsForMoreThanRefused() throws Exception {
        exchange.onPlace = request -> {
            throw new IllegalStateException("planted");
        };

        send(Messages.webhook(signals, Duration.ofMillis(300), "s3cret"), array(CLOSE, OPEN))
                .andExpect(status().isAccepted())
                .andExpect(jsonPath("$.signals[0].status").value(404));
    }

    @Test
    void respondAsyncIsAnsweredAtOnce() throws Exception {
        mvc.perform(post("/webhook/tradingview")
                        .header("X-Webhook-Secret", "s3cret")
                        .header("Prefer", "respond-async")
                        .content(array(OPEN, CLOSE).replace('\'', '"')))
                .andExpect(jsonPath("$.signals.length()").value(2));
    }

    @Test
    void twoThatSayTheSameAreTwo() throws Exception {
        send(array(
                        OPEN.replace("}", ",'time':'2026-01-15T12:00:00Z'}"),
                        OPEN.replace("}", ",'time':'2026-01-15T12:00:00Z'}")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.signals[1].duplicate").doesNotExist());

        assertThat(onRecord()).isEqualTo(2);
        assertThat(exchange.placed()).hasSize(2);
    }

    @Test
    void aCopyOfTheMessageIsACopyOfEach() throws Exception {
        signals.hold("0.5");
        send(array(LESS, TIMED)).andExpect(status().isOk());

        send(array(LESS, TIMED))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.signals[0].duplicate").value(true))
                .andExpect(jsonPath("$.signals[0].identified_by").value("time"))
                .andExpect(jsonPath("$.signals[0].order.executed_qty").value("0.005"))
                .andExpect(jsonPath("$.signals[1].duplicate").value(true));
        assertThat(onRecord()).isEqualTo(2);
        assertThat(exchange.placed()).hasSize(2);
    }

    @Test
    void aKeyNamesTheWholeMessage() throws Exception {
        keyed(array(OPEN, CLOSE)).andExpect(status().isOk());
        keyed(array(OPEN, CLOSE))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.signals[1].duplicate").value(true));
        keyed(array(OPEN, LESS))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.signals[0].error").value("IDEMPOTENCY_KEY_REUSED"));
        assertThat(onRecord()).isEqualTo(2);
    }

    @Test
    void theSecretOfOneOpensTheDoorForAllAndIsKeptInNone() throws Exception {
        mvc.perform(post("/webhook/tradingview")
                        .content(array(OPEN, CLOSE.replace("}", ",'secret':'s3cret','note':'s3cret'}"))
                                .replace('\'', '"')))
                .andExpect(status().isOk());
        mvc.perform(post("/webhook/tradingview").content(array(OPEN, CLOSE).replace('\'', '"')))
                .andExpect(status().isUnauthorized());

        assertThat(signals.journal.<List<String>>read(sql ->
                        sql.sql("SELECT body FROM signals").query(String.class).list()))
                .hasSize(2)
                .allSatisfy(body -> assertThat(body).doesNotContain("s3cret").contains("***", "element"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'time':'2026-01-15T12:00:00Z'", ",'id':'x'"})
    void whereTheJournalFailsInBetweenTheResendTakesWhatIsMissing(String identity) throws Exception {
        String message = array(OPEN.replace("}", identity + "}"), LESS, LESS);
        failAfter(1);

        var failed = send(message)
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "5"))
                .andExpect(jsonPath("$.error").value("NOT_TAKING_SIGNALS"))
                .andReturn();
        assertThat(onRecord()).isEqualTo(1);
        assertThat(failed.getRequest().getAttribute(Answered.SIGNALS))
                .as("that its answer left is nobody's business")
                .isNull();

        journal().beforeCommit = () -> {};
        send(message)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.signals[0].duplicate").value(true))
                .andExpect(jsonPath("$.signals[0].order.executed_qty").value("0.02"))
                .andExpect(jsonPath("$.signals[1].duplicate").doesNotExist())
                .andExpect(jsonPath("$.signals[2].duplicate").doesNotExist());
        assertThat(onRecord()).isEqualTo(3);
        assertThat(exchange.placed()).hasSize(3);
    }

    @Test
    void whereTheJournalFailsAtOnceNothingIsOnRecord() throws Exception {
        failAfter(0);

        send(array(OPEN, CLOSE)).andExpect(status().isServiceUnavailable());
        assertThat(onRecord()).isZero();
    }

    /** Lets the journal take that many signals, and no more. */
    private void failAfter(int taken) {
        journal().beforeCommit = () -> {
            if (onRecord(journal()) > taken) {
                throw new JournalUnavailable("the disk is full");
            }
        };
    }

    private JournalInMemory journal() {
        return (JournalInMemory) signals.journal;
    }

    private int onRecord() {
        return signals.journal.<Integer>read(sql ->
                sql.sql("SELECT count(*) FROM signals").query(Integer.class).single());
    }

    private static int onRecord(JournalInMemory journal) {
        return journal.sql()
                .sql("SELECT count(*) FROM signals")
                .query(Integer.class)
                .single();
    }

    private static String array(String... actions) {
        return "[" + String.join(",", actions) + "]";
    }

    private ResultActions keyed(String body) throws Exception {
        return mvc.perform(post("/webhook/tradingview")
                .header("X-Webhook-Secret", "s3cret")
                .header("Idempotency-Key", "k")
                .content(body.replace('\'', '"')));
    }

    private ResultActions send(String body) throws Exception {
        return send(mvc, body);
    }

    private static ResultActions send(MockMvc mvc, String body) throws Exception {
        return mvc.perform(post("/webhook/tradingview")
                .header("X-Webhook-Secret", "s3cret")
                .content(body.replace('\'', '"')));
    }
}
