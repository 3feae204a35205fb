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
import org.jspecify.annotations.Nullable;

/**
 * One planned order, and what is held before it. Sizes are base asset units.
 *
 * <p>Mark price and leverage are asked for at most once, and only where a limit needs them; they may throw
 * {@link ExchangeUnavailable}. Not for several threads.
 *
 * @param strategy whose order it is; absent for the unnamed one
 * @param prices every price that the order names: its limit, what it waits for; none for an order at market
 * @param reduces whether the exchange itself will not let it make the position larger or turn it, as with
 *     {@code OrderRequest.reduceOnly()}
 * @param before what the account holds on that symbol and position side; negative for short
 * @param resting what orders that rest, or are not proven, could still add there in the worst case; not negative
 * @param ownBefore what of it is the strategy's; the same as {@code before} where that is not kept apart
 * @param leverage what the symbol will be traded with
 */
public record Exposure(
        Symbol symbol,
        PositionSide positionSide,
        @Nullable String strategy,
        Side side,
        Quantity quantity,
        List<Price> prices,
        boolean reduces,
        BigDecimal before,
        BigDecimal resting,
        BigDecimal ownBefore,
        Supplier<BigDecimal> markPrice,
        Supplier<Integer> leverage) {

    public Exposure {
        prices = List.copyOf(prices);
        Decimals.admit(before);
        Decimals.admit(resting);
        Decimals.admit(ownBefore);
        strategy = strategy == null || strategy.isBlank() ? null : strategy.strip();
        if (resting.signum() < 0) {
            throw new IllegalArgumentException("what rests must not be negative");
        }
        if (reduces && before.signum() == (side == Side.BUY ? 1 : -1)) {
            throw new IllegalArgumentException("%s does not reduce %s".formatted(side, Decimals.plain(before)));
        }
        markPrice = once(markPrice);
        leverage = once(leverage);
    }

    /**
     * Whether it only takes away from what its strategy holds, although the account may hold more afterwards. What waits for
     * a price is none: the strategy may hold less by then.
     */
    boolean reducesOwn() {
        return prices.isEmpty()
                && ownBefore.signum() == (side == Side.BUY ? -1 : 1)
                && quantity.value().compareTo(ownBefore.abs()) <= 0;
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

    /** The largest position that there could be of what was held before, whatever is filled of this order and of the others. */
    BigDecimal worst(BigDecimal held) {
        BigDecimal change =
                side == Side.BUY ? quantity.value() : quantity.value().negate();
        return held.abs().max(held.add(change).abs()).add(resting);
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
