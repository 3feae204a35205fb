package dev.asterbridge.risk;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Halt.Scope;
import dev.asterbridge.risk.Market.Place;
import dev.asterbridge.risk.Market.Resting;
import dev.asterbridge.risk.Referee.Asked;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One story: somebody with the webhook's secret sends whatever he likes, of any size, side, symbol, price and name, to two
 * instances at once, while prices move, the account cannot be read, people halt and resume, and orders rest or are lost.
 */
final class Forgery {

    private static final int STEPS = 10;

    /** What two instances share; emptied for each story. */
    static final class Tables {
        final StoryClock clock = new StoryClock();
        final JournalInMemory here = new JournalInMemory(clock);
        final JournalInMemory there = here.as("there");

        void empty() {
            clock.now = Instant.parse("2026-01-15T18:00:00Z");
            for (String table : List.of("attempts", "orders", "holdings", "halts", "equity", "allowed_orders")) {
                here.sql().sql("DELETE FROM " + table).update();
            }
            here.recorded.clear();
            there.recorded.clear();
        }
    }

    /** Starts anew with each story. */
    static final class StoryClock extends Clock {

        private Instant now = Instant.EPOCH;

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** @param breach what must not have happened; absent when all went well */
    record Ending(int alerts, int allowed, @Nullable String breach, List<String> trace) {}

    /** Ends a story. */
    private static final class Breach extends RuntimeException {
        private static final long serialVersionUID = 1;

        Breach(String message) {
            super(message, null, false, false);
        }
    }

    private record Planned(Asked asked, Exposure order, RiskGuard guard, JournalInMemory journal) {}

    private final Random chance;
    private final Tables tables;
    private final Plant plant;
    private final Terms terms;
    private final Market market;
    private final Referee referee;
    private final List<RiskGuard> guards = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean hedge;
    private final TradingSwitch trading;
    private final EquityWatch watch;
    private final Map<String, BigDecimal> executed = new HashMap<>();
    private int reads;
    private int orders;
    private int alerts;
    private int allowed;

    Forgery(Random chance, Tables tables, Plant plant) {
        this.chance = chance;
        this.tables = tables;
        this.plant = plant;
        this.terms = new Terms(chance);
        this.market = new Market(chance);
        this.referee = new Referee(terms, market);
        this.hedge = chance.nextInt(3) == 0;
        LimitSource limits = plant.limits().apply(terms.source());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RiskRecords records = plant.records();
        this.trading = new TradingSwitch(tables.here, records, limits, meters);
        this.watch = new EquityWatch(
                plant.accounts().apply(new Counted()),
                records,
                trading,
                limits,
                OwnLimits.of(LimitsFile.EMPTY),
                tables.here,
                tables.clock);
        for (JournalInMemory journal : List.of(tables.here, tables.there)) {
            guards.add(
                    new RiskGuard(journal, records, watch, limits, tables.clock, meters, plant.shared(), plant.own()));
        }
    }

    Ending run() {
        tables.empty();
        tell("%s, %s", hedge ? "hedge" : "one-way", terms);
        try {
            if (!hedge && chance.nextInt(6) == 0) {
                holdBothWays();
            }
            if (chance.nextInt(10) > 0) {
                look();
            }
            for (int i = 0; i < STEPS; i++) {
                touch();
                step();
                touch();
                requireBounds();
            }
            return new Ending(alerts, allowed, null, trace);
        } catch (Breach e) {
            return new Ending(alerts, allowed, e.getMessage(), trace);
        } finally {
            tables.here.down = false;
            tables.there.down = false;
        }
    }

    private void step() {
        switch (chance.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> wave();
            case 9, 10, 11 -> exit();
            case 12, 13, 14 -> pass();
            case 15 -> Terms.SYMBOLS.forEach(symbol -> market.move(chance, symbol));
            case 16 -> slide();
            case 17 -> settle();
            case 18 -> person();
            default -> trouble();
        }
    }

    // Forged alerts.

    private void wave() {
        List<String> symbols = new ArrayList<>(Terms.SYMBOLS);
        Collections.shuffle(symbols, chance);
        List<Planned> wave = new ArrayList<>();
        for (String symbol : symbols.subList(0, 1 + chance.nextInt(3))) {
            Planned planned = forge(symbol);
            alerts++;
            if (passes(planned)) {
                wave.add(planned);
            }
        }
        tables.clock.advance(Duration.ofMillis(chance.nextInt(3000)));
        Collections.shuffle(wave, chance);
        wave.forEach(this::place);
    }

    private boolean passes(Planned planned) {
        if (chance.nextInt(60) == 0) {
            planned.journal().down = true;
            try {
                RiskVerdict verdict = planned.guard().check(planned.order());
                if (!planned.asked().endsItsOwnAtMarket()) {
                    throw new Breach("without a journal " + verdict);
                }
                return false;
            } catch (JournalUnavailable e) {
                return false;
            } finally {
                planned.journal().down = false;
            }
        }
        RiskVerdict verdict = planned.guard().check(planned.order());
        noteReadings();
        tell("%s asked about %s: %s", tables.clock.instant(), planned.asked(), verdict);
        if (verdict instanceof RiskVerdict.Refused) {
            requireReason(planned.asked(), verdict);
            return false;
        }
        return true;
    }

    private void place(Planned planned) {
        try {
            tables.here.write(tx -> {
                RiskVerdict verdict =
                        plant.onRecord() ? planned.guard().check(tx, planned.order()) : new RiskVerdict.Allowed();
                if (verdict instanceof RiskVerdict.Refused refused) {
                    requireReason(planned.asked(), refused);
                    throw new ProblemException(refused.problem());
                }
                record(planned);
                return verdict;
            });
        } catch (ProblemException e) {
            tell("refused in the end: %s", e.problem().detail());
            return;
        }
        List<String> broken = referee.broken(planned.asked(), tables.clock.instant());
        if (!broken.isEmpty()) {
            throw new Breach("%s breaks %s; the service knows of %s, there is %s and %s"
                    .formatted(planned.asked(), broken, guards.getFirst().standing(), market.held, market.resting));
        }
        allowed++;
        referee.allowed(planned.asked(), tables.clock.instant());
        carryOut(planned.asked(), "o" + orders);
    }

    /** So that the account shows nothing of it. */
    private void holdBothWays() {
        String symbol = Terms.SYMBOLS.get(chance.nextInt(4));
        Place place = new Place(symbol, PositionSide.BOTH);
        BigDecimal mark = market.marks.get(symbol);
        BigDecimal size = BigDecimal.TEN.divide(mark, new MathContext(6));
        fill(place, size, mark, Terms.STRATEGIES.get(0));
        fill(place, size.negate(), mark, Terms.STRATEGIES.get(1));
        tell("%s is held both ways", place);
    }

    private void requireBounds() {
        List<String> outgrown = referee.outgrown();
        if (!outgrown.isEmpty()) {
            throw new Breach(outgrown.toString());
        }
    }

    private void requireReason(Asked asked, RiskVerdict verdict) {
        if (referee.reasons(asked, tables.clock.instant()).isEmpty()) {
            throw new Breach("%s breaks nothing, but is %s".formatted(asked, verdict));
        }
    }

    private Planned forge(String symbol) {
        Side side = chance.nextBoolean() ? Side.BUY : Side.SELL;
        PositionSide positionSide =
                !hedge ? PositionSide.BOTH : side == Side.BUY ? PositionSide.LONG : PositionSide.SHORT;
        Place place = new Place(symbol, positionSide);
        String strategy = switch (chance.nextInt(6)) {
            case 0, 1 -> Terms.STRATEGIES.get(chance.nextInt(2));
            case 2 -> "forged " + chance.nextInt(1000);
            default -> null;
        };
        BigDecimal mark = market.marks.get(symbol);
        BigDecimal quantity = quantity(place, strategy, mark);
        List<BigDecimal> prices = prices(symbol, mark);
        Asked asked = new Asked(
                place,
                strategy,
                side == Side.BUY ? quantity : quantity.negate(),
                prices,
                mark,
                !market.unpriced,
                market.leverages.get(symbol),
                !market.unlevered,
                market.holders(place),
                market.resting.stream().filter(it -> it.place().equals(place)).toList());
        Exposure order = new Exposure(
                new Symbol(symbol),
                positionSide,
                strategy,
                side,
                new Quantity(quantity),
                prices.stream().map(Price::new).toList(),
                !prices.isEmpty(),
                false,
                before(place, asked.holder()),
                () -> market.mark(symbol),
                () -> market.leverage(symbol));
        int where = chance.nextInt(2);
        return new Planned(asked, order, guards.get(where), where == 0 ? tables.here : tables.there);
    }

    private Exposure.Before before(Place place, String holder) {
        Map<String, BigDecimal> holders = market.holders(place);
        return new Exposure.Before(
                bearable(holders.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)),
                bearable(holders.values().stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add)),
                bearable(holders.getOrDefault(holder, BigDecimal.ZERO)),
                bearable(market.resting(place)));
    }

    /** Of any size, and often of one that is just within a limit or just beyond it, or that somebody holds. */
    private BigDecimal quantity(Place place, @Nullable String strategy, BigDecimal mark) {
        String symbol = place.symbol();
        List<BigDecimal> held = List.copyOf(market.holders(place).values());
        String largest = terms.symbol("max_position_notional", symbol);
        if (!held.isEmpty() && chance.nextInt(4) == 0) {
            BigDecimal somebodys = held.get(chance.nextInt(held.size())).abs();
            return largest == null || chance.nextBoolean()
                    ? bearable(somebodys)
                    : bearable(
                            somebodys.add(new BigDecimal(largest).divide(mark, new MathContext(8, RoundingMode.DOWN))));
        }
        String most = chance.nextBoolean()
                ? terms.symbol("max_order_notional", symbol)
                : terms.strategy("max_order_notional", strategy);
        BigDecimal worth = most != null && chance.nextInt(3) == 0
                ? new BigDecimal(most)
                : new BigDecimal(Math.pow(10, chance.nextDouble() * (chance.nextInt(8) == 0 ? 15 : 4)));
        RoundingMode rounding = chance.nextBoolean() ? RoundingMode.DOWN : RoundingMode.UP;
        return bearable(worth.divide(mark, new MathContext(8, rounding)));
    }

    /** None, a limit, or what the order waits for and its limit. */
    private List<BigDecimal> prices(String symbol, BigDecimal mark) {
        return Stream.generate(() -> price(symbol, mark))
                .limit(chance.nextInt(3))
                .toList();
    }

    private BigDecimal price(String symbol, BigDecimal mark) {
        String most = terms.symbol("max_price_deviation", symbol);
        BigDecimal away = most != null && chance.nextInt(3) == 0
                ? new BigDecimal(most.replace("%", "")).movePointLeft(2)
                : new BigDecimal(chance.nextGaussian() * 0.05, new MathContext(5)).abs();
        BigDecimal factor = chance.nextBoolean() ? BigDecimal.ONE.add(away) : BigDecimal.ONE.subtract(away);
        return factor.signum() <= 0 ? mark : bearable(mark.multiply(factor));
    }

    private static BigDecimal bearable(BigDecimal number) {
        return Decimals.isBearable(number) ? number : number.setScale(16, RoundingMode.HALF_UP);
    }

    // What becomes of orders.

    private void record(Planned planned) {
        Asked asked = planned.asked();
        insert(asked.place(), asked.change(), asked.prices(), false);
    }

    private static String terms(List<BigDecimal> prices) {
        return switch (prices.size()) {
            case 0 -> "MARKET";
            case 1 -> "LIMIT %s GTC".formatted(prices.getFirst().toPlainString());
            default ->
                "STOP %s MARK_PRICE LIMIT %s"
                        .formatted(
                                prices.getFirst().toPlainString(),
                                prices.getLast().toPlainString());
        };
    }

    private void insert(Place place, BigDecimal change, List<BigDecimal> prices, boolean reduceOnly) {
        String id = "o" + ++orders;
        tables.here
                .sql()
                .sql("""
                        INSERT INTO orders (signal_id, leg, symbol, side, position_side, quantity, terms, reduce_only, early,
                          executed_quantity, booked)
                        VALUES (?, 1, ?, ?, ?, ?, ?, ?, 0, '0', '0')""")
                .params(
                        id,
                        place.symbol(),
                        change.signum() > 0 ? "BUY" : "SELL",
                        place.side().name(),
                        change.abs().toPlainString(),
                        terms(prices),
                        reduceOnly ? 1 : 0)
                .update();
        tables.here.sql().sql("""
                        INSERT INTO attempts (client_order_id, signal_id, leg, signer, request_hash, prepared_at, horizon_at)
                        VALUES (?, ?, 1, 's', 'h', 0, 0)""").params(id, id).update();
    }

    private void carryOut(Asked asked, String id) {
        Resting rest = new Resting(
                id,
                asked.place(),
                asked.change(),
                asked.prices().isEmpty() ? asked.mark() : asked.prices().getLast(),
                asked.strategy() == null ? "" : asked.strategy());
        boolean crosses = asked.prices().isEmpty()
                || asked.prices().getLast().compareTo(asked.mark())
                                * asked.change().signum()
                        >= 0;
        switch (chance.nextInt(10)) {
            case 0 -> market.resting.add(rest); // nobody knows yet
            case 1 -> seen(id, "refused", null, BigDecimal.ZERO);
            case 2 -> filled(rest, rest.change().multiply(new BigDecimal("0.3")), "PARTIALLY_FILLED");
            default -> {
                if (crosses) {
                    filled(rest, rest.change(), "FILLED");
                } else {
                    seen(id, "executed", "NEW", BigDecimal.ZERO);
                    market.resting.add(rest);
                }
            }
        }
    }

    private void filled(Resting order, BigDecimal part, String status) {
        fill(order.place(), part, order.price(), order.strategy());
        BigDecimal left = order.change().subtract(part);
        market.resting.removeIf(it -> it.id().equals(order.id()));
        if (left.signum() != 0) {
            market.resting.add(new Resting(order.id(), order.place(), left, order.price(), order.strategy()));
        }
        seen(order.id(), "executed", status, part.abs());
    }

    private void fill(Place place, BigDecimal change, BigDecimal price, String strategy) {
        market.fill(place, change, price, strategy);
        tables.here
                .sql()
                .sql("""
                        INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES (?, ?, ?, ?)
                        ON CONFLICT (symbol, strategy, position_side) DO UPDATE SET amount = excluded.amount""")
                .params(
                        place.symbol(),
                        strategy,
                        place.side().name(),
                        Decimals.plain(market.holders(place).getOrDefault(strategy, BigDecimal.ZERO)))
                .update();
    }

    private void seen(String id, String outcome, @Nullable String status, BigDecimal more) {
        BigDecimal executed = this.executed.merge(id, more, BigDecimal::add);
        tables.here
                .sql()
                .sql("UPDATE attempts SET outcome = ? WHERE signal_id = ?")
                .params(outcome, id)
                .update();
        tables.here
                .sql()
                .sql("UPDATE orders SET status = ?, executed_quantity = ?, seen_at = ? WHERE signal_id = ?")
                .params(status, Decimals.plain(executed), tables.clock.millis(), id)
                .update();
    }

    private void settle() {
        for (Resting order : List.copyOf(market.resting)) {
            switch (chance.nextInt(4)) {
                case 0 -> filled(order, order.change(), "FILLED");
                case 1 -> {
                    market.resting.remove(order);
                    seen(order.id(), "executed", "CANCELED", BigDecimal.ZERO);
                }
                case 2 -> filled(order, order.change().multiply(new BigDecimal("0.5")), "PARTIALLY_FILLED");
                default -> tell("%s still rests", order);
            }
        }
    }

    // Exits.

    private void exit() {
        List<Place> open = market.holding();
        if (open.isEmpty()) {
            return;
        }
        Place place = open.get(chance.nextInt(open.size()));
        List<String> holders = List.copyOf(market.holders(place).keySet());
        String holder = holders.get(chance.nextInt(holders.size()));
        BigDecimal own = market.holders(place).get(holder);
        BigDecimal size = chance.nextBoolean() ? own : own.multiply(new BigDecimal("0.4"));
        BigDecimal account = market.held(place);
        boolean reduces = account.signum() == own.signum() && size.abs().compareTo(account.abs()) <= 0;
        Exposure order = new Exposure(
                new Symbol(place.symbol()),
                place.side(),
                holder,
                own.signum() > 0 ? Side.SELL : Side.BUY,
                new Quantity(bearable(size.abs())),
                List.of(),
                !plant.tellsExits(),
                reduces && plant.tellsExits(),
                before(place, holder),
                () -> market.mark(place.symbol()),
                () -> market.leverage(place.symbol()));
        RiskGuard guard = guards.get(chance.nextInt(2));
        RiskVerdict planned = guard.check(order);
        RiskVerdict recorded = tables.here.write(tx -> guard.check(tx, order));
        noteReadings();
        if (!(planned instanceof RiskVerdict.Allowed) || !(recorded instanceof RiskVerdict.Allowed)) {
            throw new Breach("an exit was refused: %s, %s".formatted(planned, recorded));
        }
        insert(place, size.negate(), List.of(), reduces);
        fill(place, size.negate(), market.marks.get(place.symbol()), holder);
        seen("o" + orders, "executed", "FILLED", size.abs());
        tell("exit of %s by %s on %s", size, holder, place);
    }

    // Everything else.

    private void pass() {
        int seconds = List.of(1, 5, 17, 45, 61, 90, 30_000).get(chance.nextInt(7));
        if (seconds <= 20) {
            for (int i = 0; i < seconds; i += 5) {
                tables.clock.advance(Duration.ofSeconds(Math.min(5, seconds - i)));
                look();
            }
            return;
        }
        tables.clock.advance(Duration.ofSeconds(seconds));
        if (chance.nextInt(4) > 0) {
            look();
        }
    }

    /** Everything goes against what is held, a little with each reading. */
    private void slide() {
        for (int i = 0; i < 4; i++) {
            market.turnAgainstUs(new BigDecimal("0.05"));
            tables.clock.advance(Duration.ofSeconds(5));
            look();
        }
        tell("the equity slides to %s", market.equity());
    }

    private void person() {
        Scope scope = switch (chance.nextInt(4)) {
            case 0 -> Scope.of(new Symbol(Terms.SYMBOLS.get(chance.nextInt(4))));
            case 1 -> Scope.ofStrategy(Terms.STRATEGIES.get(chance.nextInt(2)));
            default -> Scope.ACCOUNT;
        };
        String name = scope.equals(Scope.ACCOUNT) ? "account" : scope.name();
        if (chance.nextInt(3) == 0) {
            trading.halt(scope, "news", "somebody");
            referee.halted(name);
            tell("%s is halted", scope);
            return;
        }
        boolean anew = scope.equals(Scope.ACCOUNT) && chance.nextBoolean();
        boolean lost = scope.equals(Scope.ACCOUNT) && !anew && referee.stillLost();
        try {
            trading.resume(scope, "looked", "somebody", anew);
            if (lost) {
                throw new Breach("resumed in spite of the loss");
            }
            referee.resumed(name, anew);
            tell("%s is resumed%s", scope, anew ? ", losses count anew" : "");
        } catch (ProblemException e) {
            if (!lost) {
                throw new Breach("could not be resumed: " + e.problem().detail());
            }
        }
    }

    private void trouble() {
        switch (chance.nextInt(5)) {
            case 0 -> market.down = !market.down;
            case 1 -> market.unpriced = !market.unpriced;
            case 2 -> market.unlevered = !market.unlevered;
            case 3 -> market.leverages.put(Terms.SYMBOLS.get(chance.nextInt(4)), 1 + chance.nextInt(50));
            default -> byHand();
        }
        tell("down %s, unpriced %s, unlevered %s", market.down, market.unpriced, market.unlevered);
    }

    /** The service learns of it with the next reading. */
    private void byHand() {
        if (market.down) {
            return;
        }
        String symbol = Terms.SYMBOLS.get(chance.nextInt(4));
        Place place = new Place(symbol, hedge ? PositionSide.LONG : PositionSide.BOTH);
        BigDecimal mark = market.marks.get(symbol);
        referee.byHand(place);
        Map<String, BigDecimal> holders = market.holders(place);
        if (holders.isEmpty()) {
            fill(place, BigDecimal.TEN.divide(mark, new MathContext(6)), mark, "");
        }
        holders.forEach((holder, amount) -> fill(place, amount.negate(), mark, holder));
        tell("by hand on %s, where there was %s", place, holders);
        look();
    }

    private void look() {
        watch.look();
        noteReadings();
    }

    private void noteReadings() {
        if (reads > 0) {
            referee.read(tables.clock.instant());
        }
        reads = 0;
    }

    private void touch() {
        market.holding().forEach(place -> referee.touched(place, tables.clock.instant()));
        market.resting.forEach(order -> referee.touched(order.place(), tables.clock.instant()));
    }

    private void tell(String format, Object... values) {
        trace.add(format.formatted(values));
    }

    /** Knows that the account was read. */
    private final class Counted implements AccountReader {

        @Override
        public Account account() {
            Account account = market.account();
            reads++;
            return account;
        }

        @Override
        public List<Balance> balances() {
            return market.balances();
        }

        @Override
        public PositionMode positionMode() {
            return market.positionMode();
        }
    }
}
