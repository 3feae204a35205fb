package dev.asterbridge.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file in which operators say what does not fit into a variable. What is wrong with it is said with the file, the
 * line, the key and the value, all at once.
 *
 * <p>Values are taken as they are written, and never by what YAML thinks of them: {@code off} is no boolean and 1.10 no
 * floating point number.
 *
 * @param variable the environment variable that names the file
 * @param byDefault the file when nobody named one; it need not be there
 * @param secret whether what stands under its keys must never be shown
 */
public record SettingsFile(String variable, Path byDefault, boolean secret) {

    private static final long MOST_BYTES = 1_000_000;

    /**
     * Which file it is.
     *
     * @param given null or empty when nobody said which
     */
    public Path path(@Nullable String given) {
        return given == null || given.isEmpty() ? byDefault : Path.of(given);
    }

    /**
     * Reads the file.
     *
     * @param given null or empty when nobody said which
     * @param complain takes one sentence per problem
     * @return what stands in it; empty when there is nothing, or nothing that can be read
     */
    public Optional<Part> read(@Nullable String given, Consumer<String> complain) {
        boolean named = given != null && !given.isEmpty();
        Path path = path(given);
        if (!named && !Files.exists(path)) {
            return Optional.empty();
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                complain.accept("%s is too large; it must be at most 1 MB.".formatted(path));
                return Optional.empty();
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            Node root = new Yaml().compose(new StringReader(text));
            return Optional.ofNullable(root).map(node -> new Part(this, path, complain, "", lineOf(node), node));
        } catch (IOException e) {
            complain.accept("%s cannot be read; %s must name a UTF-8 text file that this user may read."
                    .formatted(path, variable));
        } catch (MarkedYAMLException e) {
            // What YAML finds wrong may be a word of a secret.
            complain.accept("%s is no YAML: %s in line %d."
                    .formatted(
                            path,
                            secret ? "it breaks off or goes wrong" : e.getProblem(),
                            e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1));
        } catch (YAMLException e) {
            complain.accept("%s is no YAML: %s."
                    .formatted(path, secret ? "it has a character that is not allowed" : e.getMessage()));
        }
        return Optional.empty();
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** What stands at one place of a file: under a key, in a list, or the whole of it. */
    public static final class Part {

        private final SettingsFile file;
        private final Path path;
        private final Consumer<String> complain;
        private final String place;
        private final int line;
        private final Node node;

        private Part(SettingsFile file, Path path, Consumer<String> complain, String place, int line, Node node) {
            this.file = file;
            this.path = path;
            this.complain = complain;
            this.place = place;
            this.line = line;
            this.node = node;
        }

        /**
         * What stands under each key, by what the key is read as; nothing where there are none. A key that is there twice
         * counts once.
         *
         * @param reading throws {@link IllegalArgumentException} that says what the key must be
         */
        public <K extends Comparable<K>> Map<K, Part> keys(Function<String, K> reading) {
            Map<K, Part> keys = new TreeMap<>();
            if (!(node instanceof MappingNode mapping)) {
                if (!"".equals(text())) {
                    wrong(text(), "must be keys with values");
                }
                return keys;
            }
            for (NodeTuple tuple : mapping.getValue()) {
                String key = text(tuple.getKeyNode()).orElse("null");
                String within = place.isEmpty() ? key : place + "." + key;
                Part part = new Part(file, path, complain, within, lineOf(tuple.getKeyNode()), tuple.getValueNode());
                part.readKey(key, reading).ifPresent(read -> {
                    if (keys.putIfAbsent(read, part) != null) {
                        part.wrong("is there twice");
                    }
                });
            }
            return keys;
        }

        private <K> Optional<K> readKey(String key, Function<String, K> reading) {
            try {
                return Optional.of(reading.apply(key));
            } catch (IllegalArgumentException e) {
                say("%s is \"%s\"; it %s".formatted(place, key, e.getMessage()));
                return Optional.empty();
            }
        }

        /** Each of the values, be it one or a list of them; empty when it is neither, which is then said. */
        public List<Part> values() {
            List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
            if (nodes.isEmpty() || !nodes.stream().allMatch(ScalarNode.class::isInstance)) {
                wrong("must be one value, or a list of them");
                return List.of();
            }
            return nodes.stream()
                    .map(each -> new Part(file, path, complain, place, lineOf(each), each))
                    .toList();
        }

        /**
         * Reads the one value, or the list as text with commas between; empty when it is wrong, which is then said.
         *
         * @param reading throws {@link IllegalArgumentException} that says what it must be
         */
        public <T> Optional<T> value(Function<String, T> reading) {
            String text = text();
            if (text == null) {
                wrong("must be one value");
                return Optional.empty();
            }
            try {
                return Optional.of(reading.apply(text));
            } catch (IllegalArgumentException e) {
                wrong(text, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        /** Says what is wrong with the key. */
        public void wrong(String message) {
            wrong(null, message);
        }

        private void wrong(@Nullable String value, String message) {
            String what = place.isEmpty() ? "it" : place;
            if (value == null) {
                say("%s %s".formatted(what, message));
            } else if (file.secret) {
                say("%s holds something else (not shown, %d characters); it %s"
                        .formatted(what, value.length(), message));
            } else {
                say("%s is \"%s\"; it %s".formatted(what, value, message));
            }
        }

        private void say(String what) {
            complain.accept("%s line %d: %s.".formatted(path, line, what));
        }

        private @Nullable String text() {
            return text(node).orElse(null);
        }

        /** One value, or a list of them with commas between. */
        private static Optional<String> text(Node node) {
            if (node instanceof ScalarNode scalar) {
                return Optional.of(scalar.getValue().strip());
            }
            if (node instanceof SequenceNode list && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
                return Optional.of(list.getValue().stream()
                        .map(each -> ((ScalarNode) each).getValue().strip())
                        .collect(Collectors.joining(",")));
            }
            return Optional.empty();
        }
    }
}
