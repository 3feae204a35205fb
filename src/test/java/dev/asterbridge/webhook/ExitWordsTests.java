package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitWordsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stop_loss':'64000'                                              | stop 64000",
                "'stop_loss':64000.5                                              | stop 64000.5",
                "'stop_loss':' 2 % '                                              | stop 2%",
                "'stop_loss':'500 away'                                           | stop 500 away",
                "'stop_loss_price':'64000'                                        | stop 64000",
                "'stop_loss_percent':2                                            | stop 2%",
                "'stopLossPercent':'2%'                                           | stop 2%",
                "'stop_loss_distance':'500'                                       | stop 500 away",
                "'take_profit':'5%'                                               | take 5% x 100",
                "'take_profit_price':70000                                        | take 70000 x 100",
                "'take_profit_percent':'5'                                        | take 5% x 100",
                "'take_profit_distance':'1e3'                                     | take 1000 away x 100",
                "'take_profit':'70000 x 50; 72000 x 50'                           | take 70000 x 50; take 72000 x 50",
                "'take_profit':'2% x 50, 4% x 30%'                                | take 2% x 50; take 4% x 30",
                "'take_profit':'2%,4%'                                            | take 2% x 50; take 4% x 50",
                "'take_profit':'1%; 500 away; 72000'                              | take 1% x 33.33; take 500 away x 33.33; take 72000 x 33.34",
                "'take_profit':'70000X25'                                         | take 70000 x 25",
                "'take_profit':[70000,'4%']                                       | take 70000 x 50; take 4% x 50",
                "'take_profit':['70000 x 20','4% x 30']                           | take 70000 x 20; take 4% x 30",
                "'take_profit':[{'price':1,'share':20},{'percent':2,'share':'30%'},{'distance':'3','share':50}] | take 1 x 20; take 2% x 30; take 3 away x 50",
                "'take_profit':[{'percent':2},'3%']                               | take 2% x 50; take 3% x 50",
                "'take_profit':[5]                                                | take 5 x 100",
                "'trailing_stop':1.5                                              | trail 1.5",
                "'trailing_stop':'0.1%','trailing_activation':'3%'                | trail 0.1 from 3%",
                "'stop_loss':'2%','break_even':'66000'                            | stop 2%; even 66000"
            })
    void ways(String fields, String exits) {
        assertThat(said(fields)).isEqualTo("plain: BTCUSDT open BUY 1 at market; " + exits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'stop_loss':'','take_profit':'','trailing_stop':'','trailing_activation':'','break_even':''",
                "'stop_loss':0,'take_profit':0,'trailing_stop':0,'trailing_activation':0,'break_even':0",
                "'stop_loss':'0.00','take_profit':'0%','trailing_stop':'0%','break_even':'0 away'",
                "'stop_loss_price':0,'stop_loss_percent':'0','stop_loss_distance':' '",
                "'take_profit_price':0,'take_profit_percent':'0','take_profit_distance':0",
                "'stop_loss':null,'take_profit':[]"
            })
    void whatIsEmptyOrZeroSaysNothing(String fields) {
        assertThat(said(fields)).isEqualTo("plain: BTCUSDT open BUY 1 at market");
    }

    @Test
    void whatSaysNothingDoesNotContradictWhatSaysSomething() {
        assertThat(said("'stop_loss_price':0,'stop_loss_percent':2,'take_profit':'','take_profit_distance':500"))
                .isEqualTo("plain: BTCUSDT open BUY 1 at market; stop 2%; take 500 away x 100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stop_loss':'NaN'                                                | stop_loss",
                "'stop_loss':'na'                                                 | stop_loss",
                "'stop_loss':'-2%'                                                | stop_loss",
                "'stop_loss':-5                                                   | stop_loss",
                "'stop_loss':'100%'                                               | stop_loss",
                "'stop_loss':'100%','break_even':'1%'                             | stop_loss",
                "'stop_loss':'1e99'                                               | stop_loss",
                "'stop_loss':[1]                                                  | stop_loss",
                "'stop_loss':{'price':1}                                          | stop_loss",
                "'stop_loss_price':'2%'                                           | stop_loss_price",
                "'stop_loss_percent':100                                          | stop_loss_percent",
                "'stop_loss_distance':'5 away'                                    | stop_loss_distance",
                "'stop_loss':1,'stop_loss_percent':2                              | stop_loss_percent",
                "'stop_loss_price':1,'stop_loss_distance':2                       | stop_loss_distance",
                "'take_profit':'x 50'                                             | take_profit",
                "'take_profit':'2% x'                                             | take_profit",
                "'take_profit':'2% x 0'                                           | take_profit",
                "'take_profit':'2% x 101'                                         | take_profit",
                "'take_profit':'2% x 60; 3% x 60'                                 | take_profit",
                "'take_profit':'2% x 60; 3%'                                      | take_profit",
                "'take_profit':'2%; 0; 3%'                                        | take_profit",
                "'take_profit':'70,500'                                           | take_profit",
                "'take_profit':'1%,2%,3%,4%,5%,6%,7%,8%,9%,10%,11%'               | take_profit",
                "'take_profit':{'price':1}                                        | take_profit",
                "'take_profit':'2%; 3%','take_profit_price':1                     | take_profit_price",
                "'take_profit':[2,'x'],'take_profit_percent':1                    | take_profit_percent, take_profit[1]",
                "'take_profit':['2% x 60','3%']                                   | take_profit",
                "'take_profit':[null,[1],0]                                       | take_profit[0], take_profit[1], take_profit[2]",
                "'take_profit':[{'share':50}]                                     | take_profit[0].price",
                "'take_profit':[{'price':0}]                                      | take_profit[0].price",
                "'take_profit':[{'price':1,'percent':2}]                          | take_profit[0].percent",
                "'take_profit':[{'price':1,'share':0,'size':1}]                   | take_profit[0].share, take_profit[0].size",
                "'trailing_stop':5                                                | trailing_stop",
                "'trailing_stop':0.05                                             | trailing_stop",
                "'trailing_stop':'yes'                                            | trailing_stop",
                "'trailing_activation':'3%'                                       | trailing_activation",
                "'trailing_stop':9,'trailing_activation':'x'                      | trailing_stop, trailing_activation",
                "'break_even':'1%'                                                | break_even",
                "'break_even':true,'stop_loss':'2%'                               | break_even",
                "'break_even':'1%','stop_loss':'0'                                | break_even",
                "'break_even':'1%','stop_loss':'x'                                | stop_loss"
            })
    void namesTheFieldAtFault(String fields, String faults) {
        assertThat(said(fields)).isEqualTo("refused " + faults);
    }

    @Test
    void saysWhatWouldBeRight() {
        assertThat(Messages.refused("{'action':'open','symbol':'BTCUSDT','side':'BUY','quantity':1,'stop_loss':'NaN',"
                                + "'take_profit':'2% x 60; 3%','trailing_stop':5,'break_even':'soon'}")
                        .detail())
                .isEqualTo("stop_loss 'NaN' must be a price such as 64000, or 2% or 500 away from the price of entry; "
                        + "break_even 'soon' must be a price such as 64000, or 2% or 500 away from the price of entry; "
                        + "take_profit '2% x 60; 3%' must say the share of each, or of none; "
                        + "trailing_stop '5' must be from 0.1 to 4 percent");
    }

    @Test
    void anIncreaseMayHaveThemToo() {
        assertThat(Messages.said("{'action':'increase','symbol':'BTCUSDT','quantity':1,'stop_loss':'2%'}"))
                .isEqualTo("plain: BTCUSDT increase by 1 at market; stop 2%");
    }

    @Test
    void inPairsALadderStandsInQuotes() {
        assertThat(Messages.said("action=open;symbol=BTCUSDT;side=buy;quantity=1%r;stop_loss=2%;"
                        + "take_profit=\"2% x 50; 4% x 50\""))
                .isEqualTo("plain: BTCUSDT open BUY 1%r at market; stop 2%; take 2% x 50; take 4% x 50");
    }

    private static String said(String fields) {
        return Messages.said("{'action':'open','symbol':'BTCUSDT','side':'BUY','quantity':1," + fields + "}");
    }
}
