package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradersPostTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'buy','quantity':2                                                      | hold 2 at market",
                "'action':'SELL','quantity':'2'                                                   | hold -2 at market",
                "'action':'buy','sentiment':'bullish','quantity':2                                | hold 2 at market",
                "'action':'buy','sentiment':'long','quantity':2,'price':'50000','interval':'60'   | hold 2 at market",
                "'action':'sell','sentiment':'bearish','quantity':2                               | hold -2 at market",
                "'action':'sell','sentiment':'flat','quantity':2                                  | LONG close",
                "'action':'buy','sentiment':'flat'                                                | SHORT close",
                "'action':'sell','sentiment':'long','quantity':2                                  | LONG decrease by 2 at market",
                "'action':'buy','sentiment':'bearish','quantity':2                                | SHORT decrease by 2 at market",
                "'action':'exit'                                                                  | close",
                "'action':'exit','sentiment':'flat','quantity':2                                  | close",
                "'action':'exit','quantity':2                                                     | decrease by 2 at market",
                "'action':'exit','quantity':50,'quantityType':'percent_of_position'               | decrease by 50%p at market",
                "'action':'exit','quantity':100,'quantityType':'percent_of_position'              | close",
                "'action':'add','quantity':2                                                      | increase by 2 at market",
                "'action':'add','sentiment':'short','quantity':2                                  | SHORT increase by 2 at market",
                "'action':'buy','quantity':100,'quantityType':'dollar_amount'                     | open BUY 100 USDT at market",
                "'action':'sell','quantity':5,'quantityType':'percent_of_equity'                  | open SELL 5% at market",
                "'action':'buy','quantity':1,'quantityType':'fixed_quantity'                      | hold 1 at market",
                "'action':'buy','quantity':1,'orderType':'market','timeInForce':'gtc'             | hold 1 at market",
                "'action':'buy','quantity':1,'orderType':'limit','limitPrice':9,'price':8         | hold 1 LIMIT 9 GTC",
                "'action':'buy','quantity':1,'orderType':'limit','price':8,'timeInForce':'ioc'    | hold 1 LIMIT 8 IOC",
                "'action':'add','quantity':1,'orderType':'stop','stopPrice':9                     | increase by 1 STOP 9 CONTRACT_PRICE",
                "'action':'add','quantity':1,'orderType':'stop_limit','stopPrice':9,'limitPrice':8| increase by 1 STOP 9 CONTRACT_PRICE LIMIT 8",
                "'action':'exit','signalPrice':1,'ignoreTradingWindows':true,'extras':{'a':[1]}   | close",
                "'action':'exit','cancel':false                                                   | close",
                "'action':'cancel'                                                                | cancel",
                "'action':'cancel','cancel':true,'quantity':1,'strategy':'s1'                     | cancel of s1",
                "'action':'cancel','cancel_id':'ab-x-1'                                           | cancel ab-x-1",
                "'action':'buy','quantity':1,'takeProfit':{'percent':10},'stopLoss':{'type':'stop','percent':5} | hold 1 at market; stop 5%; take 10% x 100",
                "'action':'sell','quantity':1,'takeProfit':{'limitPrice':10},'stopLoss':{'amount':5} | hold -1 at market; stop 5 away; take 10 x 100",
                "'action':'add','quantity':1,'takeProfit':{'amount':10},'stopLoss':{'stopPrice':5} | increase by 1 at market; stop 5; take 10 away x 100",
                "'action':'buy','quantity':1,'stopLoss':{'type':'trailing_stop','trailPercent':2}  | hold 1 at market; trail 2",
                "'action':'sell','sentiment':'flat','takeProfit':{'percent':'NaN'},'stopLoss':7    | LONG close",
                "'action':'sell','sentiment':'long','quantity':2,'stopLoss':{'percent':5}          | LONG decrease by 2 at market",
                "'action':'exit','takeProfit':{'percent':10}                                       | close",
                "'action':'buy','quantity':1,'orderType':'limit','limitPrice':9,'cancelAfter':30   | hold 1 LIMIT 9 GTC for PT30S",
                "'action':'buy','quantity':1,'cancelAfter':30                                      | hold 1 at market",
                "'action':'exit','quantity':0                                                     | close",
                "'action':'exit','sentiment':'flat','quantity':'0'                                | close",
                "'action':'sell','sentiment':'flat','quantity':'0','quantityType':'dollar_amount' | LONG close",
                "'action':'buy','sentiment':'flat','price':'NaN','limitPrice':0,'stopPrice':'0'   | SHORT close",
                "'action':'exit','orderType':'market','price':'NaN','timeInForce':'day','cancelAfter':'no' | close",
                "'action':'exit','takeProfit':null                                                | close",
                "'action':'exit','strategy':'s1','time':'2026-01-15T12:00:00Z','comment':'x'      | close of s1"
            })
    void examples(String fields, String said) {
        assertThat(Messages.said("{'ticker':'BTCUSDT.P'," + fields + "}")).isEqualTo("traderspost: BTCUSDT " + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add  | flat    | contradicts action add, after which something is held: say bullish or bearish, as the position is, or leave it out",
                "exit | bullish | must be flat or left out: an exit leaves nothing",
                "buy  | neutral | must be bullish or long, bearish or short, or flat"
            })
    void aSentimentThatCannotBeHearsWhatCould(String action, String sentiment, String message) {
        String alert = "{'ticker':'BTCUSDT','action':'%s','quantity':1,'sentiment':'%s'}".formatted(action, sentiment);

        assertThat(Messages.refused(alert).detail()).isEqualTo("sentiment '%s' %s".formatted(sentiment, message));
    }

    @Test
    void anAddWithASentimentMustAgreeWithThePosition() {
        Signal signal = Messages.only("{'ticker':'BTCUSDT','action':'add','sentiment':'bullish','quantity':1}")
                .signal();

        assertThat(signal.intent())
                .isEqualTo(new Signal.Increase(Side.BUY, new Size.Contracts(Quantity.of("1")), Entry.MARKET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'buy'                                                                   | quantity",
                "'action':'sell','sentiment':'bullish'                                            | quantity",
                "'action':'add'                                                                   | quantity",
                "'action':'buy','quantity':0                                                      | quantity",
                "'action':'exit','sentiment':'bullish'                                            | sentiment",
                "'action':'add','sentiment':'flat','quantity':1                                   | sentiment",
                "'action':'buy','sentiment':'hopeful','quantity':1                                | sentiment",
                "'action':'breakeven'                                                             | action",
                "'action':'open','sentiment':'flat'                                               | action",
                "'sentiment':'flat'                                                               | action",
                "'action':'buy','quantity':10,'quantityType':'risk_dollar_amount'                 | quantityType",
                "'action':'buy','quantity':10,'quantityType':'lots'                               | quantityType",
                "'action':'exit','quantity':101,'quantityType':'percent_of_position'              | quantity",
                "'action':'buy','quantity':1,'orderType':'limit'                                  | limitPrice",
                "'action':'buy','quantity':1,'orderType':'stop'                                   | stopPrice",
                "'action':'buy','quantity':1,'orderType':'stop_limit','stopPrice':1               | limitPrice",
                "'action':'buy','quantity':1,'stopPrice':1                                        | stopPrice",
                "'action':'buy','quantity':1,'orderType':'trailing_stop','trailPercent':1         | orderType, trailPercent",
                "'action':'buy','quantity':1,'orderType':'auction'                                | orderType",
                "'action':'buy','quantity':1,'timeInForce':'day'                                  | timeInForce",
                "'action':'buy','quantity':1,'timeInForce':'ioc'                                  | timeInForce",
                "'action':'exit','orderType':'limit','limitPrice':1                               | orderType",
                "'action':'exit','cancel':true                                                    | cancel",
                "'action':'exit','optionType':'call'                                              | optionType",
                "'action':'buy','quantity':1,'takeProfit':5                                       | takeProfit",
                "'action':'buy','quantity':1,'takeProfit':{}                                      | takeProfit.limitPrice",
                "'action':'buy','quantity':1,'takeProfit':{'percent':1,'amount':2}                | takeProfit.amount",
                "'action':'buy','quantity':1,'takeProfit':{'percent':0}                           | takeProfit.percent",
                "'action':'buy','quantity':1,'takeProfit':{'pnlAmount':5,'percent':1}             | takeProfit.pnlAmount",
                "'action':'buy','quantity':1,'stopLoss':{'type':'stop'}                           | stopLoss.stopPrice",
                "'action':'buy','quantity':1,'stopLoss':{'percent':100}                           | stopLoss.percent",
                "'action':'buy','quantity':1,'stopLoss':{'type':'stop_limit','stopPrice':1,'limitPrice':1} | stopLoss.type, stopLoss.limitPrice",
                "'action':'buy','quantity':1,'stopLoss':{'type':'trailing_stop'}                  | stopLoss.trailPercent",
                "'action':'buy','quantity':1,'stopLoss':{'type':'trailing_stop','trailPercent':5} | stopLoss.trailPercent",
                "'action':'buy','quantity':1,'stopLoss':{'type':'trailing_stop','trailPercent':1,'trailAmount':5} | stopLoss.trailAmount",
                "'action':'buy','quantity':1,'stopLoss':{'type':'trailing_stop','trailPercent':1,'percent':5} | stopLoss.percent",
                "'action':'buy','quantity':1,'stopLoss':{'percent':5,'trailPercent':1}            | stopLoss.trailPercent",
                "'action':'buy','quantity':1,'cancelAfter':'soon'                                 | cancelAfter",
                "'action':'cancel','cancel_id':'a b'                                              | cancel_id",
                "'action':'exit','quantity':'NaN'                                                 | quantity",
                "'action':'exit','trailAmount':1                                                  | trailAmount"
            })
    void refusals(String fields, String faults) {
        String said = Messages.said("{'ticker':'BTCUSDT'," + fields + "}");

        assertThat(said.split("[ ,]+")).startsWith("refused").containsAll(java.util.List.of(faults.split(", ")));
        assertThat(said.split("[ ,]+")).hasSize(1 + faults.split(", ").length);
    }

    @Test
    void saysWhatMayComeLater() {
        assertThat(Messages.refused("{'ticker':'BTCUSDT','action':'breakeven'}").detail())
                .isEqualTo("action 'breakeven' is not supported yet");
    }

    @Test
    void isKnownByItsTickerWithOneOfItsActions() {
        assertThat(Messages.said("{'ticker':'BTCUSDT','action':'close'}")).startsWith("plain");
        assertThat(Messages.refused("{'symbol':'BTCUSDT','action':'buy','quantity':1}")
                        .detail())
                .contains("must be open, increase, decrease, close or cancel");
    }
}
