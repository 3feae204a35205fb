package dev.asterbridge.exchange;

import java.util.List;

/** Reads positions. Every method throws {@link ExchangeUnavailable} when the question could not be answered. */
public interface PositionReader {

    /** Positions of every symbol that are not flat. */
    List<Position> open();

    /**
     * One symbol's positions, flat ones included: one in one-way mode, two in hedge mode. For planning orders: it may use
     * the share of the request budget that is kept for exits, unless a person asks.
     */
    List<Position> of(Symbol symbol);
}
