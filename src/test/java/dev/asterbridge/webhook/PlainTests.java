package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.OrderTerms.TimeInForce;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTests {

    private static final Symbol BTC = new Symbol("BTCUSDT");

    @Test
    void anOpenAtMarketTakesThePriceAsANote() {
        assertThat(signal("{'action':'Open','symbol':'BTCUSDT.P','side':'buy','quantity':'0.01','price':65000}"))
                .isEqualTo(new Signal(
                        BTC, null, new Signal.Open(Side.BUY, new Size.Contracts(Quantity.of("0.01")), Entry.MARKET)));
    }

    @Test
    void anOpenAtALimitTakesThePriceAsTheLimit() {
        Entry entry = Entry.of(new OrderTerms.Limit(Price.of("65000"), TimeInForce.GTC));

        assertThat(signal("{'action':'open','symbol':'BTCUSDT','side':'SELL','quantity':'0.01','order_type':'limit',"
                        + "'price':'65000','position_side':'short','strategy':' my strategy '}"))
                .isEqualTo(new Signal(
                        BTC,
                        "my strategy",
                        PositionSide.SHORT,
                        new Signal.Open(Side.SELL, new Size.Contracts(Quantity.of("0.01")), entry)));
    }

    @Test
    void aSideOfAnIncreaseIsKeptAndThatOfADecreaseIsNot() {
        Size size = new Size.Contracts(Quantity.of("1"));

        assertThat(signal("{'action':'INCREASE','symbol':'BTCUSDT','quantity':1}")
                        .intent())
                .isEqualTo(new Signal.Increase(null, size, Entry.MARKET));
        assertThat(signal("{'action':'increase','symbol':'BTCUSDT','side':'sell','quantity':1}")
                        .intent())
                .isEqualTo(new Signal.Increase(Side.SELL, size, Entry.MARKET));
        assertThat(signal("{'action':'decrease','symbol':'BTCUSDT','side':'SELL','quantity':1}")
                        .intent())
                .isEqualTo(new Signal.Decrease(size, Entry.MARKET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'quantity':'0.01'                                          | 0.01",
                "'quantity':' 0.01 '                                        | 0.01",
                "'qty':0.575181                                             | 0.575181",
                "'contracts':'1e-2'                                         | 0.01",
                "'quantity':'100 USDT'                                      | 100 USDT",
                "'quantity':'100$'                                          | 100 USDT",
                "'quantity':'5%'                                            | 5%",
                "'quantity':'50%p'                                          | 50%p",
                "'quote_quantity':'100.5'                                   | 100.5 USDT",
                "'quantity':'3','quantity_type':'contracts'                 | 3",
                "'quantity':3,'quantityType':'Quote'                        | 3 USDT",
                "'quantity':'3','quantity_type':'percent_of_equity'         | 3%",
                "'quantity':'3','quantity_type':'percent_of_position'       | 3%p",
                "'quantity':'1%r','stop_loss':'2%'                          | 1%r",
                "'quantity':'3','quantity_type':'percent_at_risk','stop_loss':'2%' | 3%r"
            })
    void sizes(String fields, String size) {
        assertThat(Messages.said("{'action':'increase','symbol':'BTCUSDT'," + fields + "}"))
                .startsWith("plain: BTCUSDT increase by %s at market".formatted(size));
    }

    @ParameterizedTest
    @CsvSource({"BTCUSDC, USDC", "BTCUSD, USD", "BTCFDUSD, FDUSD", "BTCBUSD, BUSD", "ETHBTC, USDT"})
    void aQuoteQuantityIsInWhatTheSymbolIsQuotedIn(String symbol, String quote) {
        assertThat(Messages.said("{'action':'increase','symbol':'%s','quote_quantity':1}".formatted(symbol)))
                .isEqualTo("plain: %s increase by 1 %s at market".formatted(symbol, quote));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'order_type':'MARKET'                                            | at market",
                "'order_type':'market','time_in_force':'GTC'                      | at market",
                "'max_slippage':0.5                                               | at market within 0.5%",
                "'max_slippage':'0.5 %','order_type':'MARKET'                     | at market within 0.5%",
                "'order_type':'LIMIT','price':'2'                                 | LIMIT 2 GTC",
                "'order_type':'LIMIT','price':'2','time_in_force':'ioc'           | LIMIT 2 IOC",
                "'order_type':'TRAILING','trail_percent':'1.5'                    | TRAILING_STOP 1.5 CONTRACT_PRICE",
                "'order_type':'trailing','trail_percent':'1%','activation_price':2 | TRAILING_STOP 1 CONTRACT_PRICE FROM 2",
                "'order_type':'LIMIT','price':'2','time_in_force':'FOK'           | LIMIT 2 FOK",
                "'order_type':'LIMIT','price':'2','timeInForce':'GTX'             | LIMIT 2 GTX",
                "'order_type':'STOP','stop_price':'2'                             | STOP 2 CONTRACT_PRICE",
                "'order_type':'stop','stop_price':'2','price':'3'                 | STOP 2 CONTRACT_PRICE LIMIT 3",
                "'expire_after':'0'                                               | at market",
                "'order_type':'LIMIT','price':'2','expire_after':''               | LIMIT 2 GTC",
                "'order_type':'LIMIT','price':'2','expire_after':90               | LIMIT 2 GTC for PT1M30S",
                "'order_type':'LIMIT','price':'2','expire_after':'90s'            | LIMIT 2 GTC for PT1M30S",
                "'order_type':'STOP','stop_price':'2','expire_after':'5m'         | STOP 2 CONTRACT_PRICE for PT5M",
                "'order_type':'LIMIT','price':'2','time_in_force':'gtx','expireAfter':'2 H' | LIMIT 2 GTX for PT2H",
                "'order_type':'LIMIT','price':'2','expire_after':'1d'             | LIMIT 2 GTC for PT24H",
                "'order_type':'LIMIT','price':'2','expire_after':'0.5m'           | LIMIT 2 GTC for PT30S"
            })
    void terms(String fields, String terms) {
        assertThat(Messages.said("{'action':'decrease','symbol':'BTCUSDT','quantity':'1'," + fields + "}"))
                .isEqualTo("plain: BTCUSDT decrease by 1 " + terms);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.5", "NaN", "", "5%", "1%r"})
    void aCloseDoesNotFailForTheSizeThatAStrategyPutsThere(String quantity) {
        String close = "{'action':'close','symbol':'BTCUSDT','side':'flat','quantity':'%s','quote_quantity':'x',"
                + "'quantity_type':'y','order_type':'Market','price':'NaN'}";

        assertThat(signal(close.formatted(quantity)).intent()).isEqualTo(new Signal.Close());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'symbol':'BTCUSDT','side':'BUY','quantity':1                                       | action",
                "'action':'buy','symbol':'BTCUSDT','side':'BUY','quantity':1,'price':2              | action",
                "'action':'','symbol':'BTCUSDT','side':'x','quantity':'x','order_type':'x'          | action",
                "'action':'open','side':'BUY','quantity':1                                          | symbol",
                "'action':'open','symbol':'B$C','side':'BUY','quantity':1                           | symbol",
                "'action':'open','ticker':'','side':'BUY','quantity':1                              | ticker",
                "'action':'open','symbol':'BTCUSDT','quantity':1                                    | side",
                "'action':'open','symbol':'BTCUSDT','side':'UP','quantity':1                        | side",
                "'action':'increase','symbol':'BTCUSDT','side':'UP','quantity':1                    | side",
                "'action':'decrease','symbol':'BTCUSDT','side':'UP','quantity':1                    | side",
                "'action':'open','symbol':'BTCUSDT','side':'BUY'                                    | quantity",
                "'action':'increase','symbol':'BTCUSDT'                                             | quantity",
                "'action':'decrease','symbol':'BTCUSDT'                                             | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':0                                | quantity",
                "'action':'decrease','symbol':'BTCUSDT','qty':-1                                    | qty",
                "'action':'decrease','symbol':'BTCUSDT','contracts':'NaN'                           | contracts",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1e9999999                        | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':'0 USDT'                         | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':'101%p'                          | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':'10001%'                         | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':'1%r'                            | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':'5 BTC'                          | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':'5%','quantity_type':'quote'     | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quantity':5,'quantity_type':'lots'         | quantity_type",
                "'action':'decrease','symbol':'BTCUSDT','quote_quantity':'5%'                       | quote_quantity",
                "'action':'decrease','symbol':'BTCUSDT','quote_quantity':0                          | quote_quantity",
                "'action':'decrease','symbol':'BTCUSDT','quote_quantity':5,'quantity':1             | quantity",
                "'action':'decrease','symbol':'BTCUSDT','quote_quantity':5,'quantity_type':'quote'  | quantity_type",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'ICEBERG'         | order_type",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'TRAILING'        | trail_percent",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'TRAILING','trail_percent':5 | trail_percent",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'trail_percent':1              | trail_percent",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'activation_price':1           | activation_price",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT'           | price",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':0 | price",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'price':'x'                    | price",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'STOP'            | stop_price",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'stop_price':1                 | stop_price",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'time_in_force':'IOC'          | time_in_force",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'time_in_force':'DAY'          | time_in_force",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'max_slippage':0               | max_slippage",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'max_slippage':100             | max_slippage",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'expire_after':'60s'           | expire_after",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':1,'time_in_force':'ioc','expire_after':9 | expire_after",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':1,'expire_after':'soon' | expire_after",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':1,'expire_after':'91d' | expire_after",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':1,'expire_after':'0.1' | expire_after",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':1,'expire_after':'-5' | expire_after",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':1,'expire_after':'1.2.3m' | expire_after",
                "'action':'open','symbol':'BTCUSDT','side':'BUY','quantity':'1%r'                   | quantity",
                "'action':'increase','symbol':'BTCUSDT','qty':1,'quantity_type':'percent_at_risk','take_profit':'5%' | qty",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'stop_loss':'2%','break_even':1 | stop_loss, break_even",
                "'action':'cancel','symbol':'BTCUSDT','quantity':1,'side':'BUY','price':1           | quantity, price, side",
                "'action':'cancel','symbol':'BTCUSDT','stop_loss':1,'cancel_id':'x y'               | stop_loss, cancel_id",
                "'action':'cancel','symbol':'BTCUSDT','cancel_id':''                                | cancel_id",
                "'action':'close','symbol':'BTCUSDT','cancel_id':'x'                                | cancel_id",
                "'action':'decrease','symbol':'BTCUSDT','quantity':1,'position_side':'UP'           | position_side",
                "'action':'close','symbol':'BTCUSDT','order_type':'LIMIT','price':1                 | order_type",
                "'action':'close','symbol':'BTCUSDT','stop_price':1                                 | stop_price",
                "'action':'close','symbol':'BTCUSDT','strategy':''                                  | strategy",
                "'action':'close','symbol':'BTCUSDT','leverage':5,'lever-age2':[1]                  | lever-age2",
                "'action':'close','symbol':'BTCUSDT','leverage':{'type':'cross'}                    | leverage",
                "'action':'open','symbol':'BTCUSDT','quantity':1,'leverage':0                       | side, leverage",
                "'action':'increase','symbol':'BTCUSDT','quantity':1,'leverage':126                 | leverage",
                "'action':'increase','symbol':'BTCUSDT','quantity':1,'leverage':'2.5'               | leverage",
                "'action':'increase','symbol':'BTCUSDT','quantity':1,'leverage':'-5'                | leverage",
                "'action':'increase','symbol':'BTCUSDT','quantity':1,'leverage':'max'               | leverage",
                "'action':'increase','symbol':'BTCUSDT','quantity':1,'margin_type':'PORTFOLIO'      | margin_type",
                "'action':'close','symbol':'BTCUSDT','stop_loss':5,'take_profit':{'a':1}            | stop_loss, take_profit",
            })
    void namesTheFieldAtFault(String fields, String fault) {
        assertThat(Messages.said("{" + fields + "}")).isEqualTo("refused " + fault);
    }

    @Test
    void maxSlippageWithALimitIsAFaultToo() {
        assertThat(Messages.said("{'action':'decrease','symbol':'BTCUSDT','quantity':1,'order_type':'LIMIT','price':1,"
                        + "'max_slippage':1}"))
                .isEqualTo("refused max_slippage");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'leverage':20                              | with 20x",
                "'leverage':'5x'                            | with 5x",
                "'Leverage':'125','marginType':'isolated'   | with 125x ISOLATED",
                "'margin_type':'cross'                      | with CROSSED",
                "'leverage':null,'margin_type':null         | "
            })
    void whatIsOpenedMaySayHowItIsBacked(String fields, String said) {
        String with = said == null ? "" : " " + said;

        assertThat(Messages.said("{'action':'open','symbol':'BTCUSDT','side':'BUY','quantity':1," + fields + "}"))
                .isEqualTo("plain: BTCUSDT open BUY 1 at market" + with);
        assertThat(Messages.said("{'action':'increase','symbol':'BTCUSDT','quantity':1," + fields + "}"))
                .isEqualTo("plain: BTCUSDT increase by 1 at market" + with);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'max_slippage':0,'stop_price':'0'",
                "'max_slippage':'1','time_in_force':'GTC','expire_after':'60s'",
                "'stop_price':'NaN','trail_percent':'','activation_price':0.0",
                "'order_type':'','price':'NaN'",
                "'order_type':'market','time_in_force':'DAY','max_slippage':'?','expire_after':'soon'"
            })
    void aCloseDoesNotFailForHowAnOrderWouldBeExecuted(String fields) {
        assertThat(Messages.said("{'action':'close','symbol':'BTCUSDT'," + fields + "}"))
                .isEqualTo("plain: BTCUSDT close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'leverage':20", "'leverage':'max'", "'leverage':-1,'margin_type':'what'"})
    void anExitDoesNotFailForHowItWouldBeBacked(String fields) {
        assertThat(Messages.said("{'action':'close','symbol':'BTCUSDT'," + fields + "}"))
                .isEqualTo("plain: BTCUSDT close");
        assertThat(Messages.said("{'action':'decrease','symbol':'BTCUSDT','quantity':1," + fields + "}"))
                .isEqualTo("plain: BTCUSDT decrease by 1 at market");
    }

    @Test
    void saysWhatALeverageMustBe() {
        assertThat(Messages.refused("{'action':'increase','symbol':'BTCUSDT','quantity':1,'leverage':'126',"
                                + "'margin_type':'both'}")
                        .detail())
                .isEqualTo("leverage '126' must be a whole number from 1 to 125; margin_type 'both' must be ISOLATED or"
                        + " CROSSED");
    }

    @Test
    void namesAllFieldsAtFaultAtOnce() {
        assertThat(Messages.refused("{'action':'open','price':'x','foo':1}").fields())
                .extracting(Problem.Field::field)
                .containsExactlyInAnyOrder("symbol", "side", "quantity", "price", "foo");
    }

    @Test
    void whatEndsAPositionGoesWithWhatOpensIt() {
        assertThat(Messages.refused("{'action':'close','symbol':'BTCUSDT','stop_loss':60000}")
                        .detail())
                .isEqualTo("stop_loss '60000' goes with what opens a position or adds to one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close'", "decrease','quantity':1"})
    void anExitDoesNotFailForWhatAnUnusedPlotLeavesThere(String action) {
        assertThat(
                        Messages.said(
                                "{'action':'%s,'symbol':'BTCUSDT','stop_loss':0,'take_profit':'','trailing_stop':'NaN',"
                                                .formatted(action)
                                        + "'break_even':'0%','stop_loss_price':'0.0','take_profit_percent':null,'expire_after':0}"))
                .matches("plain: BTCUSDT (close|decrease by 1 at market)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "-                                                                          | BTCUSDT cancel",
                "'cancel_id':'ab-t7k3m6rpdjryv6lget6kpv-1'                                  | BTCUSDT cancel ab-t7k3m6rpdjryv6lget6kpv-1",
                "'cancel_id':'t7k3m6rpdjryv6lget6kpv','strategy':'s','position_side':'LONG' | BTCUSDT LONG cancel t7k3m6rpdjryv6lget6kpv of s",
                "'stop_loss':0,'take_profit':''                                             | BTCUSDT cancel"
            })
    void cancels(String fields, String said) {
        String more = fields == null ? "" : "," + fields;

        assertThat(Messages.said("{'action':'cancel','symbol':'BTCUSDT'" + more + "}"))
                .isEqualTo("plain: " + said);
    }

    @Test
    void theNameOfACancelledOrderIsNoPlaceForTheSecret() {
        assertThat(Messages.said("{'action':'cancel','symbol':'BTCUSDT','secret':'s3cret','cancel_id':'s3cret'}"))
                .isEqualTo("refused cancel_id");
    }

    @Test
    void theSlippageIsAPercentage() {
        Signal.Open open = (Signal.Open)
                signal("{'action':'open','symbol':'BTCUSDT','side':'BUY','quantity':1,'max_slippage':'0.25%'}")
                        .intent();

        assertThat(open.entry().maxSlippage()).isEqualByComparingTo(new BigDecimal("0.25"));
    }

    private static Signal signal(String body) {
        return Messages.only(body).signal();
    }
}
