package dev.asterbridge.symbols;

import dev.asterbridge.exchange.Symbol;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the symbol that somebody meant who mistyped it. */
final class Nearest {

    /** In a short name two letters are half of it. */
    private static final int LONG_NAME = 8;

    private static final int SHORTEST_PART = 3;

    private Nearest() {}

    /** The closest one that is close: a letter or two off, or else with something before or behind the name. */
    static Optional<Symbol> to(Symbol name, Collection<Symbol> listed) {
        int most = name.name().length() >= LONG_NAME ? 2 : 1;
        Comparator<Symbol> closest = Comparator.comparingInt(it -> distance(name.name(), it.name()));
        return listed.stream()
                .filter(it -> Math.abs(it.name().length() - name.name().length()) <= most)
                .filter(it -> distance(name.name(), it.name()) <= most)
                .min(closest.thenComparing(Comparator.naturalOrder()))
                .or(() -> around(name.name(), listed));
    }

    /** {@code BTC} is meant to be BTCUSDT, and {@code PEPEUSDT} 1000PEPEUSDT. */
    private static Optional<Symbol> around(String name, Collection<Symbol> listed) {
        return name.length() < SHORTEST_PART
                ? Optional.empty()
                : listed.stream()
                        .filter(it -> it.name().startsWith(name) || it.name().endsWith(name))
                        .min(Comparator.comparingInt((Symbol it) -> it.name().length())
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters have to be put in, left out, replaced, or swapped with the next, to come from one to the other. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : cheapest(steps, one, other, i, j);
            }
        }
        return steps[one.length()][other.length()];
    }

    private static int cheapest(int[][] steps, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(steps[i - 1][j - 1] + (same ? 0 : 1), Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
