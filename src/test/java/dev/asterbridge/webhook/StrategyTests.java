package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategyTests {

    /** As a strategy's alert is with everything in it. */
    private static final String WHOLE = """
            {"secret":"s","strategy":"name","id":"Long-2026-01-15T12:00:00Z-0.02","symbol":"BTCUSDT.P",
             "order_action":"buy","contracts":"0.03","position_size":"0.02","market_position":"long",
             "market_position_size":"0.02","prev_market_position":"short","prev_market_position_size":"0.01",
             "order_price":"50000","close":"50001","time":"2026-01-15T12:00:00Z","bar_time":"2026-01-15T11:00:00Z",
             "interval":"60","comment":"Long","max_lag":60}""";

    @Test
    void becomesATargetWithWhatWasHeldBefore() {
        assertThat(Messages.only(WHOLE).signal())
                .isEqualTo(new Signal(
                        new Symbol("BTCUSDT"),
                        "name",
                        null,
                        new Signal.Target(new BigDecimal("0.02"), new BigDecimal("-0.01"), Entry.MARKET)));
        assertThat(Messages.only(WHOLE).dialect()).isEqualTo("strategy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'position_size':'0.02'                                                 | hold 0.02 at market",
                "'position_size':-0.02                                                  | hold -0.02 at market",
                "'position_size':0                                                      | hold 0 at market",
                "'position_size':'1','market_position':'long'                           | hold 1 at market",
                "'position_size':'-1','market_position':'SHORT'                         | hold -1 at market",
                "'position_size':'0','market_position':'flat'                           | hold 0 at market",
                "'position_size':'-1','market_position_size':'1.0'                      | hold -1 at market",
                "'market_position':'long','market_position_size':'0.5'                  | hold 0.5 at market",
                "'market_position':'short','market_position_size':0.5                   | hold -0.5 at market",
                "'market_position':'flat'                                               | hold 0 at market",
                "'market_position':'flat','market_position_size':'0'                    | hold 0 at market",
                "'position_size':'1','order_type':'LIMIT','price':'2'                   | hold 1 LIMIT 2 GTC",
                "'position_size':'1','price':'2'                                        | hold 1 at market",
                "'position_size':'1','order_action':'SELL','contracts':'3'              | hold 1 at market"
            })
    void sizes(String fields, String intent) {
        assertThat(Messages.said("{'symbol':'BTCUSDT'," + fields + "}")).isEqualTo("strategy: BTCUSDT " + intent);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'prev_market_position':'long','prev_market_position_size':'0.5'    | 0.5",
                "'prev_market_position':'short','prev_market_position_size':'0.5'   | -0.5",
                "'prev_market_position':'flat','prev_market_position_size':'0'      | 0",
                "'prev_market_position':'flat'                                      | 0",
                "'prev_market_position':'long'                                      | -",
                "'prev_market_position_size':'0.5'                                  | -",
                "'comment':''                                                       | -"
            })
    void whatWasHeldBeforeCountsOnlyWhenItIsSaidWholly(String fields, BigDecimal previous) {
        Signal.Target target = (Signal.Target) Messages.only("{'symbol':'BTCUSDT','position_size':1," + fields + "}")
                .signal()
                .intent();

        assertThat(target.previous()).isEqualTo(previous);
    }

    @Test
    void aPositionSideIsKept() {
        assertThat(Messages.only("{'symbol':'BTCUSDT','position_size':1,'position_side':'LONG'}")
                        .signal()
                        .positionSide())
                .isEqualTo(PositionSide.LONG);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'position_size':'1','market_position':'short'                           | position_size, market_position",
                "'position_size':'1','market_position':'flat'                            | position_size, market_position",
                "'position_size':'0','market_position':'long'                            | position_size, market_position",
                "'position_size':'1','market_position':'long','market_position_size':'2' | position_size, market_position_size",
                "'position_size':'1','market_position_size':'2'                          | position_size, market_position_size",
                "'market_position':'flat','market_position_size':'2'                     | market_position, market_position_size",
                "'market_position':'long','market_position_size':'0'                     | market_position, market_position_size"
            })
    void aContradictionNamesBoth(String fields, String faults) {
        assertThat(Messages.said("{'symbol':'BTCUSDT'," + fields + "}")).isEqualTo("refused " + faults);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'symbol':'BTCUSDT','order_action':'buy'                                       | position_size",
                "'symbol':'BTCUSDT','market_position_size':'1'                                 | position_size",
                "'symbol':'BTCUSDT','market_position':'long'                                   | market_position_size",
                "'symbol':'BTCUSDT','market_position':'up','market_position_size':'1'          | market_position",
                "'symbol':'BTCUSDT','market_position':'long','market_position_size':'-1'       | market_position_size",
                "'symbol':'BTCUSDT','position_size':'NaN'                                      | position_size",
                "'symbol':'BTCUSDT','position_size':''                                         | position_size",
                "'symbol':'BTCUSDT','position_size':1e9999999                                  | position_size",
                "'symbol':'BTCUSDT','position_size':'5%'                                       | position_size",
                "'position_size':'1'                                                           | symbol",
                "'symbol':'BTCUSDT','position_size':'1','order_action':'open'                  | order_action",
                "'symbol':'BTCUSDT','position_size':'1','contracts':'many'                     | contracts",
                "'symbol':'BTCUSDT','position_size':'1','contracts':'-1'                       | contracts",
                "'symbol':'BTCUSDT','position_size':'-1','position_side':'LONG'                | position_side",
                "'symbol':'BTCUSDT','position_size':'1','position_side':'SHORT'                | position_side",
                "'symbol':'BTCUSDT','position_size':'1','prev_market_position':'up'            | prev_market_position",
                "'symbol':'BTCUSDT','position_size':'1','prev_market_position_size':'x'        | prev_market_position_size",
                "'symbol':'BTCUSDT','position_size':'1','order_type':'LIMIT'                   | price",
                "'symbol':'BTCUSDT','position_size':'1','action':'buy'                         | action",
                "'symbol':'BTCUSDT','position_size':'1','quantity':'1'                         | quantity",
                "'symbol':'BTCUSDT','position_size':'1','stop_loss':'NaN'                      | stop_loss",
                "'symbol':'BTCUSDT','position_size':'1','expire_after':'5m'                    | expire_after",
                "'symbol':'BTCUSDT','position_size':'1','leverage':'0'                         | leverage",
                "'symbol':'BTCUSDT','order_action':'buy','leverage':'0','margin_type':'x'     | position_size, leverage, margin_type"
            })
    void namesTheFieldAtFault(String fields, String fault) {
        assertThat(Messages.said("{" + fields + "}")).isEqualTo("refused " + fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'position_size':'-1','leverage':'20','margin_type':'ISOLATED' | hold -1 at market with 20x ISOLATED",
                "'position_size':'1','margin_type':'crossed'                   | hold 1 at market with CROSSED",
                "'position_size':'0','leverage':'20'                           | hold 0 at market",
                "'position_size':'0.0','leverage':'max','margin_type':'what'   | hold 0 at market",
                "'market_position':'flat','leverage':'max'                     | hold 0 at market"
            })
    void whatIsHeldMaySayHowItIsBackedAndAnEndDoesNotFailForIt(String fields, String said) {
        assertThat(Messages.said("{'symbol':'BTCUSDT'," + fields + "}")).isEqualTo("strategy: BTCUSDT " + said);
    }

    @Test
    void itsPositionMayHaveAnEndAndItsOrderToo() {
        assertThat(Messages.said(
                        "{'symbol':'BTCUSDT','position_size':'-1','order_type':'LIMIT','price':9,'expire_after':60,"
                                + "'stop_loss':'2%','take_profit':'5%','trailing_stop':1,'break_even':'1%'}"))
                .isEqualTo("strategy: BTCUSDT hold -1 LIMIT 9 GTC for PT1M; stop 2%; take 5% x 100; trail 1; even 1%");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'order_type':'LIMIT','price':'NaN'",
                "'order_type':'LIMIT','price':'0'",
                "'order_type':'LIMIT'",
                "'price':'NaN'",
                "'order_type':'STOP','stop_price':'NaN','time_in_force':'IOC'",
                "'max_slippage':'0'",
                "'order_type':'TRAILING','activation_price':'NaN','expire_after':'never'",
                "'order_action':'','contracts':'NaN'"
            })
    void whatGoesFlatDoesNotFailForHowAnOrderWouldBeExecuted(String fields) {
        assertThat(Messages.said("{'symbol':'BTCUSDT','position_size':'0'," + fields + "}"))
                .isEqualTo("strategy: BTCUSDT hold 0 at market");
        assertThat(Messages.said("{'symbol':'BTCUSDT','market_position':'flat'," + fields + "}"))
                .isEqualTo("strategy: BTCUSDT hold 0 at market");
    }

    @Test
    void atTheEndOfThePositionNothingIsTakenNoticeOf() {
        assertThat(Messages.said("{'symbol':'BTCUSDT','position_size':'0','stop_loss':'NaN','take_profit':[['?']],"
                        + "'trailing_stop':'off','break_even':'1%'}"))
                .isEqualTo("strategy: BTCUSDT hold 0 at market");
    }

    @Test
    void aPreviousPositionThatContradictsItsSizeIsAFault() {
        Problem problem = Messages.refused(
                "{'symbol':'BTCUSDT','position_size':1,'prev_market_position':'flat','prev_market_position_size':1}");

        assertThat(problem.detail())
                .isEqualTo("prev_market_position 'flat' contradicts prev_market_position_size; "
                        + "prev_market_position_size '1' contradicts prev_market_position");
    }
}
