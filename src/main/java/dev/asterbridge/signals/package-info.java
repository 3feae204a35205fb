/**
 * Signals: what somebody wants done, and the one door through which it gets done.
 *
 * <p>A {@link dev.asterbridge.signals.Signal} enters at {@link dev.asterbridge.signals.SignalIntake}, waits its turn in
 * the lane of its symbol, is planned against what the account really holds and what the symbol's rules allow, and
 * becomes at most one order. Signals on one symbol are worked off one at a time in the order of arrival, signals on
 * different symbols side by side. What is asked for is never rounded up.
 *
 * <p>Signals live in memory; those still waiting when the process ends are gone.
 */
@ApplicationModule(allowedDependencies = {"exchange", "orders", "problems"})
@NullMarked
package dev.asterbridge.signals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
