package dev.asterbridge.protection;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem.Field;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a position is to end.
 *
 * <p>The text form says all of it and can be read back: {@code stop 2%; take 70000 x 50; take 72000 x 50; trail 1.5 from 3%;
 * even 1%}.
 *
 * @param stop where it is given up; nowhere if absent
 * @param takes where parts of it are taken out with a profit, in the order of the alert
 * @param trail a stop that follows the price
 * @param even how far the price has to come for the stop to move to the price of entry; it never does if absent
 */
public record Exits(
        @Nullable Level stop,
        List<Take> takes,
        @Nullable Trail trail,
        @Nullable Level even) {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final int MOST_TAKES = 10;
    private static final String ENTRY = "the price of entry";
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.CEILING);
    private static final Grid ANY_PRICE = new Grid(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Nothing was said. */
    public static final Exits NONE = new Exits(null, List.of(), null, null);

    public Exits {
        takes = List.copyOf(takes);
        if (takes.size() > MOST_TAKES) {
            throw new IllegalArgumentException("must be at most %d take-profits".formatted(MOST_TAKES));
        }
        if (shares(takes).compareTo(WHOLE) > 0) {
            throw new IllegalArgumentException("must not share out more than 100 percent, but the shares come to %s"
                    .formatted(Decimals.plain(shares(takes))));
        }
        if (even != null && stop == null) {
            throw new IllegalArgumentException("needs a stop_loss, which is what moves");
        }
        if (stop instanceof Level.Percent it && it.percent().compareTo(WHOLE) >= 0) {
            throw new IllegalArgumentException("must be less than 100 percent");
        }
    }

    /**
     * Takes out part of the position with a profit.
     *
     * @param share of the position, in percent; of what was opened, however much was taken out before
     */
    public record Take(Level at, BigDecimal share) {

        public Take {
            if (share.signum() <= 0 || share.compareTo(WHOLE) > 0) {
                throw new IllegalArgumentException("must be a share of more than 0 and at most 100 percent");
            }
        }

        static Take all(Level at) {
            return new Take(at, WHOLE);
        }

        @Override
        public String toString() {
            return "%s x %s".formatted(at, Decimals.plain(share));
        }
    }

    /**
     * A stop that follows the price.
     *
     * @param callback in percent, 0.1 to 4
     * @param from from where on it follows; at once if absent
     */
    public record Trail(BigDecimal callback, @Nullable Level from) {

        private static final BigDecimal LEAST = new BigDecimal("0.1");
        private static final BigDecimal MOST = new BigDecimal("4");

        public Trail {
            if (callback.compareTo(LEAST) < 0 || callback.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("must be from 0.1 to 4 percent");
            }
        }

        @Override
        public String toString() {
            return Decimals.plain(callback) + (from == null ? "" : " from " + from);
        }
    }

    /**
     * What of it makes no sense for a position that is to be opened; empty where nothing does.
     *
     * @param price at which it is entered
     * @param direction the side that opens it
     * @param ticks on which prices of orders are put, towards the price of entry
     */
    public List<Field> faults(BigDecimal price, Side direction, Grid ticks) {
        return faults(price, direction, new Bound(ENTRY, price, ticks));
    }

    /**
     * What of it makes no sense for a position that is there: the price must not have passed it already. That it has come far
     * enough for the stop to move does no harm.
     *
     * @param price at which it was entered
     * @param direction the side that opened it
     * @param ticks on which prices of orders are put, towards the price of entry
     */
    public List<Field> faults(BigDecimal price, Side direction, BigDecimal mark, Grid ticks) {
        return faults(price, direction, new Bound("the mark price", mark, ticks));
    }

    private List<Field> faults(BigDecimal entry, Side direction, Bound bound) {
        boolean isLong = direction == Side.BUY;
        List<Field> faults = new ArrayList<>();
        bound.require(faults, "stop_loss", stop, entry, !isLong);
        takes.forEach(take -> bound.require(faults, "take_profit", take.at(), entry, isLong));
        bound.require(faults, "trailing_activation", trail == null ? null : trail.from(), entry, isLong);
        // No order is placed there.
        new Bound(ENTRY, entry, ANY_PRICE).require(faults, "break_even", even, entry, isLong);
        return faults;
    }

    /** A price that an exit must be beyond, also once it is on the symbol's ticks, and not too far. */
    private record Bound(String name, BigDecimal price, Grid ticks) {

        void require(List<Field> faults, String field, @Nullable Level level, BigDecimal entry, boolean up) {
            if (level == null) {
                return;
            }
            BigDecimal at = level.from(entry, up);
            if (at.signum() <= 0 || at.compareTo(price) * (up ? 1 : -1) <= 0) {
                faults.add(new Field(
                        field,
                        level.toString(),
                        "is at %s, and must be %s %s, %s"
                                .formatted(Decimals.plain(at), up ? "above" : "below", name, Decimals.plain(price))));
            } else if (level instanceof Level.At && isFar(at)) {
                faults.add(new Field(
                        field,
                        level.toString(),
                        "is a price, and far from %s, %s; a percentage is written %s%%"
                                .formatted(name, Decimals.plain(price), level)));
            } else if (isAwayFromEntry(level, entry) ? isWithinATick(at) : !isBeyond(onTick(at, up), up)) {
                faults.add(new Field(
                        field,
                        level.toString(),
                        isAwayFromEntry(level, entry) ? withinATick(at) : notBeyond(onTick(at, up), up)));
            }
        }

        private boolean isAwayFromEntry(Level level, BigDecimal entry) {
            return !(level instanceof Level.At) && price.compareTo(entry) == 0;
        }

        private boolean isBeyond(BigDecimal at, boolean up) {
            return at.compareTo(price) * (up ? 1 : -1) > 0;
        }

        /** By whatever price it is entered in the end, what is a tick away from that stays away from it on the ticks. */
        private boolean isWithinATick(BigDecimal at) {
            return at.subtract(price).abs().compareTo(ticks.step()) < 0;
        }

        private BigDecimal onTick(BigDecimal at, boolean up) {
            return up ? ticks.floor(at) : ticks.ceiling(at);
        }

        private String notBeyond(BigDecimal onTick, boolean up) {
            BigDecimal nearest = up
                    ? ticks.floor(price).add(ticks.step())
                    : ticks.ceiling(price).subtract(ticks.step());
            return "is %s on ticks of %s, and must be %s %s, %s; the nearest that works is at %s"
                    .formatted(
                            Decimals.plain(onTick),
                            Decimals.plain(ticks.step()),
                            up ? "above" : "below",
                            name,
                            Decimals.plain(price),
                            Decimals.plain(nearest));
        }

        private String withinATick(BigDecimal at) {
            BigDecimal percent = ticks.step().movePointRight(2).divide(price, TWO_DIGITS);
            return "is %s away from %s, %s, and must be at least a tick away, which is %s or %s%%"
                    .formatted(
                            Decimals.plain(at.subtract(price).abs()),
                            name,
                            Decimals.plain(price),
                            Decimals.plain(ticks.step()),
                            Decimals.plain(percent));
        }

        /** A tenth, or ten times as much: a number that was meant otherwise, rather than the end of a position. */
        private boolean isFar(BigDecimal at) {
            return at.multiply(BigDecimal.TEN).compareTo(price) <= 0
                    || price.multiply(BigDecimal.TEN).compareTo(at) <= 0;
        }
    }

    /** Whether they take out all of the position. */
    boolean takesAll() {
        return shares(takes).compareTo(WHOLE) == 0;
    }

    /** Whether there is one that has to be at the exchange for the position to be protected. */
    boolean protects() {
        return stop != null || (trail != null && trail.from() == null);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Exits parse(String text) {
        Level stop = null;
        Level even = null;
        Trail trail = null;
        List<Take> takes = new ArrayList<>();
        for (String part : text.split("; ", -1)) {
            String[] words = part.split(" ", 2);
            switch (words[0]) {
                case "stop" -> stop = Level.parse(words[1]);
                case "even" -> even = Level.parse(words[1]);
                case "trail" -> {
                    String[] ends = words[1].split(" from ", 2);
                    trail = new Trail(Decimals.parse(ends[0]), ends.length == 1 ? null : Level.parse(ends[1]));
                }
                case "take" -> {
                    String[] ends = words[1].split(" x ", 2);
                    takes.add(new Take(Level.parse(ends[0]), Decimals.parse(ends[1])));
                }
                default -> throw new IllegalArgumentException("no exits: " + text);
            }
        }
        return new Exits(stop, takes, trail, even);
    }

    /** Reads the text form of exits that may be {@link #NONE}, which is the empty text. */
    public static Exits of(@Nullable String text) {
        return text == null || text.isEmpty() ? NONE : parse(text);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (stop != null) {
            parts.add("stop " + stop);
        }
        takes.forEach(take -> parts.add("take " + take));
        if (trail != null) {
            parts.add("trail " + trail);
        }
        if (even != null) {
            parts.add("even " + even);
        }
        return String.join("; ", parts);
    }

    private static BigDecimal shares(List<Take> takes) {
        return takes.stream().map(Take::share).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
