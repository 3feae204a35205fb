package dev.asterbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.asterbridge.settings.KeptSecrets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RequestLog log = new RequestLog(
            new Random(7), new Mask(KeptSecrets.of(List.of("canary-9.X", "canary-9.Xlonger", "c@n/a$r?y"))));

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void keepsASaneIdOfTheCaller() throws Exception {
        assertThat(answered("/positions", "abc-123_X.9").getHeader("X-Request-Id"))
                .isEqualTo("abc-123_X.9");
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("request_id", "abc-123_X.9");
        assertThat(MDC.get("request_id")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "ä", "{\"x\":1}", "<script>"})
    void makesAnIdWhereThereIsNoSaneOne(String id) throws Exception {
        assertThat(answered("/positions", id).getHeader("X-Request-Id")).matches("[0-9a-f]{16}");
    }

    @Test
    void anIdThatIsTooLongIsReplaced() throws Exception {
        assertThat(answered("/positions", "a".repeat(65)).getHeader("X-Request-Id"))
                .hasSize(16);
    }

    @ParameterizedTest
    @CsvSource({
        "/positions, INFO",
        "/webhook/tradingview, INFO",
        "/healthy, INFO",
        "/health, DEBUG",
        "/health/exchange, DEBUG",
        "/actuator/prometheus, DEBUG",
        "/paper/fapi/v3/order, DEBUG",
        "/docs, DEBUG"
    })
    void onlyTheBridgesOwnEndpointsAreLoud(String path, String level) throws Exception {
        answered(path, "x");

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).hasToString(level);
            assertThat(line.getFormattedMessage()).isEqualTo("GET " + path + " answered 200");
        });
    }

    @Test
    void theQueryIsNotLogged() throws Exception {
        answered("/orders", "x");

        ILoggingEvent line = lines.list.get(0);
        assertThat(line.getFormattedMessage() + line.getKeyValuePairs()).doesNotContain("canary");
    }

    @Test
    void aPathCannotSmuggleALine() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/a\nb%0Ac\"{}");

        assertThat(RequestLog.path(request)).isEqualTo("/a_b%0Ac___");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary-9.X", "a-canary-9.X-b", "CANARY-9.x"})
    void anIdThatHoldsASecretIsReplaced(String id) throws Exception {
        assertThat(answered("/positions", id).getHeader("X-Request-Id")).matches("[0-9a-f]{16}");
        assertThat(lines.list.get(0).getMDCPropertyMap().get("request_id")).matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @CsvSource({
        "/webhook/canary-9.X, /webhook/***",
        "/webhook/canary-9.Xlonger/b, /webhook/***/b",
        "/webhook/canary-9QX, /webhook/canary-9QX",
        "/webhook/CANARY-9.X, /webhook/***",
        "/a/%63anary-9%2EX/b%20c, /a/***/b_c",
        "/a/c%40n%2Fa%24r%3Fy, /a/***",
        "/a/canary-9%2, /a/canary-9_2"
    })
    void aSecretInThePathIsNotLogged(String path, String logged) throws Exception {
        answered(path, "x");

        ILoggingEvent line = lines.list.get(0);
        assertThat(line.getFormattedMessage()).isEqualTo("GET " + logged + " answered 200");
        assertThat(line.getKeyValuePairs().toString()).contains("path=\"" + logged + "\"");
    }

    @Test
    void aSecretIsFoundBeforeThePathIsCut() throws Exception {
        answered("/" + "z".repeat(194) + "canary-9.X", "x");

        assertThat(lines.list.get(0).getFormattedMessage())
                .doesNotContain("canary")
                .contains("zzz*** answered");
    }

    private MockHttpServletResponse answered(String path, String id) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setQueryString("webhook_secret=canary");
        request.addHeader("X-Request-Id", id);
        MockHttpServletResponse response = new MockHttpServletResponse();
        log.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
