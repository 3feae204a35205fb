package dev.asterbridge.webhook;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The messages of OKX's signal bot: section A, of strategies, with buy and sell; section B, of orders, with ENTER_LONG and
 * the like.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>signalToken, timestamp, maxLag, id</td><td>secret, time and so on, as everywhere here</td></tr>
 * <tr><td>instrument</td><td>the symbol; BTC-USDT-SWAP, too</td></tr>
 * <tr><td>A: action buy, sell, marketPosition</td><td>flat: close; onto the side of the action: open; of the other side:
 * decrease</td></tr>
 * <tr><td>A: prevMarketPosition</td><td>must fit to both. From one side to the other is refused: no size says how much is
 * held afterwards</td></tr>
 * <tr><td>B: ENTER_LONG, ENTER_SHORT</td><td>open; against the other side it is refused</td></tr>
 * <tr><td>B: EXIT_LONG, EXIT_SHORT</td><td>close that side; with an amount that is not 0: decrease it</td></tr>
 * <tr><td>investmentType, amount</td><td>base, percentage_position; contract is refused, because OKX's contracts are of
 * another size; margin, percentage_balance and percentage_investment are, because they are multiplied by a bot's leverage
 * or are shares of what it was given</td></tr>
 * <tr><td>investmentType, amount, when marketPosition is flat</td><td>notes</td></tr>
 * <tr><td>orderType</td><td>market; limit is refused with its orderPriceOffset: not supported yet</td></tr>
 * </table>
 *
 * <p>Source: okx.com, signal bot alert message specifications 2.0.
 */
@Component
final class Okx implements Dialect {

    private static final String SWAP = "-SWAP";

    @Override
    public String name() {
        return "okx";
    }

    @Override
    public boolean speaks(Fields fields) {
        return fields.has("instrument", "signalToken", "investmentType");
    }

    @Override
    public @Nullable Signal translate(Fields fields) {
        Symbol symbol = fields.symbol(Okx::symbol, "instrument");
        String strategy = Words.strategy(fields);
        String action = fields.need("give buy or sell, or ENTER_LONG and the like", Okx::action, "action");
        fields.read(Okx::type, "orderType");
        fields.refuse(Words.NOT_YET, "orderPriceOffset");
        Size size = leaves(fields, action) ? none(fields) : size(fields, symbol);
        Instruction instruction = new Instruction(fields, symbol, strategy, size, Entry.MARKET, "amount", "orderType");
        return switch (action == null ? "" : action) {
            case "buy" -> ofStrategy(instruction, Side.BUY);
            case "sell" -> ofStrategy(instruction, Side.SELL);
            case "enter_long" -> ofOrder(instruction, instruction.enter(Side.BUY));
            case "enter_short" -> ofOrder(instruction, instruction.enter(Side.SELL));
            case "exit_long" -> ofOrder(instruction, exit(instruction, PositionSide.LONG));
            case "exit_short" -> ofOrder(instruction, exit(instruction, PositionSide.SHORT));
            default -> {
                fields.note("marketPosition", "prevMarketPosition");
                yield null;
            }
        };
    }

    private static Symbol symbol(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        return Symbol.of(name.endsWith(SWAP) ? name.substring(0, name.length() - SWAP.length()) : name);
    }

    private static String action(String text) {
        String action = text.strip().toLowerCase(Locale.ROOT);
        return switch (action) {
            case "buy", "sell", "enter_long", "enter_short", "exit_long", "exit_short" -> action;
            default ->
                throw new IllegalArgumentException(
                        "must be buy or sell of a strategy, or ENTER_LONG, EXIT_LONG, ENTER_SHORT or EXIT_SHORT");
        };
    }

    private static String type(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "market" -> "market";
            case "limit" -> throw new IllegalArgumentException("is not supported yet, nor is its offset; give market");
            default -> throw new IllegalArgumentException("must be market");
        };
    }

    /** Whether nothing is left, so that no size counts; zero is none. */
    private static boolean leaves(Fields fields, @Nullable String action) {
        return switch (action == null ? "" : action) {
            case "buy", "sell" -> fields.word("marketPosition").equals("flat");
            case "exit_long", "exit_short" -> fields.isNone("amount");
            default -> false;
        };
    }

    private static @Nullable Size none(Fields fields) {
        fields.note("amount", "investmentType");
        return null;
    }

    private static @Nullable Size size(Fields fields, @Nullable Symbol symbol) {
        Unit unit = fields.read(Okx::unit, "investmentType");
        if (unit != null) {
            return fields.read(text -> unit.size(text, symbol), "amount");
        }
        if (fields.has("amount") && !fields.has("investmentType")) {
            fields.fault("investmentType", "is missing: give base or percentage_position");
        }
        fields.note("amount");
        return null;
    }

    private static Unit unit(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "base" -> Unit.CONTRACTS;
            case "percentage_position" -> Unit.PERCENT_OF_POSITION;
            case "contract" ->
                throw new IllegalArgumentException("is not supported: OKX's contracts are of another size; give base");
            case "margin" ->
                throw new IllegalArgumentException(
                        "is not supported: the order is worth it times the bot's leverage; give base");
            case "percentage_balance", "percentage_investment" ->
                throw new IllegalArgumentException(
                        "is not supported: it is a share of what a bot was given, and there is no bot here; give base");
            default -> throw new IllegalArgumentException("must be base or percentage_position");
        };
    }

    private static @Nullable Signal ofStrategy(Instruction instruction, Side side) {
        Fields fields = instruction.fields();
        Stance now = fields.need("give {{strategy.market_position}}", Stance::of, "marketPosition");
        Stance before = fields.read(Stance::of, "prevMarketPosition");
        if (now == null) {
            return null;
        }
        boolean crosses = before != null && before != Stance.FLAT && now != Stance.FLAT && before != now;
        if (crosses) {
            fields.fault(
                    "prevMarketPosition",
                    "is the other side: a reversal needs the size afterwards; send position_size to"
                            + " /webhook/tradingview-strategy");
        } else if (before != null && !fits(before, side, now)) {
            fields.fault("prevMarketPosition", "contradicts action and marketPosition");
        }
        return instruction.by(side, now.after(side));
    }

    /** Whether an order of this side leads from the one stance to the other. */
    private static boolean fits(Stance before, Side side, Stance now) {
        Stance reduced = side == Side.SELL ? Stance.LONG : Stance.SHORT;
        return now.after(side) == Stance.Move.ENTER || before == reduced;
    }

    private static @Nullable Signal ofOrder(Instruction instruction, @Nullable Signal signal) {
        instruction.fields().refuse("goes with buy and sell only", "marketPosition", "prevMarketPosition");
        return signal;
    }

    private static @Nullable Signal exit(Instruction instruction, PositionSide side) {
        return instruction.fields().isNone("amount") ? instruction.leave(side) : instruction.reduce(side);
    }
}
