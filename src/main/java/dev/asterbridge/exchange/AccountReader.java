package dev.asterbridge.exchange;

import java.util.List;
import java.util.Optional;

/** Reads the account. Every method throws {@link ExchangeUnavailable} when the question could not be answered. */
public interface AccountReader {

    List<Balance> balances();

    Account account();

    /** One-way or hedge; an expensive question, answered from memory for a while. */
    PositionMode positionMode();

    /** The same as it was read last, however long ago, without asking; empty where it is not known. */
    default Optional<PositionMode> knownPositionMode() {
        return Optional.empty();
    }
}
