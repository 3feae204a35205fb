package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.OrderTerms.Kind;
import dev.asterbridge.exchange.OrderTerms.TimeInForce;
import dev.asterbridge.exchange.OrderTerms.WorkingType;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.signals.Entry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an order is to be executed, as a message says it.
 *
 * @param limit absent where there is none
 * @param stop the price that triggers
 * @param maxSlippage in percent
 */
record Terms(
        Type type,
        @Nullable Price limit,
        @Nullable Price stop,
        @Nullable TimeInForce timeInForce,
        @Nullable BigDecimal maxSlippage) {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final String TRAIL = "trail_percent";
    private static final String ACTIVATION = "activation_price";
    private static final String EXPIRE = "expire_after";
    private static final BigDecimal LONGEST = BigDecimal.valueOf(90L * 86_400);
    private static final Pattern DURATION = Pattern.compile("([0-9.]{1,20}) ?([smhdSMHD]?)");

    /** What kind of order is meant. */
    enum Type {
        MARKET,
        LIMIT,
        STOP,
        TRAILING
    }

    /** What the fields are called, for those who have to be told that one is missing or too many. */
    record Names(String type, String limit, String stop, String timeInForce, String maxSlippage) {}

    /** The house's own words. */
    static final Names OWN = new Names("order_type", "price", "stop_price", "time_in_force", "max_slippage");

    /** Reads them in the house's own words; a price beside an order at market is a note. */
    static Entry read(Fields fields) {
        Type type = fields.read(Words.oneOf(Type.class), OWN.type);
        Terms terms = new Terms(
                type == null ? Type.MARKET : type,
                fields.read(Price::of, OWN.limit),
                fields.read(Price::of, OWN.stop),
                fields.read(Words.oneOf(TimeInForce.class), OWN.timeInForce),
                fields.read(Terms::percent, OWN.maxSlippage));
        Entry entry = terms.entry(fields, OWN);
        return terms.expiring(fields, trailing(fields, terms.type, entry));
    }

    /** Takes no notice of them: what goes flat goes at market, and must not fail for them. */
    static void note(Fields fields) {
        fields.note(OWN.type, OWN.limit, OWN.stop, OWN.timeInForce, OWN.maxSlippage, TRAIL, ACTIVATION, EXPIRE);
    }

    /** What follows the price from the far side, and opens when the price turns by so much. */
    private static Entry trailing(Fields fields, Type type, Entry entry) {
        BigDecimal callback = fields.read(Terms::callback, TRAIL);
        Price activation = fields.read(Price::of, ACTIVATION);
        if (type != Type.TRAILING) {
            Stream.of(TRAIL, ACTIVATION)
                    .filter(fields::has)
                    .forEach(name -> fields.fault(name, "goes with order_type TRAILING only"));
            return entry;
        }
        if (callback == null) {
            requireSaid(fields, TRAIL, "is missing: a TRAILING order needs the percent by which the price has to turn");
            return entry;
        }
        return Entry.of(new OrderTerms.Trailing(callback, WorkingType.CONTRACT_PRICE, activation));
    }

    private static BigDecimal callback(String text) {
        BigDecimal percent = percent(text);
        // The record knows what is right.
        return new OrderTerms.Trailing(percent, WorkingType.CONTRACT_PRICE, null).callback();
    }

    /** The entry with the time for which it may rest, where one is said. */
    private Entry expiring(Fields fields, Entry entry) {
        Duration rests = fields.read(Terms::duration, EXPIRE);
        if (rests != null && !mayRest()) {
            fields.fault(EXPIRE, "goes with orders that rest only: a STOP, a TRAILING, or a LIMIT that is GTC or GTX");
        }
        return rests == null || entry.terms().endsAtOnce() ? entry : entry.within(rests);
    }

    private boolean mayRest() {
        boolean once = timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
        return type != Type.MARKET && !once;
    }

    /** Reads {@code 90}, {@code 90s}, {@code 5m}, {@code 2h} and {@code 1d}; absent when it says nothing. */
    static @Nullable Duration duration(String text) {
        if (ExitWords.isNothing(text)) {
            return null;
        }
        BigDecimal seconds = seconds(text);
        if (seconds.compareTo(BigDecimal.ONE) < 0 || seconds.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be from 1 second to 90 days");
        }
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    /** The same in seconds, however many they are. */
    static BigDecimal seconds(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a number of seconds, or such as 90s, 5m, 2h or 1d");
        }
        return Decimals.parse(matcher.group(1)).multiply(unit(matcher.group(2)));
    }

    private static BigDecimal unit(String unit) {
        return BigDecimal.valueOf(
                switch (unit.toLowerCase(Locale.ROOT)) {
                    case "m" -> 60;
                    case "h" -> 3600;
                    case "d" -> 86_400;
                    default -> 1;
                });
    }

    /** Faults are noted; what comes out then is of no use. */
    Entry entry(Fields fields, Names names) {
        if (stop != null && type != Type.STOP) {
            fields.fault(names.stop, "goes with %s STOP only".formatted(names.type));
        }
        if (timeInForce != null && timeInForce != TimeInForce.GTC && type != Type.LIMIT) {
            fields.fault(names.timeInForce, "goes with %s LIMIT only".formatted(names.type));
        }
        if (maxSlippage != null && type != Type.MARKET) {
            fields.fault(names.maxSlippage, "goes with %s MARKET only".formatted(names.type));
            return Entry.MARKET;
        }
        return switch (type) {
            case MARKET -> new Entry(new OrderTerms.Market(), maxSlippage, null, Exits.NONE);
            case LIMIT -> limited(fields, names);
            case STOP -> stopped(fields, names);
            case TRAILING -> Entry.MARKET;
        };
    }

    private Entry limited(Fields fields, Names names) {
        if (limit == null) {
            requireSaid(fields, names.limit, "is missing: a LIMIT order needs one");
            return Entry.MARKET;
        }
        return Entry.of(new OrderTerms.Limit(limit, timeInForce == null ? TimeInForce.GTC : timeInForce));
    }

    /** Triggered by the last price, as it is where the strategy was written. */
    private Entry stopped(Fields fields, Names names) {
        if (stop == null) {
            requireSaid(fields, names.stop, "is missing: a STOP order needs the price that triggers it");
            return Entry.MARKET;
        }
        return Entry.of(new OrderTerms.Triggered(Kind.STOP, stop, WorkingType.CONTRACT_PRICE, limit));
    }

    /** One that is there and wrong has been named before. */
    private static void requireSaid(Fields fields, String name, String message) {
        if (!fields.has(name)) {
            fields.fault(name, message);
        }
    }

    /** Reads {@code 0.5} and {@code 0.5%}. */
    private static BigDecimal percent(String text) {
        BigDecimal percent = ExitWords.percent(text);
        if (percent.signum() <= 0 || percent.compareTo(WHOLE) >= 0) {
            throw new IllegalArgumentException("must be more than 0 and less than 100 percent");
        }
        return percent;
    }
}
