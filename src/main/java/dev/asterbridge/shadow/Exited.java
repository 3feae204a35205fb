package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.shadow.Compared.Difference;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exit of the alert that has gone off on at least one of the two. */
@Schema(name = "ComparedExit")
record Exited(
        @Schema(description = "stop, take-1, take-2, ..., trail; end for what was closed", example = "stop")
        String role,

        @Schema(description = "With money; absent where it has not gone off") @Nullable
        Ended live,

        @Schema(description = "On the paper venue; absent where it has not gone off") @Nullable
        Ended shadow,

        @Schema(description = "Absent unless it has gone off on both") @Nullable
        Difference difference) {

    /** What came of it on one of the two. */
    @Schema(name = "ComparedExitResult")
    record Ended(
            BigDecimal filled,
            BigDecimal averagePrice,

            @Schema(
                    description =
                            "How much worse than the price that sets it off that is, in basis points; absent where it had none, "
                                    + "as a trailing stop")
            @Nullable
            BigDecimal slippageBps,

            @Schema(description = "By the exchange's clock; of the shadow up to five seconds after the price was there")
            Instant at) {}

    /** Those of the alert, in the order in which they went off. */
    static List<Exited> of(Played played, List<PlacedOrder> placed) {
        Map<String, List<Order>> live = new HashMap<>();
        Map<String, List<Order>> shadow = new HashMap<>();
        placed.forEach(it -> add(live, it.role(), it.seen()));
        played.placed().forEach(it -> add(shadow, it.role().isEmpty() ? null : it.role(), it.order()));
        return Stream.concat(live.keySet().stream(), shadow.keySet().stream())
                .distinct()
                .map(role -> of(role, ended(live.get(role), Duration.ZERO), ended(shadow.get(role), played.ahead())))
                .sorted(Comparator.comparing(Exited::first).thenComparing(Exited::role))
                .toList();
    }

    private static void add(Map<String, List<Order>> roles, @Nullable String role, @Nullable Order order) {
        if (role != null && order != null && order.executedQuantity().signum() > 0) {
            roles.computeIfAbsent(role, key -> new ArrayList<>()).add(order);
        }
    }

    private static Exited of(String role, @Nullable Gone live, @Nullable Gone shadow) {
        Difference difference = null;
        if (live != null && shadow != null) {
            BigDecimal worse = live.filled().worseThan(shadow.ended().averagePrice());
            difference = worse == null
                    ? null
                    : new Difference(
                            live.ended().filled().subtract(shadow.ended().filled()),
                            worse,
                            Duration.between(shadow.ended().at(), live.ended().at())
                                    .toMillis());
        }
        return new Exited(role, live == null ? null : live.ended(), shadow == null ? null : shadow.ended(), difference);
    }

    private record Gone(Filled filled, Ended ended) {}

    /** @param ahead what has to be added to their times for the exchange's */
    private static @Nullable Gone ended(@Nullable List<Order> orders, Duration ahead) {
        Filled filled = Filled.of(orders == null ? List.of() : orders);
        BigDecimal average = filled.average();
        if (orders == null || average == null) {
            return null;
        }
        Order last = orders.getLast();
        Instant at =
                orders.stream().map(Order::updatedAt).max(Instant::compareTo).orElseThrow();
        return new Gone(
                filled, new Ended(filled.quantity(), average, filled.worseThan(last.stopPrice()), at.plus(ahead)));
    }

    private Instant first() {
        return Stream.of(live, shadow)
                .filter(Objects::nonNull)
                .map(Ended::at)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** What was not the same, in sentences. */
    List<String> differs() {
        if (live == null || shadow == null) {
            return List.of("%s has gone off %s only".formatted(role, live == null ? "on paper" : "live"));
        }
        return live.filled().compareTo(shadow.filled()) == 0
                ? List.of()
                : List.of("by %s %s was filled live, %s on paper"
                        .formatted(role, plain(live.filled()), plain(shadow.filled())));
    }
}
