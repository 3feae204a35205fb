/**
 * Orders: the only place from which one is sent, and everything that can be read about them.
 *
 * <p>A request is on record before its first byte is sent, and is sent once. When nobody can say whether it arrived, it is
 * looked up by its client order id until the exchange has shown it, or until it can no longer come into being; only that
 * proof, on record, makes room for another request. Callers see to it that one
 * symbol has one order under way; different symbols may be traded from different threads.
 *
 * <p>{@link dev.asterbridge.orders.OrderService} is the only one that acts. What was ordered is read from
 * {@link dev.asterbridge.orders.OrderQueries}, what is held because of it from
 * {@link dev.asterbridge.orders.HoldingRecords}: whoever has only these can order nothing.
 */
@ApplicationModule(allowedDependencies = {"exchange", "journal", "problems", "symbols"})
@NullMarked
package dev.asterbridge.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
