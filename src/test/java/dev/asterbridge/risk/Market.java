package dev.asterbridge.risk;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What truly is at the exchange: prices, leverage, what is held and what rests. */
final class Market implements AccountReader {

    /** One position, or the place for one. */
    record Place(String symbol, PositionSide side) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return toString().compareTo(other.toString());
        }
    }

    /** What is left of an order that could still be filled; negative to sell. */
    record Resting(String id, Place place, BigDecimal change, BigDecimal price, String strategy) {}

    final Map<String, BigDecimal> marks = new HashMap<>();
    final Map<String, Integer> leverages = new HashMap<>();
    final Map<Place, BigDecimal> held = new TreeMap<>();
    final Map<Place, Map<String, BigDecimal>> holders = new TreeMap<>();
    final List<Resting> resting = new ArrayList<>();
    boolean down;
    boolean unpriced;
    boolean unlevered;
    BigDecimal cash;

    Market(Random chance) {
        BigDecimal price = new BigDecimal("61234.5");
        for (String symbol : Terms.SYMBOLS) {
            marks.put(symbol, price);
            leverages.put(symbol, 1 + chance.nextInt(50));
            price = price.movePointLeft(3);
        }
        cash = BigDecimal.valueOf(500 + chance.nextInt(20_000));
    }

    BigDecimal mark(String symbol) {
        if (unpriced) {
            throw unavailable();
        }
        return marks.get(symbol);
    }

    int leverage(String symbol) {
        if (unlevered) {
            throw unavailable();
        }
        return leverages.get(symbol);
    }

    BigDecimal held(Place place) {
        return held.getOrDefault(place, BigDecimal.ZERO);
    }

    /** What each strategy holds there; nobody who is flat. */
    Map<String, BigDecimal> holders(Place place) {
        return Map.copyOf(holders.getOrDefault(place, Map.of()));
    }

    /** Where somebody holds something, also where the account holds nothing together. */
    List<Place> holding() {
        return List.copyOf(holders.keySet());
    }

    /** All that could still be added there, whichever way. */
    BigDecimal resting(Place place) {
        return resting.stream()
                .filter(order -> order.place().equals(place))
                .map(order -> order.change().abs())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void fill(Place place, BigDecimal change, BigDecimal price, String strategy) {
        held.merge(place, change, BigDecimal::add);
        held.values().removeIf(amount -> amount.signum() == 0);
        Map<String, BigDecimal> there = holders.computeIfAbsent(place, key -> new TreeMap<>());
        there.merge(strategy, change, BigDecimal::add);
        there.values().removeIf(amount -> amount.signum() == 0);
        holders.values().removeIf(Map::isEmpty);
        cash = cash.subtract(change.multiply(price));
    }

    BigDecimal equity() {
        return held.entrySet().stream()
                .map(entry -> entry.getValue().multiply(marks.get(entry.getKey().symbol())))
                .reduce(cash, BigDecimal::add);
    }

    void move(Random chance, String symbol) {
        double factor = Math.exp(chance.nextGaussian() * (chance.nextInt(5) == 0 ? 0.15 : 0.02));
        marks.merge(
                symbol,
                new BigDecimal(factor, new MathContext(6)),
                (mark, by) -> mark.multiply(by, new MathContext(9)));
    }

    void turnAgainstUs(BigDecimal part) {
        held.forEach((place, amount) -> marks.computeIfPresent(
                place.symbol(),
                (symbol, mark) -> mark.multiply(
                        amount.signum() > 0 ? BigDecimal.ONE.subtract(part) : BigDecimal.ONE.add(part),
                        new MathContext(9))));
    }

    @Override
    public Account account() {
        if (down) {
            throw unavailable();
        }
        BigDecimal none = BigDecimal.ZERO;
        BigDecimal wallet = cash.add(new BigDecimal("17"));
        List<Account.AccountPosition> positions = held.entrySet().stream()
                .map(entry -> new Account.AccountPosition(
                        new Symbol(entry.getKey().symbol()),
                        entry.getKey().side(),
                        entry.getValue(),
                        none,
                        none,
                        10,
                        false,
                        none,
                        none))
                .toList();
        BigDecimal profit = equity().subtract(wallet);
        return new Account(true, wallet, wallet, profit, none, none, wallet, wallet, List.of(), positions);
    }

    @Override
    public List<Balance> balances() {
        throw unavailable();
    }

    @Override
    public PositionMode positionMode() {
        throw unavailable();
    }

    static ExchangeUnavailable unavailable() {
        return new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, "nobody answers"));
    }
}
