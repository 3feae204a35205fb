package dev.asterbridge.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges one action of a message by the tables of {@code docs/tradingview.md}. */
final class ActionOracle {

    private static final Set<String> SECRETS = Set.of("webhooksecret", "secret", "passphrase", "token", "signaltoken");
    private static final Set<String> TIMES = Set.of("time", "timestamp", "timenow");
    private static final Set<String> ANYWHERE = both(
            both(SECRETS, TIMES), words("id maxlag strategy comment note bartime interval exchange close orderprice"));
    private static final Set<String> EXITS = words("stoploss stoplossprice stoplosspercent stoplossdistance takeprofit"
            + " takeprofitprice takeprofitpercent takeprofitdistance trailingstop trailingactivation breakeven");
    private static final Set<String> TERMS = both(
            EXITS, words("ordertype price stopprice timeinforce maxslippage expireafter trailpercent activationprice"));
    private static final Set<String> PLAIN = both(
            TERMS,
            words("action symbol ticker side quantity qty contracts quotequantity quantitytype positionside leverage"
                    + " margintype cancelid"));
    private static final Set<String> STRATEGY = both(
            TERMS,
            words("symbol ticker positionside orderaction contracts positionsize marketposition marketpositionsize"
                    + " prevmarketposition prevmarketpositionsize leverage margintype"));
    private static final Set<String> TRADERSPOST = words("ticker action sentiment quantity quantitytype ordertype"
            + " limitprice stopprice timeinforce price signalprice ignoretradingwindows extras cancel takeprofit"
            + " stoploss cancelafter cancelid");
    private static final Set<String> THREE_COMMAS =
            words("tvinstrument action botuuid triggerprice tvexchange" + " strategyinfo order takeprofit stoploss");
    private static final Set<String> OKX =
            words("instrument action marketposition prevmarketposition ordertype" + " investmenttype amount");
    /** Refused where they say something. */
    private static final Set<String> LATER = words("trailamount trailpercent orderpriceoffset positionssubaction");

    private static final Set<String> OBJECTS = words("extras strategyinfo order takeprofit stoploss");
    private static final Set<String> TRADERSPOST_ACTIONS = words("buy sell exit add cancel breakeven");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE]([+-]?\\d{1,10}))?");
    private static final Pattern SIZE =
            Pattern.compile("(.+?) ?(%[pr]?|\\$|(?:USD[A-Z]?|BUSD|FDUSD)|)", Pattern.CASE_INSENSITIVE);

    private final Map<String, Object> fields = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private boolean sound = true;

    ActionOracle(Map<String, Object> action) {
        action.forEach((key, value) -> {
            String name = lower(key).replace("_", "").replace("-", "");
            if (value != PlainJson.NULL || !LATER.contains(name)) {
                names.add(name);
            }
            sound &= value == PlainJson.NULL || fields.put(name, value) == null;
            sound &= SECRETS.contains(name) || !hasPlaceholder(value);
            sound &= OBJECTS.contains(name) || !(value instanceof Map || value instanceof List);
        });
    }

    boolean shows(String secret) {
        return SECRETS.stream().anyMatch(name -> secret.equals(text(name)));
    }

    boolean isWhole() {
        return sound
                && isOnce(SECRETS)
                && isOnce(TIMES)
                && (!has("strategy") || isName(text("strategy")))
                && switch (dialect()) {
                    case "plain" -> knows(PLAIN) && isPlain();
                    case "strategy" -> knows(STRATEGY) && isStrategy();
                    case "traderspost" -> knows(TRADERSPOST) && isTradersPost();
                    case "3commas" -> knows(THREE_COMMAS) && isThreeCommas();
                    case "okx" -> knows(OKX) && isOkx();
                    default -> false;
                };
    }

    private String dialect() {
        List<String> speaking = new ArrayList<>();
        if (has("sentiment") || (has("ticker") && TRADERSPOST_ACTIONS.contains(word("action")))) {
            speaking.add("traderspost");
        }
        if (has("tvinstrument") || has("botuuid") || has("strategyinfo")) {
            speaking.add("3commas");
        }
        if (has("instrument") || has("signaltoken") || has("investmenttype")) {
            speaking.add("okx");
        }
        boolean strategy = Stream.of("orderaction", "positionsize", "marketposition", "marketpositionsize")
                .anyMatch(this::has);
        return switch (speaking.size()) {
            case 0 -> strategy ? "strategy" : "plain";
            case 1 -> speaking.getFirst();
            default -> "several";
        };
    }

    /** What the symbol is called at the exchange; something that it never is where there is none. */
    String symbol() {
        Object symbol = Stream.of("symbol", "ticker", "tvinstrument", "instrument")
                .map(fields::get)
                .filter(value -> value != null)
                .findFirst()
                .orElse("");
        // No contract is named by a number, however it is written.
        String name = symbol instanceof PlainJson.Number
                ? "0"
                : String.valueOf(symbol).strip();
        boolean swap = has("instrument") && name.toUpperCase(Locale.ROOT).endsWith("-SWAP");
        return ticker(swap ? name.substring(0, name.length() - 5) : name);
    }

    private boolean isPlain() {
        boolean common = isSymbol("symbol", "ticker") && isOneOf("positionside", "long", "short", "both");
        if (word("action").equals("cancel")) {
            return common && !has("side") && !has("ordertype") && !has("quantity");
        }
        if (word("action").equals("close")) {
            return common
                    && (isOneOf("ordertype", "market") || saysNothing("ordertype"))
                    && Stream.of("stopprice", "trailpercent", "activationprice").allMatch(this::saysNothing);
        }
        return common
                && Set.of("open", "increase", "decrease").contains(word("action"))
                && (!word("action").equals("open") || has("side"))
                && isOneOf("side", "buy", "sell")
                && isPlainSize()
                && areTerms()
                && (word("action").equals("decrease") || isMargin());
    }

    private boolean isPlainSize() {
        long said = Stream.of("quantity", "qty", "contracts", "quotequantity")
                .filter(this::has)
                .count();
        String size = Stream.of("quantity", "qty", "contracts", "quotequantity")
                .filter(this::has)
                .map(this::text)
                .findFirst()
                .orElse("");
        boolean counted = has("quantitytype") || has("quotequantity");
        return said == 1
                && isOneOf(
                        "quantitytype",
                        "contracts",
                        "quote",
                        "percent_of_equity",
                        "percent_of_position",
                        "percent_at_risk")
                && !(has("quantitytype") && has("quotequantity"))
                && (counted ? isPositive(size) : isSize(size));
    }

    private boolean isStrategy() {
        boolean flat = word("marketposition").equals("flat");
        return isSymbol("symbol", "ticker")
                && isOneOf("positionside", "long", "short", "both")
                && isNumber("positionsize")
                && isStance("marketposition")
                && isStance("prevmarketposition")
                && isNumber("marketpositionsize")
                && isNumber("prevmarketpositionsize")
                && (has("positionsize") || (has("marketposition") && (flat || has("marketpositionsize"))))
                && (isFlat(flat)
                        || (isOneOf("orderaction", "buy", "sell")
                                && isNumber("contracts")
                                && areTerms()
                                && isMargin()));
    }

    /** By the size with a sign, where there is one. */
    private boolean isFlat(boolean flat) {
        return has("positionsize") ? isDecimal(text("positionsize"), number -> number.signum() == 0) : flat;
    }

    private boolean isMargin() {
        return (!has("leverage")
                        || text("leverage").strip().matches("0{0,2}[1-9][xX]?|0?[1-9]\\d[xX]?|1([01]\\d|2[0-5])[xX]?"))
                && isOneOf("margintype", "isolated", "crossed", "cross");
    }

    private boolean areTerms() {
        boolean limit = word("ordertype").equals("limit");
        boolean stop = word("ordertype").equals("stop");
        return isOneOf("ordertype", "market", "limit", "stop")
                && isOneOf("timeinforce", "gtc", "ioc", "fok", "gtx")
                && (!has("price") || isPositive(text("price")))
                && (has("price") || !limit)
                && (stop ? has("stopprice") && isPositive(text("stopprice")) : !has("stopprice"))
                && (!has("maxslippage") || !(limit || stop));
    }

    private boolean isTradersPost() {
        boolean flat = word("sentiment").equals("flat") && isOneOf("action", "buy", "sell", "exit");
        boolean leaves = flat || (word("action").equals("exit") && saysNothing("quantity"));
        return isSymbol("ticker")
                && has("action")
                && isOneOf("action", "buy", "sell", "exit", "add", "cancel")
                && isStance("sentiment")
                && (leaves || !has("quantity") || isPositive(text("quantity")))
                && (leaves
                        || isOneOf(
                                "quantitytype",
                                "fixed_quantity",
                                "dollar_amount",
                                "percent_of_equity",
                                "percent_of_position"))
                && (isOneOf("ordertype", "market", "limit", "stop", "stop_limit")
                        || (leaves && saysNothing("ordertype")))
                && (word("action").equals("cancel") || isOneOf("cancel", "false"));
    }

    private boolean isThreeCommas() {
        return isSymbol("tvinstrument")
                && has("action")
                && isOneOf("action", "buy", "sell", "enter_long", "exit_long", "enter_short", "exit_short")
                && Set.of("strategyinfo", "order").stream()
                        .allMatch(name -> !has(name) || fields.get(name) instanceof Map)
                && (!word("action").startsWith("enter") || has("order"))
                && (!isOneOf("action", "buy", "sell") || has("strategyinfo"));
    }

    private boolean isOkx() {
        boolean strategy = isOneOf("action", "buy", "sell");
        boolean leaves = strategy
                ? word("marketposition").equals("flat")
                : word("action").startsWith("exit") && saysNothing("amount");
        return isSymbol("instrument")
                && has("action")
                && (strategy || isOneOf("action", "enter_long", "exit_long", "enter_short", "exit_short"))
                && isOneOf("ordertype", "market")
                && (leaves || isOneOf("investmenttype", "base", "percentage_position"))
                && isStance("marketposition")
                && (strategy ? has("marketposition") : !has("marketposition"))
                && (!word("action").startsWith("enter") || has("amount"))
                && (leaves || !has("amount") || isPositive(text("amount")));
    }

    /** Absent, empty, zero or no number, as what is not used leaves it. */
    private boolean saysNothing(String field) {
        String text = text(field).strip().replaceFirst("\\s?(%|away)$", "");
        return !has(field)
                || text.isEmpty()
                || text.equalsIgnoreCase("nan")
                || isDecimal(text, number -> number.signum() == 0);
    }

    private boolean isSymbol(String... aliases) {
        return Stream.of(aliases).filter(this::has).count() == 1 && symbol().matches("[\\p{L}\\p{N}_]{1,40}");
    }

    private boolean knows(Set<String> dialect) {
        return names.stream().allMatch(name -> ANYWHERE.contains(name) || dialect.contains(name));
    }

    private boolean isOnce(Set<String> aliases) {
        return aliases.stream().filter(this::has).count() <= 1;
    }

    private boolean isOneOf(String field, String... choice) {
        return !has(field) || Stream.of(choice).anyMatch(word(field)::equals);
    }

    private boolean isStance(String field) {
        return isOneOf(field, "long", "short", "flat", "bullish", "bearish");
    }

    private boolean has(String name) {
        return fields.containsKey(name);
    }

    private String word(String name) {
        return has(name) ? lower(text(name).strip()) : "";
    }

    /** As text, whatever it is. */
    private String text(String name) {
        return switch (fields.get(name)) {
            case null -> "";
            case PlainJson.Number number -> number.text();
            case Object other -> String.valueOf(other);
        };
    }

    private boolean isNumber(String field) {
        return !has(field) || isDecimal(text(field), number -> true);
    }

    private static boolean isPositive(String text) {
        return isDecimal(text, number -> number.signum() > 0) && !text.strip().startsWith("-");
    }

    private static boolean isSize(String text) {
        Matcher size = SIZE.matcher(text.strip());
        return size.matches() && isPositive(size.group(1));
    }

    /** At most 30 digits and 18 decimals; what is asked of it is asked of its digits. */
    private static boolean isDecimal(String text, Predicate<BigDecimal> asked) {
        Matcher number = DECIMAL.matcher(text.strip());
        if (!number.matches() || text.strip().length() > 64) {
            return false;
        }
        String digits = number.group(1);
        int point = digits.indexOf('.');
        long exponent = number.group(3) == null ? 0 : Long.parseLong(number.group(3));
        long decimals = (point < 0 ? 0 : digits.length() - point - 1) - exponent;
        String counted = digits.replace(".", "").replaceFirst("^0+(?=.)", "");
        return Math.abs(decimals) <= 18 && counted.length() <= 30 && asked.test(new BigDecimal(counted));
    }

    private static boolean isName(String text) {
        String name = text.strip();
        return !name.isEmpty() && name.codePointCount(0, name.length()) <= 64;
    }

    private static String ticker(String symbol) {
        String name = symbol.toUpperCase(Locale.ROOT);
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

    private static boolean hasPlaceholder(Object value) {
        return switch (value) {
            case String text -> {
                int start = text.indexOf("{{");
                yield start >= 0 && text.indexOf('}', start) > 0;
            }
            case List<?> list -> list.stream().anyMatch(ActionOracle::hasPlaceholder);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .filter(each -> !SECRETS.contains(
                                lower((String) each.getKey()).replace("_", "").replace("-", "")))
                        .anyMatch(each -> hasPlaceholder(each.getValue()));
            default -> false;
        };
    }

    private static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static String lower(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
