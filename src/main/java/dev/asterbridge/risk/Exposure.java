package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One planned order, and what is held before it. Sizes are base asset units.
 *
 * <p>Mark price and leverage are asked for at most once, and only where a limit needs them; they may throw
 * {@link ExchangeUnavailable}. Not for several threads.
 *
 * @param strategy whose order it is; absent for the unnamed one
 * @param prices every price that the order names: its limit, what it waits for; none for an order at market
 * @param rests whether it may be filled later, when something else is held
 * @param reduces whether the exchange itself will not let it make the position larger or turn it, as with
 *     {@code OrderRequest.reduceOnly()}
 */
public record Exposure(
        Symbol symbol,
        PositionSide positionSide,
        @Nullable String strategy,
        Side side,
        Quantity quantity,
        List<Price> prices,
        boolean rests,
        boolean reduces,
        Before before,
        Supplier<BigDecimal> markPrice,
        Supplier<Integer> leverage) {

    /**
     * What is held on that symbol and position side, long positive and short negative.
     *
     * @param account what the account holds: all strategies, long against short
     * @param gross what all of them hold, long and short alike; not less than the account
     * @param own what the order's strategy holds
     * @param resting what orders that rest, or are not proven, could still add in the worst case; not negative
     */
    public record Before(BigDecimal account, BigDecimal gross, BigDecimal own, BigDecimal resting) {

        public Before {
            if (resting.signum() < 0) {
                throw new IllegalArgumentException("what rests must not be negative");
            }
            if (gross.compareTo(account.abs()) < 0) {
                throw new IllegalArgumentException("an account cannot hold more than its strategies, long and short");
            }
        }

        /** The strategy's share of it alone, as if there were no others. */
        Before alone() {
            return new Before(own, own.abs(), own, resting);
        }

        Before after(BigDecimal change) {
            BigDecimal then = own.add(change);
            return new Before(account.add(change), gross.subtract(own.abs()).add(then.abs()), then, resting);
        }

        BigDecimal longs() {
            return gross.add(account).divide(BigDecimal.TWO);
        }

        BigDecimal shorts() {
            return gross.subtract(account).divide(BigDecimal.TWO);
        }

        /** The position that there may come to be, because those that hold it the other way are always let out. */
        BigDecimal reach() {
            return longs().max(shorts());
        }
    }

    public Exposure {
        prices = List.copyOf(prices);
        Stream.of(before.account(), before.gross(), before.own(), before.resting())
                .forEach(Decimals::admit);
        strategy = strategy == null || strategy.isBlank() ? null : strategy.strip();
        if (reduces && before.account().signum() == (side == Side.BUY ? 1 : -1)) {
            throw new IllegalArgumentException(
                    "%s does not reduce %s".formatted(side, Decimals.plain(before.account())));
        }
        markPrice = once(markPrice);
        leverage = once(leverage);
    }

    /**
     * Whether it is let through in any case: it can only take away from what the account holds, or ends at once and takes away
     * from what its strategy holds. The account may hold more after the latter, where others hold the symbol the other way; that
     * was counted when they opened it. What waits is no exit then: its strategy may hold less when it is filled.
     */
    boolean isExit() {
        return reduces
                || (positionSide == PositionSide.BOTH && !rests && side.takesFrom(before.own(), quantity.value()));
    }

    /** Whether nobody holds anything there, and nothing is under way. */
    boolean isNew() {
        return before.gross().signum() == 0 && before.resting().signum() == 0;
    }

    /** @throws ExchangeUnavailable when the mark price cannot be read, or there is none */
    BigDecimal mark() {
        BigDecimal mark = markPrice.get();
        if (mark.signum() <= 0) {
            throw new ExchangeUnavailable(
                    Refusal.of(Refusal.Reason.UNREACHABLE, "the exchange shows no mark price of " + symbol));
        }
        return mark;
    }

    /**
     * What a unit may come to be worth: the mark price, or the highest that the order names.
     *
     * @throws ExchangeUnavailable when the mark price cannot be read, or there is none
     */
    BigDecimal dearest() {
        return prices.stream().map(Price::value).reduce(mark(), BigDecimal::max);
    }

    /**
     * The largest position that there could come to be of what is held, whatever is filled of this order and of the others, and
     * whoever gets out meanwhile.
     */
    BigDecimal worst(Before held) {
        boolean buys = side == Side.BUY;
        // What was held against it may be gone when an order is filled that rests.
        BigDecimal then = rests
                ? (buys ? held.longs() : held.shorts()).add(quantity.value())
                : held.after(change()).reach();
        return held.reach().max(then).add(held.resting());
    }

    /** Whether some would be long then, and others short. */
    boolean leavesBothWays(Before held) {
        Before after = held.after(change());
        return after.gross().compareTo(after.account().abs()) > 0;
    }

    private BigDecimal change() {
        return side == Side.BUY ? quantity.value() : quantity.value().negate();
    }

    private static <T> Supplier<T> once(Supplier<T> question) {
        return new Supplier<>() {
            private @Nullable T answer;

            @Override
            public T get() {
                T known = answer == null ? question.get() : answer;
                answer = known;
                return known;
            }
        };
    }
}
