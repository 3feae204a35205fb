package dev.asterbridge.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON array of a strategy's orders; each object in it is as good as the parameters of a request.
 *
 * <p>Values may be texts, numbers or flags. Single quotes are taken as well: AsterDEX's own samples send them.
 */
final class SubOrderList {

    private static final int MAX_SCALE = 30;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SubOrderList() {}

    /** @throws VenueError -1102 for anything else */
    static List<Parameters> read(String text) {
        JsonNode list = parse(text);
        if (!list.isArray() || list.isEmpty()) {
            throw Parameters.missing("subOrderList");
        }
        List<Parameters> orders = new ArrayList<>();
        list.forEach(order -> orders.add(parameters(order)));
        return orders;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw Parameters.missing("subOrderList");
        }
    }

    private static Parameters parameters(JsonNode order) {
        if (!order.isObject()) {
            throw Parameters.missing("subOrderList");
        }
        Map<String, String> values = new HashMap<>();
        order.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                values.put(field.getKey(), text(field.getValue()));
            }
        });
        return new Parameters(values);
    }

    private static String text(JsonNode value) {
        if (!value.isValueNode()) {
            throw Parameters.missing("subOrderList");
        }
        if (value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            // A small number has an exponent in its text, and a huge one must not be written out.
            return number.scale() >= 0 && number.scale() <= MAX_SCALE ? number.toPlainString() : number.toString();
        }
        return value.asText();
    }
}
