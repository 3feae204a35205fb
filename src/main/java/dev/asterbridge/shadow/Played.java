package dev.asterbridge.shadow;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Rehearsal.Cue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one alert came to on the paper venue.
 *
 * @param asked the signal, for people
 * @param why where it was not executed
 * @param mark the mark price when it was planned; absent when it did not come to that
 * @param at when that was, by the exchange's clock
 * @param priced for how long it waited for prices
 * @param ahead the exchange's clock minus ours
 * @param placed the orders, oldest first
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
        /** Something was filled or rests, or nothing had to be ordered. */
        EXECUTED,
        /** The rules of the symbol, what is held, or the venue did not allow it. */
        REFUSED,
        /** It could not be tried. */
        FAILED,
        /** It was not tried: the shadow was too far behind. */
        DROPPED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One order as the venue last showed it. */
    record Placed(Order order, List<Trade> fills) {

        Placed {
            fills = List.copyOf(fills);
        }

        static Placed of(ShadowVenue venue, Order order) {
            return new Placed(order, venue.fills(order).stream().map(Trade::of).toList());
        }

        ClientOrderId name() {
            return new ClientOrderId(order.clientOrderId());
        }
    }

    /** So much at that price. */
    record Trade(BigDecimal price, BigDecimal quantity) {

        static Trade of(Fill fill) {
            return new Trade(fill.price(), fill.quantity());
        }
    }

    /** Not tried, or in vain. */
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
        return placed.stream().anyMatch(it -> !it.order().status().isFinal());
    }

    /** The quantities of its orders together; absent when there is none. */
    @Nullable
    BigDecimal planned() {
        return placed.stream()
                .map(it -> it.order().quantity())
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    Played now(List<Placed> orders, @Nullable Long filled) {
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
