package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.symbols.SymbolBook;
import dev.asterbridge.web.OneController;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Other names of symbols: {@code BTCUSD} and {@code XBTUSDT} are {@code BTCUSDT} here. */
@ExtendWith(OutputCaptureExtension.class)
class AliasTests {

    private static final Symbol BTC = FakeExchange.BTC;
    private static final Symbol BTCUSD = new Symbol("BTCUSD");

    private final FakeExchange exchange = new FakeExchange();
    private final SignalsOnFake signals = new SignalsOnFake(exchange);
    private final SymbolBook book = new SymbolBook(Map.of(), Map.of(BTCUSD, BTC, new Symbol("XBTUSDT"), BTC));
    private final WebhookService service =
            Messages.service(signals, Duration.ofSeconds(20), new WebhookSecrets(List.of("s3cret"), Map.of()), book);
    private final MockMvc webhook = OneController.alone(new WebhookController(service));
    private final MockMvc previews = OneController.alone(new PreviewController(service));

    @AfterEach
    void stop() {
        signals.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTCUSD",
                "btcusd",
                "BTCUSD.P",
                "BITSTAMP:BTCUSD",
                "BITMEX:XBTUSDT.P",
                "XBT/USDT",
                "XBT-USDT",
                "XBTUSDT.PERP"
            })
    void anAlertForAnAliasIsOneForItsSymbol(String name) throws Exception {
        alert("{'action':'open','symbol':'%s','side':'buy','quantity':'500 USDT'}".formatted(name))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.order.symbol").value("BTCUSDT"))
                .andExpect(jsonPath("$.message").value("open BUY BTCUSDT: filled 0.01 at 50000"));
        assertThat(exchange.placed()).extracting(OrderRequest::symbol).containsExactly(BTC);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'symbol':'BTCUSD','position_size':'0.02'}",
                "{'ticker':'BTCUSD','action':'buy','sentiment':'long','quantity':'0.02'}",
                "{'tv_instrument':'BTCUSD','action':'enter_long','order':{'amount':1000,'currency_type':'quote'}}",
                "{'instrument':'BTC-USD-SWAP','action':'ENTER_LONG','investmentType':'base','amount':'0.02'}"
            })
    void inEveryDialect(String body) throws Exception {
        alert(body)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.position.position_amt").value("0.02"));
    }

    @Test
    void thePreviewSaysThatOneWasUsed() throws Exception {
        preview("BITMEX:XBTUSDT.P")
                .andExpect(jsonPath("$.symbol").value("BTCUSDT"))
                .andExpect(jsonPath("$.alias").value("XBTUSDT"))
                .andExpect(jsonPath("$.order.symbol").value("BTCUSDT"));
        preview("BINANCE:BTCUSDT.P").andExpect(jsonPath("$.alias").doesNotExist());
    }

    @Test
    void thePreviewSaysHowItWouldBeBacked() throws Exception {
        String open =
                "{'action':'open','symbol':'BTCUSD','side':'buy','quantity':0.01,'leverage':20,'margin_type':'isolated'}";

        previews.perform(post("/signals/preview").content(open.replace('\'', '"')))
                .andExpect(jsonPath("$.would_order").value(true))
                .andExpect(jsonPath("$.signal").value("open BUY 0.01 at market with 20x ISOLATED"));
        exchange.maxLeverage = 15;
        previews.perform(post("/signals/preview").content(open.replace('\'', '"')))
                .andExpect(jsonPath("$.would_order").value(false))
                .andExpect(jsonPath("$.problem.status").value(400))
                .andExpect(jsonPath("$.problem.detail")
                        .value("leverage '20' must be a whole number from 1 to 15, which is the most on BTCUSDT"));
        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void aListedSymbolIsNeverHidden(CapturedOutput output) throws Exception {
        exchange.rules.put(BTCUSD, FakeExchange.btcRules());

        preview("BTCUSD")
                .andExpect(jsonPath("$.symbol").value("BTCUSD"))
                .andExpect(jsonPath("$.alias").doesNotExist());
        preview("XBTUSDT").andExpect(jsonPath("$.symbol").value("BTCUSDT"));
        assertThat(output.getAll()).containsOnlyOnce("alias_not_used");
    }

    @Test
    void theJournalKnowsTheNameThatItCameUnder() throws Exception {
        alert("{'action':'open','symbol':'XBTUSDT','side':'buy','quantity':'0.01'}");

        assertThat(signals.journal.<List<String>>read(sql -> sql.sql("SELECT signal FROM signals")
                        .query(String.class)
                        .list()))
                .singleElement()
                .asString()
                .contains("\"alias\":\"XBTUSDT\"");
    }

    @Test
    void whatIsNoAliasIsWhatItIs() {
        SymbolNames names = new SymbolNames(book, exchange);

        assertThat(names.meantBy(BTC)).isEqualTo(BTC);
        assertThat(names.meantBy(new Symbol("ETHUSD"))).isEqualTo(new Symbol("ETHUSD"));
    }

    private ResultActions preview(String symbol) throws Exception {
        return previews.perform(post("/signals/preview")
                .content("{\"action\":\"open\",\"symbol\":\"%s\",\"side\":\"buy\",\"quantity\":0.01}"
                        .formatted(symbol)));
    }

    private ResultActions alert(String body) throws Exception {
        return webhook.perform(post("/webhook/tradingview")
                .header("X-Webhook-Secret", "s3cret")
                .content(body.replace('\'', '"')));
    }
}
