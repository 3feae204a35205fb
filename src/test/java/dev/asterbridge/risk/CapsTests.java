package dev.asterbridge.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.asterbridge.risk.Caps.Name;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CapsTests {

    @ParameterizedTest
    @CsvSource({
        "MAX_ORDER_NOTIONAL, 0",
        "MAX_ORDER_NOTIONAL, -1",
        "MAX_ORDER_NOTIONAL, 1e3",
        "MAX_ORDER_NOTIONAL, ''",
        "MAX_POSITION_NOTIONAL, 1234567890123",
        "MAX_POSITION_NOTIONAL, 5%",
        "MAX_LEVERAGE, 126",
        "MAX_LEVERAGE, 1.5",
        "MAX_OPEN_POSITIONS, 0",
        "MAX_OPEN_POSITIONS, 1001",
        "MAX_ORDERS_PER_MINUTE, 99999999999",
        "MAX_DAILY_LOSS, 0%",
        "MAX_DAILY_LOSS, -5",
        "MAX_DRAWDOWN, 15",
        "MAX_DRAWDOWN, 100.01%",
        "MAX_DRAWDOWN, %",
        "MAX_PRICE_DEVIATION, 1000%",
        "ALLOWED_SYMBOLS, 'A!,B'",
        "ALLOWED_SYMBOLS, 'BTCUSDT,'"
    })
    void whatIsNoLimitIsRefused(Name name, String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> name.read(text)).withMessageStartingWith("must be ");
    }

    @ParameterizedTest
    @EnumSource
    void everyLimitCanBeOff(Name name) {
        assertThat(name.read("off")).isNull();
        assertThat(name.read("OFF")).isNull();
        assertThat(Caps.of(Map.of(name, "off"))).isEqualTo(Caps.NONE);
    }

    @Test
    void partsAreExact() {
        Caps caps = Caps.of(RiskOnFake.named("max_daily_loss=2.5%", "max_drawdown=15 %", "max_price_deviation=0.05%"));

        assertThat(caps.dailyLoss()).isEqualTo(new Loss(new BigDecimal("0.025"), true));
        assertThat(caps.dailyLoss().of(new BigDecimal("1000"))).isEqualByComparingTo("25");
        assertThat(caps.drawdown()).isEqualByComparingTo("0.15");
        assertThat(caps.priceDeviation()).isEqualByComparingTo("0.0005");
        assertThat(caps.texts()).containsEntry("max_daily_loss", "2.5%").containsEntry("max_drawdown", "15%");
    }

    @Test
    void anAmountMayBeLostWhateverThereWas() {
        Loss loss = Caps.of(RiskOnFake.named("max_daily_loss=250")).dailyLoss();

        assertThat(loss.of(new BigDecimal("100"))).isEqualByComparingTo("250");
        assertThat(loss).hasToString("250 USDT");
    }
}
