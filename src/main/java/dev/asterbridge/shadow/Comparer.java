package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.shadow.Compared.Difference;
import dev.asterbridge.shadow.Compared.Ordered;
import dev.asterbridge.shadow.Compared.Result;
import dev.asterbridge.shadow.Placed.Trade;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Ending;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts what is on record of both beside each other. */
@Component
class Comparer {

    private static final Duration LATER = Duration.ofSeconds(2);

    private final Journal journal;
    private final ShadowRecords records;
    private final Rehearsal rehearsal;
    private final OrderQueries orders;
    private final boolean running;

    Comparer(
            Journal journal,
            ShadowRecords records,
            Rehearsal rehearsal,
            OrderQueries orders,
            ShadowProperties properties) {
        this.journal = journal;
        this.records = records;
        this.rehearsal = rehearsal;
        this.orders = orders;
        this.running = properties.enabled();
    }

    /** The newest alerts that were run, or should have been. */
    Comparison newest(@Nullable Symbol symbol, int limit) {
        List<Compared> all = journal.read(sql -> records.newest(sql, symbol, limit).stream()
                .flatMap(played -> compared(sql, played).stream())
                .toList());
        return new Comparison(running, Summing.of(all), all);
    }

    private Optional<Compared> compared(JdbcClient sql, Played played) {
        return rehearsal
                .ending(sql, played.signalId())
                .map(ending -> compared(played, ending, orders.of(sql, played.signalId())));
    }

    private static Compared compared(Played played, Ending ending, List<PlacedOrder> placed) {
        List<PlacedOrder> entries =
                placed.stream().filter(it -> it.role() == null).toList();
        Filled live = Filled.of(
                entries.stream().flatMap(it -> Stream.ofNullable(it.seen())).toList());
        Filled shadow = Filled.of(played.entries().stream().map(Placed::order).toList());
        Result ours = new Result(
                ending.verdict() == null ? "waiting" : ending.verdict(),
                ending.message(),
                placed.stream().flatMap(it -> ordered(it).stream()).toList(),
                live.average(),
                live.worseThan(played.mark()),
                live.quantity().signum() == 0 ? null : liveMs(played, entries),
                null);
        Result theirs = new Result(
                played.verdict().text(),
                played.why(),
                played.placed().stream().map(Comparer::ordered).toList(),
                shadow.average(),
                shadow.worseThan(played.mark()),
                played.filledMs(),
                played.priced().toMillis());
        List<Exited> exits = Exited.of(played, placed);
        List<String> differs = new ArrayList<>();
        if (played.verdict() != Played.Verdict.COPIED) {
            differs.addAll(differs(played, ours, theirs, live, shadow, entries));
        }
        exits.forEach(exit -> differs.addAll(exit.differs()));
        return new Compared(
                played.signalId(),
                played.symbol(),
                played.asked(),
                played.receivedAt(),
                played.mark(),
                ours,
                theirs,
                difference(ours, theirs, live, shadow),
                exits,
                differs);
    }

    private static @Nullable Difference difference(Result ours, Result theirs, Filled live, Filled shadow) {
        boolean both = live.side() != null && live.side() == shadow.side();
        BigDecimal worse = both ? live.worseThan(theirs.averagePrice()) : null;
        return worse == null || ours.ms() == null || theirs.ms() == null
                ? null
                : new Difference(live.quantity().subtract(shadow.quantity()), worse, ours.ms() - theirs.ms());
    }

    private static List<String> differs(
            Played played, Result ours, Result theirs, Filled live, Filled shadow, List<PlacedOrder> entries) {
        List<String> differs = new ArrayList<>();
        if (!ours.verdict().equals(theirs.verdict())) {
            differs.add("live it is %s, on paper %s".formatted(ours.verdict(), theirs.verdict()));
        }
        if (live.asked().compareTo(shadow.asked()) != 0) {
            differs.add("orders for %s were taken live, for %s on paper"
                    .formatted(plain(live.asked()), plain(shadow.asked())));
        } else if (live.quantity().compareTo(shadow.quantity()) != 0) {
            differs.add("%s was filled live, %s on paper".formatted(plain(live.quantity()), plain(shadow.quantity())));
        }
        if (live.side() != null && shadow.side() != null && live.side() != shadow.side()) {
            differs.add("live it was a %s, on paper a %s".formatted(live.side(), shadow.side()));
        }
        Duration later = entries.stream()
                .flatMap(order -> order.attempts().stream())
                .map(attempt -> Duration.between(played.at(), attempt.preparedAt()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (later.compareTo(LATER) > 0) {
            differs.add("live it was ordered %d s after the mark price was read".formatted(later.toSeconds()));
        }
        return differs;
    }

    /** By the exchange's clock: until the request was known to have been carried out, or until what rested was filled. */
    private static @Nullable Long liveMs(Played played, List<PlacedOrder> entries) {
        return entries.stream()
                .flatMap(it -> filledAt(played, it).stream())
                .max(Comparator.naturalOrder())
                .map(at -> Math.max(0, Duration.between(played.receivedAt(), at).toMillis()))
                .orElse(null);
    }

    private static Optional<Instant> filledAt(Played played, PlacedOrder placed) {
        Order seen = placed.seen();
        if (seen == null || seen.executedQuantity().signum() == 0) {
            return Optional.empty();
        }
        Instant known = placed.attempts().stream()
                .flatMap(attempt -> Stream.ofNullable(attempt.resolvedAt()))
                .max(Comparator.naturalOrder())
                .map(at -> at.plus(played.ahead()))
                .orElse(Instant.EPOCH);
        return Optional.of(seen.updatedAt().isAfter(known) ? seen.updatedAt() : known);
    }

    private static Optional<Ordered> ordered(PlacedOrder placed) {
        List<Trade> fills = placed.fills().stream()
                .map(fill -> new Trade(fill.price(), fill.quantity()))
                .toList();
        return Optional.ofNullable(placed.seen()).map(order -> ordered(order, placed.role(), fills));
    }

    private static Ordered ordered(Placed placed) {
        return ordered(placed.order(), placed.role().isEmpty() ? null : placed.role(), placed.fills());
    }

    private static Ordered ordered(Order order, @Nullable String role, List<Trade> fills) {
        return new Ordered(
                order.orderId(),
                order.clientOrderId(),
                role,
                order.side().name(),
                order.quantity(),
                order.executedQuantity(),
                order.averagePrice(),
                order.status().name(),
                fills);
    }
}
