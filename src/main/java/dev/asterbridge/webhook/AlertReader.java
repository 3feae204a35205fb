package dev.asterbridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import dev.asterbridge.problems.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads an alert's body as one JSON object, whatever its content type says, and finds the fields by their names. */
@Component
class AlertReader {

    private static final String SECRET = "webhook_secret";
    private static final String TIME = "time";
    private static final String ID = "id";

    /** Names by which each field is known; compared in lower case, without underscores and hyphens. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("action", "action"),
            Map.entry("symbol", "symbol"),
            Map.entry("ticker", "symbol"),
            Map.entry("side", "side"),
            Map.entry("quantity", "quantity"),
            Map.entry("qty", "quantity"),
            Map.entry("contracts", "quantity"),
            Map.entry("ordertype", "order_type"),
            Map.entry("price", "price"),
            Map.entry("positionside", "position_side"),
            Map.entry("webhooksecret", SECRET),
            Map.entry("secret", SECRET),
            Map.entry("time", TIME),
            Map.entry("timestamp", TIME),
            Map.entry("timenow", TIME),
            Map.entry("id", ID));

    /** Fields that may stand in an alert and change nothing. */
    private static final Set<String> NOTES =
            Set.of("strategy", "comment", "bartime", "interval", "exchange", "close", "orderprice", "note");

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(40)
                            .maxStringLength(4096)
                            .maxNameLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @throws ProblemException 400 when the body is no JSON object, or has fields that are not understood */
    Message read(byte[] body) {
        JsonNode root = parse(body);
        Map<String, String> values = new HashMap<>();
        List<Field> faults = new ArrayList<>();
        root.properties().forEach(entry -> take(entry.getKey(), entry.getValue(), values, faults));
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.badInput(faults));
        }
        TradingViewAlert alert = new TradingViewAlert(
                values.get("action"),
                values.get("symbol"),
                values.get("side"),
                values.get("quantity"),
                values.get("order_type"),
                values.get("price"),
                values.get("position_side"),
                values.get(SECRET));
        return new Message(alert, withoutSecret(root), values.get(TIME), values.containsKey(ID));
    }

    /** The same text for the same content, whatever the order of its fields. */
    private String withoutSecret(JsonNode root) {
        Map<String, JsonNode> fields = new TreeMap<>();
        root.properties().stream()
                .filter(entry -> !SECRET.equals(FIELDS.get(plain(entry.getKey()))))
                .forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    }

    private JsonNode parse(byte[] body) {
        try {
            // By itself the parser would guess at UTF-16 and UTF-32, and overlook what is no UTF-8.
            JsonNode root = json.readTree(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            if (!root.isObject()) {
                throw new ProblemException(Problem.badRequest(
                        "INVALID_REQUEST",
                        "The body must be one JSON object such as {\"action\":\"close\",\"symbol\":\"BTCUSDT\"}"));
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    Problem.badRequest("INVALID_REQUEST", "The body is not valid JSON: %s".formatted(where(e))));
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    Problem.badRequest("INVALID_REQUEST", "The body has a number with too large an exponent"));
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.badRequest("INVALID_REQUEST", "The body is not valid UTF-8 text"));
        }
    }

    /** Says where, and never what stood there: it may be the secret. */
    private static String where(JsonProcessingException e) {
        String what;
        if (e instanceof StreamConstraintsException) {
            what = e.getOriginalMessage();
        } else if (e.getOriginalMessage().startsWith("Duplicate ")) {
            what = "a field stands in it twice";
        } else {
            what = "it breaks off or goes wrong";
        }
        return e.getLocation() == null
                ? what
                : "%s at line %d, column %d"
                        .formatted(
                                what,
                                e.getLocation().getLineNr(),
                                e.getLocation().getColumnNr());
    }

    private static void take(String key, JsonNode node, Map<String, String> values, List<Field> faults) {
        String name = plain(key);
        String field = FIELDS.get(name);
        if (field == null && !NOTES.contains(name)) {
            faults.add(new Field(key, null, "is not a field of an alert; /docs shows those that are"));
        } else if (node.isContainerNode()) {
            faults.add(new Field(key, null, "must be text or a number"));
        } else if (!SECRET.equals(field) && placeholder(node.asText()) != null) {
            faults.add(new Field(
                    key,
                    placeholder(node.asText()),
                    "was not replaced by TradingView, which does so in "
                            + "the message of an alert but not in the text of Pine's alert()"));
        } else if (field != null && !node.isNull() && values.putIfAbsent(field, node.asText()) != null) {
            faults.add(new Field(key, null, "says %s a second time".formatted(field)));
        }
    }

    /** What stands between the first double brace and the next that closes; by hand, a pattern would look again at each. */
    private static @Nullable String placeholder(String text) {
        int start = text.indexOf("{{");
        int end = start < 0 ? -1 : text.indexOf('}', start);
        if (end < 0) {
            return null;
        }
        return text.substring(start, text.startsWith("}}", end) ? end + 2 : end + 1);
    }
}
