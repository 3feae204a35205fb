/**
 * Symbols: what operators say of single ones in {@code config/symbols.yml}, how they are backed and by which other names
 * they are known.
 *
 * <p>Read once, at the start; what is wrong with it stops the start. Says what is wanted and does nothing: the orders room
 * applies it, the webhook reads names by it. Compares the names of all settings with what the exchange lists, once that is
 * known, and says which it does not: see {@link dev.asterbridge.symbols.NamedSymbols}.
 */
@ApplicationModule(allowedDependencies = {"exchange", "settings"})
@NullMarked
package dev.asterbridge.symbols;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
