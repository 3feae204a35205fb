package dev.asterbridge.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Finds what TradingView should have put something else in place of. */
final class Placeholders {

    static final String NOT_REPLACED = "was not replaced by TradingView, which does so in the message of an alert but "
            + "not in the text of Pine's alert()";

    private Placeholders() {}

    /** What stands between the first double brace and the next that closes; by hand, a pattern would look again at each. */
    static @Nullable String first(String text) {
        int start = text.indexOf("{{");
        int end = start < 0 ? -1 : text.indexOf('}', start);
        if (end < 0) {
            return null;
        }
        return text.substring(start, text.startsWith("}}", end) ? end + 2 : end + 1);
    }

    /** Names each value with one, however deep it lies; a secret may look as it likes. */
    static void refuse(JsonNode node, String path, Faults faults) {
        switch (node.getNodeType()) {
            case OBJECT ->
                node.properties().forEach(field -> {
                    if (!Secrets.isShownBy(Fields.plain(field.getKey()))) {
                        String within = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                        refuse(field.getValue(), within, faults);
                    }
                });
            case ARRAY -> {
                for (int i = 0; i < node.size(); i++) {
                    refuse(node.get(i), "%s[%d]".formatted(path, i), faults);
                }
            }
            default -> {
                String placeholder = first(node.asText());
                if (placeholder != null) {
                    faults.addPlaceholder(path, placeholder);
                }
            }
        }
    }
}
