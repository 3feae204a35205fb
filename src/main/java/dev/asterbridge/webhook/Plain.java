package dev.asterbridge.webhook;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The house's own words: what is to be done, one step at a time.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>action</td><td>open, increase, decrease, close, cancel</td></tr>
 * <tr><td>symbol, ticker</td><td>as on the chart</td></tr>
 * <tr><td>side</td><td>BUY or SELL; needed by open, must agree with the position in increase</td></tr>
 * <tr><td>quantity, qty, contracts</td><td>0.01, 100 USDT, 5%, 50%p, 1%r; of what quantity_type says where it is given</td></tr>
 * <tr><td>quantity_type</td><td>contracts, quote, percent_of_equity, percent_of_position,
 * percent_at_risk</td></tr>
 * <tr><td>quote_quantity</td><td>instead of quantity: what it is worth in the quote asset</td></tr>
 * <tr><td>order_type, price, stop_price, time_in_force, max_slippage, trail_percent, activation_price,
 * expire_after</td><td>see {@link Terms}</td></tr>
 * <tr><td>leverage, margin_type</td><td>1 to 125; ISOLATED or CROSSED: of open and increase, elsewhere notes</td></tr>
 * <tr><td>stop_loss, take_profit, trailing_stop, break_even, ...</td><td>see {@link ExitWords}; of open and increase</td></tr>
 * <tr><td>cancel_id</td><td>of cancel: the one order, or the one alert, whose orders are meant; else all that rest</td></tr>
 * <tr><td>position_side, strategy</td><td>which position is meant, and whose</td></tr>
 * <tr><td>sizes, side, price, time_in_force, max_slippage and expire_after of a close</td><td>notes: a strategy's own say zero
 * there, and an exit must not fail for that; so is 0 or NaN in stop_price and the like</td></tr>
 * </table>
 */
final class Plain implements Dialect {

    private static final String[] SIZES = {"quantity", "qty", "contracts", "quote_quantity", "quantity_type"};
    private static final String[] TERMS = {
        "order_type",
        "price",
        "stop_price",
        "time_in_force",
        "max_slippage",
        "trail_percent",
        "activation_price",
        "expire_after"
    };
    private static final String AT_MARKET = "does not go with close, which ends the position at market";
    private static final String NO_ORDER = "does not go with cancel, which orders nothing";
    private static final String NO_EXIT = "goes with what opens a position or adds to one";
    private static final String ACTIONS = "open, increase, decrease, close or cancel";

    @Override
    public String name() {
        return "plain";
    }

    /** Whatever no other dialect knows. */
    @Override
    public boolean speaks(Fields fields) {
        return true;
    }

    @Override
    public @Nullable Signal translate(Fields fields) {
        Symbol symbol = Words.symbol(fields, "symbol", "ticker");
        String strategy = Words.strategy(fields);
        PositionSide positionSide = Words.positionSide(fields);
        Signal.Intent intent = intent(fields, symbol);
        MarginTerms margin = margin(fields);
        return symbol == null || intent == null
                ? null
                : new Signal(symbol, strategy, positionSide, intent).with(margin);
    }

    private static MarginTerms margin(Fields fields) {
        if (Set.of("open", "increase").contains(fields.word("action"))) {
            return Words.margin(fields);
        }
        Words.noteMargin(fields);
        return MarginTerms.NONE;
    }

    private static Signal.@Nullable Intent intent(Fields fields, @Nullable Symbol symbol) {
        String action = fields.need(
                "give " + ACTIONS + "; or position_size, for what a strategy holds", Plain::action, "action");
        return switch (action == null ? "" : action) {
            case "open" -> open(fields, symbol);
            case "increase" -> increase(fields, symbol);
            case "decrease" -> decrease(fields, symbol);
            case "close" -> close(fields);
            case "cancel" -> cancel(fields);
            default -> {
                fields.note(SIZES);
                fields.note(TERMS);
                fields.note("side", "cancel_id");
                ExitWords.note(fields);
                yield null;
            }
        };
    }

    private static Signal.@Nullable Intent open(Fields fields, @Nullable Symbol symbol) {
        Side side = fields.need("an open needs BUY or SELL", Words.side(), "side");
        Size size = size(fields, symbol, "an open");
        Entry entry = entry(fields, size);
        return side == null || size == null ? null : new Signal.Open(side, size, entry);
    }

    private static Signal.@Nullable Intent increase(Fields fields, @Nullable Symbol symbol) {
        Side side = fields.read(Words.side(), "side");
        Size size = size(fields, symbol, "an increase");
        Entry entry = entry(fields, size);
        return size == null ? null : new Signal.Increase(side, size, entry);
    }

    private static Signal.@Nullable Intent decrease(Fields fields, @Nullable Symbol symbol) {
        fields.read(Words.side(), "side");
        Size size = size(fields, symbol, "a decrease");
        Entry entry = Terms.read(fields);
        if (isAtRisk(size)) {
            fields.fault(sizeName(fields), "goes with open and increase only, whose stop_loss it follows from");
        }
        ExitWords.refuse(fields, NO_EXIT);
        return size == null ? null : new Signal.Decrease(size, entry);
    }

    private static Entry entry(Fields fields, @Nullable Size size) {
        Entry entry = Terms.read(fields).with(ExitWords.read(fields));
        if (isAtRisk(size) && entry.exits().stop() == null) {
            fields.fault(sizeName(fields), "needs a stop_loss, from which the size follows");
        }
        return entry;
    }

    private static Signal.Intent close(Fields fields) {
        fields.note(SIZES);
        fields.note("side", "price", "time_in_force", "max_slippage", "expire_after");
        for (String when : new String[] {"stop_price", "trail_percent", "activation_price"}) {
            if (fields.says(when)) {
                fields.refuse(AT_MARKET, when);
            }
            fields.note(when);
        }
        ExitWords.refuse(fields, NO_EXIT);
        if (fields.says("order_type") && !fields.word("order_type").equals("market")) {
            fields.refuse("must be MARKET: a close ends the position at market", "order_type");
        }
        fields.note("order_type");
        return new Signal.Close();
    }

    private static Signal.Intent cancel(Fields fields) {
        fields.refuse(NO_ORDER, SIZES);
        fields.refuse(NO_ORDER, TERMS);
        fields.refuse(NO_ORDER, "side");
        ExitWords.refuse(fields, NO_ORDER);
        return Words.cancel(fields);
    }

    private static String action(String text) {
        String action = text.strip().toLowerCase(Locale.ROOT);
        return switch (action) {
            case "open", "increase", "decrease", "close", "cancel" -> action;
            default -> throw new IllegalArgumentException("must be " + ACTIONS);
        };
    }

    private static @Nullable Size size(Fields fields, @Nullable Symbol symbol, String action) {
        Unit unit = fields.read(Words.oneOf(Unit.class), "quantity_type");
        if (fields.has("quote_quantity")) {
            fields.refuse("says the size a second time, beside quote_quantity", "quantity", "qty", "contracts");
            fields.refuse("goes with quantity only", "quantity_type");
            return fields.read(text -> Unit.QUOTE.size(text, symbol), "quote_quantity");
        }
        return fields.need(
                action + " needs one",
                text -> unit == null ? Size.parse(text) : unit.size(text, symbol),
                "quantity",
                "qty",
                "contracts");
    }

    private static boolean isAtRisk(@Nullable Size size) {
        return size instanceof Size.Share share && share.of() == Size.Of.RISK;
    }

    /** What the size is called in this message. */
    private static String sizeName(Fields fields) {
        return fields.has("quantity") ? "quantity" : fields.has("qty") ? "qty" : "contracts";
    }
}
