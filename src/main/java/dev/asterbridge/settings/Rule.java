package dev.asterbridge.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a variable may hold.
 *
 * @param allowed completes "it must be ..."
 * @param reading turns what was given into the one form the program reads, or answers null when it is not allowed
 */
record Rule(String allowed, Reading reading) {

    @FunctionalInterface
    interface Reading {
        @Nullable
        String read(String given);
    }

    private static final Pattern DURATION = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?) *(ms|s|m)?");
    private static final Map<String, BigDecimal> MILLIS = Map.of(
            "ms", BigDecimal.ONE,
            "s", BigDecimal.valueOf(1000),
            "m", BigDecimal.valueOf(60_000));
    private static final String OFF = "off";
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,8})?");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?) *%");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}_]{1,40}");

    static Rule wholeNumber(int from, int to) {
        return new Rule("a whole number from " + from + " to " + to, given -> {
            if (!given.matches("\\d{1,9}")) {
                return null;
            }
            int number = Integer.parseInt(given);
            return number >= from && number <= to ? String.valueOf(number) : null;
        });
    }

    /** Any of the words in any case, read as they are spelled here. */
    static Rule oneOf(String... words) {
        return new Rule(alternatives(List.of(words)), given -> {
            for (String word : words) {
                if (word.equalsIgnoreCase(given)) {
                    return word;
                }
            }
            return null;
        });
    }

    /** Like {@link #oneOf}, with words that mean another. */
    static Rule oneOf(Map<String, String> synonyms, String... words) {
        Rule all = oneOf(words);
        return new Rule(all.allowed, given -> {
            String word = all.reading.read(given);
            return word == null ? null : synonyms.getOrDefault(word, word);
        });
    }

    /** A time such as {@code 30}, {@code 30s}, {@code 1.5s} or {@code 500ms}; read as milliseconds. */
    static Rule duration(long fromMillis, long toMillis) {
        String allowed = "a time from %s to %s, such as 2, 2s or 500ms".formatted(time(fromMillis), time(toMillis));
        return new Rule(allowed, given -> {
            Matcher match = DURATION.matcher(given.toLowerCase(Locale.ROOT));
            if (!match.matches()) {
                return null;
            }
            String unit = match.group(2) == null ? "s" : match.group(2);
            BigDecimal factor = MILLIS.getOrDefault(unit, BigDecimal.ONE);
            long millis = new BigDecimal(match.group(1))
                    .multiply(factor)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            return millis >= fromMillis && millis <= toMillis ? millis + "ms" : null;
        });
    }

    /** A number of days such as {@code 90} or {@code 90d}. */
    static Rule days(int from, int to) {
        Rule number = wholeNumber(from, to);
        return new Rule("a number of days from %d to %d, such as %dd".formatted(from, to, from), given -> {
            String days = number.reading.read(given.toLowerCase(Locale.ROOT).replaceFirst(" *d$", ""));
            return days == null ? null : days + "d";
        });
    }

    /** An amount in USDT such as {@code 1000}, or {@code off}. */
    static Rule amountOrOff() {
        return orOff(new Rule("an amount in USDT such as 1000", Rule::amount));
    }

    /** A part such as {@code 15%}, or {@code off}. */
    static Rule percentOrOff() {
        return orOff(new Rule("a percentage such as 15%", Rule::percent));
    }

    static Rule percentAmountOrOff() {
        return orOff(new Rule(
                "a percentage such as 5% or an amount in USDT such as 250",
                given -> {
                    String percent = percent(given);
                    return percent == null ? amount(given) : percent;
                }));
    }

    static Rule wholeNumberOrOff(int from, int to) {
        return orOff(wholeNumber(from, to));
    }

    /** Contract names with commas between them, or {@code all}. */
    static Rule symbolsOrAll() {
        return new Rule("all, or contract names such as BTCUSDT,ETHUSDT", given -> {
            if (given.equalsIgnoreCase("all") || given.equalsIgnoreCase(OFF)) {
                return "all";
            }
            List<String> names =
                    Arrays.stream(given.split(",", -1)).map(String::strip).toList();
            return names.stream().allMatch(name -> SYMBOL.matcher(name).matches())
                    ? String.join(",", names).toUpperCase(Locale.ROOT)
                    : null;
        });
    }

    static Rule pattern(String allowed, String pattern) {
        return new Rule(allowed, given -> given.matches(pattern) ? given : null);
    }

    static Rule privateKey() {
        return new Rule("64 hexadecimal digits, with or without 0x", given -> {
            String digits = given.replaceFirst("^0[xX]", "");
            return digits.matches("[0-9a-fA-F]{64}") ? "0x" + digits.toLowerCase(Locale.ROOT) : null;
        });
    }

    /** A secret that people choose themselves. */
    static Rule chosenSecret(int minimum) {
        return new Rule(ChosenSecret.allowed(minimum), given -> ChosenSecret.isUsable(given, minimum) ? given : null);
    }

    /** One of them, or several with spaces or line breaks between, each another one; read with one space between. */
    static Rule chosenSecrets(int minimum) {
        String allowed = ChosenSecret.allowed(minimum)
                + "; or several of them with spaces between, each another one, the newest first";
        return new Rule(allowed, given -> {
            List<String> secrets = List.of(given.strip().split("\\s+"));
            boolean usable = secrets.stream().allMatch(secret -> ChosenSecret.isUsable(secret, minimum))
                    && Set.copyOf(secrets).size() == secrets.size();
            return usable ? String.join(" ", secrets) : null;
        });
    }

    static Rule baseUrl() {
        return new Rule("an http or https address such as https://fapi.asterdex.com", given -> {
            try {
                URI uri = URI.create(given);
                boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getFragment() == null;
                boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
                return web && plain && uri.getHost() != null ? given.replaceFirst("/+$", "") : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        });
    }

    static Rule listeningAddress() {
        return new Rule("an address of this machine, such as 0.0.0.0 or 127.0.0.1", given -> {
            try {
                return given.matches("[0-9A-Za-z.:%-]+") && InetAddress.getByName(given) != null ? given : null;
            } catch (UnknownHostException e) {
                return null;
            }
        });
    }

    private static Rule orOff(Rule rule) {
        return new Rule(
                rule.allowed + ", or off", given -> given.equalsIgnoreCase(OFF) ? OFF : rule.reading.read(given));
    }

    private static @Nullable String amount(String given) {
        return AMOUNT.matcher(given).matches() && new BigDecimal(given).signum() > 0 ? given : null;
    }

    private static @Nullable String percent(String given) {
        Matcher match = PERCENT.matcher(given);
        if (!match.matches()) {
            return null;
        }
        BigDecimal percent = new BigDecimal(match.group(1));
        return percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0 ? match.group(1) + "%" : null;
    }

    private static String time(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }

    private static String alternatives(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
