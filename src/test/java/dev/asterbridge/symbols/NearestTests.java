package dev.asterbridge.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Symbol;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTests {

    private static final Set<Symbol> LISTED = Stream.of(
                    "BTCUSDT", "ETHUSDT", "ETHUSDC", "DOGEUSDT", "1000PEPEUSDT", "SOLUSDT", "SOLUSD1")
            .map(Symbol::new)
            .collect(Collectors.toSet());

    @ParameterizedTest
    @CsvSource({
        "BTCUSD, BTCUSDT",
        "BTCUSDTT, BTCUSDT",
        "BTCUDST, BTCUSDT",
        "BCTUSDT, BTCUSDT",
        "DOGUSD, ",
        "DOGEUSTD, DOGEUSDT",
        "DOEGUSTD, DOGEUSDT",
        "ETHUSD, ETHUSDC",
        "PEPEUSDT, 1000PEPEUSDT",
        "BTC, BTCUSDT",
        "SOL, SOLUSD1",
        "ET, ",
        "XRPUSDT, ",
        "NOBODYKNOWS, "
    })
    void examples(String name, String expected) {
        assertThat(Nearest.to(new Symbol(name), LISTED).map(Symbol::name).orElse(null))
                .isEqualTo(expected);
    }
}
