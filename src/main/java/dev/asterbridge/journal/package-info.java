/**
 * The journal: what has been promised and what was done, on disk before anything follows from it.
 *
 * <p>One {@link dev.asterbridge.journal.Journal#write} is one transaction; it returns when the transaction is on disk, and
 * throws {@link dev.asterbridge.journal.JournalUnavailable} when that is not certain. Writes of many threads share one
 * commit. Every change records an event, and the events of an instance form a chain of hashes.
 *
 * <p>The journal is a SQLite file for one process, or a PostgreSQL database for several instances. This room keeps the
 * file, the schema, the chain and who is alive; what the tables of signals and orders mean is their rooms' business.
 */
@ApplicationModule(allowedDependencies = {"exchange", "problems"})
@NullMarked
package dev.asterbridge.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
