/**
 * The limits: what may be opened at all, whoever asks for it, and the switch that ends it.
 *
 * <p>{@link dev.asterbridge.risk.RiskGuard} is asked about every planned order before it is sent, and about what all
 * instances share once more in the transaction that puts the order on record. What makes a position smaller passes
 * without a question. What cannot be computed refuses. Nothing that decides is remembered: limits in use, halts and the
 * equity are read from the journal each time, so that a halt holds at once on every instance and after every restart.
 */
@ApplicationModule(allowedDependencies = {"exchange", "journal", "problems", "settings", "symbols"})
@NullMarked
package dev.asterbridge.risk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
