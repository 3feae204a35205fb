package dev.asterbridge.simulation;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What somebody asks of the service, and what he was told; known to the judge and not to the service. */
final class Errand {

    /** What is asked for. */
    enum Kind {
        OPEN,
        INCREASE,
        DECREASE,
        CLOSE,

        /** Hold so much from now on, as a strategy says it. */
        TARGET
    }

    /** What a strategy says: how much it held, and how much it holds. */
    record Step(String strategy, BigDecimal previous, BigDecimal target) {}

    final int number;
    final Symbol symbol;
    final Kind kind;
    final @Nullable Side side;
    final @Nullable PositionSide positionSide;
    final @Nullable BigDecimal quantity;
    final @Nullable BigDecimal limit;
    final Recognised by;

    /** How what is opened is to end, as text; absent where nobody says. */
    final @Nullable String exits;

    /** Present in a target only. */
    final @Nullable Step step;

    /** How the service can tell that two deliveries are one alert. */
    enum Recognised {
        KEY,
        TIME,
        ID,
        NOTHING
    }

    long firedAt;
    int sends;

    /** The last delivery that was answered in time. */
    int heard;

    /** Whether somebody was told that the service has it. */
    boolean acknowledged;

    Errand(
            int number,
            Symbol symbol,
            Kind kind,
            @Nullable Side side,
            @Nullable PositionSide positionSide,
            @Nullable BigDecimal quantity,
            @Nullable BigDecimal limit,
            Recognised by,
            @Nullable String exits) {
        this.number = number;
        this.symbol = symbol;
        this.kind = kind;
        this.side = side;
        this.positionSide = positionSide;
        this.quantity = quantity;
        this.limit = limit;
        this.by = by;
        this.exits = exits;
        this.step = null;
    }

    /** A target, with its time: without it nobody could say in which order a strategy meant what it said. */
    Errand(int number, Symbol symbol, Step step, @Nullable String exits) {
        this.number = number;
        this.symbol = symbol;
        this.kind = Kind.TARGET;
        this.side = null;
        this.positionSide = null;
        this.quantity = null;
        this.limit = null;
        this.by = Recognised.TIME;
        this.exits = exits;
        this.step = step;
    }

    /** Whether more may be held afterwards than before. */
    boolean opens() {
        return switch (kind) {
            case OPEN, INCREASE -> true;
            case DECREASE, CLOSE -> false;
            case TARGET -> step.target().signum() != 0;
        };
    }

    boolean isTarget() {
        return step != null;
    }

    /** Whose position it is about; empty for the one without a name. */
    String strategy() {
        return step == null ? "" : step.strategy();
    }

    /** Whether what it opens must not be without a stop. */
    boolean wantsStop() {
        return exits != null;
    }

    String body() {
        return "{\"errand\":" + number + "}";
    }

    @Override
    public String toString() {
        String asked = step == null
                ? "%s%s%s".formatted(kind, side == null ? "" : " " + side, quantity == null ? "" : " " + quantity)
                : "%s holds %s after %s".formatted(step.strategy(), step.target(), step.previous());
        return "errand %d: %s %s%s by %s%s"
                .formatted(
                        number,
                        asked,
                        symbol,
                        limit == null ? "" : " at " + limit,
                        by,
                        exits == null ? "" : "; " + exits);
    }
}
