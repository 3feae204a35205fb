package dev.asterbridge.proof;

import static org.awaitility.Awaitility.await;

import dev.asterbridge.proof.Judge.Story;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Judges by the exchange's books alone what rests there in the end: a stop for all of what is held where an alert wanted one
 * since nothing was held, and none where nobody did, or nothing is held.
 */
final class Stops {

    private final Ledger ledger;
    private final Map<String, Integer> alerts = new HashMap<>();

    private Stops(Ledger ledger, List<Story> stories) {
        this.ledger = ledger;
        stories.forEach(story -> story.signal().ifPresent(signal -> alerts.put(signal, story.number())));
    }

    /** Waits until all is well, or until it is clear that it will not be. */
    static List<String> settled(Ledger ledger, Supplier<List<Story>> stories) {
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> faults(ledger, stories.get()).isEmpty());
        } catch (ConditionTimeoutException e) {
            // whoever asked says what is wrong
        }
        return faults(ledger, stories.get());
    }

    /** Everything that is not as it must be, in words; nothing when all is well. */
    static List<String> faults(Ledger ledger, List<Story> stories) {
        Stops judge = new Stops(ledger, stories);
        Set<String> symbols = new TreeSet<>();
        ledger.fills().forEach(fill -> symbols.add(fill.post().order().symbol()));
        List<String> faults = new ArrayList<>();
        symbols.forEach(symbol -> judge.fault(symbol).forEach(faults::add));
        return faults;
    }

    private Stream<String> fault(String symbol) {
        BigDecimal held = BigDecimal.ZERO;
        boolean guarded = false;
        for (Ledger.Fill fill : ledger.fills()) {
            if (fill.post().order().symbol().equals(symbol)) {
                held = held.add(fill.signed());
                guarded = held.signum() != 0 && (guarded || Alert.isOfStrategies(symbol) || wantsStop(fill));
            }
        }
        // Sold where something was bought, so that it ends it.
        BigDecimal stops = ledger.stops().stream()
                .filter(stop -> stop.rests() && stop.post().order().symbol().equals(symbol))
                .map(stop -> stop.post().order())
                .map(order -> order.side().equals("SELL")
                        ? order.quantity()
                        : order.quantity().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal wanted = guarded ? held : BigDecimal.ZERO;
        return stops.compareTo(wanted) == 0
                ? Stream.empty()
                : Stream.of("%s of %s is held, and should have stops for %s; there are some for %s"
                        .formatted(held, symbol, wanted, stops));
    }

    private boolean wantsStop(Ledger.Fill fill) {
        return !fill.post().order().reduceOnly()
                && Judge.signalOf(fill)
                        .map(alerts::get)
                        .filter(Alert::wantsStop)
                        .isPresent();
    }
}
