/**
 * The core under virtual time: one seed is one story of alerts, an exchange and everything that can go wrong, told on one
 * thread and always the same.
 *
 * <p>{@link dev.asterbridge.simulation.World} owns time and chance, {@link dev.asterbridge.simulation.ModelExchange} what
 * truly happens, {@link dev.asterbridge.simulation.ModelLine} and {@link dev.asterbridge.simulation.DirectJournal} are the
 * ports with all the freedom their contracts leave them, {@link dev.asterbridge.simulation.Machine} lets instances run, die
 * and stand still, and {@link dev.asterbridge.simulation.Judge} compares the journal with the exchange's ledger after every
 * commit and every fill, with SQL of its own.
 * Where the story has stops and strategies, {@link dev.asterbridge.simulation.Books} know what each of them truly holds, and
 * {@link dev.asterbridge.simulation.Guards} whether it has its stop.
 *
 * <p>One story with all that happened in it: {@code ./mvnw test -Dtest=SimulationTests -Dsimulation.seed=17}.
 */
package dev.asterbridge.simulation;
