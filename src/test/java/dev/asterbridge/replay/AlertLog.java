package dev.asterbridge.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** What the strategy did, as the resources say. */
public final class AlertLog {

    static final String CANDLES = "candles.csv";
    static final String ALERTS = "alerts.ndjson";
    static final String POSITIONS = "positions.txt";

    private AlertLog() {}

    static List<Candle> candles() {
        return lines(CANDLES).stream().map(Candle::read).toList();
    }

    /** The strategy's alerts, oldest first. */
    public static List<Fill> alerts() {
        return lines(ALERTS).stream().map(Fill::read).toList();
    }

    /** What the strategy held after each of them. */
    public static List<BigDecimal> positions() {
        return lines(POSITIONS).stream().map(BigDecimal::new).toList();
    }

    static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(AlertLog.class.getResourceAsStream("/replay/" + name), name)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
