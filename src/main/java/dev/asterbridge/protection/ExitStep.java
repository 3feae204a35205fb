package dev.asterbridge.protection;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.protection.Scene.Book;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done for the ends of what is held of one symbol, on an account that {@link Protector} does not look after.
 * The rules are the same; nothing is ordered here.
 */
public sealed interface ExitStep {

    /**
     * An exit is missing.
     *
     * @param role which one it is
     * @param quantity base asset units
     * @param naked how much of the position is without the protection that it should have; zero for an exit that is none
     */
    record Place(Holding held, String role, OrderTerms terms, BigDecimal quantity, BigDecimal naked)
            implements ExitStep {

        /** What is to be ordered instead when it is refused; empty where it can only be tried again later. */
        public Optional<Place> instead(Refusal refusal) {
            if (terms instanceof OrderTerms.Market || refusal.hasCode(Protector.NOTHING_TO_REDUCE)) {
                return Optional.empty();
            }
            if (refusal.hasCode(Protector.WOULD_TRIGGER)) {
                return Optional.of(atMarket(role, quantity));
            }
            return naked.signum() > 0 ? Optional.of(atMarket(Exit.END, naked)) : Optional.empty();
        }

        private Place atMarket(String as, BigDecimal size) {
            return new Place(held, as, new OrderTerms.Market(), size, BigDecimal.ZERO);
        }
    }

    /** An exit is left over. */
    record Cancel(StandingOrder order) implements ExitStep {}

    /** The price has come far enough for the stop to move to the price of entry. */
    record MoveStop(Holding held) implements ExitStep {}

    /**
     * All there is to do, the most urgent first. Each step may change what the others are: ask again after it.
     *
     * @param holdings what every strategy holds of the symbol
     * @param standing what rests of it, and every exit of what is held
     * @param mark the mark price
     */
    static List<ExitStep> of(
            InstrumentRules rules, List<Holding> holdings, List<StandingOrder> standing, BigDecimal mark) {
        Scene scene = Scene.of(rules, holdings, standing);
        List<ExitStep> steps = new ArrayList<>();
        scene.books().forEach(book -> missing(book, true).forEach(steps::add));
        scene.books().forEach(book -> book.surplus().forEach(order -> steps.add(new Cancel(order))));
        scene.stray().forEach(order -> steps.add(new Cancel(order)));
        scene.books().forEach(book -> missing(book, false).forEach(steps::add));
        scene.books().stream()
                .filter(book -> book.waitsForEven() && book.isEven(mark))
                .forEach(book -> steps.add(new MoveStop(book.held())));
        return List.copyOf(steps);
    }

    private static List<Place> missing(Book book, boolean protecting) {
        return book.missing().stream()
                .filter(exit -> exit.protects() == protecting)
                .map(exit -> new Place(
                        book.held(),
                        exit.role(),
                        exit.terms(),
                        exit.quantity(),
                        protecting ? book.uncovered() : BigDecimal.ZERO))
                .toList();
    }
}
