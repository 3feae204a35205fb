package dev.asterbridge.journal;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must outlive the process. Calls block; several threads may call at once. */
public interface Journal {

    /**
     * Runs the work in a transaction and returns once it is on disk.
     *
     * <p>The work may run more than once, never twice to the end: it must change nothing but the journal. What it throws
     * undoes it and is thrown on.
     *
     * @throws JournalUnavailable when it is not certain that the transaction is on disk
     */
    <T> T write(Function<Transaction, T> work);

    /** The same, for what nobody waits for; a failure is only logged. */
    void writeSoon(Consumer<Transaction> work);

    /**
     * Asks for what is committed.
     *
     * @throws JournalUnavailable when the journal does not answer
     */
    <T> T read(Function<JdbcClient, T> question);

    /** The name of this instance of the service, another one after each start. */
    String instance();

    /** A transaction under way. */
    interface Transaction {

        JdbcClient sql();

        /** The name of this instance, see {@link Journal#instance}. */
        String instance();

        /** Milliseconds since the epoch; with several instances on the database's clock, which they share. */
        long now();

        /**
         * Ends a SELECT so that its rows are locked and rows locked by others are passed over; empty where there are no
         * others.
         */
        String skipLocked();

        /**
         * Adds an event to the chain.
         *
         * @param subject what it is about: a signal's id, a symbol, or {@code journal}
         * @param kind past tense, in lower snake case
         * @param data small, without secrets; values are text, numbers and booleans
         */
        void record(String subject, String kind, Map<String, ?> data);
    }
}
