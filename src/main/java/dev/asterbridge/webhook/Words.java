package dev.asterbridge.webhook;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Signal;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Readers of what several dialects say the same way. */
final class Words {

    /** For what somebody may rightly want, and cannot have so far. */
    static final String NOT_YET = "is not supported yet";

    private static final Pattern STRATEGY = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,64}");

    private static final Pattern ORDER = Pattern.compile("[A-Za-z0-9._-]{1,36}");

    private Words() {}

    static @Nullable Symbol symbol(Fields fields, String name, String... aliases) {
        return fields.symbol(Symbol::of, name, aliases);
    }

    /** Whose position is meant; empty for the one without a name. */
    static String strategy(Fields fields) {
        return fields.strategy(Words::strategyName);
    }

    /** @throws IllegalArgumentException when it is none */
    static String strategyName(String text) {
        if (!STRATEGY.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("must be a name of 1 to 64 printable characters");
        }
        return text.strip();
    }

    static @Nullable PositionSide positionSide(Fields fields) {
        return fields.read(oneOf(PositionSide.class), "position_side");
    }

    /** How what is opened is to be backed. */
    static MarginTerms margin(Fields fields) {
        return new MarginTerms(
                fields.read(MarginTerms::leverage, "leverage"), fields.read(MarginType::of, "margin_type"));
    }

    /** The same where nothing is opened: it must not fail for that. */
    static void noteMargin(Fields fields) {
        fields.note("leverage", "margin_type");
    }

    /** What rests is to be cancelled: all of it, or what has this name. */
    static Signal.Cancel cancel(Fields fields) {
        return new Signal.Cancel(fields.read(
                text -> {
                    if (!ORDER.matcher(text.strip()).matches()) {
                        throw new IllegalArgumentException(
                                "must be the client_order_id of an order, or the signal_id of the alert that it came from");
                    }
                    fields.secrets().requireNoneIn(text);
                    return text.strip();
                },
                "cancel_id"));
    }

    static Function<String, Side> side() {
        return oneOf(Side.class);
    }

    /** A word of an enum in upper or lower case. */
    static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> {
            try {
                return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be " + listed(type), e);
            }
        };
    }

    private static String listed(Class<? extends Enum<?>> type) {
        String words = Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        return words.replaceFirst(", (?=[^,]*$)", " or ");
    }
}
