/**
 * The webhook: takes a message as TradingView sends it, makes sure of the sender, and hands on what it asks for.
 *
 * <p>A message is read into actions ({@code AlertReader}), each action is an object of fields ({@code Fields}), and a
 * {@code Dialect} makes a signal of it. Every field has to be read or noted by then: a message that is understood only in
 * part is refused, naming what was not understood; half an instruction is worse than none. Of several actions all are
 * understood before the first is taken.
 *
 * <p>Nothing is kept here. The secret is compared and forgotten: it is never logged, stored or answered.
 */
@ApplicationModule(allowedDependencies = {"exchange", "problems", "protection", "settings", "signals", "symbols"})
@NullMarked
package dev.asterbridge.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
