package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreeCommasTests {

    /** As its help page shows it, with the placeholders filled in. */
    private static final String STRATEGY = """
            {"secret":"token","max_lag":"300","timestamp":"2026-01-15T12:00:00Z","trigger_price":"50000",
             "tv_exchange":"BINANCE","tv_instrument":"BTCUSDT.P","action":"sell","bot_uuid":"signal-bot-uuid",
             "strategy_info":{"market_position":"short","market_position_size":"0.01",
               "prev_market_position":"long","prev_market_position_size":"0.02"},
             "order":{"amount":"0.03","currency_type":"base"}}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'market_position':'short','market_position_size':'0.01','prev_market_position':'long'|'quote'",
                "'market_position':'long','prev_market_position':'short','prev_market_position_size':'1'|'position_percent'",
                "'market_position':'short','prev_market_position':'long'|'base'"
            })
    void aReversalWithoutASizeInBaseIsRefused(String said) {
        String[] parts = said.split("\\|");
        String action = parts[0].startsWith("'market_position':'long'") ? "buy" : "sell";

        Problem problem = Messages.refused(
                "{'tv_instrument':'BTCUSDT','action':'%s','strategy_info':{%s},'order':{'amount':'100','currency_type':%s}}"
                        .formatted(action, parts[0], parts[1]));

        assertThat(problem.toString())
                .contains("prev_market_position")
                .contains("a reversal needs the size afterwards");
    }

    @Test
    void whatDoesNotTurnIsTakenInAnyUnit() {
        assertThat(
                        Messages.said(
                                "{'tv_instrument':'BTCUSDT','action':'sell','strategy_info':{'market_position':'short','prev_market_position':'flat'},'order':{'amount':'100','currency_type':'quote'}}"))
                .isEqualTo("3commas: BTCUSDT open SELL 100 USDT at market");
    }

    @Test
    void aMessageOfAStrategySaysWhatIsHeld() {
        Understood understood = Messages.only(STRATEGY);

        assertThat(Messages.said(STRATEGY)).isEqualTo("3commas: BTCUSDT hold -0.01 at market");
        assertThat(((Signal.Target) understood.signal().intent()).previous()).isEqualTo(new BigDecimal("0.02"));
        assertThat(understood.maxLag()).isEqualTo(Duration.ofMinutes(5));
        assertThat(understood.firedAt()).isEqualTo(Instant.parse("2026-01-15T12:00:00Z"));
        assertThat(understood.body()).doesNotContain("token").contains("signal-bot-uuid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'enter_long','order':{'amount':'0.01','currency_type':'base'}           | open BUY 0.01 at market",
                "'action':'ENTER_SHORT','order':{'amount':100,'currency_type':'quote'}            | open SELL 100 USDT at market",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base','order_type':'limit','price':9} | open BUY 1 LIMIT 9 GTC",
                "'action':'exit_long'                                                             | LONG close",
                "'action':'exit_short','order':{'order_type':'market'}                            | SHORT close",
                "'action':'exit_long','order':{'amount':50,'currency_type':'position_percent'}    | LONG decrease by 50%p at market",
                "'action':'exit_long','order':{'amount':100,'currency_type':'position_percent'}   | LONG close",
                "'action':'exit_short','order':{'amount':1,'currency_type':'base','order_type':'limit','price':9} | SHORT decrease by 1 LIMIT 9 GTC",
                "'action':'exit_long','take_profit':{'enabled':false,'steps':[{'order_type':'market','price_percent':1,'volume_percent':100}]} | LONG close",
                "'action':'exit_long','stop_loss':{'enabled':'false','order_type':'market','trigger_price_percent':1,'trailing':{'enabled':false}} | LONG close",
                "'action':'exit_long','take_profit':{'enabled':true},'stop_loss':7                | LONG close",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'stop_loss':{'enabled':true,'order_type':'market','trigger_price_percent':0.85,'breakeven':false,'trailing':{'enabled':false}},'take_profit':{'enabled':true,'steps':[{'order_type':'market','price_percent':1.25,'volume_percent':60},{'price_percent':2.5,'volume_percent':40}]} | open BUY 1 at market; stop 0.85%; take 1.25% x 60; take 2.5% x 40",
                "'action':'enter_short','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':false,'steps':[7]},'stop_loss':null | open SELL 1 at market",
                "'action':'sell','strategy_info':{'market_position':'short','market_position_size':2},'stop_loss':{'enabled':true,'trigger_price_percent':1} | hold -2 at market; stop 1%",
                "'action':'buy','strategy_info':{'market_position':'flat'},'stop_loss':{'enabled':true} | hold 0 at market",
                "'action':'sell','strategy_info':{'market_position':'long'},'order':{'amount':1,'currency_type':'base'},'stop_loss':{'enabled':true,'trigger_price_percent':1} | LONG decrease by 1 at market",
                "'action':'buy','strategy_info':{'market_position':'long','market_position_size':2} | hold 2 at market",
                "'action':'sell','strategy_info':{'market_position':'flat'}                       | hold 0 at market",
                "'action':'buy','strategy_info':{'market_position':'long'},'order':{'amount':1,'currency_type':'base'} | open BUY 1 at market",
                "'action':'sell','strategy_info':{'market_position':'long'},'order':{'amount':1,'currency_type':'base'} | LONG decrease by 1 at market",
                "'action':'buy','strategy_info':{'market_position':'long','market_position_size':2},'order':{'amount':50,'currency_type':'quote'} | open BUY 50 USDT at market",
                "'action':'sell','strategy_info':{'market_position':'flat','market_position_size':0},'order':{'amount':50,'currency_type':'quote'} | LONG close",
                "'action':'sell','strategy_info':{'market_position':'flat','market_position_size':'0'},'order':{'amount':'0','currency_type':'base'} | hold 0 at market",
                "'action':'sell','strategy_info':{'market_position':'flat'},'order':{'amount':'0','currency_type':'margin_percent'} | LONG close",
                "'action':'sell','strategy_info':{'market_position':'flat'},'order':{'order_type':'limit','price':'NaN','price_percent':1} | hold 0 at market",
                "'action':'exit_long','order':{'amount':0,'currency_type':'base'}                 | LONG close",
                "'action':'exit_long','order':{'amount':'0.0','price':'NaN','order_type':'market'} | LONG close"
            })
    void examples(String fields, String said) {
        assertThat(Messages.said("{'tv_instrument':'BTCUSDT.P','bot_uuid':'u'," + fields + "}"))
                .isEqualTo("3commas: BTCUSDT " + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'enter_long'                                                              | order",
                "'action':'enter_long','order':{'currency_type':'base'}                             | order.amount",
                "'action':'enter_long','order':{'amount':1}                                         | order.currency_type",
                "'action':'enter_long','order':{'amount':10,'currency_type':'margin_percent'}       | order.currency_type",
                "'action':'enter_long','order':{'amount':10,'currency_type':'lots'}                 | order.currency_type",
                "'action':'enter_long','order':{'amount':0,'currency_type':'base'}                  | order.amount",
                "'action':'enter_long','order':7                                                    | order",
                "'action':'exit_long','order':{'amount':'NaN','currency_type':'base'}               | order.amount",
                "'action':'exit_long','order':{'order_type':'limit'}                                | order.price",
                "'action':'exit_long','order':{'order_type':'limit','price':1}                      | order.order_type",
                "'action':'exit_long','order':{'order_type':'conditional'}                          | order.order_type",
                "'action':'exit_long','order':{'price_percent':1}                                   | order.price_percent",
                "'action':'exit_long','order':{'size':1}                                            | order.size",
                "'action':'disable','positions_sub_action':'market_close'                           | action, positions_sub_action",
                "'action':'dance'                                                                   | action",
                "'order':{}                                                                         | action",
                "'action':'buy'                                                                     | strategy_info",
                "'action':'buy','strategy_info':{}                                                  | strategy_info.market_position",
                "'action':'buy','strategy_info':{'market_position':'long','market_position_size':0} | strategy_info.market_position, strategy_info.market_position_size",
                "'action':'buy','strategy_info':{'market_position':'flat','equity':1}               | strategy_info.equity",
                "'action':'exit_long','strategy_info':{'market_position':'flat'}                    | strategy_info.market_position",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'steps':[{'price_percent':1,'volume_percent':100}]}               | take_profit.enabled",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true}                                                   | take_profit.steps",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[]}                                        | take_profit.steps",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':{}}                                        | take_profit.steps, take_profit.steps",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[7]}                                       | take_profit.steps[0]",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[{'price_percent':1}]}                     | take_profit.steps[0].volume_percent",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[{'volume_percent':100}]}                  | take_profit.steps[0].price_percent",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[{'price_percent':-1,'volume_percent':100}]} | take_profit.steps[0].price_percent",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[{'order_type':'limit','price_percent':1,'volume_percent':100}]} | take_profit.steps[0].order_type",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[{'price_percent':1,'volume_percent':100,'trailing':{'enabled':true}}]} | take_profit.steps[0].trailing",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'take_profit':{'enabled':true,'steps':[{'price_percent':1,'volume_percent':60},{'price_percent':2,'volume_percent':60}]} | take_profit.steps",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'stop_loss':{'enabled':true}                                                     | stop_loss.trigger_price_percent",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'stop_loss':{'enabled':true,'order_type':'limit','trigger_price_percent':1,'price_percent':2} | stop_loss.order_type, stop_loss.price_percent",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'stop_loss':{'enabled':true,'trigger_price_percent':100}                         | stop_loss.trigger_price_percent",
                "'action':'enter_long','order':{'amount':1,'currency_type':'base'},'stop_loss':{'enabled':true,'trigger_price_percent':1,'breakeven':true}          | stop_loss.breakeven",
                "'action':'exit_long','leverage':{'type':'cross'}                                   | leverage"
            })
    void refusals(String fields, String faults) {
        assertThat(Messages.refused("{'tv_instrument':'BTCUSDT','bot_uuid':'u'," + fields + "}")
                        .fields())
                .extracting("field")
                .containsExactlyInAnyOrder((Object[]) faults.split(", "));
    }

    @Test
    void aShareOfABotsMarginIsNotTakenForAShareOfTheEquity() {
        assertThat(Messages.refused("{'tv_instrument':'BTCUSDT','action':'enter_long',"
                                + "'order':{'amount':10,'currency_type':'margin_percent'}}")
                        .detail())
                .contains("share of a bot's margin", "give base or quote");
    }

    @Test
    void withoutAnInstrumentItIsNamed() {
        assertThat(Messages.said("{'bot_uuid':'u','action':'exit_long'}")).isEqualTo("refused tv_instrument");
    }
}
