package dev.asterbridge.aster;

import dev.asterbridge.aster.RateLimit.Unit;
import dev.asterbridge.exchange.LineMemory.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * Keeps what we ask under what the exchange allows, and all but what must not wait under half of it; the other half is for
 * whoever shares our address.
 *
 * <p>Each {@link Share} may use so much, counted over all of them, and leaves the rest to those behind it.
 */
final class RequestBudget {

    private static final List<RateLimit> UNTIL_TOLD = List.of(
            new RateLimit(Unit.WEIGHT, Duration.ofMinutes(1), 2400),
            new RateLimit(Unit.ORDERS, Duration.ofMinutes(1), 1200));
    private static final Pattern HEADER = Pattern.compile("x-mbx-(used-weight|order-count)-(\\d{1,4})([smhd])");

    private final AsterClock clock;
    private List<Meter> meters;

    RequestBudget(AsterClock clock) {
        this.clock = clock;
        this.meters = UNTIL_TOLD.stream().map(Meter::new).toList();
    }

    /** Takes from the budget; when there is not enough left, takes nothing and says how long to wait. */
    synchronized Optional<Duration> take(int weight, int orders, Share share) {
        long now = clock.now().toEpochMilli();
        Optional<Duration> wait = meters.stream()
                .filter(meter -> !meter.hasRoom(meter.cost(weight, orders), share, now))
                .map(meter -> meter.untilNextWindow(now))
                .max(Duration::compareTo);
        if (wait.isEmpty()) {
            meters.forEach(meter -> meter.used += meter.cost(weight, orders));
        }
        return wait;
    }

    /** Takes over what the exchange counted; other programs at our address are in it. */
    synchronized void heard(HttpHeaders headers) {
        headers.forEach((name, values) -> {
            Matcher matcher = HEADER.matcher(name.toLowerCase(Locale.ROOT));
            if (matcher.matches() && values.getFirst().matches("\\d{1,9}")) {
                Unit unit = matcher.group(1).equals("used-weight") ? Unit.WEIGHT : Unit.ORDERS;
                Duration window = window(Integer.parseInt(matcher.group(2)), matcher.group(3));
                counted(unit, window, Integer.parseInt(values.getFirst()));
            }
        });
    }

    /** Takes over the exchange's limits; what was used so far stays counted. */
    synchronized void limits(List<RateLimit> limits) {
        List<Meter> next = new ArrayList<>(limits.stream().map(Meter::new).toList());
        for (Meter old : meters) {
            if (limits.stream().noneMatch(limit -> limit.unit() == old.limit.unit())) {
                next.add(old);
            }
            next.stream().filter(meter -> meter.measures(old.limit)).forEach(meter -> meter.continueFrom(old));
        }
        meters = List.copyOf(next);
    }

    /** What is used of the windows under way; empty ones are left out. */
    synchronized List<Limit> used() {
        long now = clock.now().toEpochMilli();
        return meters.stream()
                .filter(meter -> meter.usedAt(now) > 0)
                .map(meter -> new Limit(meter.name(), meter.end(), meter.used))
                .toList();
    }

    /** Takes over what is on record of the windows under way. */
    synchronized void recall(List<Limit> limits) {
        long now = clock.now().toEpochMilli();
        for (Meter meter : meters) {
            int used = meter.usedAt(now);
            meter.used = limits.stream()
                    .filter(limit ->
                            limit.name().equals(meter.name()) && limit.until().equals(meter.end()))
                    .mapToInt(Limit::used)
                    .reduce(used, Math::max);
        }
    }

    /** The weight used in the present minute. */
    synchronized int usedWeight() {
        long now = clock.now().toEpochMilli();
        return meters.stream()
                .filter(meter -> meter.limit.unit() == Unit.WEIGHT)
                .mapToInt(meter -> meter.usedAt(now))
                .max()
                .orElse(0);
    }

    static Duration window(int count, String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private void counted(Unit unit, Duration window, int count) {
        long now = clock.now().toEpochMilli();
        meters.stream()
                .filter(meter ->
                        meter.limit.unit() == unit && meter.limit.window().equals(window))
                .forEach(meter -> meter.used = Math.max(meter.usedAt(now), count));
    }

    private static final class Meter {

        private final RateLimit limit;
        private long window;
        private int used;

        Meter(RateLimit limit) {
            this.limit = limit;
        }

        int cost(int weight, int orders) {
            return limit.unit() == Unit.WEIGHT ? weight : orders;
        }

        /** The dearest question must be possible in an idle window, however small the limit. */
        boolean hasRoom(int cost, Share share, long now) {
            return cost == 0 || usedAt(now) == 0 || used + cost <= share.of(limit.limit());
        }

        int usedAt(long now) {
            long current = now / limit.window().toMillis();
            if (current != window) {
                window = current;
                used = 0;
            }
            return used;
        }

        Duration untilNextWindow(long now) {
            long length = limit.window().toMillis();
            return Duration.ofMillis(length - now % length);
        }

        String name() {
            return limit.unit().name().toLowerCase(Locale.ROOT) + " in " + limit.window();
        }

        Instant end() {
            return Instant.ofEpochMilli((window + 1) * limit.window().toMillis());
        }

        boolean measures(RateLimit other) {
            return limit.unit() == other.unit() && limit.window().equals(other.window());
        }

        void continueFrom(Meter other) {
            window = other.window;
            used = other.used;
        }
    }
}
