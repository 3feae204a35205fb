package dev.asterbridge.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Status;

class UnlistedSymbolsTests {

    private static final Symbol BTCUSD = new Symbol("BTCUSD");

    private final Logger logger = (Logger) LoggerFactory.getLogger(UnlistedSymbols.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final FakeExchange exchange = new FakeExchange();
    private final UnlistedSymbols unlisted = new UnlistedSymbols(
            List.of(
                    new NamedSymbols(Map.of(
                            "config/limits.yml under symbols",
                            Set.of(BTCUSD, FakeExchange.BTC),
                            "ALLOWED_SYMBOLS",
                            Set.of(new Symbol("NOBODYKNOWS")))),
                    new NamedSymbols(Map.of("config/symbols.yml", Set.of(BTCUSD)))),
            exchange);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        unlisted.destroy();
    }

    @Test
    void saysOnceForEachNameWhereItStandsAndWhatMayBeMeant() {
        assertThat(unlisted.look()).isTrue();

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "ALLOWED_SYMBOLS names NOBODYKNOWS, which AsterDEX does not list, so that it counts for nothing",
                        "config/limits.yml under symbols names BTCUSD, which AsterDEX does not list, so that it counts for nothing; was BTCUSDT meant?",
                        "config/symbols.yml names BTCUSD, which AsterDEX does not list, so that it counts for nothing; was BTCUSDT meant?");
        assertThat(lines.list.get(1).getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .containsExactly("event=symbol_unlisted", "symbol=BTCUSD");
    }

    @Test
    void whoLooksSeesTheSameAndTheServiceIsWell() {
        unlisted.look();

        assertThat(unlisted.health().getStatus()).isEqualTo(Status.UP);
        assertThat(unlisted.health().getDetails())
                .isEqualTo(
                        Map.of(
                                "notices",
                                List.of(
                                        "the settings name what AsterDEX does not list, and it counts for nothing: BTCUSD (was BTCUSDT meant?), NOBODYKNOWS; the log says where")));
    }

    @Test
    void waitsUntilItIsKnownWhatIsListed() {
        var rules = Map.copyOf(exchange.rules);
        exchange.rules.clear();

        assertThat(unlisted.look()).isFalse();
        assertThat(lines.list).isEmpty();
        assertThat(unlisted.health().getDetails()).isEmpty();

        exchange.rules.putAll(rules);
        assertThat(unlisted.look()).isTrue();
        assertThat(lines.list).hasSize(3);
    }

    @Test
    void whatIsDelistedLaterIsNobodysMistake() {
        unlisted.look();
        exchange.rules.put(new Symbol("ETHUSDT"), exchange.rules.remove(FakeExchange.BTC));

        assertThat(unlisted.health().getDetails().toString()).doesNotContain("USDT,", "USDT;");
        assertThat(lines.list).hasSize(3);
    }

    @Test
    void whatIsListedLaterIsNoMistakeAnyMore() {
        unlisted.look();
        exchange.rules.put(BTCUSD, exchange.rules.get(FakeExchange.BTC));
        exchange.rules.put(new Symbol("NOBODYKNOWS"), exchange.rules.get(FakeExchange.BTC));

        assertThat(unlisted.health().getDetails()).isEmpty();
    }
}
