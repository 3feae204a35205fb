package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTimeTests {

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T12:00:00Z,          2026-01-15T12:00:00Z",
        "2026-01-15T12:00:00.123Z,      2026-01-15T12:00:00.123Z",
        "2026-01-15T13:00:00+01:00,     2026-01-15T12:00:00Z",
        "'  2026-01-15T12:00:00Z ',     2026-01-15T12:00:00Z",
        "1768478400,                    2026-01-15T12:00:00Z",
        "1768478400.5,                  2026-01-15T12:00:00.500Z",
        "1768478400.123456789,          2026-01-15T12:00:00.123Z",
        "1768478400123,                 2026-01-15T12:00:00.123Z"
    })
    void readsEveryFormOfATime(String text, Instant expected) {
        assertThat(AlertTime.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "12:00",
                "2026-01-15",
                "2026-01-15T12:00:00",
                "2026-13-15T12:00:00Z",
                "176847840",
                "17684784001",
                "176847840012",
                "17684784001234",
                "-1768478400",
                "1768478400.",
                "1768478400.1234567890",
                "1.7684784E9",
                "\u0661\u0667\u0666\u0668\u0664\u0667\u0668\u0664\u0660\u0660"
            })
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertTime.of(text))
                .withMessageContaining("2026-01-15T12:00:00Z")
                .withMessageContaining("{{timenow}}");
    }
}
