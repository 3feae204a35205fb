package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line of the log for what became of each alert. */
class VerdictsInTheLogTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Verdicts.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final OneLane world = new OneLane();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void whatWasExecutedSaysWhatAndAtWhichPrice() {
        String id =
                world.take(new Signal(BTC, "trend", null, new Signal.Open(Side.BUY, Size.parse("0.01"), Entry.MARKET)));
        world.clock.advance(Duration.ofMillis(250));

        world.run();

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(told(line))
                    .isEqualTo("event=signal_executed strategy=trend side=BUY quantity=0.01 filled=0.01 price=50000 "
                            + "duration_ms=250");
            assertThat(line.getFormattedMessage()).isEqualTo("open BUY BTCUSDT: filled 0.01 at 50000");
            assertThat(line.getMDCPropertyMap()).containsEntry("signal", id);
        });
    }

    @Test
    void whatRestsSaysItsLimit() {
        world.exchange.limitsRest = true;
        world.take(new Signal(
                BTC, null, new Signal.Open(Side.BUY, Size.parse("0.01"), Entry.of(OrderTerms.at(Price.of("49000"))))));

        world.run();

        assertThat(lines.list)
                .extracting(VerdictsInTheLogTests::told)
                .containsExactly("event=signal_executed side=BUY quantity=0.01 filled=0 price=49000 duration_ms=0");
    }

    @Test
    void whereNoOrderWasNeededThereIsNoneToName() {
        world.take(new Signal(BTC, null, new Signal.Target(BigDecimal.ZERO, null, Entry.MARKET)));

        world.run();

        assertThat(lines.list)
                .extracting(VerdictsInTheLogTests::told)
                .containsExactly("event=signal_executed duration_ms=0");
    }

    @Test
    void whatWasRefusedNamesItsStrategy() {
        String id = world.take(new Signal(BTC, "trend", null, new Signal.Close()));

        world.run();

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(told(line)).isEqualTo("event=signal_refused strategy=trend error=POSITION_NOT_FOUND");
            assertThat(line.getMDCPropertyMap()).containsEntry("signal", id);
        });
    }

    private static String told(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .map(pair -> pair.key + "=" + pair.value)
                .collect(Collectors.joining(" "));
    }
}
