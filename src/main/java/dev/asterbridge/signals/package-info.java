/**
 * Signals: what somebody wants done, and the one door through which it gets done.
 *
 * <p>A {@link dev.asterbridge.signals.Alert} enters at {@link dev.asterbridge.signals.SignalIntake} and is on record, on
 * disk, before anything follows from it. The lane of its symbol plans it against what the account really holds and what the
 * symbol's rules allow, and what would add to a position passes the limits of the risk room; then it becomes at most one order, an exit or a
 * target as many as it takes. Signals on one symbol are worked off
 * one at a time in the order of arrival, signals on different symbols side by side. What is asked for is never rounded up.
 *
 * <p>The journal is the queue: a lane keeps nothing in memory that matters, so that going on after a crash is what it
 * always does.
 */
@ApplicationModule(allowedDependencies = {"exchange", "journal", "orders", "problems", "protection", "risk"})
@NullMarked
package dev.asterbridge.signals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
