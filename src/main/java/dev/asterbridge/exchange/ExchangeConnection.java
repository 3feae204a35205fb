package dev.asterbridge.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the line to the exchange is doing. */
public interface ExchangeConnection {

    /** What is known without asking; never throws, never sends. */
    State state();

    /**
     * Walks through what trading needs, in order, and reports each step.
     *
     * <p>Sends real requests, several of them signed; goes on after a failed step.
     */
    List<Check> selfTest();

    /**
     * The state of the line.
     *
     * @param mode whose money it is
     * @param ready whether everything that must be known before trading is known
     * @param problem why it is not ready or not reachable
     * @param clockSkew exchange time minus ours; absent until measured
     * @param lastAnswer when the exchange last answered anything
     * @param bannedUntil until when nothing may be sent
     */
    record State(
            Mode mode,
            String host,
            boolean reachable,
            boolean ready,
            @Nullable String problem,
            @Nullable Duration clockSkew,
            @Nullable Instant lastAnswer,
            @Nullable Instant bannedUntil) {}

    /** Whose money is at stake. */
    enum Mode {
        PAPER,
        TESTNET,
        LIVE
    }

    /**
     * One step of the self-test.
     *
     * @param signed whether the request carried a signature
     * @param status the HTTP status; 0 when there was no answer
     * @param result how it went
     * @param summary one line for a person
     */
    record Check(String name, String path, boolean signed, int status, Result result, Duration took, String summary) {}

    /** How a step went. */
    enum Result {
        OK,
        WARNING,
        FAILED
    }
}
