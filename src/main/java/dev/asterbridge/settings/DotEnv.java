package dev.asterbridge.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .env}: {@code NAME=value} per line, {@code #} comments, quotes around a value, {@code export} before a name. */
final class DotEnv {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*)");
    private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"\\s*(?:#.*)?|'([^']*)'\\s*(?:#.*)?|([^\"'].*|)");

    private DotEnv() {}

    /** The values in the file, empty ones left out; nothing when there is no file. */
    static Map<String, String> read(Path file, Consumer<String> complain) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return parse(Files.readAllLines(file), file.getFileName() + " line ", complain);
        } catch (IOException e) {
            complain.accept("%s cannot be read; it must be a UTF-8 text file that this user may read.".formatted(file));
            return Map.of();
        }
    }

    private static Map<String, String> parse(List<String> lines, String place, Consumer<String> complain) {
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String raw : lines) {
            number++;
            String line = raw.replace("\uFEFF", "").strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher assignment = LINE.matcher(line);
            Matcher value = VALUE.matcher(assignment.matches() ? assignment.group(2) : "\"");
            if (!value.matches()) {
                complain.accept(place + number + " (not shown) cannot be read; it must be NAME=value.");
            } else if (!text(value).isEmpty()) {
                values.put(assignment.group(1), text(value));
            }
        }
        return values;
    }

    private static String text(Matcher value) {
        if (value.group(1) != null) {
            return value.group(1);
        }
        if (value.group(2) != null) {
            return value.group(2);
        }
        return value.group(3).replaceFirst("(^|\\s+)#.*$", "").strip();
    }
}
