/**
 * The shadow: every live alert run on a paper venue, too, and what came of it compared with what was done with money.
 *
 * <p>It looks on. It finds the alerts in the journal, after they are on record, on a thread of its own; it has no way to
 * an order at the exchange, and what fails in it is a note in the comparison. Nothing that trades knows it.
 */
@ApplicationModule(allowedDependencies = {"exchange", "journal", "orders", "problems", "protection", "signals"})
@NullMarked
package dev.asterbridge.shadow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
