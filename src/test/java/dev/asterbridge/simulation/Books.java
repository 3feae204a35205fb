package dev.asterbridge.simulation;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.simulation.ModelExchange.Placed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What each strategy truly holds: what its orders came to at the exchange, in the order in which they were filled there.
 *
 * <p>Where somebody else trades too, or an exit takes more than its strategy held, it is a matter of the service's own
 * bookkeeping whose the rest is; of such a symbol only what the account holds is certain.
 */
final class Books {

    /** Whose. */
    record Key(Symbol symbol, String strategy, PositionSide side) {}

    /**
     * A fill.
     *
     * @param exit whether of an order that is to end what is held, and that no alert asked for by itself
     * @param stop whether what it opens must not be without a stop
     * @param upTo how much of its order was filled then
     */
    record Move(Placed order, BigDecimal change, boolean exit, boolean stop, BigDecimal upTo) {}

    /** What is held, and whether it must not be without a stop. */
    record State(BigDecimal held, boolean guarded) {

        static final State FLAT = new State(BigDecimal.ZERO, false);

        /** What is said once holds until nothing is held any more, or something the other way. */
        State after(Move move) {
            BigDecimal then = held.add(move.change());
            boolean opens = then.signum() == move.change().signum() && !move.exit();
            boolean goesOn = then.signum() == held.signum() && guarded;
            return new State(then, then.signum() != 0 && (goesOn || (opens && move.stop())));
        }
    }

    /** One strategy's part of what the account holds on one side of a symbol. */
    static final class Book {

        final Key key;
        private final List<Move> moves = new ArrayList<>();

        /** The same as the exchange shows it: what nobody saw of an order before it went on being filled counts with the rest. */
        private final List<Move> shown = new ArrayList<>();

        private State state = State.FLAT;

        /** For how long it has had no stop by now, while it could have had one. */
        long naked;

        private Book(Key key) {
            this.key = key;
        }

        BigDecimal held() {
            return state.held();
        }

        boolean isGuarded() {
            return state.guarded() && seenBy(shown, move -> true).guarded();
        }

        boolean hasExited() {
            return moves.stream().anyMatch(Move::exit);
        }

        /** As it looks to whoever has seen these. */
        State seenBy(Predicate<Move> sees) {
            return seenBy(moves, sees);
        }

        private static State seenBy(List<Move> moves, Predicate<Move> sees) {
            State seen = State.FLAT;
            for (Move move : moves) {
                seen = sees.test(move) ? seen.after(move) : seen;
            }
            return seen;
        }
    }

    private final Map<Key, Book> books = new LinkedHashMap<>();
    private final Set<Symbol> muddled = new HashSet<>();

    /**
     * @param known how much of the order was on record before
     * @return what was held before
     */
    BigDecimal moved(String strategy, Placed order, BigDecimal quantity, boolean exit, boolean stop, BigDecimal known) {
        Key key = new Key(order.request.symbol(), strategy, order.request.positionSide());
        Book book = books.computeIfAbsent(key, Book::new);
        BigDecimal change = order.request.side() == Side.BUY ? quantity : quantity.negate();
        BigDecimal before = book.held();
        Move move = new Move(order, change, exit, stop, order.executed);
        book.moves.add(move);
        BigDecimal unseen = order.executed.subtract(known);
        book.shown.removeIf(
                earlier -> earlier.order() == order && earlier.upTo().compareTo(known) > 0);
        book.shown.add(new Move(order, change.signum() < 0 ? unseen.negate() : unseen, exit, stop, order.executed));
        book.state = book.state.after(move);
        if (exit && before.signum() != 0 ? book.held().signum() == -before.signum() : exit) {
            muddled.add(key.symbol());
        }
        return before;
    }

    /** What other orders took the same way that were signed after this one, and came before it. */
    BigDecimal takenSince(Placed order, String strategy) {
        Book book = books.get(new Key(order.request.symbol(), strategy, order.request.positionSide()));
        return book.moves.stream()
                .filter(move -> move.order().nonce > order.nonce
                        && move.order().request.reduceOnly()
                        && move.order().request.side() == order.request.side())
                .map(Move::change)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** From now on it is not certain any more who holds what. */
    void muddle(Symbol symbol) {
        muddled.add(symbol);
    }

    boolean isMuddled(Symbol symbol) {
        return muddled.contains(symbol);
    }

    Collection<Book> all() {
        return books.values();
    }

    BigDecimal held(Symbol symbol, String strategy, PositionSide side) {
        Book book = books.get(new Key(symbol, strategy, side));
        return book == null ? BigDecimal.ZERO : book.held();
    }
}
