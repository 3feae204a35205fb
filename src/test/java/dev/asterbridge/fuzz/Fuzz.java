package dev.asterbridge.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How many cases there are and what chance decides in each.
 *
 * <p>{@code -Dproof.size=full} runs them all; {@code -Dproof.seed} and {@code -Dproof.case} run one again.
 */
public final class Fuzz {

    private static final long SEED = Long.getLong("proof.seed", 20_261_121L);
    private static final boolean FULL = "full".equals(System.getProperty("proof.size"));

    private final String name;
    private final int cases;
    private final Map<String, Object> figures = new TreeMap<>();

    public Fuzz(String name, int few, int all) {
        this.name = name;
        this.cases = FULL ? all : few;
    }

    public static boolean isFull() {
        return FULL;
    }

    public int first() {
        return Integer.getInteger("proof.case", 0);
    }

    public int end() {
        return System.getProperty("proof.case") == null ? cases : first() + 1;
    }

    /** Chance for one case; the same for the same seed and number. */
    public Random chance(int number) {
        return new Random((SEED + name.hashCode()) * 0x9E3779B97F4A7C15L + number * 0xBF58476D1CE4E5B9L);
    }

    /** What to say of a case that failed. */
    public String describe(int number, byte[] input) {
        StringBuilder text = new StringBuilder();
        for (byte each : input.length > 900 ? java.util.Arrays.copyOf(input, 900) : input) {
            boolean plain = each >= ' ' && each < 127 && each != '\\';
            text.append(plain ? String.valueOf((char) each) : "\\x%02x".formatted(each & 255));
        }
        return "%s: run again with -Dproof.seed=%d -Dproof.case=%d; %d bytes: %s"
                .formatted(name, SEED, number, input.length, text);
    }

    public void count(String what) {
        count(what, 1);
    }

    public synchronized void count(String what, long many) {
        figures.merge(what, many, (a, b) -> (Long) a + (Long) b);
    }

    public synchronized void figure(String what, Object value) {
        figures.put(what, value);
    }

    public synchronized long counted(String what) {
        return (Long) figures.getOrDefault(what, 0L);
    }

    /** Leaves the figures where people look for them. */
    public synchronized void report() {
        figures.put("cases", end() - first());
        figures.put("seed", SEED);
        try {
            Path file = Files.createDirectories(Path.of("target", "proofs")).resolve(name + ".txt");
            StringBuilder text = new StringBuilder();
            figures.forEach((what, value) ->
                    text.append(what).append(": ").append(value).append('\n'));
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
