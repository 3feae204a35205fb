package dev.asterbridge.orders;

import dev.asterbridge.exchange.Symbol;

/**
 * Published when an order that rested is another one than before: more of it is filled, or it has ended, by itself or at the
 * word of a person. Told to this instance only, once it is on record, and not again after a restart.
 */
public record OrderMoved(Symbol symbol) {}
