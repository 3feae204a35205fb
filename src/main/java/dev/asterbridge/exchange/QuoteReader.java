package dev.asterbridge.exchange;

/** Reads present prices for whoever only looks on: it steps back when the line is needed for trading. */
public interface QuoteReader {

    /**
     * Asks once, with two small questions.
     *
     * @throws ExchangeUnavailable when there was no answer, or when what may be asked is kept for trading
     */
    BestPrices now(Symbol symbol);
}
