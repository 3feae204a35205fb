package dev.asterbridge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.exchange.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object of a message while it is read: its fields by their names, and what was made of each.
 *
 * <p>Names count in lower case, without underscores and hyphens; {@code null} is as good as absent. A field that nobody read
 * or noted in the end is a fault: of an instruction only half understood nothing is done.
 */
final class Fields {

    private final String path;
    private final Faults faults;
    private final UnaryOperator<Symbol> names;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private @Nullable Symbol symbol;
    private @Nullable Symbol alias;
    private String strategy = "";

    /**
     * Begins to read.
     *
     * @param path the way to it, such as {@code [1]}; empty for the message itself
     * @param names says which symbol is meant by a name
     */
    Fields(ObjectNode object, String path, Faults faults, UnaryOperator<Symbol> names) {
        this.path = path.isEmpty() ? "" : path + ".";
        this.faults = faults;
        this.names = names;
        object.properties().forEach(field -> {
            Entry entry = new Entry(field.getKey(), field.getValue());
            Entry same = entries.get(plain(entry.key));
            if (same == null || same.value.isNull()) {
                entries.put(plain(entry.key), entry);
            } else if (!entry.value.isNull()) {
                fault(entry, null, "says %s a second time".formatted(same.key));
            }
        });
    }

    private static final class Entry {

        private final String key;
        private final JsonNode value;
        private final List<Fields> inside = new ArrayList<>();
        private boolean known;

        Entry(String key, JsonNode value) {
            this.key = key;
            this.value = value;
        }
    }

    /** A name as it is compared. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Whether one of them is there. */
    boolean has(String... names) {
        for (String name : names) {
            Entry entry = entries.get(plain(name));
            if (entry != null && !entry.value.isNull()) {
                return true;
            }
        }
        return false;
    }

    /** What stands there in lower case, without taking note of it; empty when there is nothing. */
    String word(String name) {
        Entry entry = entries.get(plain(name));
        return entry == null || !entry.value.isValueNode() || entry.value.isNull()
                ? ""
                : entry.value.asText().strip().toLowerCase(Locale.ROOT);
    }

    /** The text of a field; absent when it is, or is none. A second one of its names is a fault. */
    @Nullable
    String text(String name, String... aliases) {
        Entry entry = entry(name, aliases);
        return entry == null ? null : entry.value.asText();
    }

    /**
     * Reads a field; absent when it is.
     *
     * @param reader throws {@link IllegalArgumentException} with what would be right
     */
    <T> @Nullable T read(Function<String, T> reader, String name, String... aliases) {
        Entry entry = entry(name, aliases);
        if (entry == null) {
            return null;
        }
        try {
            return reader.apply(entry.value.asText());
        } catch (IllegalArgumentException e) {
            fault(entry, entry.value.asText(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Reads a field that must be there, or else says what is missing. */
    <T> @Nullable T need(String missing, Function<String, T> reader, String name, String... aliases) {
        T value = read(reader, name, aliases);
        if (value == null && !has(name) && !has(aliases)) {
            faults.add(path + name, null, "is missing: " + missing);
        }
        return value;
    }

    /** Reads the symbol, which must be there, by whatever name it is called. */
    @Nullable
    Symbol symbol(Function<String, Symbol> reader, String name, String... aliases) {
        Symbol called = need(
                "give a contract such as BTCUSDT",
                text -> {
                    secrets().requireNoneIn(text);
                    return reader.apply(text);
                },
                name,
                aliases);
        if (called == null) {
            return null;
        }
        Symbol meant = names.apply(called);
        symbol = meant;
        alias = meant.equals(called) ? null : called;
        return meant;
    }

    /** The name that the symbol was called by, where that was not its own. */
    @Nullable
    Symbol alias() {
        return alias;
    }

    /** Reads whose position is meant; empty for the strategy without a name. */
    String strategy(Function<String, String> reader) {
        String name = read(
                text -> {
                    secrets().requireNoneIn(text);
                    return reader.apply(text);
                },
                "strategy");
        strategy = name == null ? "" : name;
        return strategy;
    }

    /** What was read of it so far. */
    Subject subject() {
        return new Subject(symbol, strategy);
    }

    /** The object in a field; absent when it is, or is none. */
    @Nullable
    Fields inside(String name) {
        Entry entry = known(name);
        if (entry == null) {
            return null;
        }
        if (!(entry.value instanceof ObjectNode object)) {
            fault(entry, null, "must be an object");
            return null;
        }
        Fields fields = new Fields(object, path + entry.key, faults, names);
        entry.inside.add(fields);
        return fields;
    }

    /** Whether a list stands there. */
    boolean isList(String name) {
        Entry entry = entries.get(plain(name));
        return entry != null && entry.value.isArray();
    }

    /**
     * Reads the elements of the list in a field; those at fault are left out.
     *
     * @param ofText throws {@link IllegalArgumentException} with what would be right
     * @param ofObject returns null when it has noted a fault
     */
    <T> List<T> each(String name, Function<String, T> ofText, Function<Fields, @Nullable T> ofObject) {
        Entry entry = known(name);
        List<T> read = new ArrayList<>();
        if (entry != null && !entry.value.isArray()) {
            fault(entry, null, "must be a list");
            return read;
        }
        for (int i = 0; entry != null && i < entry.value.size(); i++) {
            String at = "%s%s[%d]".formatted(path, entry.key, i);
            JsonNode element = entry.value.get(i);
            if (element instanceof ObjectNode object) {
                Fields fields = new Fields(object, at, faults, names);
                entry.inside.add(fields);
                T value = ofObject.apply(fields);
                if (value != null) {
                    read.add(value);
                }
            } else if (element.isValueNode() && !element.isNull()) {
                try {
                    read.add(ofText.apply(element.asText()));
                } catch (IllegalArgumentException e) {
                    faults.add(at, element.asText(), String.valueOf(e.getMessage()));
                }
            } else {
                faults.add(at, null, "must be text, a number or an object");
            }
        }
        return read;
    }

    /** Whether more stands there than an unused input or plot leaves: nothing, zero, or no number. */
    boolean says(String name) {
        Entry entry = entries.get(plain(name));
        if (entry == null || entry.value.isNull()) {
            return false;
        }
        return entry.value.isContainerNode()
                ? !entry.value.isEmpty()
                : !ExitWords.isNothing(entry.value.asText()) && !word(name).equals("nan");
    }

    /** Whether it is left out or zero. What is empty or no number is neither: a part may have been meant by it. */
    boolean isNone(String name) {
        return !has(name) || word(name).matches("[+-]?(0+\\.?0*|\\.0+)");
    }

    /** Whether what stands there is switched off: false, or an object that says so of itself. */
    boolean isOff(String name) {
        Entry entry = entries.get(plain(name));
        return word(name).equals("false")
                || (entry != null && entry.value.path("enabled").asText().equalsIgnoreCase("false"));
    }

    /** Takes note of fields that change nothing. */
    void note(String... names) {
        for (String name : names) {
            Entry entry = known(name);
            if (entry != null) {
                requireScalar(entry);
            }
        }
    }

    /** The same where a field may be an object or a list. */
    void noteWhole(String... names) {
        for (String name : names) {
            known(name);
        }
    }

    /** Refuses fields of which nothing must be left undone. */
    void refuse(String why, String... names) {
        for (String name : names) {
            Entry entry = known(name);
            if (entry != null) {
                fault(entry, entry.value.isValueNode() ? entry.value.asText() : null, why);
            }
        }
    }

    /** Says what is wrong with a field, which need not be there. */
    void fault(String name, String message) {
        Entry entry = known(name);
        if (entry == null) {
            faults.add(path + name, null, message);
        } else {
            fault(entry, entry.value.isValueNode() ? entry.value.asText() : null, message);
        }
    }

    /** Refuses what nobody has read or noted. */
    void refuseTheRest(String dialect) {
        for (Entry entry : entries.values()) {
            if (!entry.known) {
                fault(entry, null, "is not understood: it is no field of the alerts called " + dialect);
            }
            entry.inside.forEach(fields -> fields.refuseTheRest(dialect));
        }
    }

    Secrets secrets() {
        return faults.secrets();
    }

    /** The one of the names that is there. */
    private @Nullable Entry entry(String name, String... aliases) {
        Entry found = known(name);
        for (String alias : aliases) {
            Entry other = known(alias);
            if (other != null && found != null) {
                fault(other, null, "says %s a second time".formatted(name));
            } else if (other != null) {
                found = other;
            }
        }
        return found != null && requireScalar(found) ? found : null;
    }

    /** Marks a field as known; absent when it is not there. */
    private @Nullable Entry known(String name) {
        Entry entry = entries.get(plain(name));
        if (entry == null) {
            return null;
        }
        entry.known = true;
        return entry.value.isNull() ? null : entry;
    }

    private boolean requireScalar(Entry entry) {
        if (entry.value.isContainerNode()) {
            fault(entry, null, "must be text or a number");
        }
        return !entry.value.isContainerNode();
    }

    private void fault(Entry entry, @Nullable String value, String message) {
        faults.add(path + entry.key, Secrets.isKeptBack(plain(entry.key)) ? null : value, message);
    }
}
