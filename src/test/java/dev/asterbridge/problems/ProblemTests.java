package dev.asterbridge.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTests {

    @ParameterizedTest
    @CsvSource({
        "REFUSED,        422, REFUSED_BY_EXCHANGE",
        "CLOCK,          422, REFUSED_BY_EXCHANGE",
        "NOT_AUTHORISED, 422, NOT_AUTHORISED_AT_EXCHANGE",
        "RATE_LIMITED,   429, RATE_LIMITED",
        "UNREACHABLE,    502, EXCHANGE_UNREACHABLE",
        "TOO_SLOW,       504, EXCHANGE_TOO_SLOW",
    })
    void aRefusalKeepsTheExchangesCodeAndText(Refusal.Reason reason, int status, String error) {
        Problem problem = Problem.of(new Refusal(reason, -2019, "Margin is insufficient.", "Fund it.", null));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.error()).isEqualTo(error);
        assertThat(problem.code()).isEqualTo(-2019);
        assertThat(problem.detail()).isEqualTo("Margin is insufficient. Fund it.");
    }

    @Test
    void theDetailNamesEveryFieldItsValueAndWhatWouldBeRight() {
        Problem problem = Problem.badInput(List.of(
                new Problem.Field("side", "UP", "must be BUY or SELL"),
                new Problem.Field("quantity", null, "is missing")));

        assertThat(problem.detail()).isEqualTo("side 'UP' must be BUY or SELL; quantity is missing");
    }

    @ParameterizedTest
    @CsvSource({"webhook_secret, ", "API_KEY, ", "signature, ", "symbol, canary"})
    void aFieldNeverShowsWhatMayBeASecret(String field, String shown) {
        assertThat(new Problem.Field(field, "canary", "is wrong").value()).isEqualTo(shown);
    }

    @Test
    void theExceptionCarriesEverythingToTheWire() {
        Problem problem = new Problem(
                429, "RATE_LIMITED", "wait", -1003, Duration.ofMillis(1500), List.of(new Problem.Field("a", "b", "c")));

        ProblemException e = new ProblemException(problem);

        assertThat(e.getStatusCode().value()).isEqualTo(429);
        assertThat(e.getHeaders().getFirst("Retry-After")).isEqualTo("2");
        assertThat(e.getBody().getDetail()).isEqualTo("wait");
        assertThat(e.getBody().getProperties())
                .containsEntry("error", "RATE_LIMITED")
                .containsEntry("code", -1003)
                .containsEntry("errors", problem.fields());
    }
}
