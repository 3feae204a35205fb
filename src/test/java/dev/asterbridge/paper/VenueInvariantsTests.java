package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.d;
import static dev.asterbridge.paper.TestVenue.levels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds whatever traders and markets do: a seed stands for a few hundred random quotes, orders and changes. */
class VenueInvariantsTests {

    private static final int STEPS = 120;
    private static final Window ALL = new Window(0L, null, null, History.CAPACITY);

    @Property(tries = 100)
    void theWalletIsTheSumOfItsIncome(@ForAll long seed) {
        run(seed, test -> {
            BigDecimal sum = test.venue.snapshot().income().stream()
                    .map(Income::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(test.wallet()).isEqualByComparingTo(sum);
        });
    }

    @Property(tries = 100)
    void everyProfitAndFeeOfATradeIsInTheIncome(@ForAll long seed) {
        TestVenue test = run(seed, t -> {});
        for (VenueTrade trade : test.venue.snapshot().trades()) {
            BigDecimal booked = test.venue.snapshot().income().stream()
                    .filter(income -> income.tradeId() != null && income.tradeId() == trade.id())
                    .map(Income::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(booked).isEqualByComparingTo(trade.realizedPnl().add(trade.commission()));
        }
    }

    @Property(tries = 100)
    void aPositionIsTheSumOfItsFills(@ForAll long seed) {
        run(seed, test -> {
            for (VenuePosition row : test.venue.account().positions()) {
                BigDecimal sum = test.venue.userTrades(row.symbol(), ALL).stream()
                        .filter(trade -> trade.positionSide() == row.positionSide())
                        .map(trade -> trade.side() == Side.BUY
                                ? trade.quantity()
                                : trade.quantity().negate())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(row.amount()).isEqualByComparingTo(sum);
                assertThat(row.positionSide() != PositionSide.LONG
                                || row.amount().signum() >= 0)
                        .isTrue();
                assertThat(row.positionSide() != PositionSide.SHORT
                                || row.amount().signum() <= 0)
                        .isTrue();
            }
        });
    }

    @Property(tries = 100)
    void aReducingOrderOnlyEverReduces(@ForAll long seed) {
        TestVenue test = run(seed, t -> {});
        Map<Long, VenueOrder> orders = orders(test);
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (VenueTrade trade : test.venue.snapshot().trades()) {
            String position = trade.symbol() + " " + trade.positionSide();
            BigDecimal before = amounts.getOrDefault(position, BigDecimal.ZERO);
            VenueOrder order = orders.get(trade.orderId());
            BigDecimal after = before.add(order.signed(trade.quantity()));
            if (order.reducing() || order.type() == VenueOrderType.LIQUIDATION) {
                assertThat(after.abs()).isLessThan(before.abs());
                assertThat(after.signum() * before.signum()).isNotNegative();
            }
            amounts.put(position, after);
        }
    }

    @Property(tries = 100)
    void anOrderIsTheSumOfItsFillsAndNeverMoreThanAsked(@ForAll long seed) {
        TestVenue test = run(seed, t -> {});
        for (VenueOrder order : orders(test).values()) {
            List<VenueTrade> fills = test.venue.snapshot().trades().stream()
                    .filter(trade -> trade.orderId() == order.orderId())
                    .toList();
            assertThat(fills.stream().map(VenueTrade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(order.executedQuantity())
                    .isLessThanOrEqualTo(order.quantity());
            assertThat(fills.stream()
                            .map(fill -> fill.price().multiply(fill.quantity()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(order.cumulativeQuote());
            assertThat(fills.stream().map(VenueTrade::price))
                    .as("never worse than the limit of %s", order)
                    .allMatch(price -> !order.type().isPriced()
                            || order.signed(price.subtract(order.price())).signum() <= 0);
        }
    }

    @Property(tries = 100)
    void aClosedOrderNeverChanges(@ForAll long seed) {
        Map<Long, VenueOrder> closed = new HashMap<>();
        run(seed, test -> {
            for (VenueOrder order : test.venue.snapshot().closedOrders()) {
                assertThat(closed.merge(order.orderId(), order, (first, now) -> first))
                        .isEqualTo(order);
            }
        });
    }

    @Property(tries = 100)
    void theAccountNeverOwesAndItsMarginAddsUp(@ForAll long seed) {
        run(seed, test -> {
            VenueAccount account = test.venue.account();
            BigDecimal isolated = account.positions().stream()
                    .map(VenuePosition::isolatedWallet)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(account.crossWalletBalance().add(isolated)).isEqualByComparingTo(account.walletBalance());
            // A loss may be larger than the wallet while what another position has earned is not realised yet.
            boolean holdsCrossed = account.positions().stream()
                    .anyMatch(row -> row.amount().signum() != 0 && row.marginType() == MarginType.CROSSED);
            assertThat(holdsCrossed || account.walletBalance().signum() >= 0).isTrue();
            assertThat(account.availableBalance()).isNotNegative();
            assertThat(account.positions())
                    .allMatch(row ->
                            row.amount().signum() != 0 || row.isolatedWallet().signum() == 0);
        });
    }

    @Property(tries = 100)
    void theSameHappensTwice(@ForAll long seed) {
        assertThat(run(seed, t -> {}).venue.snapshot())
                .isEqualTo(run(seed, t -> {}).venue.snapshot());
    }

    @Property(tries = 100)
    void aRestoredVenueGoesOnAsIfNothingHappened(@ForAll long seed) {
        TestVenue first = run(seed, t -> {});
        TestVenue second = new TestVenue();
        second.fundingRate = first.fundingRate;
        second.wait(Duration.ofMillis(first.millis() - second.millis()));
        // Prices are not part of the state.
        for (Symbol symbol : List.of(BTC, ETH)) {
            second.venue.onQuote(first.venue.quote(symbol).orElseThrow());
        }
        second.venue.restore(first.venue.snapshot());
        for (TestVenue test : List.of(first, second)) {
            continueWith(test, new Random(seed + 1), t -> {});
        }
        assertThat(second.venue.snapshot()).isEqualTo(first.venue.snapshot());
        assertThat(second.venue.account()).isEqualTo(first.venue.account());
    }

    @Property(tries = 100)
    void aWorkingStrategyHasSomethingLeftToDo(@ForAll long seed) {
        run(seed, test -> {
            for (Strategy strategy : test.venue.snapshot().strategies()) {
                assertThat(strategy.legs().stream().allMatch(leg -> leg.status().isFinal()))
                        .as("%s", strategy)
                        .isEqualTo(!strategy.working());
                assertThat(strategy.legs())
                        .allSatisfy(leg -> assertThat(settled(strategy, leg))
                                .as("%s", strategy)
                                .isTrue());
                assertThat(strategy.legs().stream()
                                .flatMap(leg -> Stream.ofNullable(leg.order()))
                                .map(test::find))
                        .as("the orders as they are")
                        .isEqualTo(strategy.legs().stream()
                                .flatMap(leg -> Stream.ofNullable(leg.order()))
                                .toList());
            }
        });
    }

    /** Whether a leg has done what the others demand. */
    private static boolean settled(Strategy strategy, StrategyLeg leg) {
        boolean pending = leg.status() == LegStatus.PENDING;
        return leg.status().isFinal()
                || (!strategy.demands(leg, LegTrigger.CANCEL_ORDER)
                        && !(pending && strategy.demands(leg, LegTrigger.PLACE_ORDER))
                        && !(pending && strategy.abandons(leg)));
    }

    @Property(tries = 100)
    void noOrderTiedToAPositionOutlivesIt(@ForAll long seed) {
        run(
                seed,
                test -> test.venue.openOrders(null).stream()
                        .filter(order -> order.timeInForce() == TimeInForce.GTE_GTC)
                        .forEach(order -> assertThat(test.position(order.symbol(), order.positionSide())
                                        .amount()
                                        .signum())
                                .isEqualTo(order.side() == Side.SELL ? 1 : -1)));
    }

    private static Map<Long, VenueOrder> orders(TestVenue test) {
        Map<Long, VenueOrder> orders = new HashMap<>();
        test.venue.snapshot().closedOrders().forEach(order -> orders.put(order.orderId(), order));
        test.venue.snapshot().openOrders().forEach(order -> orders.put(order.orderId(), order));
        return orders;
    }

    private static TestVenue run(long seed, Consumer<TestVenue> afterEachStep) {
        Random random = new Random(seed);
        TestVenue test = new TestVenue().at(BTC, "1000").at(ETH, "1000");
        test.fundingRate = d("0.0001").multiply(BigDecimal.valueOf(random.nextInt(41) - 20));
        if (random.nextBoolean()) {
            test.venue.setPositionMode(PositionMode.HEDGE);
        }
        if (random.nextBoolean()) {
            test.venue.setMarginType(BTC, MarginType.ISOLATED);
        }
        continueWith(test, random, afterEachStep);
        return test;
    }

    private static void continueWith(TestVenue test, Random random, Consumer<TestVenue> afterEachStep) {
        for (int i = 0; i < STEPS; i++) {
            try {
                step(test, random);
            } catch (VenueError refused) {
                // Random traders are refused often; what counts is that nothing else happened.
            }
            afterEachStep.accept(test);
        }
    }

    private static void step(TestVenue test, Random random) {
        test.wait(Duration.ofSeconds(random.nextInt(500)));
        Symbol symbol = random.nextBoolean() ? BTC : ETH;
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> quote(test, symbol, random);
            case 5 -> test.venue.cancelAll(symbol);
            case 6 -> test.venue.setLeverage(symbol, 1 + random.nextInt(50));
            case 7 -> test.ask(StrategyType.OTOCO, bracket(test, symbol, random));
            case 8 -> cancelOne(test, symbol, random);
            default -> test.place(order(test, symbol, random));
        }
    }

    private static void quote(TestVenue test, Symbol symbol, Random random) {
        BigDecimal mark = test.venue.quote(symbol).orElseThrow().mark();
        int move = random.nextInt(20) == 0 ? random.nextInt(601) - 300 : random.nextInt(41) - 20;
        int middle = Math.max(100, mark.intValue() + move);
        test.book(
                symbol,
                String.valueOf(middle),
                levels((middle - 1 - random.nextInt(15)) + "x" + (1 + random.nextInt(5)), (middle - 16) + "x20"),
                levels((middle + 1 + random.nextInt(15)) + "x" + (1 + random.nextInt(5)), (middle + 16) + "x20"));
    }

    private static void cancelOne(TestVenue test, Symbol symbol, Random random) {
        List<VenueOrder> open = test.venue.openOrders(symbol);
        if (!open.isEmpty()) {
            long id = open.get(random.nextInt(open.size())).orderId();
            test.venue.cancel(symbol, new OrderKey(id, null));
        }
    }

    /** Some entry, and two exits that it places; they may be of any type, and many are refused. */
    private static Sub[] bracket(TestVenue test, Symbol symbol, Random random) {
        LegEvent placing = LegEvent.values()[random.nextInt(4)];
        LegEvent cancelling = LegEvent.values()[1 + random.nextInt(3)];
        Ask one = order(test, symbol, random);
        Ask other = order(test, symbol, random);
        if (random.nextBoolean()) {
            one.timeInForce(TimeInForce.GTE_GTC);
        }
        return new Sub[] {
            new Sub(1, order(test, symbol, random)),
            new Sub(2, one).placedBy(1, placing).cancelledBy(3, cancelling),
            new Sub(3, other).placedBy(1, placing).cancelledBy(2, cancelling)
        };
    }

    private static Ask order(TestVenue test, Symbol symbol, Random random) {
        int mark = test.venue.quote(symbol).orElseThrow().mark().intValue();
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        VenueOrderType type = VenueOrderType.values()[random.nextInt(7)];
        String near = String.valueOf(mark + random.nextInt(41) - 20);
        Ask ask = new Ask(side, type)
                .on(symbol)
                .quantity(d("0.5").multiply(BigDecimal.valueOf(1 + random.nextInt(40)))
                        .toPlainString());
        boolean hedge = test.venue.positionMode() == PositionMode.HEDGE;
        if (hedge) {
            ask.positionSide(random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT);
        } else {
            ask.reduceOnly(random.nextInt(3) == 0);
        }
        if (type.isPriced()) {
            ask.price(near);
            ask.timeInForce(TimeInForce.values()[random.nextInt(4)]);
        }
        if (type == VenueOrderType.TRAILING_STOP_MARKET) {
            ask.callbackRate("1");
        } else if (type.isConditional()) {
            ask.stopPrice(String.valueOf(mark + random.nextInt(41) - 20));
        }
        return ask;
    }
}
