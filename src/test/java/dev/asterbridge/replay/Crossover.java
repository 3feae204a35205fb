package dev.asterbridge.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy with a book of its own: two moving averages, up to three entries one on top of the other, profit taken in parts,
 * a stop for all.
 *
 * <p>As TradingView does, it decides at a candle's close and its orders at market are filled at the next one's open, all in
 * the same second, while profits and stops are filled within a candle. A turn is now one order that goes through zero, now an
 * exit of each entry and an opening; a stop ends each entry with an order of its own.
 */
final class Crossover {

    private static final int FAST = 5;
    private static final int SLOW = 13;
    private static final int MOST_ENTRIES = 3;

    /** What an entry is worth, in tenths of a dollar. */
    private static final BigDecimal WORTH = new BigDecimal("15000");

    private static final long NEVER = Long.MIN_VALUE;

    private record Entry(String id, BigDecimal contracts, long price) {}

    private final List<Candle> candles;
    private final List<Fill> fills = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private BigDecimal held = BigDecimal.ZERO;
    private int profits;
    private int turns;
    private int wanted;
    private long openedAt = NEVER;

    Crossover(List<Candle> candles) {
        this.candles = candles;
    }

    /** Every fill, oldest first. */
    List<Fill> fills() {
        for (int i = SLOW + 1; i < candles.size() - 1; i++) {
            within(i);
            int cross = cross(i);
            Candle next = candles.get(i + 1);
            if (cross != 0 && cross != held.signum()) {
                turn(cross, next, i + 1);
            } else {
                add(next, i);
            }
        }
        return fills;
    }

    private void within(int i) {
        Candle candle = candles.get(i);
        if (entries.isEmpty()) {
            return;
        }
        long first = entries.getFirst().price();
        int side = held.signum();
        long best = side > 0 ? candle.high() - first : first - candle.low();
        long worst = side > 0 ? first - candle.low() : candle.high() - first;
        Instant time = candle.at().plusSeconds(7 + i * 37L % 280);
        if (worst * 1000 > first * 14) {
            exitEach("Stop", time, first - side * first * 14 / 1000);
        } else if (profits == 0 && best * 1000 > first * 9) {
            profit("TP1", "0.5", time);
        } else if (profits == 1 && best * 1000 > first * 16) {
            profit("TP2", "0.5", time);
        } else if (i - openedAt > 45) {
            exitEach("Time is up", time, candle.close());
        }
    }

    /** Says 1 or -1 when the fast average has just gone to that side of the slow one. */
    private int cross(int i) {
        int now = Long.signum(average(i, FAST) - average(i, SLOW));
        int before = Long.signum(average(i - 1, FAST) - average(i - 1, SLOW));
        return now == before ? 0 : now;
    }

    private long average(int i, int length) {
        long sum = 0;
        for (int k = i - length + 1; k <= i; k++) {
            sum += candles.get(k).close();
        }
        return sum / length;
    }

    private void turn(int side, Candle next, int i) {
        Instant time = next.at().plusSeconds(1);
        BigDecimal size = size(next.open());
        wanted = side;
        if (held.signum() != 0 && turns++ % 4 < 2) {
            fill(name(side), "turn", side > 0, held.abs().add(size), time);
            entries.clear();
        } else {
            exitEach("Close", time, next.open());
            fill(name(side), "enter", side > 0, size, time);
        }
        entries.add(new Entry(name(side), size, next.open()));
        openedAt = i;
        profits = 0;
    }

    private void add(Candle next, int i) {
        if (entries.isEmpty()) {
            again(next, i);
            return;
        }
        int side = held.signum();
        long newest = entries.getLast().price();
        long better = side * (next.open() - newest);
        Instant time = next.at().plusSeconds(1);
        if (entries.size() < MOST_ENTRIES && better * 1000 > newest * 4) {
            BigDecimal size = size(next.open());
            String id = name(side) + " " + (entries.size() + 1);
            fill(id, "add", side > 0, size, time);
            entries.add(new Entry(id, size, next.open()));
            // A step too far: what was added leaves again in the same second.
            if (better * 1000 > newest * 7) {
                fill(id + " out", "too far", side < 0, size, time);
                entries.removeLast();
            }
        }
    }

    /** A try on the side that was wanted last, some time after it came to nothing; a jump ends it in the second it began. */
    private void again(Candle next, int i) {
        if (wanted == 0 || i % 9 != 0) {
            return;
        }
        BigDecimal size = size(next.open());
        Instant time = next.at().plusSeconds(1);
        fill("Again", "enter", wanted > 0, size, time);
        if (i % 2 == 0) {
            fill("Again out", "at once", wanted < 0, size, time);
        } else {
            entries.add(new Entry("Again", size, next.open()));
            openedAt = i;
            profits = 0;
        }
    }

    private void profit(String id, String share, Instant time) {
        profits++;
        for (int k = 0; k < entries.size(); k++) {
            Entry entry = entries.get(k);
            BigDecimal part = entry.contracts().multiply(new BigDecimal(share)).setScale(6, RoundingMode.DOWN);
            fill(id + " of " + entry.id(), "profit", held.signum() < 0, part, time);
            entries.set(k, new Entry(entry.id(), entry.contracts().subtract(part), entry.price()));
        }
    }

    private void exitEach(String id, Instant time, long price) {
        boolean buy = held.signum() < 0;
        entries.forEach(entry -> fill(id + " " + entry.id(), "at " + price / 10, buy, entry.contracts(), time));
        entries.clear();
    }

    private void fill(String id, String comment, boolean buy, BigDecimal contracts, Instant time) {
        BigDecimal after = buy ? held.add(contracts) : held.subtract(contracts);
        fills.add(new Fill(id, comment, buy, contracts, held, after, time));
        held = after;
    }

    private static String name(int side) {
        return side > 0 ? "Long" : "Short";
    }

    /** On six decimals, as TradingView has them for cryptocurrencies. */
    private static BigDecimal size(long price) {
        return WORTH.divide(BigDecimal.valueOf(price), 6, RoundingMode.DOWN);
    }
}
