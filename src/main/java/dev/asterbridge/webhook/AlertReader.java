package dev.asterbridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a message's body, whatever its content type says: a JSON object, several in an array or on lines of their own, or
 * {@code key=value} pairs.
 */
@Component
class AlertReader {

    /** More in one message is no alert, but a way to keep a lane busy. */
    private static final int MOST_ACTIONS = 10;

    private static final String FORMS = "The body must be a JSON object such as {\"action\":\"close\",\"symbol\":"
            + "\"BTCUSDT\"}, an array of 1 to 10 of them, or pairs such as action=close;symbol=BTCUSDT";

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
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * Reads a message.
     *
     * @param secretInHeader which must not be kept in the message, either
     * @throws ProblemException 400 when it is none of the forms
     */
    Message read(byte[] body, @Nullable String secretInHeader) {
        String text = text(body);
        List<JsonNode> roots = isJson(text) ? parse(text) : List.copyOf(TextLines.read(text));
        boolean array = roots.size() == 1 && roots.getFirst().isArray();
        List<ObjectNode> actions = new ArrayList<>();
        for (JsonNode each : array ? roots.getFirst() : roots) {
            if (!(each instanceof ObjectNode action)) {
                throw new ProblemException(Problem.badRequest("INVALID_REQUEST", FORMS));
            }
            actions.add(action);
        }
        if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
            throw new ProblemException(Problem.badRequest("INVALID_REQUEST", FORMS));
        }
        List<String> secrets = Stream.concat(
                        actions.stream().flatMap(action -> Message.shown(action).stream()),
                        Stream.ofNullable(secretInHeader))
                .toList();
        return new Message(actions, array || actions.size() > 1, new Secrets(secrets));
    }

    /** By itself the parser would guess at UTF-16 and UTF-32, and overlook what is no UTF-8. */
    private static String text(byte[] body) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.badRequest("INVALID_REQUEST", "The body is not valid UTF-8 text"));
        }
    }

    /** A brace begins an object, two begin a placeholder; what has no equals sign is no pair either way. */
    private static boolean isJson(String text) {
        String stripped = text.stripLeading();
        boolean object = stripped.startsWith("{") && !stripped.startsWith("{{");
        return object || stripped.startsWith("[") || stripped.indexOf('=') < 0;
    }

    private List<JsonNode> parse(String text) {
        if (!text.stripLeading().startsWith("{") && !text.stripLeading().startsWith("[")) {
            throw new ProblemException(Problem.badRequest("INVALID_REQUEST", FORMS));
        }
        List<JsonNode> roots = new ArrayList<>();
        try (JsonParser parser = json.createParser(text)) {
            int endsOn = 0;
            while (parser.nextToken() != null) {
                if (parser.currentTokenLocation().getLineNr() <= endsOn) {
                    throw new ProblemException(Problem.badRequest(
                            "INVALID_REQUEST", "Line %d of the body begins a second value".formatted(endsOn)));
                }
                roots.add(json.readTree(parser));
                endsOn = parser.currentLocation().getLineNr();
            }
            return roots;
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.badRequest(
                    "INVALID_REQUEST", "The body is not valid JSON: %s%s".formatted(where(e), advice(text))));
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    Problem.badRequest("INVALID_REQUEST", "The body has a number with too large an exponent"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it mostly is, without what stood there. */
    private static String advice(String text) {
        if (Placeholders.first(text) != null) {
            return "; something in {{ }} " + Placeholders.NOT_REPLACED;
        }
        return "; names and texts stand in straight double quotes, with a comma between two fields and none after the last";
    }

    /** Says where, and never what stood there: it may be the secret. */
    private static String where(JsonProcessingException e) {
        String what;
        if (e instanceof StreamConstraintsException) {
            what = e.getOriginalMessage().replaceFirst(", from `.*", ")");
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
}
