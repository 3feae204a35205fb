package dev.asterbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes, modes and keys; a 404 means that the door let us in, for the rooms behind it are not here. */
class FrontDoorTests {

    private static final String KEY = "k9Vw2m7Qx4Tz8Lp3";

    private static House keyed;
    private static House unkeyed;
    private static House paper;
    private static House venue;

    @BeforeAll
    static void start() {
        keyed = new House("bridge.mode=live", "bridge.web.api-key=" + KEY);
        unkeyed = new House("bridge.mode=live");
        paper = new House("bridge.mode=paper");
        venue = new House("bridge.mode=venue");
    }

    @AfterAll
    static void stop() {
        List.of(keyed, unkeyed, paper, venue).forEach(House::close);
    }

    @ParameterizedTest
    @CsvSource({
        "/, 302",
        "/health, 200",
        "/docs, 302",
        "/swagger-ui/index.html, 200",
        "/swagger-ui/swagger-initializer.js, 200",
        "/v3/api-docs, 200",
        "/v3/api-docs/swagger-config, 200",
        "/actuator/health, 200",
        "/actuator/health/liveness, 200",
        "/actuator/health/readiness, 200",
        "/webhook/tradingview, 404",
        "/webhook/tradingview-strategy, 404",
        "/paper/fapi/v3/time, 404"
    })
    void openToAll(String path, int status) throws IOException {
        assertThat(keyed.get(path).status()).isEqualTo(status);
        assertThat(keyed.get(path, "Authorization: Basic abc", "X-API-Key: wrong")
                        .status())
                .isEqualTo(status);
        assertThat(unkeyed.get(path, "Host: evil.example", "X-Forwarded-For: 9.9.9.9")
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/health/exchange, 200",
        "/account/info, 404",
        "/account/balance, 404",
        "/positions, 404",
        "/positions/BTCUSDT, 404",
        "/orders, 404",
        "/orders/open, 404",
        "/signals, 404",
        "/webhook/templates, 404",
        "/webhook/tradingview/, 404",
        "/actuator, 200",
        "/actuator/info, 200",
        "/actuator/metrics, 200",
        "/actuator/prometheus, 200",
        "/actuator/env, 404",
        "/actuator/heapdump, 404",
        "/health/, 404",
        "/nothing, 404",
        "/error, 404"
    })
    void everythingElseNeedsTheKey(String path, int statusInside) throws IOException {
        assertThat(keyed.get(path).status()).isEqualTo(401);
        assertThat(keyed.get(path, "X-API-Key: " + KEY).status()).isEqualTo(statusInside);
        assertThat(keyed.get(path, "Authorization: Bearer " + KEY).status()).isEqualTo(statusInside);
        assertThat(keyed.get(path, "Authorization: bearer " + KEY, "Host: evil.example", "X-Forwarded-For: 9.9.9.9")
                        .status())
                .isEqualTo(statusInside);

        assertThat(unkeyed.get(path).status()).isEqualTo(statusInside);
        assertThat(unkeyed.get(path, "X-Forwarded-For: 9.9.9.9").status()).isEqualTo(403);
        assertThat(unkeyed.get(path, "Host: evil.example").status()).isEqualTo(403);

        assertThat(paper.get(path, "Host: evil.example", "X-Forwarded-For: 9.9.9.9")
                        .status())
                .isEqualTo(statusInside);
        assertThat(venue.get(path, "Host: evil.example", "X-Forwarded-For: 9.9.9.9")
                        .status())
                .isEqualTo(statusInside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/HEALTH", "/health;x", "/health/../positions", "/webhook/../positions", "//positions"})
    void noSpellingOfAPathSlipsThrough(String path) throws IOException {
        assertThat(keyed.get(path).status()).isIn(400, 401);
    }

    @Test
    void wrongKeysAreCountedAndTheRightOneStillOpens() throws IOException {
        try (House fresh = new House("bridge.mode=live", "bridge.web.api-key=" + KEY)) {
            for (int i = 0; i < WrongKeys.ALLOWED; i++) {
                House.Answer answer = fresh.get("/positions", "X-API-Key: wrong" + i);
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
            }
            House.Answer answer = fresh.get("/positions", "X-API-Key: wrong");
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsEntry("retry-after", "60");
            assertThat(answer.body()).contains("TOO_MANY_REQUESTS").doesNotContain("wrong\"");
            assertThat(fresh.get("/positions", "X-API-Key: " + KEY).status()).isEqualTo(404);
        }
    }

    @Test
    void theRefusalSaysWhatToDo() throws IOException {
        House.Answer missing = keyed.get("/positions");
        assertThat(missing.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(missing.body())
                .contains("urn:asterbridge:problem:unauthorized", "Authorization: Bearer", "request_id");

        House.Answer foreign = unkeyed.get("/positions", "Host: evil.example");
        assertThat(foreign.body()).contains("FORBIDDEN", "set API_KEY");
    }

    @Test
    void answersCarrySecurityHeadersAndNoCookie() throws IOException {
        House.Answer answer = keyed.get("/health");

        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .containsKey("content-security-policy")
                .doesNotContainKeys("set-cookie", "server");
    }

    @Test
    void thereIsNoLoginPageAndNoOptionsHole() throws IOException {
        assertThat(keyed.get("/login").status()).isEqualTo(401);
        assertThat(keyed.send("OPTIONS", "/positions", "").status()).isEqualTo(401);
        assertThat(keyed.send("TRACE", "/health", "").status()).isIn(400, 405);
    }

    @Test
    void whatHttpDoesNotKnowIsTheSendersFault() throws IOException {
        assertThat(paper.send("POST", "/health", "", "Transfer-Encoding: cow").status())
                .isEqualTo(400);
        assertThat(paper.send("GET", "/health HTTP/2.0\r\nX:", "").status()).isEqualTo(400);
        House.Answer tunnel = paper.send("CONNECT", "/health", "");
        assertThat(tunnel.status()).isEqualTo(400);
        assertThat(tunnel.body()).contains("\"status\":400");
    }

    @Test
    void theEntranceLeadsToTheDocuments() throws IOException {
        assertThat(paper.get("/").headers().get("location")).endsWith("/docs");
        assertThat(paper.get("/docs").headers().get("location")).endsWith("/swagger-ui/index.html");
    }

    @Test
    void theDocumentSaysHowToAuthoriseAndWhatErrorsLookLike() throws IOException {
        String document = paper.get("/v3/api-docs").body();

        assertThat(document)
                .contains("\"bearer\"", "X-API-Key", "\"Problem\"", "application/problem+json", "/health/exchange")
                .contains("clock_skew_ms", "duration_ms")
                .contains("\"last_answer\":{\"type\":\"integer\",\"format\":\"int64\"")
                .doesNotContain("clockSkewMs", "/error");
    }

    @Test
    void theDocumentNamesTheErrorsThatAPathCanHave() throws IOException {
        JsonNode paths =
                new ObjectMapper().readTree(paper.get("/v3/api-docs").body()).path("paths");

        assertThat(paths.at("/~1health/get/responses").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("200", "503");
        assertThat(paths.at("/~1health~1exchange/get/responses").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("200", "401", "403", "429");
    }
}
