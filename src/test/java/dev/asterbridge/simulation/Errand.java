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
        CLOSE;

        boolean opens() {
            return this == OPEN || this == INCREASE;
        }
    }

    final int number;
    final Symbol symbol;
    final Kind kind;
    final @Nullable Side side;
    final @Nullable PositionSide positionSide;
    final @Nullable BigDecimal quantity;
    final @Nullable BigDecimal limit;
    final Recognised by;

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
            Recognised by) {
        this.number = number;
        this.symbol = symbol;
        this.kind = kind;
        this.side = side;
        this.positionSide = positionSide;
        this.quantity = quantity;
        this.limit = limit;
        this.by = by;
    }

    String body() {
        return "{\"errand\":" + number + "}";
    }

    @Override
    public String toString() {
        return "errand %d: %s%s%s %s%s by %s"
                .formatted(
                        number,
                        kind,
                        side == null ? "" : " " + side,
                        quantity == null ? "" : " " + quantity,
                        symbol,
                        limit == null ? "" : " at " + limit,
                        by);
    }
}
