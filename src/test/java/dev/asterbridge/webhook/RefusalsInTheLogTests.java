package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.symbols.SymbolBook;
import dev.asterbridge.web.OneController;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.test.web.servlet.MockMvc;

/** The log names what an alert was about that went no further. */
class RefusalsInTheLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(WebhookService.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SignalsOnFake signals = new SignalsOnFake(new FakeExchange());
    private final MockMvc mvc = OneController.alone(new WebhookController(Messages.service(
            signals,
            Duration.ofSeconds(20),
            new WebhookSecrets(List.of("canary-all"), Map.of("night", List.of("canary-night"))),
            SymbolBook.EMPTY)));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        signals.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "canary-night | {'action':'close','symbol':'BTCUSDT','strategy':'trend'}   | WRONG_STRATEGY  | BTCUSDT | trend",
                "canary-all   | {'action':'open','symbol':'BTCUSDT','strategy':'trend'}    | INVALID_REQUEST | BTCUSDT | trend",
                "canary-all   | {'action':'open','symbol':'BINANCE:ETHUSDT.P'}             | INVALID_REQUEST | ETHUSDT |",
                "canary-all   | {'action':'open','strategy':'trend'}                       | INVALID_REQUEST |         | trend",
                "canary-all   | {'action':'close','symbol':'{{ticker}}','strategy':'a'}    | INVALID_REQUEST |         | a",
                "canary-all   | {'symbol':'BTCUSDT','position_size':'1','time':'2020-01-01T00:00:00Z'} | ALERT_EXPIRED | BTCUSDT |",
                "canary-all   | {'tv_instrument':'ETHUSDT','action':'up','strategy':'a'}   | INVALID_REQUEST | ETHUSDT | a",
                "canary-all   | [{'action':'open','symbol':'BTCUSDT','strategy':'a'},{'action':'close','symbol':'ETHUSDT','strategy':'b'}] "
                        + "| INVALID_REQUEST | BTCUSDT, ETHUSDT | a, b",
                "canary-all   | no JSON                                                    | INVALID_REQUEST | |",
                "canary-none  | {'action':'close','symbol':'BTCUSDT','strategy':'trend'}   | WRONG_SECRET    | BTCUSDT | trend",
                "canary-none  | {'ticker':'BYBIT:ETHUSDT.P','action':'buy'}                | WRONG_SECRET    | ETHUSDT |",
                "canary-none  | [{'symbol':'BTCUSDT','strategy':'a'},{'symbol':'ETHUSDT'}] | WRONG_SECRET    | BTCUSDT, ETHUSDT | a",
                "canary-none  | {'strategy':'a\\u0007b','symbol':'A B'}                    | WRONG_SECRET    | |",
                "canary-none  | {'strategy':'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'}                           | WRONG_SECRET    | |",
                "canary-none  | {'strategy':'canary-none','symbol':'canary-all'}           | WRONG_SECRET    | |",
                "canary-none  | {'strategy':['a'],'symbol':{'b':1},'sentiment':1,'passphrase':2} | WRONG_SECRET | |",
                "canary-all   | {'action':'close','symbol':'canary-all','strategy':'canary-all'} | INVALID_REQUEST | |"
            })
    void namesSymbolAndStrategyWhereTheyAreKnown(
            String secret, String body, String error, String symbol, String strategy) throws Exception {
        send(secret, body);

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(told(line, "event")).isEqualTo("alert_refused");
            assertThat(told(line, "error")).isEqualTo(error);
            assertThat(told(line, "symbol")).isEqualTo(symbol);
            assertThat(told(line, "strategy")).isEqualTo(strategy);
        });
    }

    /** Whoever guesses secrets does not also decide what is done for each guess. */
    @Test
    void afterTooManyWrongSecretsNothingMoreIsRead() throws Exception {
        for (int i = 0; i <= WrongSecrets.ALLOWED; i++) {
            send("canary-none", "{'action':'close','symbol':'BTCUSDT','strategy':'trend'}");
        }

        assertThat(lines.list).hasSize(WrongSecrets.ALLOWED + 1);
        assertThat(told(lines.list.getFirst(), "symbol")).isEqualTo("BTCUSDT");
        assertThat(told(lines.list.getLast(), "error")).isEqualTo("TOO_MANY_WRONG_SECRETS");
        assertThat(told(lines.list.getLast(), "symbol")).isNull();
    }

    @Test
    void ofSeveralEachNamesItsOwn() throws Exception {
        String old = "{'action':'close','symbol':'%s','strategy':'a','time':'2026-01-15T11:00:00Z'}";
        send("canary-all", "[%s,%s]".formatted(old.formatted("BTCUSDT"), old.formatted("ETHUSDT")));

        assertThat(lines.list)
                .extracting(line -> told(line, "symbol"), line -> told(line, "error"))
                .containsExactly(tuple("BTCUSDT", "ALERT_EXPIRED"), tuple("ETHUSDT", "ALERT_EXPIRED"));
    }

    private void send(String secret, String body) throws Exception {
        mvc.perform(
                post("/webhook/tradingview").header("X-Webhook-Secret", secret).content(body.replace('\'', '"')));
    }

    private static String told(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map((KeyValuePair pair) -> String.valueOf(pair.value))
                .findFirst()
                .orElse(null);
    }
}
