package dev.asterbridge.orders;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How a symbol is backed while something on it depends on that: then it stays as it is. */
final class MarginInUse {

    private MarginInUse() {}

    /**
     * Why a symbol cannot be traded with these terms now; absent when it can.
     *
     * @param shown the symbol's positions, flat ones included
     * @param rests whether an order rests that could still open something; only asked when nothing is open
     */
    static Optional<Problem> problem(Symbol symbol, MarginTerms asked, List<Position> shown, BooleanSupplier rests) {
        List<Position> open = shown.stream().filter(Position::isOpen).toList();
        List<Position> backed = open.isEmpty() ? shown : open;
        boolean leverage = asked.leverage() != null && !hasLeverage(backed, asked);
        boolean marginType = asked.marginType() != null && !hasMarginType(backed, asked);
        if (!(leverage || marginType) || (open.isEmpty() && !rests.getAsBoolean())) {
            return Optional.empty();
        }
        String detail = "The alert asks for %s; %s is traded %s, which is not changed while %s, or leave it out"
                .formatted(
                        asked,
                        symbol,
                        backed.isEmpty() ? "otherwise" : "with " + termsOf(backed.getFirst()),
                        open.isEmpty()
                                ? "an order rests there: wait for it, cancel it"
                                : "a position is open there: close it first");
        return Optional.of(
                leverage
                        ? Problem.conflict("LEVERAGE_IN_USE", detail)
                        : Problem.conflict("MARGIN_TYPE_IN_USE", detail));
    }

    /** Whether the positions are there and all have the leverage asked for. */
    static boolean hasLeverage(List<Position> shown, MarginTerms asked) {
        return !shown.isEmpty() && shown.stream().allMatch(it -> Objects.equals(it.leverage(), asked.leverage()));
    }

    /** Whether the positions are there and all have the margin type asked for. */
    static boolean hasMarginType(List<Position> shown, MarginTerms asked) {
        return !shown.isEmpty() && shown.stream().allMatch(it -> it.marginType() == asked.marginType());
    }

    private static MarginTerms termsOf(Position position) {
        // What the exchange shows need not be within what may be asked of it.
        boolean legal = position.leverage() >= 1 && position.leverage() <= MarginTerms.MOST;
        return new MarginTerms(legal ? position.leverage() : null, position.marginType());
    }
}
