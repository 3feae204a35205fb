package dev.asterbridge.signals;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.StoredJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A signal as the journal keeps it. */
record SignalText(
        String action,
        @Nullable PositionSide positionSide,
        @Nullable Side side,
        @Nullable String quantity,
        @Nullable String limit) {

    static String of(Signal signal) {
        String action = signal.intent().name();
        PositionSide positionSide = signal.positionSide();
        return StoredJson.text(
                switch (signal.intent()) {
                    case Signal.Open open ->
                        new SignalText(action, positionSide, open.side(), text(open.quantity()), text(open.limit()));
                    case Signal.Increase more ->
                        new SignalText(action, positionSide, more.side(), text(more.quantity()), text(more.limit()));
                    case Signal.Decrease less ->
                        new SignalText(action, positionSide, null, text(less.quantity()), text(less.limit()));
                    case Signal.Close ignored -> new SignalText(action, positionSide, null, null, null);
                });
    }

    static Signal read(Symbol symbol, String text) {
        SignalText stored = StoredJson.read(text, SignalText.class);
        return new Signal(symbol, stored.positionSide(), stored.intent());
    }

    Signal.Intent intent() {
        Price price = limit == null ? null : Price.of(limit);
        return switch (action) {
            case "open" -> new Signal.Open(Objects.requireNonNull(side), size(), price);
            case "increase" -> new Signal.Increase(side, size(), price);
            case "decrease" -> new Signal.Decrease(size(), price);
            case "close" -> new Signal.Close();
            default -> throw new IllegalStateException("the journal holds the unknown action " + action);
        };
    }

    private Quantity size() {
        return Quantity.of(Objects.requireNonNull(quantity));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
