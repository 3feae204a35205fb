/**
 * Positions: what the account holds, and with how much leverage and which margin type.
 *
 * <p>Keeps nothing; every answer is the exchange's answer of now.
 */
@ApplicationModule(allowedDependencies = {"exchange", "orders", "problems"})
@NullMarked
package dev.asterbridge.positions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
