package dev.asterbridge.aster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Symbol;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer as AsterDEX wrote it: decimals as text, times in milliseconds, unknown fields welcome.
 *
 * <p>What is asked for and is not there, or is no such thing, is an {@link IllegalArgumentException}.
 */
record WireObject(JsonNode node) {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(64)
                            .maxTokenCount(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Finer than any asset is divided; more decimals are rounded away. */
    private static final int MAX_SCALE = 18;

    /** Reads a body; null when it is no JSON object or array in UTF-8. */
    static @Nullable WireObject parse(byte[] body) {
        try {
            // By itself the parser would guess at UTF-16 and UTF-32, and overlook what is no UTF-8.
            JsonNode node = MAPPER.readTree(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            return node != null && node.isContainerNode() ? new WireObject(node) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The error code: present where there is a negative one, since successes may carry codes too. */
    @Nullable
    Integer errorCode() {
        long code = number("code").orElse(0);
        return code < 0 ? Integer.valueOf((int) Math.max(code, Integer.MIN_VALUE)) : null;
    }

    /** The elements of an array; an object counts as an array of itself. */
    Stream<WireObject> elements() {
        Stream<JsonNode> nodes = node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
        return nodes.map(WireObject::new);
    }

    /** The elements of an answer that must be an array, so that nothing else passes for an empty one. */
    Stream<WireObject> array() {
        if (!node.isArray()) {
            throw new IllegalArgumentException("the answer is no list");
        }
        return elements();
    }

    /** The elements of a field that is an array; none when there is no such field. */
    List<WireObject> list(String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false)
                .map(WireObject::new)
                .toList();
    }

    String text(String name) {
        JsonNode field = node.path(name);
        if (!field.isValueNode() || field.isNull()) {
            throw new IllegalArgumentException("the answer lacks " + name);
        }
        return field.asText();
    }

    String text(String name, String otherwise) {
        JsonNode field = node.path(name);
        return field.isValueNode() && !field.isNull() ? field.asText() : otherwise;
    }

    Symbol symbol() {
        return new Symbol(text("symbol"));
    }

    BigDecimal decimal(String name) {
        String text = text(name).strip();
        if (text.length() > 64) {
            throw new IllegalArgumentException("the answer's " + name + " is no usable number");
        }
        try {
            BigDecimal value = new BigDecimal(text);
            boolean tooFine = value.scale() > MAX_SCALE && value.scale() <= 64;
            return Decimals.admit(tooFine ? value.setScale(MAX_SCALE, RoundingMode.HALF_EVEN) : value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the answer's " + name + " is no number", e);
        }
    }

    /** The number, or zero when it is absent or empty. */
    BigDecimal decimalOrZero(String name) {
        return text(name, "").isBlank() ? BigDecimal.ZERO : decimal(name);
    }

    OptionalLong number(String name) {
        JsonNode field = node.path(name);
        if (field.isIntegralNumber() && field.canConvertToLong()) {
            return OptionalLong.of(field.longValue());
        }
        return field.isTextual() && field.textValue().matches("-?\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(field.textValue()))
                : OptionalLong.empty();
    }

    long requiredNumber(String name) {
        return number(name).orElseThrow(() -> new IllegalArgumentException("the answer lacks " + name));
    }

    boolean flag(String name, boolean otherwise) {
        return Boolean.parseBoolean(text(name, String.valueOf(otherwise)));
    }

    @Nullable
    Instant time(String name) {
        OptionalLong millis = number(name);
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }

    /** The value of an enumeration, or the given one when it is absent or new to us. */
    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        String text = text(name, "");
        return Stream.of(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(otherwise);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }
}
