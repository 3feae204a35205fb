package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy holds after its order, in TradingView's own words. The position is brought there, whatever it is now; so
 * a reversal is one message, and a lost message is made up for by the next.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>symbol, ticker</td><td>as on the chart</td></tr>
 * <tr><td>position_size</td><td>what is to be held; negative for short</td></tr>
 * <tr><td>market_position, market_position_size</td><td>the same as long, short or flat and a size without sign; one of the
 * two ways is needed, and both must agree</td></tr>
 * <tr><td>prev_market_position, prev_market_position_size</td><td>what was held before; counts when both are there</td></tr>
 * <tr><td>order_type, price, stop_price, time_in_force, max_slippage, trail_percent, activation_price</td><td>see {@link Terms};
 * notes when nothing is to be held</td></tr>
 * <tr><td>leverage, margin_type</td><td>1 to 125; ISOLATED or CROSSED; notes when nothing is to be held</td></tr>
 * <tr><td>position_side, strategy</td><td>which position is meant, and whose</td></tr>
 * <tr><td>order_action, contracts</td><td>must be buy or sell, and a number that is not negative; they decide nothing,
 * and are notes when nothing is to be held</td></tr>
 * <tr><td>expire_after</td><td>see {@link Terms}; a note when nothing is to be held</td></tr>
 * <tr><td>stop_loss, take_profit, trailing_stop, break_even, ...</td><td>see {@link ExitWords}; notes when nothing is to be
 * held</td></tr>
 * </table>
 */
final class Strategy implements Dialect {

    @Override
    public String name() {
        return "strategy";
    }

    @Override
    public boolean speaks(Fields fields) {
        return fields.has("order_action", "position_size", "market_position", "market_position_size");
    }

    @Override
    public @Nullable Signal translate(Fields fields) {
        Symbol symbol = Words.symbol(fields, "symbol", "ticker");
        String strategy = Words.strategy(fields);
        PositionSide positionSide = Words.positionSide(fields);
        BigDecimal size = size(fields);
        requireSide(fields, positionSide, size);
        BigDecimal previous = held(fields, "prev_market_position", "prev_market_position_size");
        Entry entry = entry(fields, size);
        MarginTerms margin = margin(fields, size);
        return symbol == null || size == null
                ? null
                : new Signal(symbol, strategy, positionSide, new Signal.Target(size, previous, entry)).with(margin);
    }

    /** Long and short are positions of their own in hedge mode; in one-way mode the same would be said twice. */
    private static void requireSide(Fields fields, @Nullable PositionSide side, @Nullable BigDecimal size) {
        if (size == null || side == null || side == PositionSide.BOTH || size.signum() == 0) {
            return;
        }
        if ((side == PositionSide.LONG) != (size.signum() > 0)) {
            fields.fault("position_side", "contradicts what is to be held, %s".formatted(Decimals.plain(size)));
        }
    }

    private static MarginTerms margin(Fields fields, @Nullable BigDecimal size) {
        if (size == null || size.signum() != 0) {
            return Words.margin(fields);
        }
        Words.noteMargin(fields);
        return MarginTerms.NONE;
    }

    /** A message that says each time how to order, and how the position ends, says so at its end, too. */
    private static Entry entry(Fields fields, @Nullable BigDecimal size) {
        if (size == null || size.signum() != 0) {
            fields.read(Words.side(), "order_action");
            fields.read(Strategy::absolute, "contracts");
            return Terms.read(fields).with(ExitWords.read(fields));
        }
        fields.note("order_action", "contracts");
        Terms.note(fields);
        ExitWords.note(fields);
        return Entry.MARKET;
    }

    private static @Nullable BigDecimal size(Fields fields) {
        BigDecimal signed = fields.read(Decimals::parse, "position_size");
        BigDecimal held = held(fields, "market_position", "market_position_size");
        Stance stance = stance(fields);
        if (signed == null) {
            requireOne(fields);
            return held;
        }
        boolean agrees = stance == null || stance.agreesWith(signed);
        BigDecimal absolute = fields.has("market_position_size") ? absolute(fields) : null;
        if (!agrees || (absolute != null && absolute.compareTo(signed.abs()) != 0)) {
            String other = agrees ? "market_position_size" : "market_position";
            fields.fault("position_size", "contradicts " + other);
            fields.fault(other, "contradicts position_size");
        }
        return signed;
    }

    private static void requireOne(Fields fields) {
        if (!fields.has("position_size", "market_position")) {
            fields.fault(
                    "position_size", "is missing: give {{strategy.position_size}}, or market_position and its size");
        } else if (fields.has("market_position")
                && !fields.has("market_position_size")
                && !fields.word("market_position").equals("flat")) {
            fields.fault("market_position_size", "is missing: give it beside market_position, or give position_size");
        }
    }

    private static @Nullable Stance stance(Fields fields) {
        return fields.read(Stance::of, "market_position");
    }

    private static @Nullable BigDecimal absolute(Fields fields) {
        return fields.read(Strategy::absolute, "market_position_size");
    }

    /** What a stance and its size say together; absent unless both are there, but flat says it alone. */
    static @Nullable BigDecimal held(Fields fields, String stanceName, String sizeName) {
        Stance stance = fields.read(Stance::of, stanceName);
        BigDecimal size = fields.read(Strategy::absolute, sizeName);
        if (stance == null || (size == null && (fields.has(sizeName) || stance != Stance.FLAT))) {
            return null;
        }
        BigDecimal held = stance.signed(size == null ? BigDecimal.ZERO : size);
        if (held == null) {
            fields.fault(stanceName, "contradicts " + sizeName);
            fields.fault(sizeName, "contradicts " + stanceName);
        }
        return held;
    }

    private static BigDecimal absolute(String text) {
        BigDecimal size = Decimals.parse(text);
        if (size.signum() < 0) {
            throw new IllegalArgumentException("must not be negative: another field says which side");
        }
        return size;
    }
}
