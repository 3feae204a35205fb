package dev.asterbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
    private final RequestLog log = new RequestLog(new Random(7));

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

    private MockHttpServletResponse answered(String path, String id) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setQueryString("webhook_secret=canary");
        request.addHeader("X-Request-Id", id);
        MockHttpServletResponse response = new MockHttpServletResponse();
        log.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
