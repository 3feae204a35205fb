package dev.asterbridge.webhook;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns an alert's text into the signal it means, or names everything in it that is missing or wrong. */
@Component
class AlertTranslator {

    /** @throws ProblemException 400 naming every field at fault */
    Signal translate(TradingViewAlert alert) {
        return new Translation(alert).signal();
    }

    /** One alert under translation, with what was found wrong so far. */
    private static final class Translation {

        private final TradingViewAlert alert;
        private final List<Field> faults = new ArrayList<>();

        Translation(TradingViewAlert alert) {
            this.alert = alert;
        }

        Signal signal() {
            Symbol symbol = read("symbol", alert.symbol(), Symbol::of);
            require("symbol", alert.symbol(), "is missing: give a contract such as BTCUSDT");
            PositionSide positionSide =
                    read("position_side", alert.positionSide(), oneOf(PositionSide.class, "LONG, SHORT or BOTH"));
            Signal.Intent intent = intent();
            if (!faults.isEmpty() || symbol == null || intent == null) {
                throw new ProblemException(Problem.badInput(faults));
            }
            return new Signal(symbol, positionSide, intent);
        }

        private Signal.@Nullable Intent intent() {
            return switch (alert.action() == null ? "" : alert.action().strip().toLowerCase(Locale.ROOT)) {
                case "open" -> open();
                case "increase" -> increase();
                case "decrease" -> decrease();
                case "close" -> close();
                case "" -> none("action", null, "is missing: give open, increase, decrease or close");
                default -> none("action", alert.action(), "must be open, increase, decrease or close");
            };
        }

        private Signal.@Nullable Intent open() {
            Side side = side();
            require("side", alert.side(), "is missing: an open needs BUY or SELL");
            Quantity quantity = quantity("an open");
            Price limit = limit();
            return side == null || quantity == null
                    ? null
                    : new Signal.Open(side, new Size.Contracts(quantity), entry(limit));
        }

        private Signal.@Nullable Intent increase() {
            Side side = side();
            Quantity quantity = quantity("an increase");
            Price limit = limit();
            return quantity == null ? null : new Signal.Increase(side, new Size.Contracts(quantity), entry(limit));
        }

        private Signal.@Nullable Intent decrease() {
            side();
            Quantity quantity = quantity("a decrease");
            Price limit = limit();
            return quantity == null ? null : new Signal.Decrease(new Size.Contracts(quantity), entry(limit));
        }

        /** Sizes and prices in a close are notes: a strategy's own say zero there, and an exit must not fail for that. */
        private Signal.@Nullable Intent close() {
            String type = alert.orderType();
            return type == null || type.strip().equalsIgnoreCase("MARKET")
                    ? new Signal.Close()
                    : none("order_type", type, "must be MARKET: a close ends the position at market");
        }

        private @Nullable Side side() {
            return read("side", alert.side(), oneOf(Side.class, "BUY or SELL"));
        }

        private @Nullable Quantity quantity(String action) {
            require("quantity", alert.quantity(), "is missing: %s needs one".formatted(action));
            return read("quantity", alert.quantity(), Quantity::of);
        }

        private @Nullable Price limit() {
            read("order_type", alert.orderType(), Translation::orderType);
            Price price = read("price", alert.price(), Price::of);
            if (isLimit()) {
                require("price", alert.price(), "is missing: a LIMIT order needs one");
                return price;
            }
            return null;
        }

        private static Entry entry(@Nullable Price limit) {
            return limit == null ? Entry.MARKET : Entry.of(OrderTerms.at(limit));
        }

        private static String orderType(String text) {
            String word = text.strip().toUpperCase(Locale.ROOT);
            if (!word.equals("MARKET") && !word.equals("LIMIT")) {
                throw new IllegalArgumentException("must be MARKET or LIMIT");
            }
            return word;
        }

        private boolean isLimit() {
            return alert.orderType() != null && alert.orderType().strip().equalsIgnoreCase("LIMIT");
        }

        private void require(String field, @Nullable String value, String message) {
            if (value == null) {
                fault(field, null, message);
            }
        }

        private <T> @Nullable T read(String field, @Nullable String value, Function<String, T> reader) {
            if (value == null) {
                return null;
            }
            try {
                return reader.apply(value);
            } catch (IllegalArgumentException e) {
                fault(field, value, String.valueOf(e.getMessage()));
                return null;
            }
        }

        private Signal.@Nullable Intent none(String field, @Nullable String value, String message) {
            fault(field, value, message);
            return null;
        }

        private void fault(String field, @Nullable String value, String message) {
            faults.add(new Field(field, value, message));
        }

        private static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type, String words) {
            return text -> {
                try {
                    return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("must be " + words, e);
                }
            };
        }
    }
}
