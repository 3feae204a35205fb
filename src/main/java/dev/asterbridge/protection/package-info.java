/**
 * Protection: what should end a position, and that it does.
 *
 * <p>Whoever opens a position may say how it is to end ({@link dev.asterbridge.protection.Exits}). The words go on record
 * with the order, and with its first fill they belong to what is held; where nothing is opened for them, at once. From then on
 * {@link dev.asterbridge.protection.Protector} compares the exits that should rest at the exchange with those that do, one
 * step at a time: it places what is missing, the stop first, and cancels what is left over. What cannot be protected within
 * five seconds is closed. It keeps nothing in memory that matters, so that going on after a crash is what it always does.
 */
@ApplicationModule(allowedDependencies = {"exchange", "journal", "orders", "problems"})
@NullMarked
package dev.asterbridge.protection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
