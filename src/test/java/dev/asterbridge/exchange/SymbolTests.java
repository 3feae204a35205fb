package dev.asterbridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTCUSDT",
                "btcusdt",
                " BTCUSDT ",
                "BTCUSDT.P",
                "BINANCE:BTCUSDT.P",
                "binance:btcusdt.p",
                "BYBIT:BTCUSDTPERP",
                "BTCUSDT-PERP",
                "BTC/USDT",
                "BTC/USDT:USDT",
                "BTC-USDT",
                "BTC-USDT-PERP"
            })
    void readsASymbolAsChartsAndOtherProgramsWriteIt(String text) {
        assertThat(Symbol.of(text)).hasToString("BTCUSDT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PERPUSDT", "1000PEPEUSDT", "币安人生USDT"})
    void leavesAnUnusualNameAsItIs(String text) {
        assertThat(Symbol.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":", "/", ".P", "BTC USDT", "BTC\nUSDT", "BTCUSDT;DROP", "<script>", "\u0000"})
    void refusesWhatCannotBeASymbol(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Symbol.of(text));
    }

    @Test
    void refusesAnEndlessText() {
        assertThatIllegalArgumentException().isThrownBy(() -> Symbol.of("/".repeat(10_000)));
    }

    @Test
    void doesNotFollowTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Symbol.of("linkusdt")).hasToString("LINKUSDT");
        } finally {
            Locale.setDefault(before);
        }
    }
}
