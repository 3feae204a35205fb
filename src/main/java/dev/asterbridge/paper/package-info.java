/**
 * A paper AsterDEX: one account that trades with play money by the exchange's own rules, and its HTTP face.
 *
 * <p>{@link dev.asterbridge.paper.PaperVenue} is the exchange itself: deterministic, without HTTP, threads or files. It
 * is one monitor: every public question and every change takes the venue's own lock, so that callers on any thread see
 * one order of events. What it answers is immutable. Nothing is durable until someone keeps its snapshot.
 *
 * <p>The room speaks AsterDEX's own wire format and shares no code with the client that talks to it.
 */
@ApplicationModule(allowedDependencies = "exchange")
@NullMarked
package dev.asterbridge.paper;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
