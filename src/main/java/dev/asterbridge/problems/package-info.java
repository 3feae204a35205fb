/**
 * How a room says "no" to its caller: one record, and the exception that carries it out of a controller.
 *
 * <p>The record is plain data, so that a verdict can be kept and given again. How it looks on the wire (RFC 9457) is
 * the web room's business.
 */
@ApplicationModule(allowedDependencies = "exchange")
@NullMarked
package dev.asterbridge.problems;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
