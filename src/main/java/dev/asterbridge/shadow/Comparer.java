package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.shadow.Compared.Difference;
import dev.asterbridge.shadow.Compared.Ordered;
import dev.asterbridge.shadow.Compared.Result;
import dev.asterbridge.shadow.Played.Trade;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Ending;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts what is on record of both beside each other. */
@Component
class Comparer {

    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
    private static final Duration LATER = Duration.ofSeconds(2);

    private final Journal journal;
    private final ShadowRecords records;
    private final Rehearsal rehearsal;
    private final OrderService orders;
    private final boolean running;

    Comparer(
            Journal journal,
            ShadowRecords records,
            Rehearsal rehearsal,
            OrderService orders,
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
        return new Comparison(running, summary(all), all);
    }

    private Optional<Compared> compared(JdbcClient sql, Played played) {
        return rehearsal
                .ending(sql, played.signalId())
                .map(ending -> compared(played, ending, orders.of(sql, played.signalId())));
    }

    private static Compared compared(Played played, Ending ending, List<PlacedOrder> placed) {
        Filled live = Filled.of(
                placed.stream().flatMap(it -> Stream.ofNullable(it.seen())).toList());
        Filled shadow =
                Filled.of(played.placed().stream().map(Played.Placed::order).toList());
        Result ours = new Result(
                ending.verdict() == null ? "waiting" : ending.verdict(),
                ending.message(),
                placed.stream().flatMap(it -> ordered(it).stream()).toList(),
                live.average(),
                slippage(live, played.mark()),
                live.quantity().signum() == 0 ? null : liveMs(played, placed),
                null);
        Result theirs = new Result(
                played.verdict().text(),
                played.why(),
                played.placed().stream()
                        .map(it -> ordered(it.order(), it.fills()))
                        .toList(),
                shadow.average(),
                slippage(shadow, played.mark()),
                played.filledMs(),
                played.priced().toMillis());
        return new Compared(
                played.signalId(),
                played.symbol(),
                played.asked(),
                played.receivedAt(),
                played.mark(),
                ours,
                theirs,
                difference(ours, theirs, live, shadow),
                differs(played, ours, theirs, live, shadow, placed));
    }

    private static @Nullable Difference difference(Result ours, Result theirs, Filled live, Filled shadow) {
        BigDecimal against = theirs.averagePrice();
        if (against == null || live.side() != shadow.side() || ours.ms() == null || theirs.ms() == null) {
            return null;
        }
        return new Difference(
                live.quantity().subtract(shadow.quantity()),
                Objects.requireNonNull(slippage(live, against)),
                ours.ms() - theirs.ms());
    }

    private static List<String> differs(
            Played played, Result ours, Result theirs, Filled live, Filled shadow, List<PlacedOrder> placed) {
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
        Duration later = placed.stream()
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
    private static @Nullable Long liveMs(Played played, List<PlacedOrder> placed) {
        return placed.stream()
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
        return Optional.ofNullable(placed.seen()).map(order -> ordered(order, fills));
    }

    private static Ordered ordered(Order order, List<Trade> fills) {
        return new Ordered(
                order.orderId(),
                order.clientOrderId(),
                order.side().name(),
                order.quantity(),
                order.executedQuantity(),
                order.averagePrice(),
                order.status().name(),
                fills);
    }

    /** How much worse the fills were than the price, in basis points; null where nothing was filled, or no price is known. */
    private static @Nullable BigDecimal slippage(Filled filled, @Nullable BigDecimal price) {
        BigDecimal average = filled.average();
        if (average == null || price == null) {
            return null;
        }
        BigDecimal worse = filled.side() == Side.BUY ? average.subtract(price) : price.subtract(average);
        return worse.multiply(TEN_THOUSAND).divide(price, 2, RoundingMode.HALF_UP);
    }

    private static Comparison.Summary summary(List<Compared> all) {
        List<Difference> both =
                all.stream().flatMap(it -> Stream.ofNullable(it.difference())).toList();
        int missed = (int) all.stream()
                .filter(it -> it.shadow().verdict().equals(Played.Verdict.FAILED.text())
                        || it.shadow().verdict().equals(Played.Verdict.DROPPED.text()))
                .count();
        return new Comparison.Summary(
                all.size(),
                both.size(),
                missed,
                bps(both, Difference::priceBps),
                bps(all, it -> it.live().slippageBps()),
                bps(all, it -> it.shadow().slippageBps()),
                millis(all, it -> it.live().ms()),
                millis(all, it -> it.shadow().ms()),
                millis(both, Difference::ms));
    }

    private static <T> Comparison.@Nullable Bps bps(List<T> all, Function<T, @Nullable BigDecimal> what) {
        List<BigDecimal> values =
                all.stream().flatMap(it -> Stream.ofNullable(what.apply(it))).toList();
        if (values.isEmpty()) {
            return null;
        }
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Comparison.Bps(
                sum.divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_UP),
                values.stream().reduce(BigDecimal::max).orElseThrow());
    }

    private static <T> Comparison.@Nullable Millis millis(List<T> all, Function<T, @Nullable Long> what) {
        List<Long> values =
                all.stream().flatMap(it -> Stream.ofNullable(what.apply(it))).toList();
        if (values.isEmpty()) {
            return null;
        }
        long sum = values.stream().mapToLong(Long::longValue).sum();
        return new Comparison.Millis(
                Math.round((double) sum / values.size()),
                values.stream().reduce(Math::max).orElseThrow());
    }
}
