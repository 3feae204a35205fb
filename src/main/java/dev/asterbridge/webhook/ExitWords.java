package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.protection.Exits.Take;
import dev.asterbridge.protection.Level;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a position is to end, in the house's own words.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>stop_loss, take_profit</td><td>where: {@code 64000}, {@code 2%} or {@code 500 away} from the price of entry</td></tr>
 * <tr><td>stop_loss_price, _percent, _distance; take_profit_price, ...</td><td>the same as a bare number; one of the four
 * ways</td></tr>
 * <tr><td>take_profit</td><td>several, each with its share in percent: {@code 70000 x 50; 72000 x 50}, or a list of such
 * texts or of {@code {"percent": 2, "share": 50}} with price, percent or distance. Without shares all are the same</td></tr>
 * <tr><td>trailing_stop, trailing_activation</td><td>how far behind the price, 0.1 to 4 percent; from where on</td></tr>
 * <tr><td>break_even</td><td>from where on the stop stands at the price of entry</td></tr>
 * </table>
 *
 * <p>What is empty or zero says nothing: that is what an input becomes that is switched off in a script. {@code NaN}, which
 * a plot without a value becomes, is refused: a stop was meant, and nobody knows where.
 */
final class ExitWords {

    private static final String STOP = "stop_loss";
    private static final String TAKE = "take_profit";
    private static final String TRAIL = "trailing_stop";
    private static final String FROM = "trailing_activation";
    private static final String EVEN = "break_even";

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final String LEVEL = "must be a price such as 64000, or 2% or 500 away from the price of entry";

    /** A comma in a number is none between two. */
    private static final Pattern BETWEEN = Pattern.compile(";|,(?=\\s)|(?<=%),");

    private ExitWords() {}

    /** The ways to say where. */
    private enum Form {
        ANY(""),
        PRICE("_price"),
        PERCENT("_percent"),
        DISTANCE("_distance");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }

        Level level(String text) {
            return switch (this) {
                case ANY -> any(text);
                case PRICE -> new Level.At(Price.of(text));
                case PERCENT -> new Level.Percent(percent(text));
                case DISTANCE -> new Level.Distance(Decimals.parse(text));
            };
        }

        private static Level any(String text) {
            try {
                return Level.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(LEVEL, e);
            }
        }
    }

    /** Reads them; faults are noted. */
    static Exits read(Fields fields) {
        Level stop = lessThanAll(fields, saying(fields, STOP), level(fields, STOP));
        Level even = fields.read(text -> isNothing(text) ? null : Form.ANY.level(text), EVEN);
        List<Take> takes = takes(fields);
        Exits.Trail trail = trail(fields);
        if (even != null && !fields.says(saying(fields, STOP))) {
            fields.fault(EVEN, "needs a stop_loss, which is what moves");
        }
        return new Exits(stop, takes, trail, stop == null ? null : even);
    }

    /** Refuses them where nothing is opened; what says nothing is passed over. */
    static void refuse(Fields fields, String why) {
        names().forEach(name -> {
            if (fields.says(name)) {
                fields.refuse(why, name);
            }
        });
        note(fields);
    }

    /** Takes no notice of what they say: nothing is held afterwards, and an exit must not fail for them. */
    static void note(Fields fields) {
        fields.noteWhole(names().toArray(String[]::new));
    }

    private static Stream<String> names() {
        return Stream.concat(
                Stream.of(Form.values()).flatMap(form -> Stream.of(STOP + form.suffix, TAKE + form.suffix)),
                Stream.of(TRAIL, FROM, EVEN));
    }

    private static @Nullable Level level(Fields fields, String name) {
        Level level = null;
        for (Form form : Form.values()) {
            Level other = fields.read(text -> isNothing(text) ? null : form.level(text), name + form.suffix);
            if (other != null && level != null) {
                fields.fault(name + form.suffix, "says where a second time");
            }
            level = level == null ? other : level;
        }
        return level;
    }

    /** A stop that is not as far away as the price is high; absent when a fault was noted. */
    static @Nullable Level lessThanAll(Fields fields, String name, @Nullable Level stop) {
        if (stop instanceof Level.Percent it && it.percent().compareTo(WHOLE) >= 0) {
            fields.fault(name, "must be less than 100 percent");
            return null;
        }
        return stop;
    }

    /** The name of the field that says it. */
    private static String saying(Fields fields, String name) {
        return Stream.of(Form.values())
                .map(form -> name + form.suffix)
                .filter(fields::says)
                .findFirst()
                .orElse(name);
    }

    private static Exits.@Nullable Trail trail(Fields fields) {
        BigDecimal callback =
                fields.read(text -> isNothing(text) ? null : new Exits.Trail(percent(text), null).callback(), TRAIL);
        Level from = fields.read(text -> isNothing(text) ? null : Form.ANY.level(text), FROM);
        if (callback == null) {
            if (from != null && !fields.says(TRAIL)) {
                fields.fault(FROM, "goes with trailing_stop, which is missing");
            }
            return null;
        }
        return new Exits.Trail(callback, from);
    }

    private static List<Take> takes(Fields fields) {
        if (!fields.isList(TAKE) && !isLadder(fields.word(TAKE))) {
            Level only = level(fields, TAKE);
            return only == null ? List.of() : List.of(new Take(only, WHOLE));
        }
        fields.refuse("says where a second time", TAKE + "_price", TAKE + "_percent", TAKE + "_distance");
        if (!fields.isList(TAKE)) {
            List<Take> takes = fields.read(text -> shared(steps(text)), TAKE);
            return takes == null ? List.of() : takes;
        }
        List<Step> steps = fields.each(TAKE, Step::of, Step::of);
        try {
            return shared(steps);
        } catch (IllegalArgumentException e) {
            fields.fault(TAKE, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static boolean isLadder(String text) {
        return text.indexOf('x') >= 0 || BETWEEN.matcher(text).find();
    }

    private static List<Step> steps(String text) {
        return BETWEEN.splitAsStream(text).map(Step::of).toList();
    }

    /** @throws IllegalArgumentException if the shares are not as they may be, or are too many */
    private static List<Take> shared(List<Step> steps) {
        long said = steps.stream().filter(step -> step.share != null).count();
        if (said != 0 && said != steps.size()) {
            throw new IllegalArgumentException("must say the share of each, or of none");
        }
        List<Take> takes = new ArrayList<>();
        BigDecimal left = WHOLE;
        for (Step step : steps) {
            boolean last = takes.size() == steps.size() - 1;
            BigDecimal even = last ? left : WHOLE.divide(BigDecimal.valueOf(steps.size()), 2, RoundingMode.DOWN);
            takes.add(new Take(step.at, step.share == null ? even : step.share));
            left = left.subtract(even);
        }
        return new Exits(null, takes, null, null).takes();
    }

    /**
     * One of several take-profits.
     *
     * @param share in percent; absent where it is not said
     */
    private record Step(Level at, @Nullable BigDecimal share) {

        static Step of(String text) {
            int by = Math.max(text.indexOf('x'), text.indexOf('X'));
            return by < 0
                    ? new Step(Form.ANY.level(text), null)
                    : new Step(Form.ANY.level(text.substring(0, by)), part(text.substring(by + 1)));
        }

        static @Nullable Step of(Fields fields) {
            Level at = only(fields, "price", "percent", "distance");
            BigDecimal share = fields.read(Step::part, "share");
            return at == null ? null : new Step(at, share);
        }

        private static BigDecimal part(String text) {
            return new Take(new Level.Percent(WHOLE), percent(text)).share();
        }
    }

    /** Reads an object in which one of three fields says where; any other number of them is a fault. */
    static @Nullable Level only(Fields fields, String price, String percent, String distance) {
        Level at = fields.read(Form.PRICE::level, price);
        Level share = fields.read(Form.PERCENT::level, percent);
        Level away = fields.read(Form.DISTANCE::level, distance);
        List<Level> said = Stream.of(at, share, away).filter(Objects::nonNull).toList();
        if (!fields.has(price, percent, distance)) {
            fields.fault(price, "is missing: give it, or %s or %s".formatted(percent, distance));
        }
        if (said.size() > 1) {
            fields.fault(said.getLast() == away ? distance : percent, "says where a second time");
        }
        return said.isEmpty() ? null : said.getFirst();
    }

    /** Whether the text is what a field has in which nothing is meant. */
    static boolean isNothing(String text) {
        String number = text.strip().replaceFirst("\\s?(%|away)$", "");
        try {
            return text.isBlank() || Decimals.parse(number).signum() == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Reads {@code 2} and {@code 2%}. */
    static BigDecimal percent(String text) {
        return Decimals.parse(text.strip().replaceFirst("\\s?%$", ""));
    }
}
