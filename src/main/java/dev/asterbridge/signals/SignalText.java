package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.StoredJson;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A signal as the journal keeps it.
 *
 * @param size in its text form
 * @param terms in their text form
 * @param exits in their text form
 * @param cancels the order that is to be cancelled, or the signal whose orders are
 * @param quantity instead of {@code size} where an older version wrote it
 * @param limit instead of {@code terms} where an older version wrote it
 * @param alias absent where it came under its symbol's own name
 */
record SignalText(
        String action,
        @Nullable String strategy,
        @Nullable PositionSide positionSide,
        @Nullable Side side,
        @Nullable String size,
        @Nullable String previous,
        @Nullable String terms,
        @Nullable String maxSlippage,
        @Nullable Duration expireAfter,
        @Nullable String exits,
        @Nullable String cancels,
        @Nullable String quantity,
        @Nullable String limit,
        @Nullable Integer leverage,
        @Nullable MarginType marginType,
        @Nullable String alias) {

    private static final String ALL = "all";

    static String of(Signal signal) {
        return StoredJson.text(
                switch (signal.intent()) {
                    case Signal.Open open ->
                        text(signal, open.side(), open.size().toString(), null, open.entry());
                    case Signal.Increase more ->
                        text(signal, more.side(), more.size().toString(), null, more.entry());
                    case Signal.Decrease less -> text(signal, null, less.size().toString(), null, less.entry());
                    case Signal.Close it -> text(signal, null, it.ofAll() ? ALL : null, null, Entry.MARKET);
                    case Signal.Cancel it -> cancel(signal, it);
                    case Signal.Target it ->
                        text(signal, null, Decimals.plain(it.size()), plain(it.previous()), it.entry());
                });
    }

    static Signal read(Symbol symbol, String text) {
        SignalText stored = StoredJson.read(text, SignalText.class);
        String strategy = stored.strategy() == null ? "" : stored.strategy();
        return new Signal(
                symbol,
                strategy,
                stored.positionSide(),
                stored.intent(),
                new MarginTerms(stored.leverage(), stored.marginType()),
                stored.alias() == null ? null : new Symbol(stored.alias()));
    }

    private static SignalText text(
            Signal signal, @Nullable Side side, @Nullable String size, @Nullable String previous, Entry entry) {
        return new SignalText(
                signal.intent().name(),
                signal.strategy().isEmpty() ? null : signal.strategy(),
                signal.positionSide(),
                side,
                size,
                previous,
                entry.terms().toString(),
                plain(entry.maxSlippage()),
                entry.expireAfter(),
                entry.exits().equals(Exits.NONE) ? null : entry.exits().toString(),
                null,
                null,
                null,
                signal.margin().leverage(),
                signal.margin().marginType(),
                signal.alias() == null ? null : signal.alias().name());
    }

    private static SignalText cancel(Signal signal, Signal.Cancel cancel) {
        String strategy = signal.strategy().isEmpty() ? null : signal.strategy();
        PositionSide side = signal.positionSide();
        return new SignalText(
                cancel.name(),
                strategy,
                side,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                cancel.order(),
                null,
                null,
                null,
                null,
                null);
    }

    Signal.Intent intent() {
        return switch (action) {
            case "open" -> new Signal.Open(Objects.requireNonNull(side), asked(), entry());
            case "increase" -> new Signal.Increase(side, asked(), entry());
            case "decrease" -> new Signal.Decrease(asked(), entry());
            case "close" -> new Signal.Close(ALL.equals(size));
            case "cancel" -> new Signal.Cancel(cancels);
            case "target" ->
                new Signal.Target(
                        new BigDecimal(Objects.requireNonNull(size)),
                        previous == null ? null : new BigDecimal(previous),
                        entry());
            default -> throw new IllegalStateException("the journal holds the unknown action " + action);
        };
    }

    private Size asked() {
        return Size.parse(Objects.requireNonNull(size == null ? quantity : size));
    }

    private Entry entry() {
        OrderTerms old = limit == null ? new OrderTerms.Market() : OrderTerms.at(Price.of(limit));
        return new Entry(
                terms == null ? old : OrderTerms.parse(terms),
                maxSlippage == null ? null : new BigDecimal(maxSlippage),
                expireAfter,
                Exits.of(exits));
    }

    private static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : Decimals.plain(value);
    }
}
