/**
 * Proof by a strategy that trades: its alerts, as TradingView sends them, are brought in with copies, late ones, swapped ones
 * and losses, and the paper exchange has to hold in the end what the strategy holds.
 *
 * <p>The judge is the strategy: {@link dev.asterbridge.replay.Crossover} computes its fills and its position from the candles
 * in {@code replay/candles.csv}, with a book of its own and no code of the service. Its alerts are in
 * {@code replay/alerts.ndjson}, its position after each of them in {@code replay/positions.txt}; a test regenerates all
 * three.
 */
package dev.asterbridge.replay;
