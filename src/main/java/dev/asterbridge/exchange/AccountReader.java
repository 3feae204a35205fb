package dev.asterbridge.exchange;

import java.util.List;

/** Reads the account. Every method throws {@link ExchangeUnavailable} when the question could not be answered. */
public interface AccountReader {

    List<Balance> balances();

    Account account();

    /** One-way or hedge; an expensive question, answered from memory for a while. */
    PositionMode positionMode();
}
