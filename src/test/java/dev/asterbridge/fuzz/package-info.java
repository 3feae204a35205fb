/**
 * Proof by input nobody thought of: bodies, bytes on the wire, answers of the exchange.
 *
 * <p>Cases follow from a seed and their number, so that one that fails can be run again alone. What is right is decided
 * by a small reader and checker of its own, which shares no code with the service.
 */
package dev.asterbridge.fuzz;
