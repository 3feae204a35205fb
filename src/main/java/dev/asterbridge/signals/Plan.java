package dev.asterbridge.signals;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem;
import java.math.BigDecimal;
import java.util.Map;

/** What a signal comes to. */
sealed interface Plan {

    /**
     * Place this order.
     *
     * @param held the position that it changes
     * @param entry as it was asked for
     * @param adjusted what was changed to fit the rules, by field
     * @param arithmetic how the quantity came about; empty where it was given as it is
     * @param more whether another order has to follow
     */
    record Go(
            OrderRequest order,
            Held held,
            Entry entry,
            Map<String, Adjustment> adjusted,
            String arithmetic,
            boolean more)
            implements Plan {

        Go withMore() {
            return new Go(order, held, entry, adjusted, arithmetic, true);
        }

        /** The same, with a stop tied to the order. */
        Go with(OrderTerms.Triggered stop) {
            return new Go(order.with(stop), held, entry, adjusted, arithmetic, more);
        }

        /** What can be ended of the position once the order is filled; zero where the order is against it. */
        BigDecimal sizeAfterwards() {
            BigDecimal quantity = order.quantity().value();
            BigDecimal change = order.side() == Side.BUY ? quantity : quantity.negate();
            BigDecimal amount = held.amount().add(change);
            BigDecimal account = held.account().add(change);
            boolean with = amount.signum() == change.signum() && account.signum() == change.signum();
            return with ? amount.abs().min(account.abs()) : BigDecimal.ZERO;
        }
    }

    /** Nothing has to be ordered: it is as it should be. */
    record Done(String message) implements Plan {}

    /** Do nothing. */
    record Stop(Problem problem) implements Plan {}
}
