package dev.asterbridge.exchange;

/**
 * Reads for whoever asks by hand and can ask again. All of them together may use a part of what may be asked of the exchange
 * in a minute, so that alerts have the rest: when it is used up, they throw {@link ExchangeUnavailable} with
 * {@link Refusal.Reason#RATE_LIMITED} and the time until there is room again. What alerts are carried out with, or depend
 * on, is never read by them.
 */
public record PeoplesReaders(
        PositionReader positions, AccountReader accounts, OrderReader orders, MarketReader market) {}
