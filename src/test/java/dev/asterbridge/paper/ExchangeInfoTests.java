package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.LeverageBrackets.Bracket;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeInfoTests {

    private static final ExchangeInfo INFO = ExchangeInfo.load();

    @Test
    void readsTheRulesOfAllSymbols() {
        assertThat(INFO.instruments()).hasSize(290);
        assertThat(INFO.instruments().values().stream().filter(i -> i.rules().isTrading()))
                .hasSize(221);
    }

    @Test
    void readsOneSymbolInFull() {
        Instrument btc = INFO.instruments().get(new Symbol("BTCUSDT"));

        assertThat(btc.rules().price().step()).isEqualByComparingTo("0.1");
        assertThat(btc.rules().lot().max()).isEqualByComparingTo("1000");
        assertThat(btc.rules().marketLot().max()).isEqualByComparingTo("120");
        assertThat(btc.rules().minNotional()).isEqualByComparingTo("5");
        assertThat(btc.rules().multiplierUp()).isEqualByComparingTo("1.02");
        assertThat(btc.pricePrecision()).isEqualTo(1);
        assertThat(btc.quantityPrecision()).isEqualTo(3);
        assertThat(btc.maxOrders()).isEqualTo(200);
        assertThat(btc.maxAlgoOrders()).isEqualTo(10);
        assertThat(btc.marketTakeBound()).isEqualByComparingTo("0.02");
        assertThat(btc.liquidationFee()).isEqualByComparingTo("0.025");
        assertThat(btc.brackets().maxLeverage()).isEqualTo(125);
        assertThat(INFO.startPrice(new Symbol("BTCUSDT"))).isEqualByComparingTo("91000");
    }

    @Test
    void bracketsFollowEachOtherAndAlwaysDemandMore() {
        for (Instrument instrument : INFO.instruments().values()) {
            List<Bracket> brackets = instrument.brackets().brackets();
            assertThat(brackets.getFirst().notionalFloor()).isEqualByComparingTo(BigDecimal.ZERO);
            for (int i = 1; i < brackets.size(); i++) {
                assertThat(brackets.get(i).notionalFloor())
                        .isEqualByComparingTo(brackets.get(i - 1).notionalCap());
                assertThat(brackets.get(i).notionalCap())
                        .isGreaterThan(brackets.get(i).notionalFloor());
                assertThat(brackets.get(i).maxLeverage())
                        .isLessThan(brackets.get(i - 1).maxLeverage());
                assertThat(brackets.get(i).maintenanceMarginRatio())
                        .isGreaterThan(brackets.get(i - 1).maintenanceMarginRatio());
            }
            assertThat(brackets.getLast().maxLeverage()).isEqualTo(1);
        }
    }
}
