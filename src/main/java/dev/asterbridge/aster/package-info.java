/**
 * The line to AsterDEX: the one implementation of the ports of {@code exchange}, over signed HTTP.
 *
 * <p>Reads and settings are repeated when that is safe; an order is sent once, and what is not proven about it is said
 * to be unknown. What must survive a restart is kept by
 * {@link dev.asterbridge.exchange.LineMemory}. Every type may be used by many threads at once.
 * No log line and no exception carries a key, a signature or a signed request.
 */
@ApplicationModule(allowedDependencies = {"exchange", "settings"})
@NullMarked
package dev.asterbridge.aster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
