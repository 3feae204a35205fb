package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.Symbol;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a request that may have been sent; one question at a time.
 *
 * <p>"No such order" proves nothing while the exchange may still take the request. After the horizon, by the exchange's own
 * time and not by ours, which may have jumped, a missing order is asked for three times, and the history of orders and the
 * trades must know nothing of it either; only then was it never executed. When the exchange cannot be asked, nothing is
 * concluded.
 */
public final class Inquiry {

    private static final int PROOFS = 3;
    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_BACK = Duration.ofDays(7).minusMinutes(1);
    private static final List<Duration> STEPS = List.of(
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2));

    private final LiveAttempt attempt;
    private final OrderReader orders;
    private final ExchangeClock exchange;
    private final Clock clock;

    private Instant since;
    private Duration wait;
    private int asked;
    private int failures;
    private int misses;
    private String why;
    private boolean contradicted;

    Inquiry(LiveAttempt attempt, String why, OrderReader orders, ExchangeClock exchange, Clock clock) {
        this.attempt = attempt;
        this.why = why;
        this.orders = orders;
        this.exchange = exchange;
        this.clock = clock;
        this.since = clock.instant();
        // Whoever comes to it late, as after a crash, asks before it does anything else.
        Duration ago = Duration.between(attempt.preparedAt(), exchange.now());
        this.wait = ago.compareTo(STEPS.getFirst()) < 0 ? STEPS.getFirst() : Duration.ZERO;
    }

    /** How long until the next question; a clock that jumped only makes it come early. */
    public Duration untilDue() {
        Duration left = wait.minus(Duration.between(since, clock.instant()).abs());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it has taken so long that a person should look. */
    public boolean needsPerson() {
        return contradicted || exchange.now().isAfter(attempt.horizon().plus(PATIENCE));
    }

    /** What stands in the way of a proof. */
    public String why() {
        return why;
    }

    /** Asks once. */
    Placement look() {
        try {
            Placement found = ask();
            failures = 0;
            next(misses > 0 ? APART : STEPS.get(Math.min(asked, STEPS.size() - 1)));
            asked++;
            return found;
        } catch (ExchangeUnavailable e) {
            return failed(e.refusal().toString(), e.refusal().retryAfter());
        } catch (RuntimeException e) {
            return failed("a fault in this service: " + e.getClass().getSimpleName(), null);
        }
    }

    private Placement ask() {
        Symbol symbol = attempt.request().symbol();
        Optional<Order> found = orders.find(symbol, attempt.id());
        if (found.isPresent()) {
            return shown(found.get());
        }
        // After a while the exchange is asked in any case: our clock may have jumped back.
        if (asked < STEPS.size() && !exchange.now().isAfter(attempt.horizon())) {
            return unproven("the exchange does not show it, but may still take it until " + attempt.horizon());
        }
        Instant there = exchange.ask();
        if (!there.isAfter(attempt.horizon())) {
            return unproven("the exchange may still take it until " + attempt.horizon());
        }
        misses++;
        return misses < PROOFS ? unproven("the exchange does not show it") : crossCheck(symbol, there);
    }

    /** Two other places where it would have left a trace. */
    private Placement crossCheck(Symbol symbol, Instant now) {
        List<Order> history = orders.history(symbol, now.minus(LOOK_BACK), now, 1000);
        Optional<Order> found = history.stream()
                .filter(order -> order.clientOrderId().equals(attempt.id().value()))
                .findFirst();
        if (found.isPresent()) {
            return shown(found.get());
        }
        Set<Long> explained = history.stream().map(Order::orderId).collect(Collectors.toSet());
        Optional<Fill> foreign = orders.fills(symbol, attempt.preparedAt().minus(PATIENCE), now).stream()
                .filter(fill -> !explained.contains(fill.orderId()))
                .findFirst();
        contradicted = foreign.isPresent();
        if (contradicted) {
            return unproven("trade %d belongs to order %d, which the history does not show"
                    .formatted(foreign.get().tradeId(), foreign.get().orderId()));
        }
        return new Placement.NotExecuted(
                "not found %d times after %s, when the exchange could no longer take it; nor in the history or the trades"
                        .formatted(misses, attempt.horizon()));
    }

    private Placement shown(Order order) {
        misses = 0;
        Placement placement = Placement.of(attempt.request(), order);
        return placement instanceof Placement.Unproven unproven ? unproven(unproven.why()) : placement;
    }

    private Placement unproven(String reason) {
        why = reason;
        return new Placement.Unproven(reason);
    }

    /** @param told how long to wait, where that is known */
    private Placement failed(String reason, @Nullable Duration told) {
        misses = 0;
        failures += told == null ? 1 : 0;
        Duration doubled = STEPS.getFirst().multipliedBy(1L << Math.min(failures, 10));
        // As long as the exchange may take it, much can depend on it: then not more rarely than if it answered.
        Duration most = exchange.now().isAfter(attempt.horizon()) ? LONGEST : STEPS.getLast();
        Duration pause = told != null ? told : doubled.compareTo(most) > 0 ? most : doubled;
        next(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        return unproven(reason);
    }

    /** Not later than the horizon, from which on the answers count; those that count are a second apart. */
    private void next(Duration pause) {
        Duration left = Duration.between(exchange.now(), attempt.horizon()).plusMillis(10);
        wait = misses == 0 && left.isPositive() && left.compareTo(pause) < 0 ? left : pause;
        since = clock.instant();
    }
}
