package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.OrderTerms.TimeInForce;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.protection.Level;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * TradersPost's signals.
 *
 * <p>Its {@code buy} first ends a short position and then holds {@code quantity} long, unless it does already: it names what
 * is held afterwards, and does so again when it is repeated. Therefore a quantity in contracts becomes a target. What an
 * amount or a share comes to is known too late for that; such a {@code buy} opens or adds, and is refused against a short.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><td>ticker</td><td>the symbol</td></tr>
 * <tr><td>action buy, sell</td><td>without sentiment, or with that of its own side: hold quantity on that side. With flat:
 * close the other side. With that of the other side: decrease it</td></tr>
 * <tr><td>action exit</td><td>close; with a quantity that is not 0, and without sentiment flat: decrease</td></tr>
 * <tr><td>action add</td><td>increase; sentiment, where given, must agree with the position</td></tr>
 * <tr><td>action cancel</td><td>cancel what rests; what is to end a position stays. cancel_id, as in plain alerts</td></tr>
 * <tr><td>action breakeven</td><td>refused: not supported yet</td></tr>
 * <tr><td>sentiment</td><td>bullish or long, bearish or short, flat: how it stands afterwards</td></tr>
 * <tr><td>quantity, quantityType</td><td>fixed_quantity, dollar_amount, percent_of_equity, percent_of_position;
 * risk_dollar_amount is refused</td></tr>
 * <tr><td>orderType, limitPrice, stopPrice, timeInForce</td><td>market, limit, stop, stop_limit; gtc, ioc, fok;
 * trailing_stop is refused</td></tr>
 * <tr><td>price</td><td>the limit of a limit order without limitPrice; otherwise a note</td></tr>
 * <tr><td>takeProfit</td><td>percent, amount or limitPrice; taken at market once the mark price is there</td></tr>
 * <tr><td>stopLoss</td><td>type stop with percent, amount or stopPrice; type trailing_stop with trailPercent, 0.1 to 4.
 * stop_limit, limitPrice and other ways to trail are refused</td></tr>
 * <tr><td>cancelAfter</td><td>seconds an order may rest</td></tr>
 * <tr><td>quantity, prices, timeInForce and cancelAfter of what leaves nothing, at market</td><td>notes</td></tr>
 * <tr><td>takeProfit, stopLoss of what ends or reduces</td><td>notes: they are of entries there</td></tr>
 * <tr><td>trailAmount, trailPercent, cancel: true</td><td>refused: not supported yet</td></tr>
 * <tr><td>signalPrice, interval, ignoreTradingWindows, extras</td><td>notes</td></tr>
 * </table>
 *
 * <p>Source: docs.traderspost.io, webhook reference and order behaviour. Open orders are left alone here, which it cancels.
 */
@Component
final class TradersPost implements Dialect {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final Set<String> ACTIONS = Set.of("buy", "sell", "exit", "add", "cancel", "breakeven");
    private static final Terms.Names NAMES =
            new Terms.Names("orderType", "limitPrice", "stopPrice", "timeInForce", "max_slippage");

    @Override
    public String name() {
        return "traderspost";
    }

    @Override
    public boolean speaks(Fields fields) {
        return fields.has("sentiment") || (fields.has("ticker") && ACTIONS.contains(fields.word("action")));
    }

    @Override
    public @Nullable Signal translate(Fields fields) {
        Symbol symbol = Words.symbol(fields, "ticker");
        String strategy = Words.strategy(fields);
        String action = fields.need("give buy, sell, exit, add or cancel", TradersPost::action, "action");
        fields.note("signalPrice", "interval", "ignoreTradingWindows");
        fields.noteWhole("extras");
        fields.refuse(Words.NOT_YET, "trailAmount", "trailPercent");
        if (!fields.word("cancel").equals("false") && !"cancel".equals(action)) {
            fields.refuse(Words.NOT_YET, "cancel");
        }
        fields.note("cancel");
        Stance sentiment = fields.read(TradersPost::sentiment, "sentiment");
        boolean leaves = leaves(fields, action, sentiment);
        Entry entry = entry(fields, leaves).with(exits(fields, enters(action, sentiment)));
        Size size = size(fields, symbol, leaves);
        Instruction order = new Instruction(fields, symbol, strategy, size, entry, "quantity", NAMES.type());
        return switch (action == null ? "" : action) {
            case "buy" -> order(order, Side.BUY, sentiment);
            case "sell" -> order(order, Side.SELL, sentiment);
            case "exit" -> exit(order, sentiment);
            case "add" -> add(order, sentiment);
            case "cancel" -> cancel(fields, symbol, strategy);
            default -> null;
        };
    }

    /** Whether nothing is left, so that no size counts; zero is none. */
    private static boolean leaves(Fields fields, @Nullable String action, @Nullable Stance sentiment) {
        return switch (action == null ? "" : action) {
            case "buy", "sell" -> sentiment == Stance.FLAT;
            case "exit" -> sentiment == Stance.FLAT || fields.isNone("quantity");
            default -> false;
        };
    }

    private static boolean enters(@Nullable String action, @Nullable Stance sentiment) {
        return switch (action == null ? "" : action) {
            case "buy" -> sentiment == null || sentiment.after(Side.BUY) == Stance.Move.ENTER;
            case "sell" -> sentiment == null || sentiment.after(Side.SELL) == Stance.Move.ENTER;
            case "add" -> true;
            default -> false;
        };
    }

    private static @Nullable Signal cancel(Fields fields, @Nullable Symbol symbol, String strategy) {
        Signal.Cancel cancel = Words.cancel(fields);
        return symbol == null ? null : new Signal(symbol, strategy, null, cancel);
    }

    private static @Nullable Signal order(Instruction order, Side side, @Nullable Stance sentiment) {
        return sentiment == null || sentiment.after(side) == Stance.Move.ENTER
                ? order.hold(side)
                : order.by(side, sentiment.after(side));
    }

    private static @Nullable Signal exit(Instruction order, @Nullable Stance sentiment) {
        if (sentiment != null && sentiment != Stance.FLAT) {
            order.fields().fault("sentiment", "must be flat or left out: an exit leaves nothing");
        }
        return leaves(order.fields(), "exit", sentiment) ? order.leave(null) : order.reduce(null);
    }

    private static @Nullable Signal add(Instruction order, @Nullable Stance sentiment) {
        if (sentiment == Stance.FLAT) {
            order.fields()
                    .fault(
                            "sentiment",
                            "contradicts action add, after which something is held: say bullish or bearish, as the position is, or leave it out");
        }
        Side side = sentiment == Stance.LONG ? Side.BUY : sentiment == Stance.SHORT ? Side.SELL : null;
        return order.add(side);
    }

    private static String action(String text) {
        String action = text.strip().toLowerCase(Locale.ROOT);
        return switch (action) {
            case "buy", "sell", "exit", "add", "cancel" -> action;
            case "breakeven" -> throw new IllegalArgumentException(Words.NOT_YET);
            default -> throw new IllegalArgumentException("must be buy, sell, exit, add or cancel");
        };
    }

    private static Stance sentiment(String text) {
        try {
            return Stance.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be bullish or long, bearish or short, or flat", e);
        }
    }

    private static @Nullable Size size(Fields fields, @Nullable Symbol symbol, boolean leaves) {
        if (leaves) {
            fields.note("quantity", "quantityType");
            return null;
        }
        Unit unit = fields.read(TradersPost::unit, "quantityType");
        Unit counted = unit == null ? Unit.CONTRACTS : unit;
        return fields.read(text -> counted.size(text, symbol), "quantity");
    }

    private static Unit unit(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "fixed_quantity" -> Unit.CONTRACTS;
            case "dollar_amount" -> Unit.QUOTE;
            case "percent_of_equity" -> Unit.PERCENT_OF_EQUITY;
            case "percent_of_position" -> Unit.PERCENT_OF_POSITION;
            case "risk_dollar_amount" ->
                throw new IllegalArgumentException("is not supported; a plain alert puts 1%r of the equity at risk");
            default ->
                throw new IllegalArgumentException(
                        "must be fixed_quantity, dollar_amount, percent_of_equity or percent_of_position");
        };
    }

    /** They are of entries; whatever stands there, an exit must not fail for it. */
    private static Exits exits(Fields fields, boolean enters) {
        if (!enters) {
            fields.noteWhole("takeProfit", "stopLoss");
            return Exits.NONE;
        }
        Level take = takeProfit(fields.inside("takeProfit"));
        List<Exits.Take> takes = take == null ? List.of() : List.of(new Exits.Take(take, WHOLE));
        Fields stop = fields.inside("stopLoss");
        if (stop == null) {
            return new Exits(null, takes, null, null);
        }
        String type = stop.read(TradersPost::stopType, "type");
        stop.refuse("is not supported: the stop goes at market", "limitPrice");
        stop.refuse(
                "is not supported: AsterDEX trails by a percentage, give trailPercent", "trailAmount", "trailPrice");
        if ("trailing_stop".equals(type)) {
            stop.refuse("goes with type stop only", "percent", "amount", "stopPrice");
            Exits.Trail trail = stop.need(
                    "give it in percent", text -> new Exits.Trail(Decimals.parse(text), null), "trailPercent");
            return new Exits(null, takes, trail, null);
        }
        stop.refuse("goes with type trailing_stop only", "trailPercent");
        Level at = ExitWords.lessThanAll(stop, "percent", ExitWords.only(stop, "stopPrice", "percent", "amount"));
        return new Exits(at, takes, null, null);
    }

    private static @Nullable Level takeProfit(@Nullable Fields take) {
        if (take == null) {
            return null;
        }
        take.refuse("is not supported: give percent, amount or limitPrice", "pnlAmount");
        return ExitWords.only(take, "limitPrice", "percent", "amount");
    }

    private static String stopType(String text) {
        String type = text.strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "stop", "trailing_stop" -> type;
            default -> throw new IllegalArgumentException("must be stop or trailing_stop");
        };
    }

    private static Entry entry(Fields fields, boolean leaves) {
        String type = fields.word(NAMES.type());
        if (leaves && (!fields.says(NAMES.type()) || type.equals("market"))) {
            fields.note(NAMES.type(), "price", NAMES.limit(), NAMES.stop(), NAMES.timeInForce(), "cancelAfter");
            return Entry.MARKET;
        }
        Entry entry = terms(fields);
        Duration rests = fields.read(Terms::duration, "cancelAfter");
        return rests == null || entry.terms().endsAtOnce() ? entry : entry.within(rests);
    }

    private static Entry terms(Fields fields) {
        String type = fields.read(TradersPost::type, NAMES.type());
        Price price = fields.read(Price::of, "price");
        Price limit = fields.read(Price::of, NAMES.limit());
        Price stop = fields.read(Price::of, NAMES.stop());
        TimeInForce timeInForce = fields.read(Words.oneOf(TimeInForce.class), NAMES.timeInForce());
        return switch (type == null ? "market" : type) {
            case "limit" ->
                new Terms(Terms.Type.LIMIT, limit == null ? price : limit, stop, timeInForce, null)
                        .entry(fields, NAMES);
            case "stop" -> new Terms(Terms.Type.STOP, null, stop, timeInForce, null).entry(fields, NAMES);
            case "stop_limit" -> {
                if (limit == null) {
                    fields.fault(NAMES.limit(), "is missing: a stop_limit order needs one");
                }
                yield new Terms(Terms.Type.STOP, limit, stop, timeInForce, null).entry(fields, NAMES);
            }
            default -> new Terms(Terms.Type.MARKET, null, stop, timeInForce, null).entry(fields, NAMES);
        };
    }

    private static String type(String text) {
        String type = text.strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "market", "limit", "stop", "stop_limit" -> type;
            case "trailing_stop" -> throw new IllegalArgumentException(Words.NOT_YET);
            default -> throw new IllegalArgumentException("must be market, limit, stop or stop_limit");
        };
    }
}
