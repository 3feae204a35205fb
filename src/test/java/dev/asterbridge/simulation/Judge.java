package dev.asterbridge.simulation;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the journal says, read with its own SQL, with what truly happened at the exchange.
 *
 * <p>Knows nothing of the code that is judged but the meaning of the tables.
 */
final class Judge implements ModelExchange.Ledger, ModelLine.Customs, DirectJournal.Auditor {

    private static final Set<String> NEVER_EXECUTED = Set.of("refused", "not_executed");

    private static final long STALE = 100 * World.SECOND;
    private static final int MOST_A_SECOND = 60;
    private static final long TOO_LATE = 60 * World.SECOND;

    record Attempt(
            String id,
            String signal,
            int leg,
            long nonce,
            @Nullable String outcome,
            String symbol,
            boolean reduces,
            BigDecimal asked,
            String role,
            String strategy,
            BigDecimal known) {

        boolean isLive() {
            return outcome == null;
        }

        /** Whether no alert asked for it by itself: it is to end what is held. */
        boolean isExit() {
            return !role.isEmpty();
        }
    }

    record Row(
            long turn,
            String id,
            String body,
            String symbol,
            @Nullable String verdict) {}

    private final World world;
    private final MemoryDatabase database;
    private final Faults faults;
    private final boolean two;
    private final boolean steady;
    private final long slowest;
    private final boolean swift;
    private final Map<String, Errand> errands = new HashMap<>();
    private final Set<String> left = new HashSet<>();
    private final Map<String, Long> moved = new HashMap<>();
    private final Map<String, Long> heldSince = new HashMap<>();
    private final Map<String, Long> prepared = new HashMap<>();
    private final Map<Integer, Long> kept = new HashMap<>();
    private final Map<String, Long> decided = new HashMap<>();
    private long askedIn;
    private int asked;
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private final Map<String, Row> signals = new LinkedHashMap<>();
    private Map<String, String> owners = Map.of();
    private final Books books = new Books();
    private boolean outsiders;
    private @Nullable ModelExchange exchange;
    private @Nullable Guards guards;

    Judge(World world, MemoryDatabase database, Faults faults) {
        this.world = world;
        this.database = database;
        this.faults = faults;
        this.two = faults.two;
        this.steady = faults.jump == 0;
        this.swift = steady && faults.pause == 0 && faults.journalFails == 0;
        // A question that is answered late, or only the next time, is behind what others do meanwhile.
        this.slowest = (faults.slow > 0 || faults.readFails > 0 ? 40 : 3) * World.SECOND;
    }

    void knows(ModelExchange itsLedger) {
        exchange = itsLedger;
        guards = new Guards(world, faults, itsLedger, books, new OnRecord());
        if (faults.guarded()) {
            guards.begin();
        }
    }

    Guards guards() {
        return Objects.requireNonNull(guards);
    }

    /** What the journal says by now. */
    private final class OnRecord implements Guards.Record {

        @Override
        public @Nullable Attempt attempt(String clientOrderId) {
            return attempts.get(clientOrderId);
        }

        @Override
        public @Nullable String owner(Symbol symbol) {
            return owners.get(symbol.name());
        }
    }

    void expects(Errand errand) {
        errands.put(errand.body(), errand);
    }

    Map<String, Row> signals() {
        return signals;
    }

    boolean allDecided() {
        return signals.values().stream().allMatch(row -> row.verdict() != null)
                && attempts.values().stream().noneMatch(Attempt::isLive);
    }

    // What leaves the house

    @Override
    public void leaves(Life life, SignedOrder order) {
        String id = order.request().clientOrderId().value();
        Attempt attempt = attempts.get(id);
        Violation.unless(attempt != null, "%s leaves without an attempt on record", id);
        Violation.unless(
                attempt.nonce() == Objects.requireNonNull(order.nonce()),
                "%s leaves with another nonce than recorded",
                id);
        // A process that was stopped with the request in its hands may still send it when it is too late to matter.
        boolean tooLate = "not_executed".equals(attempt.outcome()) && world.now() - attempt.nonce() > TOO_LATE;
        Violation.unless(attempt.isLive() || tooLate, "%s leaves though it is settled: %s", id, attempt.outcome());
        Violation.unless(left.add(id), "%s leaves twice", id);
        moderately(life);
    }

    @Override
    public void asks(Life life) {
        moderately(life);
    }

    @Override
    public void unanswered() {
        guards().unanswered();
    }

    @Override
    public void failed(Life life) {
        guards().failed(life);
    }

    private void moderately(Life life) {
        long second = world.now() / World.SECOND;
        asked = second == askedIn ? asked + 1 : 1;
        askedIn = second;
        Violation.unless(asked <= MOST_A_SECOND, "%s asks the exchange more than %d times a second", life.name, asked);
    }

    // What truly happens

    @Override
    public void taken(ModelExchange.Placed order) {
        Attempt attempt = attempts.get(order.name);
        Violation.unless(attempt != null, "%s is at the exchange and in no journal", order.name);
    }

    @Override
    public void executed(ModelExchange.Placed order, BigDecimal quantity, BigDecimal before, BigDecimal after) {
        world.tell("exchange: %s fills %s, held %s", order.name, quantity, after);
        heldSince.put(
                order.request.symbol().name(),
                moved.getOrDefault(order.request.symbol().name(), 0L));
        moved.put(order.request.symbol().name(), world.now());
        if (order.name.startsWith("web_")) {
            books.muddle(order.request.symbol());
            outsiders = true;
            return;
        }
        Attempt attempt = attempts.get(order.name);
        Violation.unless(attempt != null, "%s fills and is in no journal", order.name);
        Violation.unless(
                attempt.outcome() == null || !NEVER_EXECUTED.contains(attempt.outcome()),
                "%s fills after it was settled as %s",
                order.name,
                attempt.outcome());
        Violation.unless(
                executed(order.name).compareTo(attempt.asked()) <= 0, "%s fills more than was asked for", order.name);
        Errand errand = errand(attempt.signal());
        BigDecimal own =
                books.moved(errand.strategy(), order, quantity, attempt.isExit(), errand.wantsStop(), attempt.known());
        boolean shared = isShared(errand.symbol);
        BigDecimal ownAfter = books.held(errand.symbol, errand.strategy(), order.request.positionSide());
        Violation.unless(
                order.request.symbol().equals(errand.symbol),
                "%s trades %s for %s",
                order.name,
                order.request.symbol(),
                errand);
        if (attempt.isExit()) {
            judgeExit(order, before, after);
        } else if (errand.isTarget()) {
            judgeTarget(order, errand, own, ownAfter);
        } else if (errand.opens()) {
            judgeOpening(order, errand, attempt, shared ? own : before, shared ? ownAfter : after);
        } else {
            boolean nobodys = shared
                    && errand.strategy().isEmpty()
                    && own.signum() != -order.signed().signum();
            if (nobodys) {
                // As long as no strategy with a name is on record there, what the account holds is meant.
                books.muddle(errand.symbol);
            }
            judgeReducing(order, errand, shared && !nobodys ? own : before, shared && !nobodys ? ownAfter : after);
        }
    }

    /** Whether strategies hold the symbol together, so that what one takes away may be added for the account. */
    private boolean isShared(Symbol symbol) {
        return errands.values().stream().anyMatch(errand -> errand.isTarget() && errand.symbol.equals(symbol));
    }

    private List<Attempt> family(Attempt attempt) {
        return attempts.values().stream()
                .filter(each -> each.signal().equals(attempt.signal()) && !each.isExit())
                .toList();
    }

    private void judgeAmount(Errand errand, Attempt attempt) {
        BigDecimal all =
                family(attempt).stream().map(each -> executed(each.id())).reduce(BigDecimal.ZERO, BigDecimal::add);
        Violation.unless(
                errand.quantity == null || all.compareTo(errand.quantity) <= 0,
                "%s got %s of %s",
                errand,
                all,
                errand.quantity);
    }

    private static void judgeExit(ModelExchange.Placed order, BigDecimal before, BigDecimal after) {
        Violation.unless(
                order.request.reduceOnly()
                        && after.abs().compareTo(before.abs()) < 0
                        && after.signum() * before.signum() >= 0,
                "the exit %s took the position from %s to %s",
                order.name,
                before,
                after);
    }

    /**
     * It goes no further than anything that its strategy ever said, or to nothing; but by what exits of its strategy took while
     * nobody knew what became of it, since these do not wait.
     */
    private void judgeTarget(ModelExchange.Placed order, Errand errand, BigDecimal before, BigDecimal after) {
        List<BigDecimal> said = errands.values().stream()
                .filter(other -> other.strategy().equals(errand.strategy()) && other.symbol.equals(errand.symbol))
                .flatMap(other -> Stream.ofNullable(other.step).map(Errand.Step::target))
                .toList();
        BigDecimal least = said.stream().reduce(BigDecimal.ZERO, BigDecimal::min);
        BigDecimal most = said.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal early = books.takenSince(order, errand.strategy());
        Violation.unless(
                books.isMuddled(errand.symbol)
                        || (after.compareTo(least.add(early.min(BigDecimal.ZERO))
                                                .min(before))
                                        >= 0
                                && after.compareTo(most.add(early.max(BigDecimal.ZERO))
                                                .max(before))
                                        <= 0),
                "%s took %s from %s to %s, and never was to hold more than %s to %s",
                order.name,
                errand.strategy(),
                before,
                after,
                least,
                most);
    }

    private void judgeOpening(
            ModelExchange.Placed order, Errand errand, Attempt attempt, BigDecimal before, BigDecimal after) {
        judgeAmount(errand, attempt);
        Violation.unless(
                family(attempt).stream()
                                .filter(each -> executed(each.id()).signum() > 0)
                                .count()
                        <= 1,
                "%s was executed by more than one order",
                errand);
        Violation.unless(
                errand.side == null || order.request.side() == errand.side, "%s went %s", errand, order.request.side());
        Violation.unless(
                !wasToBeSeen(attempt) || after.abs().compareTo(before.abs()) > 0,
                "%s took the position from %s to %s",
                errand,
                before,
                after);
    }

    private void judgeReducing(ModelExchange.Placed order, Errand errand, BigDecimal before, BigDecimal after) {
        judgeAmount(errand, Objects.requireNonNull(attempts.get(order.name)));
        Violation.unless(
                (order.request.reduceOnly() || isShared(errand.symbol))
                        && after.abs().compareTo(before.abs()) < 0
                        && after.signum() * before.signum() >= 0,
                "%s took the position from %s to %s",
                errand,
                before,
                after);
    }

    /** Whether what was held before could be seen when the order was planned. */
    private boolean wasToBeSeen(Attempt attempt) {
        return swift && heldSince.get(attempt.symbol()) < prepared.get(attempt.id()) - slowest;
    }

    private BigDecimal executed(String clientOrderId) {
        return Objects.requireNonNull(exchange).named(clientOrderId).stream()
                .map(order -> order.executed)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Errand errand(String signal) {
        Row row = signals.get(signal);
        Violation.unless(row != null, "an order of signal %s, which is not on record", signal);
        return Objects.requireNonNull(errands.get(row.body()));
    }

    // What is on record

    @Override
    public void committed(Life life) {
        world.changed();
        Map<String, String> ownersBefore = owners;
        readOwners();
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, Attempt> tries = new LinkedHashMap<>();
        for (String[] change : database.changed()) {
            if (change[0].equals("signal")) {
                rows.put(change[1], signals.get(change[1]));
                replace(signals, change[1], row(change[1]));
            } else {
                tries.put(change[1], attempts.get(change[1]));
                replace(attempts, change[1], attempt(change[1]));
            }
        }
        rows.forEach((id, before) -> {
            if (before == null) {
                judgeNew(signals.get(id));
            } else {
                judgeStays(before);
                if (before.verdict() == null && signals.get(id).verdict() != null) {
                    judgeDecided(signals.get(id));
                }
            }
        });
        tries.forEach((id, before) -> {
            if (before == null) {
                judgeNew(attempts.get(id), life);
            } else {
                judgeStays(before);
                if (before.isLive() && !attempts.get(id).isLive()) {
                    judgeSettled(attempts.get(id));
                }
            }
        });
        if (!tries.isEmpty()) {
            judgeExposure();
        }
        owners.forEach((symbol, owner) -> judgeOwner(symbol, ownersBefore.get(symbol), owner));
    }

    private static <T> void replace(Map<String, T> all, String id, @Nullable T now) {
        if (now == null) {
            all.remove(id);
        } else {
            all.put(id, now);
        }
    }

    /** A copy is the same alert for as long as was promised. */
    private void judgeNew(Row row) {
        Errand errand = Objects.requireNonNull(errands.get(row.body()));
        Long first = kept.putIfAbsent(errand.number, world.now());
        long window = switch (errand.by) {
            case KEY, TIME -> Long.MAX_VALUE;
            case ID -> steady ? 58 * World.SECOND : 0;
            case NOTHING -> steady ? 28 * World.SECOND : 0;
        };
        Violation.unless(
                first == null || world.now() - first > window,
                "%s is on record a second time, after %.1f s",
                errand,
                first == null ? 0 : (world.now() - first) / 1e6);
    }

    private void judgeStays(Row before) {
        Row now = signals.get(before.id());
        Violation.unless(now != null, "signal %s vanished", before.id());
        Violation.unless(
                before.verdict() == null || before.verdict().equals(now.verdict()),
                "the verdict on %s went from %s to %s",
                before.id(),
                before.verdict(),
                now.verdict());
    }

    private void judgeStays(Attempt before) {
        Attempt now = attempts.get(before.id());
        Violation.unless(now != null, "attempt %s vanished", before.id());
        Violation.unless(
                before.isLive() || before.outcome().equals(now.outcome()),
                "the outcome of %s went from %s to %s",
                before.id(),
                before.outcome(),
                now.outcome());
    }

    private void judgeNew(Attempt attempt, Life life) {
        Violation.unless(attempt.isLive(), "%s was settled before it was sent", attempt.id());
        prepared.put(attempt.id(), world.now());
        Errand errand = errand(attempt.signal());
        if (attempt.isExit()) {
            Violation.unless(attempt.reduces(), "the exit %s of %s may open something", attempt.id(), errand);
        } else {
            judgeNew(attempt, errand);
        }
        Violation.unless(
                !two || life.name.equals(owners.get(attempt.symbol())),
                "%s prepares %s on a lane of %s",
                life.name,
                attempt.id(),
                owners.get(attempt.symbol()));
    }

    private void judgeNew(Attempt attempt, Errand errand) {
        for (Attempt other : family(attempt)) {
            if (!other.id().equals(attempt.id())) {
                Violation.unless(!other.isLive(), "%s is tried again while %s is unproven", errand, other.id());
                Violation.unless(
                        !errand.opens()
                                || errand.isTarget()
                                || executed(other.id()).signum() == 0,
                        "%s is tried again though %s was executed",
                        errand,
                        other.id());
            }
        }
        if (errand.opens()) {
            judgeTurn(attempt, errand);
            long age = world.now() - errand.firedAt;
            // What a target takes away may be added for the account.
            boolean mayTakeAway = errand.isTarget()
                    && (attempt.reduces()
                            || books.held(errand.symbol, errand.strategy(), PositionSide.BOTH)
                                            .signum()
                                    != 0);
            Violation.unless(!swift || mayTakeAway || age < STALE, "%s is ordered after %.1f s", errand, age / 1e6);
        }
        Violation.unless(
                attempt.reduces() || errand.opens() || isShared(errand.symbol),
                "%s is to be done by %s, which may open",
                errand,
                attempt.id());
    }

    /** What opens waits for all that came before it, and never comes after an exit that came after it. */
    private void judgeTurn(Attempt attempt, Errand errand) {
        Row its = signals.get(attempt.signal());
        for (Row other : signals.values()) {
            if (other.symbol().equals(its.symbol()) && !other.id().equals(its.id())) {
                Violation.unless(
                        other.turn() > its.turn() || other.verdict() != null, "%s comes before its turn", errand);
                Violation.unless(
                        other.turn() < its.turn()
                                || errand(other.id()).kind != Errand.Kind.CLOSE
                                || !errand(other.id()).strategy().equals(errand.strategy())
                                || !isExecuted(other),
                        "%s comes after a later exit",
                        errand);
            }
        }
    }

    private boolean isExecuted(Row row) {
        return attempts.values().stream()
                .anyMatch(attempt -> attempt.signal().equals(row.id())
                        && !attempt.isExit()
                        && executed(attempt.id()).signum() > 0);
    }

    private void judgeDecided(Row row) {
        Errand errand = errand(row.id());
        decided.put(row.id(), world.now());
        world.tell("journal: %s is %s", errand, row.verdict());
        boolean orderless = attempts.values().stream()
                .noneMatch(attempt -> attempt.signal().equals(row.id()) && "executed".equals(attempt.outcome()));
        if (!errand.opens() && !errand.isTarget() && "refused".equals(row.verdict()) && orderless) {
            Violation.unless(
                    signals.values().stream()
                            .noneMatch(other -> other.symbol().equals(row.symbol())
                                    && other.turn() < row.turn()
                                    && other.verdict() == null),
                    "%s is refused before its turn",
                    errand);
        }
        if (errand.kind == Errand.Kind.CLOSE
                && "refused".equals(row.verdict())
                && swift
                && !faults.hedge
                && !isShared(errand.symbol)) {
            boolean tried = attempts.values().stream()
                    .anyMatch(attempt -> attempt.signal().equals(row.id()));
            boolean still = world.now() - moved.getOrDefault(row.symbol(), 0L) > slowest;
            BigDecimal held = Objects.requireNonNull(exchange).held(errand.symbol, PositionSide.BOTH);
            Violation.unless(tried || !still || held.signum() == 0, "%s is refused while %s is held", errand, held);
        }
        if (steady && "expired".equals(row.verdict())) {
            long age = world.now() - errand.firedAt;
            long most = (errand.opens() && !errand.isTarget() ? 60 : 600) * World.SECOND;
            Violation.unless(age >= most - World.SECOND, "%s is called expired after %.1f s", errand, age / 1e6);
        }
    }

    private void judgeSettled(Attempt attempt) {
        List<ModelExchange.Placed> placed = Objects.requireNonNull(exchange).named(attempt.id());
        world.tell("journal: %s is %s", attempt.id(), attempt.outcome());
        if (NEVER_EXECUTED.contains(attempt.outcome())) {
            placed.forEach(order -> Violation.unless(
                    order.executed.signum() == 0 && !order.rests(),
                    "%s is settled as %s and is %s with %s filled",
                    attempt.id(),
                    attempt.outcome(),
                    order.status,
                    order.executed));
        } else {
            Violation.unless(!placed.isEmpty(), "%s is settled as executed and never was", attempt.id());
        }
    }

    private void judgeExposure() {
        Map<String, String> live = new HashMap<>();
        for (Attempt attempt : attempts.values()) {
            boolean adds = !attempt.reduces() && errand(attempt.signal()).opens();
            if (attempt.isLive() && adds) {
                String other = live.put(attempt.symbol(), attempt.id());
                Violation.unless(other == null, "%s and %s may both open on %s", other, attempt.id(), attempt.symbol());
            }
        }
    }

    private void judgeOwner(String symbol, @Nullable String before, String owner) {
        if (two && before != null && !before.equals(owner)) {
            Violation.unless(
                    lease(before) <= world.now() / World.MILLI,
                    "%s took the lane of %s from %s, which is alive",
                    owner,
                    symbol,
                    before);
        }
    }

    private long lease(String name) {
        try {
            var question = database.prepare("SELECT lease_until FROM instances WHERE name = ?");
            question.setString(1, name);
            try (ResultSet row = question.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Row row(String id) {
        try {
            var question = database.prepare("SELECT seq, id, body, symbol, verdict FROM signals WHERE id = ?");
            question.setString(1, id);
            try (ResultSet row = question.executeQuery()) {
                return row.next()
                        ? new Row(
                                row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5))
                        : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Attempt attempt(String id) {
        try {
            var question =
                    database.prepare("SELECT a.client_order_id, a.signal_id, a.leg, a.nonce, a.outcome, o.symbol,"
                            + " o.reduce_only, o.quantity, o.role, o.strategy, o.executed_quantity FROM attempts a, orders o"
                            + " WHERE o.signal_id = a.signal_id AND o.leg = a.leg AND a.client_order_id = ?");
            question.setString(1, id);
            try (ResultSet row = question.executeQuery()) {
                return row.next()
                        ? new Attempt(
                                row.getString(1),
                                row.getString(2),
                                row.getInt(3),
                                row.getLong(4),
                                row.getString(5),
                                row.getString(6),
                                row.getInt(7) == 1,
                                asked(row.getString(1), row.getString(8)),
                                row.getString(9),
                                row.getString(10),
                                new BigDecimal(row.getString(11)))
                        : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readOwners() {
        if (!two) {
            return;
        }
        try (ResultSet row = database.prepare("SELECT symbol, owner FROM lanes WHERE owner IS NOT NULL")
                .executeQuery()) {
            owners = new HashMap<>();
            while (row.next()) {
                owners.put(row.getString(1), row.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it was when the attempt was prepared: a later attempt of the same order may ask for less. */
    private BigDecimal asked(String id, String quantity) {
        Attempt known = attempts.get(id);
        return known == null ? new BigDecimal(quantity) : known.asked();
    }

    // The end

    /** Once nothing is under way any more. */
    void judgeEnd() {
        for (Row row : signals.values()) {
            Errand errand = Objects.requireNonNull(errands.get(row.body()));
            Violation.unless(row.verdict() != null, "%s is not decided", errand);
            judgeVerdict(errand, row);
        }
        attempts.values().forEach(attempt -> Violation.unless(!attempt.isLive(), "%s is not settled", attempt.id()));
        for (Errand errand : errands.values()) {
            Violation.unless(
                    !errand.acknowledged || kept.containsKey(errand.number), "%s was acknowledged and is lost", errand);
        }
    }

    private void judgeVerdict(Errand errand, Row row) {
        List<ModelExchange.Placed> orders = attempts.values().stream()
                .filter(attempt -> attempt.signal().equals(row.id()) && !attempt.isExit())
                .flatMap(attempt -> Objects.requireNonNull(exchange).named(attempt.id()).stream())
                .toList();
        boolean filled = orders.stream().anyMatch(order -> order.executed.signum() > 0 || order.rests());
        if (Objects.equals(row.verdict(), "executed")) {
            Violation.unless(!orders.isEmpty() || errand.isTarget(), "%s is called executed and never was", errand);
        } else {
            Violation.unless(!filled, "%s is called %s and was executed", errand, row.verdict());
        }
    }

    /** What the journal says was filled is what was filled, and what it says is held is what is held. */
    boolean booksAgree() {
        try (ResultSet row = database.prepare("SELECT a.client_order_id, o.executed_quantity FROM attempts a, orders o"
                        + " WHERE o.signal_id = a.signal_id AND o.leg = a.leg AND a.outcome = 'executed'")
                .executeQuery()) {
            while (row.next()) {
                if (executed(row.getString(1)).compareTo(new BigDecimal(row.getString(2))) != 0) {
                    return false;
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }

    /** Whether what is held of a symbol is not what the orders of the service came to. */
    boolean isTradedByOthers() {
        return outsiders;
    }

    /** What is not as it should be about what is on record of each strategy; null when all is well. */
    @Nullable
    String holdingsFault() {
        Map<Books.Key, BigDecimal> recorded = new HashMap<>();
        try (ResultSet row = database.prepare("SELECT symbol, strategy, position_side, amount FROM holdings")
                .executeQuery()) {
            while (row.next()) {
                recorded.put(
                        new Books.Key(
                                new Symbol(row.getString(1)), row.getString(2), PositionSide.valueOf(row.getString(3))),
                        new BigDecimal(row.getString(4)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        for (Books.Key key : recorded.keySet()) {
            BigDecimal together = recorded.entrySet().stream()
                    .filter(other -> other.getKey().symbol().equals(key.symbol())
                            && other.getKey().side() == key.side())
                    .map(Map.Entry::getValue)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal held = Objects.requireNonNull(exchange).held(key.symbol(), key.side());
            if (together.compareTo(held) != 0) {
                return "%s of %s %s is held, and %s is on record".formatted(held, key.symbol(), key.side(), together);
            }
            BigDecimal own = books.held(key.symbol(), key.strategy(), key.side());
            if (!books.isMuddled(key.symbol()) && recorded.get(key).compareTo(own) != 0) {
                return "%s holds %s, and %s is on record".formatted(key, own, recorded.get(key));
            }
        }
        return null;
    }

    /**
     * A strategy all of whose messages came and were carried out holds what it said last, unless its exits ended it, or it was
     * too late to open anything. Where its very first second ended as it had begun, nobody can say how that was.
     */
    void judgeTargets() {
        Map<String, List<Errand>> byStrategy = errands.values().stream()
                .filter(Errand::isTarget)
                .sorted(Comparator.comparing(errand -> errand.number))
                .collect(Collectors.groupingBy(errand -> errand.symbol + " " + errand.strategy()));
        byStrategy.values().forEach(this::judgeTargets);
    }

    private void judgeTargets(List<Errand> said) {
        Errand last = said.getLast();
        List<Row> rows = signals.values().stream()
                .filter(row -> said.contains(errands.get(row.body())))
                .toList();
        boolean came = said.stream().allMatch(errand -> kept.containsKey(errand.number));
        boolean done = rows.stream()
                .allMatch(row -> Set.of("executed", "superseded").contains(Objects.requireNonNull(row.verdict())));
        boolean refused = attempts.values().stream()
                .anyMatch(attempt -> said.contains(errand(attempt.signal())) && !"executed".equals(attempt.outcome()));
        boolean exited =
                books.all().stream().anyMatch(book -> book.key.strategy().equals(last.strategy()) && book.hasExited());
        boolean late = rows.stream().anyMatch(this::isLate);
        if (came && done && !late && !roundTrip(said) && !refused && !exited && !books.isMuddled(last.symbol)) {
            BigDecimal held = Stream.of(PositionSide.values())
                    .map(side -> books.held(last.symbol, last.strategy(), side))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            Violation.unless(held.compareTo(last.step.target()) == 0, "%s, and holds %s in the end", last, held);
        }
    }

    private boolean isLate(Row row) {
        Errand errand = Objects.requireNonNull(errands.get(row.body()));
        return decided.get(row.id()) - errand.firedAt > TOO_LATE - 5 * World.SECOND;
    }

    private static boolean roundTrip(List<Errand> said) {
        long first = said.getFirst().firedAt;
        return said.stream()
                .filter(errand -> errand.firedAt == first)
                .reduce((one, other) -> other)
                .filter(errand -> errand.step.target().signum() == 0)
                .isPresent();
    }

    /** Where nothing goes wrong, what can be done is done in full; nothing is in the way of what came first. */
    void judgeCalm(List<Errand> all) {
        Row came =
                signals.values().stream().min(Comparator.comparing(Row::turn)).orElseThrow();
        Errand first = all.stream()
                .filter(errand -> errand.body().equals(came.body()))
                .findFirst()
                .orElseThrow();
        if (first.kind == Errand.Kind.OPEN && !isShared(first.symbol)) {
            boolean once = signals.values().stream()
                            .filter(row -> row.body().equals(came.body()))
                            .count()
                    == 1;
            Violation.unless(
                    once
                            && "executed".equals(came.verdict())
                            && attempts.values().stream()
                                    .anyMatch(attempt -> attempt.signal().equals(came.id())
                                            && executed(attempt.id()).compareTo(first.quantity) == 0),
                    "%s was not done though nothing was in its way",
                    first);
        }
    }
}
