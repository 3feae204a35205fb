package dev.asterbridge.webhook;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What other systems' messages come down to: enter, add, reduce or leave, with a size and terms.
 *
 * @param symbol absent where it was not understood, as is the size
 * @param entry its exits count for what enters, adds or holds; for the rest they are notes
 * @param sizeName the field the size stands in
 * @param typeName the field the terms stand in
 */
record Instruction(
        Fields fields,
        @Nullable Symbol symbol,
        String strategy,
        @Nullable Size size,
        Entry entry,
        String sizeName,
        String typeName) {

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    @Nullable
    Signal enter(Side side) {
        requireSize("nothing is set up here that says how much");
        return size == null ? null : signal(null, new Signal.Open(side, size, entry));
    }

    /** Hold the size on this side, whatever is held now; a size that is not in contracts can only be entered. */
    @Nullable
    Signal hold(Side side) {
        if (!(size instanceof Size.Contracts contracts)) {
            return enter(side);
        }
        BigDecimal held = contracts.quantity().value();
        return target(side == Side.BUY ? held : held.negate(), null);
    }

    @Nullable
    Signal target(BigDecimal held, @Nullable BigDecimal previous) {
        return signal(null, new Signal.Target(held, previous, entry));
    }

    @Nullable
    Signal add(@Nullable Side side) {
        requireSize("say how much is to be added");
        PositionSide to = side == null ? null : side == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        return size == null ? null : signal(to, new Signal.Increase(side, size, entry));
    }

    /** Takes the size away, which may be all. */
    @Nullable
    Signal reduce(@Nullable PositionSide from) {
        requireSize("say how much is to be taken away");
        boolean all = size instanceof Size.Share share
                && share.of() == Size.Of.POSITION
                && share.percent().compareTo(WHOLE) == 0;
        if (all && isAtMarket()) {
            return leave(from);
        }
        return size == null ? null : signal(from, new Signal.Decrease(size, entry.with(Exits.NONE)));
    }

    @Nullable
    Signal leave(@Nullable PositionSide from) {
        if (!isAtMarket()) {
            fields.fault(typeName, "must be market: what ends the position goes at market");
        }
        return signal(from, new Signal.Close());
    }

    /** By the side of an order and how it stands afterwards. */
    @Nullable
    Signal by(Side side, Stance.Move move) {
        return switch (move) {
            case ENTER -> enter(side);
            case REDUCE -> reduce(Stance.reducedBy(side));
            case LEAVE -> leave(Stance.reducedBy(side));
        };
    }

    private boolean isAtMarket() {
        return entry.terms() instanceof OrderTerms.Market;
    }

    private void requireSize(String missing) {
        if (size == null && !fields.has(sizeName)) {
            fields.fault(sizeName, "is missing: " + missing);
        }
    }

    private @Nullable Signal signal(@Nullable PositionSide positionSide, Signal.Intent intent) {
        return symbol == null ? null : new Signal(symbol, strategy, positionSide, intent);
    }
}
