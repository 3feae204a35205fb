package dev.asterbridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarginTermsTests {

    @ParameterizedTest
    @CsvSource({"1, 1", "125, 125", "' 20 ', 20", "20x, 20", "5X, 5", "007, 7"})
    void readsALeverage(String text, int leverage) {
        assertThat(MarginTerms.leverage(text)).isEqualTo(leverage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "126", "1000", "-1", "2.5", "1e2", "", "x", "20xx", "20 x", "max", "\u0665"})
    void refusesWhatIsNoLeverage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarginTerms.leverage(text))
                .withMessage("must be a whole number from 1 to 125");
    }

    @ParameterizedTest
    @CsvSource({"ISOLATED, ISOLATED", "isolated, ISOLATED", "Crossed, CROSSED", "' cross ', CROSSED"})
    void readsAMarginType(String text, MarginType type) {
        assertThat(MarginType.of(text)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "both", "ISOLATED CROSSED"})
    void refusesWhatIsNoMarginType(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarginType.of(text))
                .withMessage("must be ISOLATED or CROSSED");
    }

    @Test
    void cannotBeWrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MarginTerms(0, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new MarginTerms(126, null));
    }

    @Test
    void saysWhatWasSaid() {
        assertThat(new MarginTerms(20, MarginType.ISOLATED)).hasToString("20x ISOLATED");
        assertThat(new MarginTerms(20, null)).hasToString("20x");
        assertThat(new MarginTerms(null, MarginType.CROSSED)).hasToString("CROSSED");
        assertThat(MarginTerms.NONE).hasToString("");
        assertThat(MarginTerms.NONE.isNone()).isTrue();
        assertThat(new MarginTerms(null, MarginType.CROSSED).isNone()).isFalse();
        assertThat(new MarginTerms(20, null).isNone()).isFalse();
    }
}
