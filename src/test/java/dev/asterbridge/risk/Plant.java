package dev.asterbridge.risk;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.risk.Exposure.Before;
import dev.asterbridge.risk.Limits.Own;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is wrong with the service in a story; nothing, unless a fault is planted.
 *
 * @param onRecord whether an order is asked about again when it is put on record
 * @param tellsExits whether an exit is said to be one
 */
record Plant(
        String name,
        List<RiskRule> shared,
        List<RiskRule> own,
        RiskRecords records,
        UnaryOperator<LimitSource> limits,
        UnaryOperator<AccountReader> accounts,
        boolean onRecord,
        boolean tellsExits) {

    static final Plant NONE = new Plant(
            "nothing",
            RiskGuard.SHARED,
            RiskGuard.OWN,
            new RiskRecords(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            true,
            true);

    @Override
    public String toString() {
        return name;
    }

    static Stream<Plant> faults() {
        Stream<Plant> forgotten = Stream.concat(RiskGuard.SHARED.stream(), RiskGuard.OWN.stream())
                .map(rule -> NONE.named("nobody asks for " + rule.name()).with(rule.name(), null));
        return Stream.concat(
                forgotten,
                Stream.of(
                        swapped("an order is worth its limit", new OrderNotionalRule(), Plant::atItsLimit),
                        swapped("what rests is not counted", new PositionNotionalRule(), Plant::withoutResting),
                        swapped(
                                "what rests is filled before anything else changes",
                                new PositionNotionalRule(),
                                Plant::atOnce),
                        swapped("what is held the other way stays", new PositionNotionalRule(), Plant::ofTheAccount),
                        swapped("what is held is not counted", new PositionNotionalRule(), Plant::fromNothing),
                        lenient(new OrderNotionalRule()),
                        lenient(new PositionNotionalRule()),
                        lenient(new LeverageRule()),
                        lenient(new PriceDeviationRule()),
                        oneSided(),
                        swapped("what an order waits for is no price", new PriceDeviationRule(), Plant::atItsLast),
                        swapped("what an order waits for has no worth", new OrderNotionalRule(), Plant::atItsLast),
                        anyAge(new DrawdownRule()),
                        anyAge(new DailyLossRule()),
                        onlyTheAccounts(new OrdersPerMinuteRule()),
                        onlyTheAccounts(new OrderNotionalRule()),
                        onlyTheAccounts(new PositionNotionalRule()),
                        onlyTheAccounts(new AllowedSymbolsRule()),
                        strategiesMayDoMore(),
                        haltsOfTheAccountOnly(),
                        recorded("orders are counted for half a minute", new RiskRecords() {
                            @Override
                            AccountState.Counts lastMinute(
                                    JdbcClient sql, Instant now, @Nullable Symbol symbol, @Nullable String strategy) {
                                return super.lastMinute(sql, now.plusSeconds(30), symbol, strategy);
                            }
                        }),
                        recorded("nobody counts", new RiskRecords() {
                            @Override
                            void allowed(Transaction tx, Exposure order) {}
                        }),
                        recorded("what is under way is no position", new RiskRecords() {
                            @Override
                            Set<Held> underWay(JdbcClient sql) {
                                return new HashSet<>();
                            }
                        }),
                        recorded("what is held both ways is no position", new RiskRecords() {
                            @Override
                            Set<Held> heldBothWays(JdbcClient sql) {
                                return Set.of();
                            }
                        }),
                        recorded("what was opened since the reading is no position", new RiskRecords() {
                            @Override
                            Set<Held> open(JdbcClient sql, @Nullable Reading reading) {
                                Set<Held> open = new HashSet<>(underWay(sql));
                                open.addAll(reading == null ? Set.of() : reading.positions());
                                return open;
                            }
                        }),
                        recorded("a halt of a limit is not kept", new RiskRecords() {
                            @Override
                            boolean halt(Transaction tx, Halt halt) {
                                return !halt.automatic() && super.halt(tx, halt);
                            }
                        }),
                        recorded("resuming one thing resumes everything", new RiskRecords() {
                            @Override
                            int lift(Transaction tx, Halt.Scope scope) {
                                return tx.sql().sql("DELETE FROM halts").update();
                            }
                        }),
                        recorded("the peak starts with every reading", new RiskRecords() {
                            @Override
                            void keep(Transaction tx, Reading reading) {
                                super.keep(
                                        tx,
                                        new Reading(
                                                reading.at(),
                                                reading.equity(),
                                                reading.day(),
                                                reading.dayStart(),
                                                reading.equity(),
                                                reading.positions()));
                            }
                        }),
                        new Plant(
                                "what is not realised is not lost",
                                RiskGuard.SHARED,
                                RiskGuard.OWN,
                                new RiskRecords(),
                                UnaryOperator.identity(),
                                Plant::realisedOnly,
                                true,
                                true),
                        new Plant(
                                "nobody asks again in the transaction",
                                RiskGuard.SHARED,
                                RiskGuard.OWN,
                                new RiskRecords(),
                                UnaryOperator.identity(),
                                UnaryOperator.identity(),
                                false,
                                true),
                        new Plant(
                                "an exit is held back like an entry",
                                RiskGuard.SHARED,
                                RiskGuard.OWN,
                                new RiskRecords(),
                                UnaryOperator.identity(),
                                UnaryOperator.identity(),
                                true,
                                false)));
    }

    private Plant named(String other) {
        return new Plant(other, shared, own, records, limits, accounts, onRecord, tellsExits);
    }

    /** Puts another rule in place of the one of that name, or none. */
    private Plant with(String rule, @Nullable RiskRule other) {
        return new Plant(
                name,
                swapped(shared, rule, other),
                swapped(own, rule, other),
                records,
                limits,
                accounts,
                onRecord,
                tellsExits);
    }

    private static List<RiskRule> swapped(List<RiskRule> rules, String name, @Nullable RiskRule other) {
        List<RiskRule> swapped = new ArrayList<>();
        for (RiskRule rule : rules) {
            if (!rule.name().equals(name)) {
                swapped.add(rule);
            } else if (other != null) {
                swapped.add(other);
            }
        }
        return swapped;
    }

    private static Plant recorded(String name, RiskRecords records) {
        return new Plant(
                name,
                RiskGuard.SHARED,
                RiskGuard.OWN,
                records,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                true,
                true);
    }

    private static Plant swapped(String name, RiskRule rule, UnaryOperator<Exposure> seen) {
        return changed(name, rule, (order, limits, account) -> rule.check(seen.apply(order), limits, account));
    }

    private static Plant changed(String name, RiskRule rule, Check check) {
        return NONE.named(name).with(rule.name(), new RiskRule() {
            @Override
            public String name() {
                return rule.name();
            }

            @Override
            public Finding check(Exposure order, Limits limits, AccountState account) {
                return check.check(order, limits, account);
            }
        });
    }

    private interface Check {
        Finding check(Exposure order, Limits limits, AccountState account);
    }

    private static Plant lenient(RiskRule rule) {
        return changed("what cannot be known of %s is fine".formatted(rule.name()), rule, (order, limits, account) -> {
            try {
                return rule.check(order, limits, account);
            } catch (ExchangeUnavailable e) {
                return Finding.FINE;
            }
        });
    }

    private static Plant oneSided() {
        RiskRule rule = new PriceDeviationRule();
        return changed(
                "a limit may be as low as it likes",
                rule,
                (order, limits, account) ->
                        order.prices().stream().allMatch(it -> it.value().compareTo(order.mark()) < 0)
                                ? Finding.FINE
                                : rule.check(order, limits, account));
    }

    private static Plant anyAge(RiskRule rule) {
        return changed(
                "a reading never grows old for %s".formatted(rule.name()),
                rule,
                (order, limits, account) -> account.reading() == null
                        ? Finding.FINE
                        : rule.check(
                                order,
                                limits,
                                new AccountState(
                                        account.reading().at(),
                                        account.halts(),
                                        account.reading(),
                                        account.open(),
                                        account.lastMinute())));
    }

    private static Plant onlyTheAccounts(RiskRule rule) {
        return changed(
                "%s of symbols and strategies is not looked at".formatted(rule.name()),
                rule,
                (order, limits, account) -> rule.check(
                        order,
                        new Limits(
                                limits.account(), new Own("the account", limits.account()), new Own("none", Caps.NONE)),
                        account));
    }

    private static Plant strategiesMayDoMore() {
        UnaryOperator<LimitSource> more = source -> new LimitSource() {
            @Override
            public Caps account() {
                return source.account();
            }

            @Override
            public Limits limitsFor(Symbol symbol, @Nullable String strategy) {
                Limits limits = source.limitsFor(symbol, strategy);
                return limits.strategy().caps().equals(Caps.NONE)
                        ? limits
                        : new Limits(limits.account(), limits.strategy(), limits.strategy());
            }
        };
        return new Plant(
                "a strategy's limits stand instead of the account's",
                RiskGuard.SHARED,
                RiskGuard.OWN,
                new RiskRecords(),
                more,
                UnaryOperator.identity(),
                true,
                true);
    }

    private static Plant haltsOfTheAccountOnly() {
        RiskRule rule = new HaltedRule();
        return changed(
                "only the account can be halted",
                rule,
                (order, limits, account) ->
                        account.halts().stream().anyMatch(halt -> halt.scope().equals(Halt.Scope.ACCOUNT))
                                ? rule.check(order, limits, account)
                                : Finding.FINE);
    }

    private static Exposure atItsLimit(Exposure order) {
        return order.prices().isEmpty()
                ? order
                : copy(
                        order,
                        List.of(),
                        order.rests(),
                        order.before(),
                        () -> order.prices().getFirst().value());
    }

    private static Exposure atItsLast(Exposure order) {
        return order.prices().size() < 2
                ? order
                : copy(order, List.of(order.prices().getLast()), order.rests(), order.before(), order.markPrice());
    }

    private static Exposure atOnce(Exposure order) {
        return copy(order, order.prices(), false, order.before(), order.markPrice());
    }

    private static Exposure with(Exposure order, Before before) {
        return copy(order, order.prices(), order.rests(), before, order.markPrice());
    }

    private static Exposure fromNothing(Exposure order) {
        BigDecimal none = BigDecimal.ZERO;
        return with(order, new Before(none, none, none, order.before().resting()));
    }

    private static Exposure withoutResting(Exposure order) {
        Before before = order.before();
        return with(order, new Before(before.account(), before.gross(), before.own(), BigDecimal.ZERO));
    }

    private static Exposure ofTheAccount(Exposure order) {
        Before before = order.before();
        return with(order, new Before(before.account(), before.account().abs(), before.account(), before.resting()));
    }

    private static Exposure copy(
            Exposure order, List<Price> prices, boolean rests, Before before, Supplier<BigDecimal> mark) {
        return new Exposure(
                order.symbol(),
                order.positionSide(),
                order.strategy(),
                order.side(),
                order.quantity(),
                prices,
                rests,
                false,
                before,
                mark,
                order.leverage());
    }

    private static AccountReader realisedOnly(AccountReader reader) {
        return new AccountReader() {
            @Override
            public Account account() {
                Account all = reader.account();
                BigDecimal none = BigDecimal.ZERO;
                return new Account(
                        true,
                        all.totalWalletBalance(),
                        all.totalWalletBalance(),
                        none,
                        none,
                        none,
                        none,
                        none,
                        List.of(),
                        all.positions());
            }

            @Override
            public List<Balance> balances() {
                return reader.balances();
            }

            @Override
            public PositionMode positionMode() {
                return reader.positionMode();
            }
        };
    }
}
