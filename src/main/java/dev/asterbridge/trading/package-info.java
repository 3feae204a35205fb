/**
 * The switch: ends new exposure, closes what is open, and lets trading go on.
 *
 * <p>Keeps nothing; halts are the room risk's, and what closes positions goes through the one door for signals, so that it
 * is on record, is tried again, and is told by {@code /signals}. Any thread.
 */
@ApplicationModule(allowedDependencies = {"exchange", "orders", "risk", "signals", "problems"})
@NullMarked
package dev.asterbridge.trading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
