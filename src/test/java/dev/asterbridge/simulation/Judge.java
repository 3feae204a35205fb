package dev.asterbridge.simulation;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.SignedOrder;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
            BigDecimal asked) {

        boolean isLive() {
            return outcome == null;
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
    private long askedIn;
    private int asked;
    private Map<String, Attempt> attempts = Map.of();
    private Map<String, Row> signals = Map.of();
    private Map<String, String> owners = Map.of();
    private @Nullable ModelExchange exchange;

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
        judgeAgainstErrand(order, attempt, before, after);
    }

    private void judgeAgainstErrand(ModelExchange.Placed order, Attempt attempt, BigDecimal before, BigDecimal after) {
        Errand errand = errand(attempt.signal());
        OrderRequest request = order.request;
        Violation.unless(
                request.symbol().equals(errand.symbol), "%s trades %s for %s", order.name, request.symbol(), errand);
        List<Attempt> family = attempts.values().stream()
                .filter(each -> each.signal().equals(attempt.signal()))
                .toList();
        if (errand.quantity != null) {
            BigDecimal all = family.stream().map(each -> executed(each.id())).reduce(BigDecimal.ZERO, BigDecimal::add);
            Violation.unless(all.compareTo(errand.quantity) <= 0, "%s got %s of %s", errand, all, errand.quantity);
        }
        if (errand.kind.opens()) {
            Violation.unless(
                    family.stream()
                                    .filter(each -> executed(each.id()).signum() > 0)
                                    .count()
                            <= 1,
                    "%s was executed by more than one order",
                    errand);
            Violation.unless(
                    errand.side == null || request.side() == errand.side, "%s went %s", errand, request.side());
            Violation.unless(
                    !wasToBeSeen(attempt) || after.abs().compareTo(before.abs()) > 0,
                    "%s took the position from %s to %s",
                    errand,
                    before,
                    after);
        } else {
            Violation.unless(
                    request.reduceOnly()
                            && after.abs().compareTo(before.abs()) < 0
                            && after.signum() * before.signum() >= 0,
                    "%s took the position from %s to %s",
                    errand,
                    before,
                    after);
        }
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
        Map<String, Row> signalsBefore = signals;
        Map<String, Attempt> attemptsBefore = attempts;
        Map<String, String> ownersBefore = owners;
        read();
        for (Row row : signals.values()) {
            if (!signalsBefore.containsKey(row.id())) {
                judgeNew(row);
            } else if (row.verdict() != null && signalsBefore.get(row.id()).verdict() == null) {
                judgeDecided(row);
            }
        }
        signalsBefore.values().forEach(this::judgeStays);
        attemptsBefore.values().forEach(this::judgeStays);
        for (Attempt attempt : attempts.values()) {
            if (!attemptsBefore.containsKey(attempt.id())) {
                judgeNew(attempt, life);
            } else if (attempt.outcome() != null
                    && attemptsBefore.get(attempt.id()).isLive()) {
                judgeSettled(attempt);
            }
        }
        judgeExposure();
        owners.forEach((symbol, owner) -> judgeOwner(symbol, ownersBefore.get(symbol), owner));
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
        for (Attempt other : attempts.values()) {
            if (other.signal().equals(attempt.signal()) && !other.id().equals(attempt.id())) {
                Violation.unless(!other.isLive(), "%s is tried again while %s is unproven", errand, other.id());
                Violation.unless(
                        !errand.kind.opens() || executed(other.id()).signum() == 0,
                        "%s is tried again though %s was executed",
                        errand,
                        other.id());
            }
        }
        if (errand.kind.opens()) {
            judgeTurn(attempt, errand);
            long age = world.now() - errand.firedAt;
            Violation.unless(!swift || age < STALE, "%s is ordered after %.1f s", errand, age / 1e6);
        }
        Violation.unless(
                attempt.reduces() || errand.kind.opens(),
                "%s is to be done by %s, which may open",
                errand,
                attempt.id());
        Violation.unless(
                !two || life.name.equals(owners.get(attempt.symbol())),
                "%s prepares %s on a lane of %s",
                life.name,
                attempt.id(),
                owners.get(attempt.symbol()));
    }

    /** What opens waits for all that came before it, and never comes after an exit that came after it. */
    private void judgeTurn(Attempt attempt, Errand errand) {
        Row its = signals.get(attempt.signal());
        for (Row other : signals.values()) {
            if (other.symbol().equals(its.symbol()) && !other.id().equals(its.id())) {
                Violation.unless(
                        other.turn() > its.turn() || other.verdict() != null, "%s comes before its turn", errand);
                Violation.unless(
                        other.turn() < its.turn() || errand(other.id()).kind != Errand.Kind.CLOSE || !isExecuted(other),
                        "%s comes after a later exit",
                        errand);
            }
        }
    }

    private boolean isExecuted(Row row) {
        return attempts.values().stream()
                .anyMatch(attempt -> attempt.signal().equals(row.id())
                        && executed(attempt.id()).signum() > 0);
    }

    private void judgeDecided(Row row) {
        Errand errand = errand(row.id());
        world.tell("journal: %s is %s", errand, row.verdict());
        boolean orderless = attempts.values().stream()
                .noneMatch(attempt -> attempt.signal().equals(row.id()) && "executed".equals(attempt.outcome()));
        if (!errand.kind.opens() && "refused".equals(row.verdict()) && orderless) {
            Violation.unless(
                    signals.values().stream()
                            .noneMatch(other -> other.symbol().equals(row.symbol())
                                    && other.turn() < row.turn()
                                    && other.verdict() == null),
                    "%s is refused before its turn",
                    errand);
        }
        if (errand.kind == Errand.Kind.CLOSE && "refused".equals(row.verdict()) && swift && !faults.hedge) {
            boolean tried = attempts.values().stream()
                    .anyMatch(attempt -> attempt.signal().equals(row.id()));
            boolean still = world.now() - moved.getOrDefault(row.symbol(), 0L) > slowest;
            BigDecimal held = Objects.requireNonNull(exchange).held(errand.symbol, PositionSide.BOTH);
            Violation.unless(tried || !still || held.signum() == 0, "%s is refused while %s is held", errand, held);
        }
        if (steady && "expired".equals(row.verdict())) {
            long age = world.now() - errand.firedAt;
            long most = (errand.kind.opens() ? 60 : 600) * World.SECOND;
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
            if (attempt.isLive() && !attempt.reduces()) {
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

    private void read() {
        try {
            Map<String, Row> rows = new HashMap<>();
            try (ResultSet row = database.prepare("SELECT seq, id, body, symbol, verdict FROM signals")
                    .executeQuery()) {
                while (row.next()) {
                    rows.put(
                            row.getString(2),
                            new Row(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5)));
                }
            }
            Map<String, Attempt> tries = new HashMap<>();
            try (ResultSet row = database.prepare(
                            "SELECT a.client_order_id, a.signal_id, a.leg, a.nonce, a.outcome, o.symbol,"
                                    + " o.reduce_only, o.quantity FROM attempts a, orders o"
                                    + " WHERE o.signal_id = a.signal_id AND o.leg = a.leg")
                    .executeQuery()) {
                while (row.next()) {
                    Attempt attempt = new Attempt(
                            row.getString(1),
                            row.getString(2),
                            row.getInt(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6),
                            row.getInt(7) == 1,
                            asked(row.getString(1), row.getString(8)));
                    tries.put(attempt.id(), attempt);
                }
            }
            signals = rows;
            attempts = tries;
            if (two) {
                owners = new HashMap<>();
                try (ResultSet row = database.prepare("SELECT symbol, owner FROM lanes WHERE owner IS NOT NULL")
                        .executeQuery()) {
                    while (row.next()) {
                        owners.put(row.getString(1), row.getString(2));
                    }
                }
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
                .filter(attempt -> attempt.signal().equals(row.id()))
                .flatMap(attempt -> Objects.requireNonNull(exchange).named(attempt.id()).stream())
                .toList();
        boolean filled = orders.stream().anyMatch(order -> order.executed.signum() > 0 || order.rests());
        if (Objects.equals(row.verdict(), "executed")) {
            Violation.unless(!orders.isEmpty(), "%s is called executed and never was", errand);
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

    /** Where nothing goes wrong, what can be done is done in full; nothing is in the way of what came first. */
    void judgeCalm(List<Errand> all) {
        Row came =
                signals.values().stream().min(Comparator.comparing(Row::turn)).orElseThrow();
        Errand first = all.stream()
                .filter(errand -> errand.body().equals(came.body()))
                .findFirst()
                .orElseThrow();
        if (first.kind == Errand.Kind.OPEN) {
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
