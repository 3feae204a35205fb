package dev.asterbridge.paper;

/**
 * A walk that needs no memory: how far a symbol's price is from its start is a function of seed and second.
 *
 * <p>It is a sum of smooth noises, each four times slower and twice as wide as the one before, from seconds to weeks. That
 * looks like a random walk at every scale, any past second can be asked for, and it stays within a quarter of the start.
 */
final class RandomWalk {

    /** The most a price ever differs from its start, as a share of it. */
    static final double BOUND = 0.25;

    private static final int OCTAVES = 11;
    private static final double WIDEST = BOUND / 2;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long seed;

    RandomWalk(long seed) {
        this.seed = seed;
    }

    /** What to multiply the start price with at a second since the epoch; close to 1. */
    double factor(String symbol, long second) {
        double width = WIDEST;
        double sum = 0;
        for (int octave = OCTAVES; octave > 0; octave--) {
            long period = 2L << (2 * (octave - 1));
            sum += width * noise(symbol, octave, second, period);
            width /= 2;
        }
        return 1 + sum;
    }

    /** A number from 0 to below 1 that is always the same for the same question. */
    double draw(String symbol, int kind, long index) {
        long bits = scramble(seed + symbol.hashCode() * MIX);
        bits = scramble(bits + kind * MIX);
        bits = scramble(bits + index * MIX);
        return (bits >>> 11) * 0x1.0p-53;
    }

    private double noise(String symbol, int octave, long second, long period) {
        long cell = Math.floorDiv(second, period);
        double at = (double) Math.floorMod(second, period) / period;
        double ease = at * at * (3 - 2 * at);
        double before = 2 * draw(symbol, octave, cell) - 1;
        double after = 2 * draw(symbol, octave, cell + 1) - 1;
        return before + (after - before) * ease;
    }

    private static long scramble(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
