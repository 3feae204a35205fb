package dev.asterbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Refusal.Reason;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

class ApiProblemsTests {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "Content-Type: application/json";
    private static House house;

    @BeforeAll
    static void start() {
        house = new House().with(new Probe());
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404, NOT_FOUND, not-found",
        "DELETE, /probe/limit, 405, METHOD_NOT_ALLOWED, method-not-allowed",
        "GET, /probe/limit, 400, INVALID_REQUEST, invalid-request",
        "GET, /probe/limit?limit=0, 400, INVALID_REQUEST, invalid-request",
        "GET, /probe/limit?limit=ten, 400, INVALID_REQUEST, invalid-request",
        "GET, /probe/symbol/BTC%24, 400, INVALID_REQUEST, invalid-request",
        "GET, /probe/bug, 500, INTERNAL_ERROR, internal-error",
        "GET, /probe/status, 409, CONFLICT, conflict",
        "GET, /probe/own, 404, POSITION_NOT_FOUND, position-not-found",
        "GET, /bad;path, 400, INVALID_REQUEST, invalid-request",
        "GET, //bad, 400, INVALID_REQUEST, invalid-request",
        "FOO, /probe/limit, 405, METHOD_NOT_ALLOWED, method-not-allowed",
        "POST, /probe/change, 415, UNSUPPORTED_MEDIA_TYPE, unsupported-media-type"
    })
    void everyFailureIsAProblem(String method, String path, int status, String error, String slug) throws IOException {
        House.Answer answer = house.send(method, path, "", "X-Request-Id: my-id-1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("x-request-id", "my-id-1");
        JsonNode problem = MAPPER.readTree(answer.body());
        assertThat(problem.path("type").asText()).isEqualTo("urn:asterbridge:problem:" + slug);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(path).startsWith(problem.path("instance").asText().replace("_", ""));
        assertThat(problem.path("error").asText()).isEqualTo(error);
        assertThat(problem.path("timestamp").asLong()).isEqualTo(House.NOW.toEpochMilli());
        assertThat(problem.path("request_id").asText()).isEqualTo("my-id-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a{b}", "/a<b>", "/%zz", "/a\u0001"})
    void evenWhatTomcatCannotReadIsAProblem(String path) throws IOException {
        House.Answer answer = house.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(MAPPER.readTree(answer.body()).path("error").asText()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void headersThatAreTooLongAreAProblem() throws IOException {
        House.Answer answer = house.get("/health", "X-Long: " + "x".repeat(9000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{").contains("INVALID_REQUEST");
    }

    @Test
    void whatTheCallerWouldRatherReadDoesNotTurnWhatWasDoneIntoARefusal() throws IOException {
        House.Answer answer = house.get("/probe/shapes", "Accept: image/png");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        assertThat(house.get("/probe/bug", "Accept: text/html").headers())
                .containsEntry("content-type", "application/problem+json");
    }

    @Test
    void aBugTellsNothingAboutItself() throws IOException {
        assertThat(house.get("/probe/bug").body()).doesNotContain("canary").doesNotContain("Exception");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void anAnswerThatCannotBeWrittenIsLogged(CapturedOutput output) throws IOException {
        House.Answer answer = house.get("/probe/unwritable");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .contains("INTERNAL_ERROR", "The log has the details")
                .doesNotContain("canary");
        assertThat(output).contains("unexpected_error", "canary");
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, 422, REFUSED_BY_EXCHANGE",
        "NOT_AUTHORISED, 422, NOT_AUTHORISED_AT_EXCHANGE",
        "RATE_LIMITED, 429, RATE_LIMITED",
        "UNREACHABLE, 502, EXCHANGE_UNREACHABLE",
        "TOO_SLOW, 504, EXCHANGE_TOO_SLOW"
    })
    void theExchangesRefusalKeepsItsCodeAndAdvice(Reason reason, int status, String error) throws IOException {
        House.Answer answer = house.get("/probe/exchange?reason=" + reason);

        JsonNode problem = MAPPER.readTree(answer.body());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(problem.path("error").asText()).isEqualTo(error);
        assertThat(problem.path("code").asInt()).isEqualTo(-2019);
        assertThat(problem.path("detail").asText()).isEqualTo("Margin is insufficient. Add funds");
        assertThat(answer.headers().get("retry-after")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"leverage\":200}                  | leverage | 200 | must be less than or equal to 125",
                "{\"leverage\":\"x\"}                | leverage | x | must be a whole number",
                "{\"leverage\":20.5}                | leverage | 20.5 | must be a whole number",
                "{\"leverage\":{}}                   | leverage | | must be a whole number",
                "{}                                  | leverage | | must not be null",
                "{\"leverage\":1,\"size\":\"1e99\"}  | size | 1e99 | must have at most 30 digits and at most 18 decimals",
                "{\"leverage\":1,\"size\":1e9999999} | size | 1e9999999 | must have at most 30 digits and at most 18 decimals",
                "{\"leverage\":1,\"size\":[]}        | size | | must be a decimal number such as 0.25",
                "{\"leverage\":1,\"levrage\":2}      | levrage | | is not known; known here: leverage, position_side, size, symbol",
                "{\"leverage\":1,\"symbol\":\"-\"}   | symbol | - | must be a contract name such as BTCUSDT"
            })
    void aWrongFieldIsNamed(String body, String field, String value, String message) throws IOException {
        House.Answer answer = house.post("/probe/change", body, JSON);

        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(answer.body()).path("errors").path(0);
        assertThat(error.path("field").asText()).isEqualTo(field);
        assertThat(error.path("value").textValue()).isEqualTo(value);
        assertThat(error.path("message").asText()).isEqualTo(message);
    }

    @ParameterizedTest
    @Timeout(5)
    @ValueSource(
            strings = {
                "",
                "x",
                "{\"leverage\":1} {}",
                "{\"leverage\":1}x",
                "{\"leverage\":1,\"leverage\":2}",
                "{\"leverage\":NaN}",
                "{\"leverage\":1e9999999}",
                "{\"leverage\":1,\"size\":NaN}",
                "{\"leverage\":1,\"size\":\"NaN\"}",
                "{\"leverage\":1,\"size\":1e999999999}",
                "{\"leverage\":1,\"size\":-1e-2147483648}",
                "{\"leverage\":11111111111111111111111111111111111111111}",
                "{\"leverage\":[[[[[[[[[1]]]]]]]]]}",
                "[1]",
                "null"
            })
    void hostileJsonIsRefusedAtOnce(String body) throws IOException {
        House.Answer answer = house.post("/probe/change", body, JSON);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_REQUEST").doesNotContain("com.fasterxml", "jackson", "Source:");
    }

    @Test
    void jsonTooDeepOrLongIsRefused() throws IOException {
        assertThat(house.post("/probe/change", "{\"symbol\":\"" + "x".repeat(9000) + "\"}", JSON)
                        .status())
                .isEqualTo(400);
        assertThat(house.post("/probe/any", "[" + "1".repeat(41) + "]", JSON).status())
                .isEqualTo(400);
        assertThat(house.post("/probe/any", "[".repeat(8) + "]".repeat(8), JSON).status())
                .isEqualTo(200);
        assertThat(house.post("/probe/any", "[".repeat(9) + "]".repeat(9), JSON).status())
                .isEqualTo(400);
    }

    @Test
    void numbersMayComeAsText() throws IOException {
        House.Answer answer = house.post("/probe/change", "{\"leverage\":\"20\",\"size\":\"0.50\"}", JSON);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"leverage\":20,\"size\":\"0.5\"}");
    }

    @Test
    void answersAreSnakeCaseWithMoneyAsTextAndTimesAsMilliseconds() throws IOException {
        assertThat(house.get("/probe/shapes").body())
                .isEqualTo("{\"symbol\":\"BTCUSDT\",\"wallet_balance\":\"0.000000001\","
                        + "\"big\":\"1200000000000\",\"last_answer\":1767225600000,\"took_time\":1500}");
    }

    @Test
    void aSecretIsNotRepeated() {
        assertThat(new Problem.Field("webhook_secret", "canary", "is wrong").value())
                .isNull();
        assertThat(new Problem.Field("api_key", "canary", "is wrong").value()).isNull();
        assertThat(new Problem.Field("symbol", "x".repeat(500), "is wrong").value())
                .hasSize(100);
    }

    static final class Probe {

        @GetMapping("/probe/limit")
        ResponseEntity<Integer> limit(@RequestParam("limit") @Min(1) @Max(1000) int limit) {
            return ResponseEntity.ok(limit);
        }

        @GetMapping("/probe/symbol/{symbol}")
        ResponseEntity<Symbol> symbol(@PathVariable("symbol") Symbol symbol) {
            return ResponseEntity.ok(symbol);
        }

        @GetMapping("/probe/bug")
        ResponseEntity<String> bug() {
            throw new IllegalStateException("canary");
        }

        @GetMapping("/probe/unwritable")
        ResponseEntity<Unwritable> unwritable() {
            return ResponseEntity.ok(new Unwritable());
        }

        @GetMapping("/probe/status")
        ResponseEntity<String> status() {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "There is an open order.");
        }

        @GetMapping("/probe/own")
        ResponseEntity<String> own() {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "No position.");
            problem.setProperty("error", "POSITION_NOT_FOUND");
            throw new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
        }

        @GetMapping("/probe/exchange")
        ResponseEntity<String> exchange(@RequestParam("reason") Reason reason) {
            throw new ExchangeUnavailable(
                    new Refusal(reason, -2019, "Margin is insufficient", "Add funds", Duration.ofMillis(2500)));
        }

        @PostMapping(path = "/probe/change", consumes = "application/json")
        ResponseEntity<Change> change(@Valid @RequestBody Change change) {
            return ResponseEntity.ok(change);
        }

        @PostMapping(path = "/probe/any")
        ResponseEntity<String> any(@RequestBody List<Object> any) {
            return ResponseEntity.ok("ok");
        }

        @GetMapping("/probe/shapes")
        ResponseEntity<Shapes> shapes() {
            return ResponseEntity.ok(new Shapes(
                    new Symbol("BTCUSDT"),
                    new BigDecimal("1.00E-9"),
                    new BigDecimal("1.2E+12"),
                    House.NOW,
                    Duration.ofMillis(1500),
                    null));
        }
    }

    record Change(@NotNull @Max(125) Integer leverage, BigDecimal size, Symbol symbol, String positionSide) {}

    static final class Unwritable {
        public String getText() {
            throw new IllegalStateException("canary");
        }
    }

    record Shapes(
            Symbol symbol,
            BigDecimal walletBalance,
            BigDecimal big,
            Instant lastAnswer,
            Duration tookTime,
            Map<String, String> none) {}
}
