/**
 * The words of the trade and the ports to the exchange.
 *
 * <p>Plain Java: no framework, no wire format, no thread. Values are records that cannot be wrong; money, prices and
 * sizes are {@link java.math.BigDecimal}. A port either answers, or says with a sealed outcome or
 * {@link dev.asterbridge.exchange.ExchangeUnavailable} why it cannot; an empty answer always means "there is none",
 * never "could not ask".
 *
 * <p>Depends on nothing. Every other room may depend on it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.asterbridge.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
