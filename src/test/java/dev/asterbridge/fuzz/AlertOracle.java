package dev.asterbridge.fuzz;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says whether a body is an alert that may become an order, by the table of fields in {@code docs/tradingview.md}. */
final class AlertOracle {

    private static final int LONGEST = 16 * 1024;
    private static final Map<String, String> NAMES = Map.ofEntries(
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
            Map.entry("webhooksecret", "secret"),
            Map.entry("secret", "secret"));
    private static final Set<String> NOTES = Set.of(
            "strategy",
            "comment",
            "note",
            "id",
            "time",
            "timestamp",
            "timenow",
            "bartime",
            "interval",
            "exchange",
            "close",
            "orderprice");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE]([+-]?\\d{1,10}))?");

    private final Set<String> listed;
    private final String secret;

    AlertOracle(Set<String> listed, String secret) {
        this.listed = listed;
        this.secret = secret;
    }

    /** What a body is; only the last may become an order. */
    enum Kind {
        NO_ALERT,
        NOT_LISTED,
        ALERT
    }

    Kind judge(byte[] body, boolean secretNeeded) {
        if (body.length > LONGEST || !(PlainJson.read(body).orElse(null) instanceof Map<?, ?> fields)) {
            return Kind.NO_ALERT;
        }
        Map<String, String> alert = new HashMap<>();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = lower((String) field.getKey()).replace("_", "").replace("-", "");
            String meaning = NAMES.get(name);
            // No contract is named by a number, however it is written.
            boolean numbered = "symbol".equals(meaning) && field.getValue() instanceof PlainJson.Number;
            String value = numbered ? "0" : text(field.getValue());
            if ((meaning == null && !NOTES.contains(name))
                    || value == null
                    || (!"secret".equals(meaning) && isPlaceholder(value))) {
                return Kind.NO_ALERT;
            }
            if (meaning != null && field.getValue() != PlainJson.NULL && alert.put(meaning, value) != null) {
                return Kind.NO_ALERT;
            }
        }
        boolean known = !secretNeeded || secret.equals(alert.get("secret"));
        if (!known || !isWhole(alert)) {
            return Kind.NO_ALERT;
        }
        return listed.contains(ticker(alert.get("symbol").strip())) ? Kind.ALERT : Kind.NOT_LISTED;
    }

    private boolean isWhole(Map<String, String> alert) {
        String action = word(alert, "action");
        boolean market = isOneOf(alert, "order_type", "market");
        boolean limit = alert.containsKey("order_type") && isOneOf(alert, "order_type", "limit");
        boolean common = alert.containsKey("symbol")
                && ticker(alert.get("symbol").strip()).matches("[\\p{L}\\p{N}_]{1,40}")
                && isOneOf(alert, "position_side", "long", "short", "both");
        if (action.equals("close")) {
            return common && market;
        }
        return common
                && Set.of("open", "increase", "decrease").contains(action)
                && (!action.equals("open") || alert.containsKey("side"))
                && isOneOf(alert, "side", "buy", "sell")
                && (market || limit)
                && isSize(alert.get("quantity"))
                && (alert.containsKey("price") ? isSize(alert.get("price")) : !limit);
    }

    private static boolean isOneOf(Map<String, String> alert, String field, String... words) {
        return !alert.containsKey(field) || Stream.of(words).anyMatch(word(alert, field)::equals);
    }

    private static String word(Map<String, String> alert, String field) {
        return lower(alert.getOrDefault(field, "").strip());
    }

    /** More than zero, at most 30 digits and 18 decimals. */
    private static boolean isSize(String text) {
        Matcher number = DECIMAL.matcher(text == null ? "" : text.strip());
        if (!number.matches() || text.strip().length() > 64) {
            return false;
        }
        String digits = number.group(1);
        int point = digits.indexOf('.');
        long exponent = number.group(3) == null ? 0 : Long.parseLong(number.group(3));
        long decimals = (point < 0 ? 0 : digits.length() - point - 1) - exponent;
        String counted = digits.replace(".", "").replaceFirst("^0+(?=.)", "");
        return Math.abs(decimals) <= 18
                && counted.length() <= 30
                && new BigDecimal(counted).signum() > 0
                && !text.strip().startsWith("-");
    }

    private static String ticker(String symbol) {
        String name = symbol.toUpperCase(java.util.Locale.ROOT);
        int colon = name.lastIndexOf(':');
        if (colon >= 0) {
            String before = name.substring(0, colon);
            boolean settlement = before.matches(".*[/-]\\w{1,20}");
            name = settlement
                    ? before.replaceFirst("^\\w+:", "")
                    : before.matches("\\w+") ? name.substring(colon + 1) : "?";
        }
        return name.replaceFirst("(\\.P|[-._]?PERP)$", "").replaceAll("[/-]", "");
    }

    private static boolean isPlaceholder(String text) {
        int start = text.indexOf("{{");
        return start >= 0 && text.indexOf('}', start) > 0;
    }

    /** Null for what is neither text nor number nor a word of JSON. */
    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case PlainJson.Number number -> number.text();
            case Boolean word -> word.toString();
            default -> value == PlainJson.NULL ? "null" : null;
        };
    }

    private static String lower(String text) {
        return text.toUpperCase(java.util.Locale.ROOT).toLowerCase(java.util.Locale.ROOT);
    }
}
