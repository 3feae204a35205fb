package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * An account with play money that trades by the exchange's rules at the prices it is told. It lives in this process and
 * knows no network: what is ordered here reaches no exchange.
 *
 * <p>Symbols that it does not list have no rules; every other method throws {@link IllegalArgumentException} for them.
 */
public interface ShadowVenue {

    /** Empty when the symbol is not listed here. */
    Optional<InstrumentRules> rules(Symbol symbol);

    /** Starts over with so much money and these positions; those of symbols that are not listed are left out. */
    void begin(PositionMode mode, BigDecimal wallet, List<Account.AccountPosition> positions);

    /** All that has to be kept to go on later. */
    String kept();

    /**
     * Goes on where it was.
     *
     * @throws IllegalArgumentException when the text is none that was kept; nothing has changed then
     */
    void restore(String kept);

    /**
     * Lets present prices meet what rests and what is held.
     *
     * @throws IllegalArgumentException when nothing could be ordered at such prices
     */
    void meet(BestPrices prices);

    /** Sets leverage, lowered to what the symbol allows, and margin type; leaves them where something is in the way. */
    void setUp(Symbol symbol, int leverage, MarginType marginType);

    PositionMode mode();

    /** One in one-way mode, two in hedge mode; flat ones too. */
    List<Position> positions(Symbol symbol);

    /** Wallet balance and unrealised profit, in USDT. */
    BigDecimal equity();

    /** Never unknown. */
    OrderOutcome place(OrderRequest order);

    /** Ends an order if it rests, and shows it then; empty when there is none of that name. */
    Optional<Order> cancel(Symbol symbol, ClientOrderId id);

    /** An order that was placed since the start, or rested then. */
    Optional<Order> find(Symbol symbol, ClientOrderId id);

    /** What filled an order, oldest first. */
    List<Fill> fills(Order order);

    /** Makes one; named in {@code META-INF/spring.factories}, needs a constructor without parameters. */
    interface Opener {

        /** With nothing in it; takes about half a second. */
        ShadowVenue open(Clock clock);
    }
}
