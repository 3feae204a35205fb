/**
 * How the service is: can it trade, and if not, why.
 *
 * <p>{@code /health} and the actuator's readiness answer from memory and never ask the exchange; {@code /health/exchange}
 * asks it, at most once in a few seconds. Any thread.
 */
@ApplicationModule(allowedDependencies = "exchange")
@NullMarked
package dev.asterbridge.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
