/**
 * The front door: who may ask, how much they may send, how answers and errors look.
 *
 * <p>Every error leaves as RFC 9457 {@code application/problem+json}. Other rooms need nothing from here: they throw
 * {@link org.springframework.web.ErrorResponseException} with the properties {@code error} and {@code errors} in its
 * problem, and this room completes it. No state but the count of wrong keys; any thread.
 */
@ApplicationModule(allowedDependencies = {"exchange", "problems", "settings"})
@NullMarked
package dev.asterbridge.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
