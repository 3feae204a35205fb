package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.web.OneController;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

class PreviewControllerTests {

    private final FakeExchange exchange = new FakeExchange();
    private final SignalsOnFake signals = new SignalsOnFake(exchange);
    private final MockMvc mvc =
            OneController.alone(new PreviewController(Messages.service(signals, Duration.ofSeconds(1), "s3cret")));

    @AfterEach
    void orderedNothingAndPutNothingOnRecord() {
        signals.stop();
        assertThat(exchange.placed()).isEmpty();
        assertThat(exchange.settings).isEmpty();
        assertThat(signals.journal.<Integer>read(sql -> sql.sql("SELECT count(*) FROM signals")
                        .query(Integer.class)
                        .single()))
                .isZero();
    }

    @Test
    void showsTheOrderExactlyAsItWouldBeSent() throws Exception {
        preview("""
                {"action":"open","symbol":"BTCUSDT.P","side":"buy","quantity":0.0105,"time":"2026-01-15T12:00:00Z"}""").andExpect(status().isOk()).andExpect(content().json("""
                        {"would_order":true,"dialect":"plain","signal":"open BUY 0.0105 at market","symbol":"BTCUSDT",
                          "time":1768478400000,
                          "order":{"symbol":"BTCUSDT","side":"BUY","position_side":"BOTH","type":"MARKET",
                            "quantity":"0.01","reduce_only":false},
                          "adjusted":{"quantity":{"from":"0.0105","to":"0.01","rule":"LOT_SIZE"}}}""", JsonCompareMode.STRICT));
    }

    @Test
    void showsWhatWouldEndThePosition() throws Exception {
        preview("""
                {"action":"open","symbol":"BTCUSDT","side":"BUY","quantity":"1%r","stop_loss":"1999.95 away",
                 "take_profit":"2% x 50; 55000.05","trailing_stop":1.5,"trailing_activation":"3%"}""")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(containsString("must say the share of each, or of none")));
        preview("""
                {"action":"open","symbol":"BTCUSDT","side":"BUY","quantity":"1%r","stop_loss":"1999.95 away",
                 "take_profit":"2%; 55000.05","trailing_stop":1.5,"trailing_activation":"3%"}""").andExpect(status().isOk()).andExpect(content().json("""
                        {"signal":"open BUY 1%r at market; stop 1999.95 away; take 2% x 50; take 55000.05 x 50; trail 1.5 from 3%",
                          "order":{"side":"BUY","quantity":"0.05"},
                          "exits":[
                            {"role":"stop","order":{"symbol":"BTCUSDT","side":"SELL","position_side":"BOTH","type":"STOP_MARKET",
                              "quantity":"0.05","stop_price":"48000.1","working_type":"MARK_PRICE","reduce_only":true}},
                            {"role":"trail","order":{"symbol":"BTCUSDT","side":"SELL","position_side":"BOTH",
                              "type":"TRAILING_STOP_MARKET","quantity":"0.05","activation_price":"51500","callback_rate":"1.5",
                              "working_type":"MARK_PRICE","reduce_only":true}},
                            {"role":"take-1","order":{"symbol":"BTCUSDT","side":"SELL","position_side":"BOTH",
                              "type":"TAKE_PROFIT_MARKET","quantity":"0.025","stop_price":"51000","working_type":"MARK_PRICE",
                              "reduce_only":true}},
                            {"role":"take-2","order":{"symbol":"BTCUSDT","side":"SELL","position_side":"BOTH",
                              "type":"TAKE_PROFIT_MARKET","quantity":"0.025","stop_price":"55000","working_type":"MARK_PRICE",
                              "reduce_only":true}}]}"""));
    }

    @Test
    void countsFromThePriceOfALimitAndForWhatIsHeldThen() throws Exception {
        signals.hold("0.03");

        preview("""
                {"action":"increase","symbol":"BTCUSDT","quantity":"0.02","order_type":"LIMIT","price":"49500","stop_loss":"2%"}""")
                .andExpect(jsonPath("$.exits.length()").value(1))
                .andExpect(jsonPath("$.exits[0].order.stop_price").value("48510"))
                .andExpect(jsonPath("$.exits[0].order.quantity").value("0.05"));
    }

    @Test
    void showsTheExitsOfWhatIsLeftCountedFromWhereItWasEntered() throws Exception {
        signals.hold("0.03");

        preview("{\"symbol\":\"BTCUSDT\",\"position_size\":\"0.01\",\"stop_loss\":\"2%\"}")
                .andExpect(jsonPath("$.order.quantity").value("0.02"))
                .andExpect(jsonPath("$.exits.length()").value(1))
                .andExpect(jsonPath("$.exits[0].order.side").value("SELL"))
                .andExpect(jsonPath("$.exits[0].order.stop_price").value("48020"))
                .andExpect(jsonPath("$.exits[0].order.quantity").value("0.01"));
        preview("{\"symbol\":\"BTCUSDT\",\"position_size\":\"0.01\"}")
                .andExpect(jsonPath("$.exits").doesNotExist());
        preview("{\"symbol\":\"BTCUSDT\",\"position_size\":\"-0.01\",\"stop_loss\":\"2%\"}")
                .andExpect(jsonPath("$.exits[0].order.side").value("BUY"))
                .andExpect(jsonPath("$.exits[0].order.stop_price").value("51000"))
                .andExpect(jsonPath("$.exits[0].order.quantity").value("0.01"));
    }

    @Test
    void showsTheExitsOfWhatIsHeldAlready() throws Exception {
        signals.hold("0.03");

        preview("{\"symbol\":\"BTCUSDT\",\"position_size\":\"0.03\",\"stop_loss\":\"2%\"}")
                .andExpect(jsonPath("$.would_order").value(false))
                .andExpect(jsonPath("$.problem").doesNotExist())
                .andExpect(jsonPath("$.note")
                        .value("BTCUSDT: 0.03 is held, as wanted; from now on it ends by stop 2%, counted from 49000"))
                .andExpect(jsonPath("$.exits[0].order.stop_price").value("48020"))
                .andExpect(jsonPath("$.exits[0].order.quantity").value("0.03"));
        preview("{\"symbol\":\"BTCUSDT\",\"position_size\":\"0.03\",\"stop_loss\":\"50001\"}")
                .andExpect(jsonPath("$.problem.detail").value(containsString("must be below the mark price, 50000")));
    }

    @Test
    void inHedgeModeTheExitsAreOfTheSameSide() throws Exception {
        exchange.mode = PositionMode.HEDGE;

        preview(
                        "{\"action\":\"open\",\"symbol\":\"BTCUSDT\",\"side\":\"SELL\",\"quantity\":\"0.01\",\"stop_loss\":\"51000\"}")
                .andExpect(jsonPath("$.exits[0].order.position_side").value("SHORT"))
                .andExpect(jsonPath("$.exits[0].order.side").value("BUY"));
    }

    @Test
    void aStopOnTheWrongSideIsNamed() throws Exception {
        preview(
                        "{\"action\":\"open\",\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"quantity\":\"0.01\",\"stop_loss\":\"51000\"}")
                .andExpect(jsonPath("$.would_order").value(false))
                .andExpect(jsonPath("$.problem.detail").value(containsString("stop_loss")));
    }

    @Test
    void aCancelOrdersNothing() throws Exception {
        preview("{\"action\":\"cancel\",\"symbol\":\"BTCUSDT\"}")
                .andExpect(jsonPath("$.would_order").value(false))
                .andExpect(jsonPath("$.problem.status").value(404))
                .andExpect(jsonPath("$.problem.error").value("ORDER_NOT_FOUND"));
    }

    @Test
    void showsALimitOrder() throws Exception {
        preview("""
                {"action":"open","symbol":"BTCUSDT","side":"SELL","quantity":"0.02","order_type":"LIMIT","price":"50500"}""")
                .andExpect(jsonPath("$.order.type").value("LIMIT"))
                .andExpect(jsonPath("$.order.price").value("50500"))
                .andExpect(jsonPath("$.order.time_in_force").value("GTC"))
                .andExpect(jsonPath("$.adjusted").doesNotExist());
    }

    @Test
    void inHedgeModeTheSideSaysThatItReduces() throws Exception {
        exchange.mode = PositionMode.HEDGE;
        exchange.positions.add(FakeExchange.position("0.5", PositionSide.LONG));

        preview("{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}")
                .andExpect(jsonPath("$.order.position_side").value("LONG"))
                .andExpect(jsonPath("$.order.side").value("SELL"))
                .andExpect(jsonPath("$.order.quantity").value("0.5"));
    }

    @Test
    void aSecretIsNotNeededAndNotCounted() throws Exception {
        for (int i = 0; i < WrongSecrets.ALLOWED + 2; i++) {
            preview("{\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"webhook_secret\":\"wrong\"}")
                    .andExpect(status().isOk());
        }
    }

    @Test
    void saysWhyThereWouldBeNoOrder() throws Exception {
        preview("{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}")
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        {"would_order":false,"dialect":"plain","signal":"close","symbol":"BTCUSDT",
                          "problem":{"status":404,"error":"POSITION_NOT_FOUND",
                            "detail":"No open position on BTCUSDT to close"}}""", JsonCompareMode.STRICT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'symbol':'BTCUSDT','position_size':'0.0205'}                                  | strategy    | BUY 0.02",
                "{'ticker':'BTCUSDT','action':'sell','sentiment':'bearish','quantity':'0.02'}   | traderspost | SELL 0.02",
                "{'tv_instrument':'BTCUSDT','action':'enter_long','order':{'amount':500,'currency_type':'quote'}} | 3commas | BUY 0.01",
                "{'instrument':'BTC-USDT-SWAP','action':'ENTER_SHORT','investmentType':'base','amount':'0.02'} | okx | SELL 0.02",
                "action=open;symbol=BTCUSDT;side=buy;quantity=500 USDT                          | plain       | BUY 0.01"
            })
    void saysInWhichDialectItWasUnderstood(String body, String dialect, String order) throws Exception {
        preview(body.replace('\'', '"'))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.dialect").value(dialect))
                .andExpect(jsonPath("$.order.side").value(order.split(" ")[0]))
                .andExpect(jsonPath("$.order.quantity").value(order.split(" ")[1]));
    }

    @Test
    void severalActionsAreAListEachAsIfItCameAlone() throws Exception {
        preview("[{\"action\":\"close\",\"symbol\":\"BTCUSDT\"},{\"symbol\":\"BTCUSDT\",\"position_size\":\"0.02\"}]")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.signals.length()").value(2))
                .andExpect(jsonPath("$.signals[0].would_order").value(false))
                .andExpect(jsonPath("$.signals[0].problem.error").value("POSITION_NOT_FOUND"))
                .andExpect(jsonPath("$.signals[1].dialect").value("strategy"))
                .andExpect(jsonPath("$.signals[1].would_order").value(true));
    }

    @Test
    void whatIsTooOldByItsOwnAccountWouldBeRefused() throws Exception {
        preview("{\"action\":\"close\",\"symbol\":\"BTCUSDT\",\"time\":\"2026-01-15T11:59:50Z\",\"max_lag\":9}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.would_order").value(false))
                .andExpect(jsonPath("$.problem.error").value("ALERT_EXPIRED"));
    }

    @ParameterizedTest
    @MethodSource("dev.asterbridge.webhook.TemplatesControllerTests#templates")
    void everyTemplateHasAPreview(Template template) throws Exception {
        preview(TemplatesControllerTests.filled(template)).andExpect(status().isOk());
    }

    @Test
    void whatCannotBeUnderstoodIs400() throws Exception {
        preview("{\"action\":\"dance\",\"symbol\":\"BTCUSDT\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("must be open, increase, decrease, close or cancel")));
        preview("").andExpect(status().isBadRequest());
        mvc.perform(post("/signals/preview").header("Idempotency-Key", "").content("{}"))
                .andExpect(status().isBadRequest());
    }

    @Test
    void aQuestionThatTheExchangeDoesNotAnswerIsAFailure() throws Exception {
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");

        preview("{\"action\":\"close\",\"symbol\":\"BTCUSDT\"}").andExpect(status().isBadGateway());
    }

    private ResultActions preview(String body) throws Exception {
        return mvc.perform(post("/signals/preview").content(body));
    }
}
