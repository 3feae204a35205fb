package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PaperLogTests {

    private static final String SEARCHED = "signature=";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listenToEverything() {
        root.setLevel(Level.TRACE);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(lines);
        root.setLevel(usual);
    }

    @Test
    void noLineAtAnyLevelHoldsASignedRequest() {
        PaperFace face = new PaperFace();
        face.v3("GET", "balance", "");
        face.v3("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01");
        face.v3("DELETE", "order", "symbol=BTCUSDT&orderId=5");
        face.v1("GET", "v2/balance", "");
        face.send("POST", "/fapi/v3/order", "a=1&signature=0x00");

        assertThat(lines.list).isNotEmpty();
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(l -> l.contains(SEARCHED));
    }
}
