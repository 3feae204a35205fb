package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkxTests {

    /** Section A, with the placeholders filled in. */
    private static final String STRATEGY = """
            {"id":"Long","action":"buy","marketPosition":"long","prevMarketPosition":"flat","instrument":"BTCUSDT.P",
             "signalToken":"okx-token","timestamp":"2026-01-15T12:00:00Z","maxLag":"60","investmentType":"base",
             "amount":"0.02"}""";

    /** Section B. */
    private static final String ORDER = """
            {"action":"ENTER_LONG","instrument":"ETH-USDT-SWAP","signalToken":"okx-token",
             "timestamp":"2026-01-15T12:00:00Z","maxLag":"60","orderType":"market","orderPriceOffset":null,
             "investmentType":"base","amount":"0.5"}""";

    @Test
    void bothSectionsAreUnderstood() {
        assertThat(Messages.said(STRATEGY)).isEqualTo("okx: BTCUSDT open BUY 0.02 at market");
        assertThat(Messages.said(ORDER)).isEqualTo("okx: ETHUSDT open BUY 0.5 at market");
    }

    @Test
    void theTokenIsASecretAndTheIdIsAnId() {
        assertThat(Messages.read(STRATEGY).secret()).isEqualTo("okx-token");
        assertThat(Messages.only(STRATEGY).body()).doesNotContain("okx-token", "signalToken");
        assertThat(Messages.only(STRATEGY).named()).isTrue();
        assertThat(Messages.only(ORDER).named()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'buy','marketPosition':'long','investmentType':'base','amount':1        | open BUY 1 at market",
                "'action':'sell','marketPosition':'short','investmentType':'base','amount':1      | open SELL 1 at market",
                "'action':'buy','marketPosition':'long','prevMarketPosition':'long','investmentType':'base','amount':1 | open BUY 1 at market",
                "'action':'sell','marketPosition':'long','prevMarketPosition':'long','investmentType':'base','amount':1 | LONG decrease by 1 at market",
                "'action':'buy','marketPosition':'short','prevMarketPosition':'short','investmentType':'percentage_position','amount':25 | SHORT decrease by 25%p at market",
                "'action':'sell','marketPosition':'flat','prevMarketPosition':'long','investmentType':'base','amount':1 | LONG close",
                "'action':'buy','marketPosition':'flat','prevMarketPosition':'short'              | SHORT close",
                "'action':'ENTER_SHORT','orderType':'MARKET','investmentType':'base','amount':1   | open SELL 1 at market",
                "'action':'EXIT_LONG'                                                             | LONG close",
                "'action':'exit_short','investmentType':'percentage_position','amount':'100'      | SHORT close",
                "'action':'sell','marketPosition':'flat','investmentType':'base','amount':'0'     | LONG close",
                "'action':'buy','marketPosition':'flat','investmentType':'margin','amount':1      | SHORT close",
                "'action':'EXIT_LONG','investmentType':'base','amount':'0'                        | LONG close",
                "'action':'EXIT_LONG','investmentType':'percentage_position','amount':'50'        | LONG decrease by 50%p at market"
            })
    void examples(String fields, String said) {
        assertThat(Messages.said("{'instrument':'BTC-USDT-SWAP','signalToken':'t'," + fields + "}"))
                .isEqualTo("okx: BTCUSDT " + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'buy'                                                                          | marketPosition",
                "'action':'buy','marketPosition':'up'                                                    | marketPosition",
                "'action':'buy','marketPosition':'long'                                                  | amount",
                "'action':'sell','marketPosition':'short','prevMarketPosition':'long','investmentType':'base','amount':3 | prevMarketPosition",
                "'action':'sell','marketPosition':'flat','prevMarketPosition':'short'                    | prevMarketPosition",
                "'action':'sell','marketPosition':'flat','prevMarketPosition':'flat'                     | prevMarketPosition",
                "'action':'sell','marketPosition':'long','prevMarketPosition':'flat','investmentType':'base','amount':3 | prevMarketPosition",
                "'action':'ENTER_LONG'                                                                   | amount",
                "'action':'ENTER_LONG','amount':1                                                        | investmentType",
                "'action':'ENTER_LONG','amount':1,'investmentType':'contract'                            | investmentType",
                "'action':'ENTER_LONG','amount':1,'investmentType':'margin'                              | investmentType",
                "'action':'ENTER_LONG','amount':1,'investmentType':'percentage_balance'                  | investmentType",
                "'action':'ENTER_LONG','amount':1,'investmentType':'percentage_investment'               | investmentType",
                "'action':'ENTER_LONG','amount':1,'investmentType':'lots'                                | investmentType",
                "'action':'ENTER_LONG','amount':0,'investmentType':'base'                                | amount",
                "'action':'EXIT_LONG','orderType':'limit','orderPriceOffset':'0.5'                       | orderType, orderPriceOffset",
                "'action':'EXIT_LONG','orderType':'ioc'                                                  | orderType",
                "'action':'EXIT_LONG','marketPosition':'flat'                                            | marketPosition",
                "'action':'EXIT','marketPosition':'flat'                                                 | action",
                "'action':'EXIT_LONG','amount':'NaN','investmentType':'base'                             | amount",
                "'action':'EXIT_LONG','amount':'','investmentType':'base'                                | amount",
                "'action':'EXIT_LONG','leverage':5                                                       | leverage"
            })
    void refusals(String fields, String faults) {
        assertThat(Messages.refused("{'instrument':'BTC-USDT-SWAP','signalToken':'t'," + fields + "}")
                        .fields())
                .extracting("field")
                .containsExactlyInAnyOrder((Object[]) faults.split(", "));
    }

    @Test
    void aReversalSaysWhereItCanBeSaidWholly() {
        assertThat(Messages.refused("{'instrument':'BTCUSDT','action':'sell','marketPosition':'short',"
                                + "'prevMarketPosition':'long','investmentType':'base','amount':3}")
                        .detail())
                .contains("position_size", "/webhook/tradingview-strategy");
    }
}
