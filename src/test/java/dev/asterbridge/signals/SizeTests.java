package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTests {

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.01",
        " 1e-2 , 0.01",
        "100 USDT, 100 USDT",
        "100usdt, 100 USDT",
        "250.50 USDC, 250.5 USDC",
        "$100, ",
        "100$, 100 USDT",
        "5%, 5%",
        "5 %, 5%",
        "250%, 250%",
        "50%p, 50%p",
        "100%P, 100%p",
        "1.5%r, 1.5%r"
    })
    void isReadAsPeopleWriteItAndReadBack(String text, String expected) {
        if (expected == null) {
            assertThatIllegalArgumentException().isThrownBy(() -> Size.parse(text));
            return;
        }
        Size size = Size.parse(text);
        assertThat(size).hasToString(expected);
        assertThat(Size.parse(expected)).hasSameClassAs(size).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "all",
                "-1",
                "0",
                "0 USDT",
                "-5%",
                "0%",
                "101%p",
                "101%r",
                "10001%",
                "5%x",
                "1,5",
                "100 BTC",
                "5%%",
                "NaN",
                "Infinity",
                "1e400",
                "0.0000000000000000001 USDT",
                "5% 5%"
            })
    void everythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Size.parse(text));
    }
}
