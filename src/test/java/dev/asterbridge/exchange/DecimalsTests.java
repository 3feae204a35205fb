package dev.asterbridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTests {

    @ParameterizedTest
    @CsvSource({"1, 1", "0.575181, 0.575181", "1e3, 1000", " 5 , 5", "-0, 0", "1.500, 1.5", "+2, 2"})
    void readsANumberAndWritesItPlainly(String text, String plain) {
        assertThat(Decimals.plain(Decimals.parse(text))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NaN",
                "Infinity",
                "-Infinity",
                "abc",
                "1,5",
                "0x1p9",
                "1e9999999",
                "1e999999999",
                "1e-999999999",
                "1e2147483647",
                "1e99999999999",
                "１２３",
                "1 000",
                "--1",
                "1e",
                "1d",
                "1f"
            })
    void refusesWhatIsNoNumberOrMoreThanArithmeticCanBear(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Decimals.parse(text));
    }

    @Test
    void refusesAnEndlessNumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> Decimals.parse("1".repeat(100_000)));
        assertThatIllegalArgumentException().isThrownBy(() -> Decimals.admit(new BigDecimal("1".repeat(31))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.0"})
    void aQuantityAndAPriceAreMoreThanZero(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.of(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Price.of(text));
    }
}
