package dev.asterbridge.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * An order of a strategy that was filled, as TradingView tells of it.
 *
 * @param orderId as the script names it; several orders of one second may have the same
 * @param contracts how much was filled, in base asset units
 * @param before what the strategy held before it; negative for short
 * @param after what it holds after it
 * @param at whole seconds
 */
public record Fill(
        String orderId,
        String comment,
        boolean buy,
        BigDecimal contracts,
        BigDecimal before,
        BigDecimal after,
        Instant at) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What a fill does to a position. */
    enum Kind {
        OPENING,
        PYRAMID,
        PARTIAL_EXIT,
        EXIT,
        FLIP_TO_LONG,
        FLIP_TO_SHORT
    }

    public Fill {
        contracts = plain(contracts);
        before = plain(before);
        after = plain(after);
    }

    Kind kind() {
        if (before.signum() == 0) {
            return Kind.OPENING;
        }
        if (after.signum() == -before.signum()) {
            return after.signum() > 0 ? Kind.FLIP_TO_LONG : Kind.FLIP_TO_SHORT;
        }
        if (after.signum() == 0) {
            return Kind.EXIT;
        }
        return after.abs().compareTo(before.abs()) > 0 ? Kind.PYRAMID : Kind.PARTIAL_EXIT;
    }

    /** The message that docs/tradingview.md recommends for strategies, its placeholders replaced. */
    String message() {
        ObjectNode message = JSON.createObjectNode();
        message.put("symbol", "BTCUSDT.P")
                .put("order_action", buy ? "buy" : "sell")
                .put("contracts", number(contracts))
                .put("position_size", number(after))
                .put("market_position", stance(after))
                .put("prev_market_position", stance(before))
                .put("prev_market_position_size", number(before.abs()))
                .put("id", orderId)
                .put("comment", comment)
                .put("time", at.toString());
        return message.toString();
    }

    static Fill read(String message) {
        try {
            ObjectNode fields = (ObjectNode) JSON.readTree(message);
            BigDecimal before =
                    new BigDecimal(fields.path("prev_market_position_size").asText());
            return new Fill(
                    fields.path("id").asText(),
                    fields.path("comment").asText(),
                    fields.path("order_action").asText().equals("buy"),
                    new BigDecimal(fields.path("contracts").asText()),
                    fields.path("prev_market_position").asText().equals("short") ? before.negate() : before,
                    new BigDecimal(fields.path("position_size").asText()),
                    Instant.parse(fields.path("time").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(message, e);
        }
    }

    /** The same fill at another time. */
    public Fill at(Instant time) {
        return new Fill(orderId, comment, buy, contracts, before, after, time);
    }

    /** The same of a strategy that does the opposite. */
    Fill mirrored() {
        return new Fill(orderId, comment, !buy, contracts, before.negate(), after.negate(), at);
    }

    /** The message with what its sender writes in it. */
    public String message(String secret, String strategy) {
        try {
            ObjectNode message = (ObjectNode) JSON.readTree(message());
            message.put("webhook_secret", secret);
            if (!strategy.isEmpty()) {
                message.put("strategy", strategy);
            }
            return message.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String stance(BigDecimal held) {
        return held.signum() == 0 ? "flat" : held.signum() > 0 ? "long" : "short";
    }

    private static BigDecimal plain(BigDecimal value) {
        return new BigDecimal(number(value));
    }

    /** No exponent, no trailing zeros. */
    static String number(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
