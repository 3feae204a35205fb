package dev.asterbridge.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came: one action, or several in their order.
 *
 * @param several whether it is a list, and so gets one as its answer; a list may have one element
 * @param secrets all it shows, the one in the header, and those that are known
 */
record Message(List<ObjectNode> actions, boolean several, Secrets secrets) {

    private static final JsonMapper JSON = new JsonMapper();

    Message {
        actions = List.copyOf(actions);
    }

    /** The same, with more that must not be repeated of it. */
    Message without(Collection<String> known) {
        return new Message(actions, several, secrets.and(known));
    }

    /** The webhook's secret, wherever in the message it stands; absent when it does not. */
    @Nullable
    String secret() {
        return actions.stream()
                .flatMap(action -> shown(action).stream())
                .findFirst()
                .orElse(null);
    }

    /** What stands in the fields that show the webhook's secret. */
    static List<String> shown(ObjectNode action) {
        return action.properties().stream()
                .filter(field -> Secrets.isShownBy(Fields.plain(field.getKey())))
                .map(Map.Entry::getValue)
                .filter(value -> value.isValueNode() && !value.isNull())
                .map(JsonNode::asText)
                .toList();
    }

    /** How the way to a field of an action begins. */
    String path(int index) {
        return several ? "[%d]".formatted(index) : "";
    }

    /**
     * The same text for the same content, whatever the order of its fields, and without secrets. Of several actions each
     * has the whole message and its place in it, so that two that say the same are two.
     */
    String body(int index) {
        Object body = several
                ? new TreeMap<>(Map.of(
                        "element",
                        index,
                        "of",
                        actions.stream().map(Message::inOrder).toList()))
                : inOrder(actions.get(index));
        try {
            return secrets.redactJson(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }

    /** Without what it says, of which the secret is a part. */
    @Override
    public String toString() {
        return "Message[%d actions]".formatted(actions.size());
    }

    private static Object inOrder(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties().stream()
                    .filter(field -> !Secrets.isKeptBack(Fields.plain(field.getKey())))
                    .forEach(field -> fields.put(field.getKey(), inOrder(field.getValue())));
            return fields;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(inOrder(element)));
            return elements;
        }
        return node;
    }
}
