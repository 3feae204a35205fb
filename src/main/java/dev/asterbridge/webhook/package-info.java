/**
 * The webhook: takes an alert as TradingView sends it, makes sure of the sender, and hands on what it asks for.
 *
 * <p>Nothing is kept here. A message that is understood only in part is refused, naming what was not understood; half
 * an instruction is worse than none. The secret is compared and forgotten: it is never logged, stored or answered.
 */
@ApplicationModule(allowedDependencies = {"exchange", "signals", "problems"})
@NullMarked
package dev.asterbridge.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
