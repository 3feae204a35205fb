package dev.asterbridge.webhook;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The messages of 3Commas' signal bot, those of strategies and those of custom signals.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>secret, timestamp, max_lag</td><td>as everywhere here</td></tr>
 * <tr><td>tv_instrument</td><td>the symbol</td></tr>
 * <tr><td>action buy, sell</td><td>with strategy_info: an order of the strategy</td></tr>
 * <tr><td>action enter_long, enter_short</td><td>open; against the other side it is refused</td></tr>
 * <tr><td>action exit_long, exit_short</td><td>close that side; with an order.amount that is not 0: decrease it</td></tr>
 * <tr><td>action disable, positions_sub_action</td><td>refused: there is no bot here to be switched off</td></tr>
 * <tr><td>strategy_info.market_position, .market_position_size</td><td>with both: hold that; an order.amount in base decides
 * nothing then. Without the size, or with another currency_type: enter, decrease or close by the action</td></tr>
 * <tr><td>strategy_info.prev_market_position, .prev_market_position_size</td><td>what was held before. From one side
 * to the other is refused where no size in base says how much is held afterwards</td></tr>
 * <tr><td>order.amount, order.currency_type</td><td>base, quote, position_percent; margin_percent is refused, because it is a
 * share of what a bot was given and is multiplied by its leverage</td></tr>
 * <tr><td>order.order_type, order.price</td><td>market, limit</td></tr>
 * <tr><td>order.price_percent</td><td>refused: not supported yet</td></tr>
 * <tr><td>order, when strategy_info.market_position is flat</td><td>its fields are notes: it goes at market</td></tr>
 * <tr><td>take_profit.steps</td><td>price_percent and volume_percent of each, order_type market; trailing is refused</td></tr>
 * <tr><td>stop_loss</td><td>trigger_price_percent, order_type market; trailing and breakeven are refused</td></tr>
 * <tr><td>take_profit, stop_loss with enabled false, or of an exit</td><td>notes: they are of entries there</td></tr>
 * <tr><td>bot_uuid, trigger_price, tv_exchange</td><td>notes</td></tr>
 * </table>
 *
 * <p>Source: help.3commas.io, JSON file for strategy type and for custom signal type.
 */
@Component
final class ThreeCommas implements Dialect {

    private static final Terms.Names NAMES = new Terms.Names("order_type", "price", "stop_price", "", "");

    @Override
    public String name() {
        return "3commas";
    }

    @Override
    public boolean speaks(Fields fields) {
        return fields.has("tv_instrument", "bot_uuid", "strategy_info");
    }

    @Override
    public @Nullable Signal translate(Fields fields) {
        Symbol symbol = Words.symbol(fields, "tv_instrument");
        String strategy = Words.strategy(fields);
        String action =
                fields.need("give enter_long, exit_long, enter_short or exit_short", ThreeCommas::action, "action");
        fields.note("bot_uuid", "trigger_price", "tv_exchange");
        fields.refuse("is not supported: there is no bot here to be switched off", "positions_sub_action");
        Fields info = fields.inside("strategy_info");
        Fields order = fields.inside("order");
        Exits exits = ThreeCommasExits.read(fields, enters(action, info));
        Instruction instruction = isFlat(action, info)
                ? flat(fields, symbol, strategy, order)
                : instruction(fields, symbol, strategy, order, exits);
        return switch (action == null ? "" : action) {
            case "buy" -> ofStrategy(instruction, info, order, Side.BUY);
            case "sell" -> ofStrategy(instruction, info, order, Side.SELL);
            case "enter_long" -> custom(info, instruction.enter(Side.BUY));
            case "enter_short" -> custom(info, instruction.enter(Side.SELL));
            case "exit_long" -> custom(info, exit(instruction, order, PositionSide.LONG));
            case "exit_short" -> custom(info, exit(instruction, order, PositionSide.SHORT));
            default -> custom(info, null);
        };
    }

    private static String action(String text) {
        String action = text.strip().toLowerCase(Locale.ROOT);
        return switch (action) {
            case "buy", "sell", "enter_long", "enter_short", "exit_long", "exit_short" -> action;
            case "disable" ->
                throw new IllegalArgumentException("is not supported: there is no bot here to be switched off");
            default ->
                throw new IllegalArgumentException(
                        "must be buy or sell of a strategy, or enter_long, exit_long, enter_short or exit_short");
        };
    }

    private static boolean enters(@Nullable String action, @Nullable Fields info) {
        return switch (action == null ? "" : action) {
            case "enter_long", "enter_short" -> true;
            case "buy", "sell" -> info == null || !info.word("market_position").equals("flat");
            default -> false;
        };
    }

    /** Of a strategy that holds nothing any more; whatever its order says, it goes at market and must not fail for that. */
    private static boolean isFlat(@Nullable String action, @Nullable Fields info) {
        return ("buy".equals(action) || "sell".equals(action))
                && info != null
                && info.word("market_position").equals("flat");
    }

    private static Instruction flat(Fields fields, @Nullable Symbol symbol, String strategy, @Nullable Fields order) {
        if (order != null) {
            order.note("amount", "currency_type", "price_percent", NAMES.type(), NAMES.limit());
        }
        return new Instruction(fields, symbol, strategy, null, Entry.MARKET, "order", "order");
    }

    private static Instruction instruction(
            Fields fields, @Nullable Symbol symbol, String strategy, @Nullable Fields order, Exits exits) {
        if (order == null) {
            return new Instruction(fields, symbol, strategy, null, Entry.MARKET.with(exits), "order", "order");
        }
        boolean isExit = fields.word("action").startsWith("exit_");
        Size size = isExit && order.isNone("amount") ? none(order) : size(order, symbol);
        Terms.Type type = order.read(ThreeCommas::type, NAMES.type());
        boolean isNote = isExit && type != Terms.Type.LIMIT;
        if (isNote) {
            order.note(NAMES.limit());
        }
        Price price = isNote ? null : order.read(Price::of, NAMES.limit());
        order.refuse(Words.NOT_YET, "price_percent");
        Entry entry = new Terms(type == null ? Terms.Type.MARKET : type, price, null, null, null).entry(order, NAMES);
        return new Instruction(order, symbol, strategy, size, entry.with(exits), "amount", NAMES.type());
    }

    private static @Nullable Size size(Fields order, @Nullable Symbol symbol) {
        Unit unit = order.read(ThreeCommas::unit, "currency_type");
        if (unit != null) {
            return order.read(text -> unit.size(text, symbol), "amount");
        }
        if (order.has("amount") && !order.has("currency_type")) {
            order.fault("currency_type", "is missing: give base, quote or position_percent");
        }
        order.note("amount");
        return null;
    }

    /** Of an exit of all. */
    private static @Nullable Size none(Fields order) {
        order.note("amount", "currency_type");
        return null;
    }

    private static Unit unit(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "base" -> Unit.CONTRACTS;
            case "quote" -> Unit.QUOTE;
            case "position_percent" -> Unit.PERCENT_OF_POSITION;
            case "margin_percent" ->
                throw new IllegalArgumentException(
                        "is not supported: it is a share of a bot's margin, and there is no bot here; give base or quote");
            default -> throw new IllegalArgumentException("must be base, quote or position_percent");
        };
    }

    private static Terms.Type type(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "market" -> Terms.Type.MARKET;
            case "limit" -> Terms.Type.LIMIT;
            default -> throw new IllegalArgumentException("must be market or limit");
        };
    }

    private static @Nullable Signal ofStrategy(
            Instruction instruction, @Nullable Fields info, @Nullable Fields order, Side side) {
        if (info == null) {
            instruction
                    .fields()
                    .fault("strategy_info", "is missing: buy and sell need it; else give enter_long and the like");
            return null;
        }
        Stance stance = info.need("give {{strategy.market_position}}", Stance::of, "market_position");
        BigDecimal held = Strategy.held(info, "market_position", "market_position_size");
        BigDecimal previous = Strategy.held(info, "prev_market_position", "prev_market_position_size");
        if (stance == null) {
            return null;
        }
        boolean inBase = order == null
                || !order.has("currency_type")
                || order.word("currency_type").equals("base");
        if (inBase && (held != null || info.has("market_position_size"))) {
            return held == null ? null : instruction.target(held, previous);
        }
        Stance before = info.read(Stance::of, "prev_market_position");
        if (before != null && before != Stance.FLAT && stance != Stance.FLAT && before != stance) {
            info.fault(
                    "prev_market_position",
                    "is the other side: a reversal needs the size afterwards; give market_position_size and an order in base");
        }
        return instruction.by(side, stance.after(side));
    }

    /** What is said of a strategy beside a custom signal would be half understood. */
    private static @Nullable Signal custom(@Nullable Fields info, @Nullable Signal signal) {
        if (info != null) {
            info.refuse(
                    "goes with buy and sell only",
                    "market_position",
                    "market_position_size",
                    "prev_market_position",
                    "prev_market_position_size");
        }
        return signal;
    }

    private static @Nullable Signal exit(Instruction instruction, @Nullable Fields order, PositionSide side) {
        return order == null || order.isNone("amount") ? instruction.leave(side) : instruction.reduce(side);
    }
}
