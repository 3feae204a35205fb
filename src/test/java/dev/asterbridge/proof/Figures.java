package dev.asterbridge.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a proof measured; printed, and kept in {@code target/proofs}. */
final class Figures {

    private final String name;
    private final List<String> lines = new ArrayList<>();

    Figures(String name) {
        this.name = name;
        add("size", isFull() ? "full" : "ci");
    }

    static boolean isFull() {
        return "full".equals(System.getProperty("proof.size"));
    }

    /** The one or the other number, as the proof's size is. */
    static int size(int ci, int full) {
        return isFull() ? full : ci;
    }

    /** An empty folder for what a proof leaves behind. */
    static Path folder(String name) throws IOException {
        Path folder = Path.of("target", "proofs", name);
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    static long percentile(Collection<Long> values, double share) {
        List<Long> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
    }

    Figures add(String what, Object value) {
        lines.add(what + ": " + value);
        return this;
    }

    void write() throws IOException {
        Path file = Files.createDirectories(Path.of("target", "proofs")).resolve(name + ".txt");
        Files.write(file, lines);
        System.out.println(name + "\n  " + String.join("\n  ", lines));
    }
}
