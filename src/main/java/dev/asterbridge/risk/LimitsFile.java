package dev.asterbridge.risk;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.risk.Caps.Name;
import dev.asterbridge.risk.Halt.Scope;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
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
 * Limits of single symbols and strategies, as a YAML file says them. What is wrong with it is said with the line, the key
 * and the value, all at once.
 *
 * <p>Values are taken as they are written, and never by what YAML thinks of them: {@code off} is no boolean and 1.10 no
 * floating point number.
 */
record LimitsFile(Map<Symbol, Map<Name, String>> symbols, Map<String, Map<Name, String>> strategies) {

    static final Path DEFAULT = Path.of("config", "limits.yml");

    static final LimitsFile EMPTY = new LimitsFile(Map.of(), Map.of());

    private static final long MOST_BYTES = 1_000_000;

    private static final List<Name> OF_SYMBOLS = List.of(
            Name.MAX_ORDER_NOTIONAL,
            Name.MAX_POSITION_NOTIONAL,
            Name.MAX_LEVERAGE,
            Name.MAX_ORDERS_PER_MINUTE,
            Name.MAX_PRICE_DEVIATION);
    private static final List<Name> OF_STRATEGIES = List.of(
            Name.MAX_ORDER_NOTIONAL,
            Name.MAX_POSITION_NOTIONAL,
            Name.MAX_LEVERAGE,
            Name.MAX_ORDERS_PER_MINUTE,
            Name.ALLOWED_SYMBOLS,
            Name.MAX_PRICE_DEVIATION);

    /**
     * Reads the file.
     *
     * @param given null or empty when nobody said which: then {@link #DEFAULT}, which need not be there
     * @param complain takes one sentence per problem; what is wrong is left out
     */
    static LimitsFile read(@Nullable String given, Consumer<String> complain) {
        Path path = given == null || given.isEmpty() ? DEFAULT : Path.of(given);
        if (path.equals(DEFAULT) && (given == null || given.isEmpty()) && !Files.exists(path)) {
            return EMPTY;
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                complain.accept("%s is too large; it must be at most 1 MB.".formatted(path));
                return EMPTY;
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            Node root = new Yaml().compose(new StringReader(text));
            return root == null ? EMPTY : new Walk(path, complain).file(root);
        } catch (IOException e) {
            complain.accept("%s cannot be read; LIMITS_FILE must name a UTF-8 text file that this user may read."
                    .formatted(path));
        } catch (MarkedYAMLException e) {
            complain.accept("%s is no YAML: %s in line %d."
                    .formatted(
                            path,
                            e.getProblem(),
                            e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1));
        } catch (YAMLException e) {
            complain.accept("%s is no YAML: %s.".formatted(path, e.getMessage()));
        }
        return EMPTY;
    }

    /** Goes through the nodes of one file. */
    private record Walk(Path path, Consumer<String> complain) {

        LimitsFile file(Node root) {
            Map<String, Node> sections = entries(root, "", (key, text) -> Optional.of(text));
            sections.forEach((name, node) -> {
                if (!name.equals("symbols") && !name.equals("strategies")) {
                    wrong(node, name, null, "is not known; it must be symbols or strategies");
                }
            });
            return new LimitsFile(
                    section(sections.get("symbols"), "symbols", LimitsFile::symbol, OF_SYMBOLS),
                    section(sections.get("strategies"), "strategies", LimitsFile::strategy, OF_STRATEGIES));
        }

        private <K> Map<K, Map<Name, String>> section(
                @Nullable Node section, String place, Function<String, K> reading, List<Name> allowed) {
            Map<K, Map<Name, String>> owns = new TreeMap<>();
            if (section != null) {
                entries(section, place + ".", (key, text) -> read(key, place + "." + text, text, reading))
                        .forEach((key, own) -> owns.put(key, limits(own, place + "." + key, allowed)));
            }
            return owns;
        }

        private Map<Name, String> limits(Node own, String place, List<Name> allowed) {
            Map<Name, String> limits = new EnumMap<>(Name.class);
            entries(own, place + ".", (key, text) -> Optional.of(text))
                    .forEach((key, node) -> limit(node, place + "." + key, key, allowed)
                            .ifPresent(name -> limits.put(name, String.valueOf(value(node)))));
            return limits;
        }

        /** Whose limit stands there; empty when it is wrong. */
        private Optional<Name> limit(Node node, String place, String key, List<Name> allowed) {
            Optional<Name> name =
                    allowed.stream().filter(it -> it.text().equals(key)).findFirst();
            String value = value(node);
            if (name.isEmpty()) {
                boolean ofAll =
                        Arrays.stream(Name.values()).anyMatch(it -> it.text().equals(key));
                String names = allowed.stream().map(Name::text).collect(Collectors.joining(", "));
                wrong(
                        node,
                        place,
                        null,
                        (ofAll ? "cannot be set here" : "is not known") + "; it must be one of " + names);
                return Optional.empty();
            }
            if (value == null) {
                wrong(node, place, null, "must be one value");
                return Optional.empty();
            }
            return read(node, place, value, text -> check(name.get(), text));
        }

        /** What stands under each key, by what the key is read as. */
        private <K> Map<K, Node> entries(Node node, String place, BiFunction<Node, String, Optional<K>> reading) {
            Map<K, Node> entries = new TreeMap<>();
            if (!(node instanceof MappingNode mapping)) {
                String value = value(node);
                boolean empty = value != null && value.isEmpty();
                if (!empty) {
                    wrong(
                            node,
                            place.isEmpty() ? "it" : place.replaceFirst("\\.$", ""),
                            value,
                            "must be keys with values");
                }
                return entries;
            }
            for (NodeTuple tuple : mapping.getValue()) {
                String text = String.valueOf(value(tuple.getKeyNode()));
                reading.apply(tuple.getKeyNode(), text).ifPresent(key -> {
                    if (entries.putIfAbsent(key, tuple.getValueNode()) != null) {
                        wrong(tuple.getKeyNode(), place + text, null, "is there twice");
                    }
                });
            }
            return entries;
        }

        private <T> Optional<T> read(Node node, String place, String text, Function<String, T> reading) {
            try {
                return Optional.of(reading.apply(text));
            } catch (IllegalArgumentException e) {
                wrong(node, place, text, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }

        private void wrong(Node node, String place, @Nullable String value, String message) {
            String is = value == null
                    ? "%s %s".formatted(place, message)
                    : "%s is \"%s\"; it %s".formatted(place, value, message);
            complain.accept(
                    "%s line %d: %s.".formatted(path, node.getStartMark().getLine() + 1, is));
        }
    }

    /** One value, or a list of them with commas between; null for anything else. */
    private static @Nullable String value(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().strip();
        }
        if (node instanceof SequenceNode list && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return list.getValue().stream()
                    .map(each -> ((ScalarNode) each).getValue().strip())
                    .collect(Collectors.joining(","));
        }
        return null;
    }

    private static Name check(Name name, String text) {
        Object unused = name.read(text);
        return name;
    }

    private static Symbol symbol(String text) {
        return Symbol.of(text);
    }

    private static String strategy(String text) {
        return Scope.ofStrategy(text).name();
    }
}
