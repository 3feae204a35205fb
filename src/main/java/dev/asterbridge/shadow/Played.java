package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Rehearsal.Cue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one alert came to on the paper venue.
 *
 * @param asked the signal, for people
 * @param why where it was not executed, or nothing had to be ordered for it
 * @param mark the mark price when it was planned; absent when it did not come to that
 * @param at when that was, by the exchange's clock
 * @param priced for how long it waited for prices
 * @param ahead the exchange's clock minus ours
 * @param placed the orders, oldest first: those it asked for, and the exits of what they opened
 * @param filledMs from receipt to the last fill of what it asked for
 */
record Played(
        String signalId,
        long seq,
        Symbol symbol,
        String strategy,
        String asked,
        Instant receivedAt,
        Verdict verdict,
        @Nullable String why,
        @Nullable BigDecimal mark,
        Instant at,
        Duration priced,
        Duration ahead,
        List<Placed> placed,
        @Nullable Long filledMs) {

    Played {
        placed = List.copyOf(placed);
    }

    /** How it ended. */
    enum Verdict {
        /** Something was filled, rests or was cancelled, or nothing had to be ordered. */
        EXECUTED,
        /** The rules of the symbol, what is held, or the venue did not allow it. */
        REFUSED,
        /** Its strategy had said something newer. */
        SUPERSEDED,
        /** It could not be tried. */
        FAILED,
        /** It was not tried: the shadow was too far behind. */
        DROPPED,
        /** What it opened was held when the shadow began, and ends as it said. */
        COPIED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Without an order of its own. */
    static Played without(Cue cue, Verdict verdict, String why, Instant at) {
        return new Played(
                cue.id(),
                cue.seq(),
                cue.signal().symbol(),
                cue.signal().strategy(),
                cue.signal().intent().toString(),
                cue.receivedAt(),
                verdict,
                why,
                null,
                at,
                Duration.ZERO,
                Duration.ZERO,
                List.of(),
                null);
    }

    /** Whether one of its orders may still fill. */
    boolean rests() {
        return placed.stream().anyMatch(Placed::rests);
    }

    /** What it asked for itself. */
    List<Placed> entries() {
        return placed.stream().filter(it -> it.role().isEmpty()).toList();
    }

    /** The quantities of what it asked for together; absent when there is none. */
    @Nullable
    BigDecimal planned() {
        return entries().stream()
                .map(it -> it.order().quantity())
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    /** With one more order. */
    Played and(Placed more) {
        List<Placed> all = new ArrayList<>(placed);
        all.add(more);
        return with(all, filledMs);
    }

    /** As its orders are now. */
    Played now(List<Placed> orders) {
        Played now = with(orders, filledMs);
        return now.executed().compareTo(executed()) == 0 ? now : with(orders, now.untilLastFill());
    }

    private BigDecimal executed() {
        return entries().stream().map(it -> it.order().executedQuantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Long untilLastFill() {
        Instant last = entries().stream()
                .map(it -> it.order().updatedAt())
                .max(Instant::compareTo)
                .orElse(receivedAt);
        return Math.max(0, Duration.between(receivedAt, last).toMillis());
    }

    private Played with(List<Placed> orders, @Nullable Long filled) {
        return new Played(
                signalId,
                seq,
                symbol,
                strategy,
                asked,
                receivedAt,
                verdict,
                why,
                mark,
                at,
                priced,
                ahead,
                orders,
                filled);
    }
}
