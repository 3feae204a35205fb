package dev.asterbridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** The two forms of the log, as the program's own configuration writes them. */
class LogFormatTests {

    private static final String NASTY = "a\nb\r\n{\"level\":\"ERROR\"}\u2028\u0000\"end";

    @Test
    void eachEventIsOneJsonObjectOnOneLine() throws Exception {
        List<String> lines = written("json");

        assertThat(lines).hasSize(2);
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(first.path("level").asText()).isEqualTo("INFO");
        assertThat(first.path("event").asText()).isEqualTo("order_sent");
        assertThat(first.path("message").asText()).isEqualTo("Sent " + NASTY);
        assertThat(first.path("logger").asText()).isEqualTo("dev.asterbridge.test");
        assertThat(first.path("note").asText()).isEqualTo(NASTY);
        assertThat(first.path("duration_ms").asLong()).isEqualTo(12);
        assertThat(first.path("request_id").asText()).isEqualTo("r-1");
        assertThat(first.path("symbol").asText()).isEqualTo("BTCUSDT");
    }

    @Test
    void aStackTraceStaysInsideItsObjectAndShort() throws Exception {
        JsonNode second = new ObjectMapper().readTree(written("json").get(1));

        assertThat(second.path("stack_trace").asText())
                .contains("IllegalStateException")
                .hasSizeLessThan(5000);
    }

    @Test
    void theConsoleFormKeepsEachEventOnOneLine() throws Exception {
        List<String> lines = written("console");

        assertThat(lines.get(0)).contains("Sent a", "order_sent", "BTCUSDT", "r-1");
        assertThat(lines.get(1)).contains("It broke");
    }

    private static List<String> written(String format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        List<ILoggingEvent> events = new ArrayList<>();
        Encoder<ILoggingEvent> encoder = encoder(context, format);
        AppenderBase<ILoggingEvent> recorder = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                event.prepareForDeferredProcessing();
                events.add(event);
            }
        };
        recorder.setContext(context);
        recorder.start();
        ch.qos.logback.classic.Logger logger = context.getLogger("dev.asterbridge.test");
        logger.addAppender(recorder);
        log(logger);

        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : events) {
            text.append(new String(encoder.encode(event), StandardCharsets.UTF_8));
        }
        return List.of(text.toString().split("\r?\n"));
    }

    private static void log(Logger logger) {
        MDC.put("request_id", "r-1");
        MDC.put("symbol", "BTCUSDT");
        try {
            logger.atInfo()
                    .addKeyValue("event", "order_sent")
                    .addKeyValue("note", NASTY)
                    .addKeyValue("duration_ms", 12)
                    .log("Sent {}", NASTY);
            logger.atError()
                    .addKeyValue("event", "broken")
                    .setCause(new IllegalStateException(NASTY, new RuntimeException("deeper")))
                    .log("It broke");
        } finally {
            MDC.clear();
        }
    }

    @SuppressWarnings("unchecked")
    private static Encoder<ILoggingEvent> encoder(LoggerContext context, String format) throws Exception {
        String included = Files.readString(Path.of("src/main/resources/log/" + format + ".xml"))
                .replaceAll("</?included>|<\\?xml[^>]*>", "");
        String rules = Files.readString(Path.of("src/main/resources/logback-spring.xml"))
                .replaceAll("(?s)<\\?xml[^>]*>|<springProperty[^>]*/>", "")
                .replace("<include resource=\"log/${format}.xml\"/>", included);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(new ByteArrayInputStream(rules.getBytes(StandardCharsets.UTF_8)));
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("out");
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender);
        return appender.getEncoder();
    }
}
