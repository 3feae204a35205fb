package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.protection.Level;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A size in contracts, and how it came about.
 *
 * @param asked as it was said
 * @param price that it was worked out by; absent where none was needed
 * @param arithmetic for people; empty where it was given in contracts
 */
record Sizing(BigDecimal contracts, String asked, @Nullable BigDecimal price, String arithmetic) {

    private static final MathContext DOWN = new MathContext(28, RoundingMode.DOWN);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Works the size out; nothing is rounded up.
     *
     * @param side of the order
     * @param held what the strategy holds on the position in question; nothing where it is to be opened
     * @throws ProblemException where it cannot be worked out
     */
    static Sizing of(Size size, Entry entry, Side side, BigDecimal held, Situation now) {
        return switch (size) {
            case Size.Contracts it -> of(it.quantity().value());
            case Size.Worth it -> worth(it, entry, side, now);
            case Size.Share it ->
                switch (it.of()) {
                    case POSITION -> ofPosition(it, held);
                    case EQUITY -> ofEquity(it, entry, side, now);
                    case RISK -> atRisk(it, entry, side, now);
                };
        };
    }

    /** Contracts, as they are. */
    static Sizing of(BigDecimal contracts) {
        return of(contracts, "");
    }

    /** Contracts that follow from something else than a size. */
    static Sizing of(BigDecimal contracts, String arithmetic) {
        return new Sizing(contracts, plain(contracts), null, arithmetic);
    }

    /** Whether somebody said something else than contracts. */
    boolean isWorkedOut() {
        return !asked.equals(plain(contracts));
    }

    private static Sizing worth(Size.Worth size, Entry entry, Side side, Situation now) {
        String quote = now.rules().quoteAsset();
        if (!size.asset().equals(quote)) {
            throw refusal(size, "must be in %s, in which the symbol is quoted".formatted(quote));
        }
        return at(price(entry, side, now), size.amount(), size, size.toString());
    }

    private static Sizing ofEquity(Size.Share size, Entry entry, Side side, Situation now) {
        BigDecimal amount = share(size, now);
        return at(price(entry, side, now), amount, size, ofEquity(size, amount, now));
    }

    /** So much that the equity's share is lost where the stop is, fees and slippage aside. */
    private static Sizing atRisk(Size.Share size, Entry entry, Side direction, Situation now) {
        Level stop = entry.exits().stop();
        if (stop == null) {
            throw refusal(size, "needs a stop_loss, from which the risk follows");
        }
        BigDecimal price = price(entry, direction, now);
        // From a stop on the wrong side follows a size, too, and what is then said of that would mislead.
        List<Field> faults = entry.exits().faults(price, direction, now.rules().price());
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.badInput(faults));
        }
        BigDecimal stopPrice = stop.from(price, direction == Side.SELL);
        BigDecimal distance = price.subtract(stopPrice).abs();
        BigDecimal amount = share(size, now);
        BigDecimal contracts = amount.divide(distance, DOWN).setScale(18, RoundingMode.DOWN);
        return new Sizing(
                contracts,
                size.toString(),
                price,
                "%s, lost from %s to the stop at %s: %s / %s = %s"
                        .formatted(
                                ofEquity(size, amount, now),
                                plain(price),
                                plain(stopPrice),
                                plain(amount),
                                plain(distance),
                                plain(contracts)));
    }

    private static BigDecimal share(Size.Share size, Situation now) {
        BigDecimal equity = now.equity().get();
        if (equity.signum() <= 0) {
            throw refusal(size, "comes to nothing: the account's equity is " + plain(equity));
        }
        return equity.multiply(size.percent()).divide(HUNDRED, DOWN);
    }

    private static String ofEquity(Size.Share size, BigDecimal amount, Situation now) {
        String quote = now.rules().quoteAsset();
        return "%s of equity %s %s = %s %s".formatted(size, plain(now.equity().get()), quote, plain(amount), quote);
    }

    private static Sizing ofPosition(Size.Share size, BigDecimal held) {
        if (held.signum() == 0) {
            throw refusal(size, "needs a position, of which it is a share");
        }
        BigDecimal contracts = held.abs().multiply(size.percent()).divide(HUNDRED, DOWN);
        return new Sizing(
                contracts,
                size.toString(),
                null,
                "%s of %s held = %s".formatted(size, plain(held.abs()), plain(contracts)));
    }

    private static Sizing at(BigDecimal price, BigDecimal amount, Size size, String what) {
        BigDecimal contracts = amount.divide(price, DOWN).setScale(18, RoundingMode.DOWN);
        return new Sizing(
                contracts, size.toString(), price, "%s / %s = %s".formatted(what, plain(price), plain(contracts)));
    }

    /**
     * The limit, where there is one; else the price that triggers, else the mark price. On the ticks on which it is sent: by
     * the price as it was said an order would be worth more than was asked for.
     */
    private static BigDecimal price(Entry entry, Side side, Situation now) {
        Price limit = entry.terms().limit();
        if (limit != null) {
            return sent(limit, now.rules().roundPrice(limit.value(), side));
        }
        return entry.terms() instanceof OrderTerms.Triggered it
                ? sent(it.trigger(), now.rules().price().ceiling(it.trigger().value()))
                : now.markPrice().get();
    }

    /** What is below the least price is refused once it is fitted. */
    private static BigDecimal sent(Price asked, BigDecimal onTick) {
        return onTick.signum() > 0 ? onTick : asked.value();
    }

    private static ProblemException refusal(Size size, String message) {
        return new ProblemException(Problem.badField("quantity", size.toString(), message));
    }
}
