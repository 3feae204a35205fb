/**
 * The account: its balances and its totals.
 *
 * <p>Balances are remembered for five seconds, so that a dashboard does not use up the exchange's patience; nothing
 * decides on them.
 */
@ApplicationModule(allowedDependencies = "exchange")
@NullMarked
package dev.asterbridge.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
