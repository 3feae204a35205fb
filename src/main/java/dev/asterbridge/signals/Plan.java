package dev.asterbridge.signals;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
     * @param ends how what is left is to end from now on; absent where that stays as it is, or follows from the order's fill
     */
    record Go(
            OrderRequest order,
            Held held,
            Entry entry,
            Map<String, Adjustment> adjusted,
            String arithmetic,
            boolean more,
            @Nullable Ends ends)
            implements Plan {

        /**
         * Whether it only takes away from what the account holds, or at once from what the strategy holds. Nothing may hold the
         * latter back, although the account may hold more afterwards.
         */
        boolean isExit() {
            return order.reduceOnly()
                    || (order.positionSide() == PositionSide.BOTH
                            && order.terms().endsAtOnce()
                            && order.side()
                                    .takesFrom(held.amount(), order.quantity().value()));
        }

        /** Whether it takes away all that the strategy holds, and opens something on the other side. */
        boolean isTurn() {
            BigDecimal own = held.amount();
            return own.signum() == (order.side() == Side.BUY ? -1 : 1)
                    && order.quantity().value().compareTo(own.abs()) > 0;
        }

        Go withMore() {
            return new Go(order, held, entry, adjusted, arithmetic, true, ends);
        }

        /** The same, with something more that does not fit the rules as it was asked for. */
        Go adjusting(Map<String, Adjustment> more) {
            Map<String, Adjustment> all = new LinkedHashMap<>(adjusted);
            all.putAll(more);
            return new Go(order, held, entry, Map.copyOf(all), arithmetic, this.more, ends);
        }

        /** The same as what is missing. */
        Missing missing() {
            return new Missing(order, entry);
        }

        Go with(@Nullable Ends ends) {
            return new Go(order, held, entry, adjusted, arithmetic, more, ends);
        }

        /** The same, with exits tied to the order. */
        Go with(List<OrderTerms.Triggered> exits) {
            return new Go(order.with(exits), held, entry, adjusted, arithmetic, more, ends);
        }

        /**
         * How the position is to end once the order is filled; absent where that stays as it is.
         *
         * @param price at which what it opens is entered
         */
        @Nullable
        Ends endsOnceFilled(Supplier<BigDecimal> price) {
            BigDecimal quantity = order.quantity().value();
            BigDecimal change = order.side() == Side.BUY ? quantity : quantity.negate();
            boolean opens = held.amount().add(change).signum() == change.signum();
            return opens && !entry.exits().equals(Exits.NONE)
                    ? new Ends(order.positionSide(), order.side(), entry.exits(), price.get(), held.endable(change))
                    : ends;
        }
    }

    /**
     * Nothing has to be ordered: it is as it should be.
     *
     * @param ends how what is held is to end from now on; absent where that stays as it is
     * @param adjusted what of that does not fit the rules as it was asked for, by field
     */
    record Done(String message, @Nullable Ends ends, Map<String, Adjustment> adjusted) implements Plan {

        Done(String message) {
            this(message, null);
        }

        Done(String message, @Nullable Ends ends) {
            this(message, ends, Map.of());
        }
    }

    /**
     * Do nothing.
     *
     * @param missing what is missing all the same, and would be ordered if nothing was in its way; absent where that cannot be
     *     said
     * @param understood whether the signal says what it wants; else what it would have be done cannot be told
     */
    record Stop(Problem problem, @Nullable Missing missing, boolean understood) implements Plan {

        Stop(Problem problem) {
            this(problem, null);
        }

        Stop(Problem problem, @Nullable Missing missing) {
            this(problem, missing, true);
        }

        /** Of what nobody can say what it is about. */
        static Stop notUnderstood(Problem problem) {
            return new Stop(problem, null, false);
        }
    }

    /** An order, and how it was asked for. */
    record Missing(OrderRequest order, Entry entry) {}
}
