package dev.asterbridge.proof;

import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Judges by the exchange's books alone what rests there in the end: a stop for all of what is held where an alert wanted one
 * since nothing was held, and none where nobody did, or nothing is held.
 */
final class Stops {

    private Stops() {}

    /** Waits until all is well, or until it is clear that it will not be. */
    static List<String> settled(Ledger ledger) {
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> faults(ledger).isEmpty());
        } catch (ConditionTimeoutException e) {
            // whoever asked says what is wrong
        }
        return faults(ledger);
    }

    /** Everything that is not as it must be, in words; nothing when all is well. */
    static List<String> faults(Ledger ledger) {
        Map<String, Stake> stakes = new TreeMap<>();
        for (Ledger.Fill fill : ledger.fills()) {
            String symbol = fill.post().order().symbol();
            stakes.put(symbol, stakes.getOrDefault(symbol, Stake.NONE).after(fill));
        }
        return stakes.entrySet().stream()
                .flatMap(entry -> fault(entry.getKey(), entry.getValue(), ledger))
                .toList();
    }

    private static Stream<String> fault(String symbol, Stake stake, Ledger ledger) {
        // Sold where something was bought, so that it ends it.
        BigDecimal stops = ledger.stops().stream()
                .filter(stop -> stop.rests() && stop.post().order().symbol().equals(symbol))
                .map(stop -> stop.post().order())
                .map(order -> order.side().equals("SELL")
                        ? order.quantity()
                        : order.quantity().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return stops.compareTo(stake.toStop()) == 0
                ? Stream.empty()
                : Stream.of("%s of %s is held, and should have stops for %s; there are some for %s"
                        .formatted(stake.held(), symbol, stake.toStop(), stops));
    }
}
