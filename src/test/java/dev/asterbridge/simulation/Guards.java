package dev.asterbridge.simulation;

import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.simulation.Books.Book;
import dev.asterbridge.simulation.Books.Move;
import dev.asterbridge.simulation.ModelExchange.Placed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges that nothing is held without the stop that it should have for longer than five seconds, and that in the end there
 * are exactly the exits that there should be; by what rests at the exchange, whatever the journal says of it.
 *
 * <p>Time counts from when the fill can be seen, whether anybody has seen it or not. Not counted is the time
 *
 * <ul>
 *   <li>while no instance lives that could have the symbol's lane, or the one that has it is stopped; and for {@link
 *       #COMES} after an instance came to it, because it asks first what became of what is not proven
 *   <li>while the exchange wants silence, refuses our stamps because a clock jumped, or a step of that instance takes longer
 *       than {@link #SLOW} because an answer, or a commit, takes so long; and for {@link #UNTIL_AGAIN} after a step in which
 *       a request was not answered, until it is time for the next
 *   <li>for a second after the journal failed, for as long as a lane waits then
 *   <li>for {@link #JUMPED} after a clock jumped: one that goes back may make a pause as much longer
 *   <li>where what an order was filled with before anybody looked at it counts together, as the exchange shows it, and was
 *       nothing held by that in between
 * </ul>
 */
final class Guards {

    private static final long MOST = 5 * World.SECOND;
    private static final long TICK = 250 * World.MILLI;
    private static final long SLOW = 250 * World.MILLI;
    private static final long UNTIL_AGAIN = 2 * World.SECOND;
    private static final long COMES = World.SECOND;
    private static final long JUMPED = 10 * World.SECOND;
    private static final long LANE_WAITS = World.SECOND;

    /** What the journal says, as far as it matters here. */
    interface Record {
        Judge.@Nullable Attempt attempt(String clientOrderId);

        /** The instance that has the lane; null where it is not known. */
        @Nullable
        String owner(Symbol symbol);
    }

    private final World world;
    private final Faults faults;
    private final ModelExchange exchange;
    private final Books books;
    private final Record record;
    private final Actor referee = new Actor(null);
    private final Map<String, Life> lives = new HashMap<>();
    private final Map<Life, Long> failed = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    /** Those in which something was not answered, for a while after each of them ended. */
    private final Map<Step, Long> unanswered = new HashMap<>();

    private final Map<Symbol, String> owners = new HashMap<>();
    private final Map<Symbol, Long> cameAt = new HashMap<>();
    private @Nullable Life last;
    private long jumpedAt = Long.MIN_VALUE / 2;
    private long longest;

    private static final class Step {

        private final Life life;
        private final @Nullable Symbol symbol;
        private final long since;
        private boolean unanswered;

        Step(Life life, @Nullable Symbol symbol, long since) {
            this.life = life;
            this.symbol = symbol;
            this.since = since;
        }

        boolean isOf(Life owner, Symbol lane) {
            return life == owner && (symbol == null || symbol.equals(lane));
        }

        boolean isSlow(long now) {
            return since < now - SLOW;
        }
    }

    Guards(World world, Faults faults, ModelExchange exchange, Books books, Record record) {
        this.world = world;
        this.faults = faults;
        this.exchange = exchange;
        this.books = books;
        this.record = record;
    }

    void begin() {
        world.in(TICK, referee, "referee", this::tick);
    }

    void starts(Life life) {
        lives.put(life.name, life);
        last = life;
    }

    void jumped() {
        jumpedAt = world.now();
    }

    void failed(Life life) {
        failed.put(life, world.now());
    }

    /**
     * Runs one step of a lane, or a look at what rests, and notes that it is under way.
     *
     * @param symbol whose lane it is; absent where it is a look at all
     */
    <T> T under(Life life, @Nullable Symbol symbol, Supplier<T> work) {
        Step step = new Step(life, symbol, world.now());
        steps.add(step);
        try {
            return work.get();
        } finally {
            steps.remove(step);
            if (step.unanswered) {
                unanswered.put(step, world.now() + UNTIL_AGAIN);
            }
        }
    }

    /** What is asked, or ordered, by the step under way gets no answer. */
    void unanswered() {
        if (!steps.isEmpty()) {
            steps.getLast().unanswered = true;
        }
    }

    /** The longest that anything was without its stop. */
    long longest() {
        return longest;
    }

    private void tick() {
        unanswered.values().removeIf(until -> until <= world.now());
        for (Book book : books.all()) {
            judge(book);
        }
        world.in(TICK, referee, "referee", this::tick);
    }

    private void judge(Book book) {
        Symbol symbol = book.key.symbol();
        Life owner = owner(symbol);
        if (owner == null || isExcused(book, owner)) {
            return;
        }
        BigDecimal needed = book.seenBy(this::canBeSeen).guarded() && book.isGuarded() ? needed(book) : BigDecimal.ZERO;
        BigDecimal covered = sum(book, true, order -> order.rests() || order.isMissedByNobody());
        book.naked = covered.compareTo(needed) >= 0 ? 0 : book.naked + TICK;
        longest = Math.max(longest, book.naked);
        Violation.unless(
                book.naked <= MOST,
                "%s of %s should have a stop, and for %.2f s only %s have one",
                needed,
                book.key,
                book.naked / 1e6,
                covered);
    }

    private boolean canBeSeen(Move move) {
        return move.order().foundFrom <= world.now();
    }

    /** What of it the account holds too, as it is and as it was seen. */
    private BigDecimal needed(Book book) {
        BigDecimal account = exchange.held(book.key.symbol(), book.key.side());
        BigDecimal known = books.all().stream()
                .filter(other -> other.key.symbol().equals(book.key.symbol()) && other.key.side() == book.key.side())
                .map(other -> other.seenBy(this::canBeSeen).held())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal own = common(book.held(), book.seenBy(this::canBeSeen).held());
        return common(own, common(account, known)).abs();
    }

    /** So much of both goes the same way. */
    private static BigDecimal common(BigDecimal one, BigDecimal other) {
        if (one.signum() != other.signum()) {
            return BigDecimal.ZERO;
        }
        return one.signum() < 0 ? one.max(other) : one.min(other);
    }

    /** How much of a book stops, or else take-profits, would end. */
    private BigDecimal sum(Book book, boolean stops, Predicate<Placed> counts) {
        return exits(book, counts)
                .filter(order -> order.request.side() == (book.held().signum() > 0 ? Side.SELL : Side.BUY))
                .filter(order -> order.isStop() == stops)
                .map(Placed::left)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Stream<Placed> exits(Book book, Predicate<Placed> counts) {
        return exchange.all().stream().filter(order -> {
            if (!order.isConditional() || !counts.test(order)) {
                return false;
            }
            Judge.Attempt attempt = record.attempt(order.name);
            return attempt != null
                    && order.request.symbol().equals(book.key.symbol())
                    && attempt.strategy().equals(book.key.strategy())
                    && order.request.positionSide() == book.key.side();
        });
    }

    // Whether anything could be done about it.

    /** Who has the lane and lives; notes when somebody else comes to it. */
    private @Nullable Life owner(Symbol symbol) {
        String name = faults.two ? record.owner(symbol) : Objects.requireNonNull(last).name;
        if (name == null) {
            return null;
        }
        if (!name.equals(owners.put(symbol, name))) {
            cameAt.put(symbol, world.now());
            books.all().stream()
                    .filter(book -> book.key.symbol().equals(symbol))
                    .forEach(book -> book.naked = 0);
        }
        Life life = Objects.requireNonNull(lives.get(name));
        return life.isDead() || life.pausedUntil() > world.now() ? null : life;
    }

    private boolean isExcused(Book book, Life owner) {
        Symbol symbol = book.key.symbol();
        long now = world.now();
        return now < cameAt.get(symbol) + COMES
                || now < jumpedAt + JUMPED
                || now < exchange.silentUntil()
                || now < failed.getOrDefault(owner, Long.MIN_VALUE / 2) + LANE_WAITS
                || steps.stream().anyMatch(step -> step.isOf(owner, symbol) && step.isSlow(now))
                || unanswered.keySet().stream().anyMatch(step -> step.isOf(owner, symbol));
    }

    // The end.

    /** What is not as it should be about the exits; null when all is well. */
    @Nullable
    String fault() {
        for (Book book : books.all()) {
            String fault = books.isMuddled(book.key.symbol()) ? null : fault(book);
            if (fault != null) {
                return fault;
            }
        }
        for (Placed order : exchange.all()) {
            if (order.isConditional()
                    && order.rests()
                    && exchange.held(order.request.symbol(), order.request.positionSide())
                                    .signum()
                            == 0) {
                return order.name + " is left over, and nothing is held";
            }
        }
        return null;
    }

    private @Nullable String fault(Book book) {
        BigDecimal account = exchange.held(book.key.symbol(), book.key.side());
        BigDecimal size = common(book.held(), account).abs();
        BigDecimal stops = sum(book, true, Placed::rests);
        BigDecimal takes = sum(book, false, Placed::rests);
        Side exit = book.held().signum() > 0 ? Side.SELL : Side.BUY;
        boolean wrong = exits(book, Placed::rests).anyMatch(order -> order.request.side() != exit);
        boolean off = book.isGuarded() ? stops.compareTo(size) != 0 : stops.compareTo(size) > 0;
        return off || wrong || takes.compareTo(size) > 0
                ? "%s holds %s, %s of it of the account; the stops are for %s, the take-profits for %s%s"
                        .formatted(
                                book.key, book.held(), size, stops, takes, wrong ? ", and some for the other side" : "")
                : null;
    }
}
