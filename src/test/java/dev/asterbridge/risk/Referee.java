package dev.asterbridge.risk;

import dev.asterbridge.risk.Market.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Knows by itself what every limit means, and keeps its own record of what was allowed, halted and read. Shares no code with
 * the rules.
 */
final class Referee {

    /** An order as it was asked about; what its own limits are judged by is of that moment. */
    record Asked(
            Place place,
            @Nullable String strategy,
            BigDecimal change,
            List<BigDecimal> prices,
            BigDecimal mark,
            boolean priced,
            int leverage,
            boolean levered,
            Map<String, BigDecimal> holders,
            List<Market.Resting> resting) {

        String holder() {
            return strategy == null ? "" : strategy;
        }

        BigDecimal own() {
            return holders.getOrDefault(holder(), BigDecimal.ZERO);
        }

        /** Whoever wants out gets out. */
        boolean endsItsOwnAtMarket() {
            BigDecimal after = own().add(change);
            return prices.isEmpty()
                    && own().signum() != 0
                    && change.signum() == -own().signum()
                    && after.signum() != change.signum();
        }
    }

    private record Seen(Instant at, BigDecimal equity) {}

    private record Sent(Instant at, String symbol, @Nullable String strategy) {}

    private final Terms terms;
    private final Market market;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Seen> readings = new ArrayList<>();
    private final Map<Place, BigDecimal> granted = new HashMap<>();
    private final Set<String> halts = new TreeSet<>();
    private final List<Sent> touched = new ArrayList<>();
    private boolean latched;
    private @Nullable Instant lastRead;

    Referee(Terms terms, Market market) {
        this.terms = terms;
        this.market = market;
    }

    // What happens.

    void read(Instant at) {
        lastRead = at;
        readings.add(new Seen(at, market.equity()));
        latched |= loss() == Loss.TOO_MUCH;
    }

    void halted(String scope) {
        halts.add(scope);
    }

    void resumed(String scope, boolean anew) {
        halts.remove(scope);
        if (anew) {
            readings.clear();
        }
        latched &= !scope.equals("account");
    }

    /** Whether a person may resume as things are. */
    boolean stillLost() {
        return loss() == Loss.TOO_MUCH;
    }

    void allowed(Asked asked, Instant at) {
        if (asked.endsItsOwnAtMarket()) {
            return;
        }
        granted.put(asked.place(), worst(asked, asked.holders(), true));
        sent.add(new Sent(at, asked.place().symbol(), asked.strategy()));
    }

    /** What a person does is not asked about. */
    void byHand(Place place) {
        granted.remove(place);
    }

    /** What became larger than anything that was ever allowed; empty when nothing. */
    List<String> outgrown() {
        return granted.entrySet().stream()
                .filter(it -> market.held(it.getKey()).abs().compareTo(it.getValue()) > 0)
                .map(it -> "%s is %s, at most %s were allowed"
                        .formatted(it.getKey(), market.held(it.getKey()), it.getValue()))
                .toList();
    }

    /** Something was held or under way there. */
    void touched(Place place, Instant at) {
        touched.add(new Sent(at, place.toString(), null));
    }

    // What must not be.

    /** Which limit an order breaks that was allowed; empty when none. */
    List<String> broken(Asked asked, Instant at) {
        List<String> broken = new ArrayList<>(own(asked, true));
        broken.addAll(shared(asked, at, true));
        return broken;
    }

    /** Why an order may have been refused; empty when there was no reason whatever. */
    List<String> reasons(Asked asked, Instant at) {
        List<String> reasons = new ArrayList<>(own(asked, false));
        reasons.addAll(shared(asked, at, false));
        return reasons;
    }

    private List<String> own(Asked asked, boolean strict) {
        List<String> over = new ArrayList<>();
        if (asked.endsItsOwnAtMarket()) {
            return over;
        }
        String symbol = asked.place().symbol();
        BigDecimal dear = asked.mark();
        for (BigDecimal price : asked.prices()) {
            dear = price.compareTo(dear) > 0 ? price : dear;
        }
        for (boolean ofStrategy : new boolean[] {false, true}) {
            String order = said("max_order_notional", symbol, asked, ofStrategy);
            if (order != null
                    && (!asked.priced() || asked.change().abs().multiply(dear).compareTo(number(order)) > 0)) {
                over.add("max_order_notional " + order);
            }
            String position = said("max_position_notional", symbol, asked, ofStrategy);
            BigDecimal worst = worst(asked, ofStrategy ? Map.of(asked.holder(), asked.own()) : asked.holders(), strict);
            if (position != null && (!asked.priced() || worst.multiply(dear).compareTo(number(position)) > 0)) {
                over.add("max_position_notional " + position);
            }
            String leverage = said("max_leverage", symbol, asked, ofStrategy);
            if (leverage != null && (!asked.levered() || asked.leverage() > Integer.parseInt(leverage))) {
                over.add("max_leverage " + leverage);
            }
            String deviation = said("max_price_deviation", symbol, asked, ofStrategy);
            if (deviation != null && !asked.prices().isEmpty() && (!asked.priced() || isFar(asked, deviation))) {
                over.add("max_price_deviation " + deviation);
            }
            String allowed =
                    ofStrategy ? terms.strategy("allowed_symbols", asked.strategy()) : terms.account("allowed_symbols");
            if (allowed != null && !Arrays.asList(allowed.split(",")).contains(symbol)) {
                over.add("allowed_symbols " + allowed);
            }
        }
        return over;
    }

    private @Nullable String said(String name, String symbol, Asked asked, boolean ofStrategy) {
        return ofStrategy ? terms.strategy(name, asked.strategy()) : terms.symbol(name, symbol);
    }

    private static boolean isFar(Asked asked, String deviation) {
        BigDecimal room = asked.mark().multiply(part(deviation));
        return asked.prices().stream()
                .anyMatch(price -> price.compareTo(asked.mark().add(room)) > 0
                        || price.compareTo(asked.mark().subtract(room)) < 0);
    }

    /**
     * All that buys is filled and nothing that sells, and all who are short get out; or the other way round.
     *
     * @param strict whether it matters to which side others rest
     */
    private static BigDecimal worst(Asked asked, Map<String, BigDecimal> holders, boolean strict) {
        BigDecimal buys = BigDecimal.ZERO;
        BigDecimal sells = BigDecimal.ZERO;
        for (Market.Resting order : asked.resting()) {
            boolean buy = order.change().signum() > 0;
            buys = buy || !strict ? buys.add(order.change().abs()) : buys;
            sells = !buy || !strict ? sells.add(order.change().abs()) : sells;
        }
        BigDecimal now = worst(holders, buys, sells);
        if (!asked.prices().isEmpty()) {
            boolean buy = asked.change().signum() > 0;
            BigDecimal size = asked.change().abs();
            return now.max(buy ? worst(holders, buys.add(size), sells) : worst(holders, buys, sells.add(size)));
        }
        Map<String, BigDecimal> then = new HashMap<>(holders);
        then.merge(asked.holder(), asked.change(), BigDecimal::add);
        return now.max(worst(then, buys, sells));
    }

    private static BigDecimal worst(Map<String, BigDecimal> holders, BigDecimal buys, BigDecimal sells) {
        BigDecimal most = buys;
        BigDecimal least = sells;
        for (BigDecimal amount : holders.values()) {
            most = most.add(amount.max(BigDecimal.ZERO));
            least = least.add(amount.min(BigDecimal.ZERO).abs());
        }
        return most.max(least);
    }

    private List<String> shared(Asked asked, Instant at, boolean strict) {
        List<String> over = new ArrayList<>();
        if (asked.endsItsOwnAtMarket()) {
            return over;
        }
        if (halts.contains("account")
                || halts.contains(asked.place().symbol())
                || (asked.strategy() != null && halts.contains(asked.strategy()))) {
            over.add("halted by a person");
        }
        if (latched) {
            over.add("halted by a limit");
        }
        boolean losses = terms.account("max_daily_loss") != null || terms.account("max_drawdown") != null;
        String positions = terms.account("max_open_positions");
        if ((losses || positions != null) && !isReadSince(at.minusSeconds(60))) {
            over.add("the account was not read");
        }
        if (losses && loss() != Loss.BEARABLE) {
            over.add("lost too much, or nobody knows");
        }
        countOrders(asked, at, over);
        if (positions != null && opened(asked, at, strict) > Integer.parseInt(positions)) {
            over.add("max_open_positions " + positions);
        }
        return over;
    }

    private boolean isReadSince(Instant earliest) {
        return lastRead != null && !lastRead.isBefore(earliest);
    }

    private void countOrders(Asked asked, Instant at, List<String> over) {
        String symbol = asked.place().symbol();
        List<Sent> minute = sent.stream()
                .filter(order -> order.at().isAfter(at.minusSeconds(60)))
                .toList();
        long onSymbol =
                minute.stream().filter(order -> order.symbol().equals(symbol)).count();
        long ofStrategy = minute.stream()
                .filter(order -> asked.strategy() != null && asked.strategy().equals(order.strategy()))
                .count();
        String all = terms.account("max_orders_per_minute");
        String single = terms.symbol("max_orders_per_minute", symbol);
        String own = terms.strategy("max_orders_per_minute", asked.strategy());
        if (all != null && minute.size() + 1 > Integer.parseInt(all)) {
            over.add("max_orders_per_minute " + all);
        }
        if (single != null && onSymbol + 1 > Integer.parseInt(single)) {
            over.add("max_orders_per_minute of %s %s".formatted(symbol, single));
        }
        if (own != null && ofStrategy + 1 > Integer.parseInt(own)) {
            over.add("max_orders_per_minute of %s %s".formatted(asked.strategy(), own));
        }
    }

    /** How many positions there may come to be; none is new where there is, or may come to be, one already. */
    private int opened(Asked asked, Instant at, boolean strict) {
        Set<String> open = new HashSet<>();
        market.holding().forEach(place -> open.add(place.toString()));
        market.resting.forEach(order -> open.add(order.place().toString()));
        boolean isNew = !open.contains(asked.place().toString());
        if (!strict) {
            touched.stream()
                    .filter(place -> !place.at().isBefore(at.minusSeconds(70)))
                    .forEach(place -> open.add(place.symbol()));
        }
        return isNew ? open.size() + 1 : 0;
    }

    private enum Loss {
        BEARABLE,
        TOO_MUCH,
        UNKNOWN
    }

    private Loss loss() {
        if (readings.isEmpty()) {
            return Loss.UNKNOWN;
        }
        Seen last = readings.getLast();
        LocalDate day = day(last.at());
        BigDecimal start = readings.stream()
                .filter(seen -> day(seen.at()).equals(day))
                .findFirst()
                .orElseThrow()
                .equity();
        BigDecimal peak =
                readings.stream().map(Seen::equity).max(BigDecimal::compareTo).orElseThrow();
        Loss ofDay = loss(terms.account("max_daily_loss"), start, last.equity());
        Loss fromPeak = loss(terms.account("max_drawdown"), peak, last.equity());
        return ofDay == Loss.TOO_MUCH || fromPeak == Loss.BEARABLE ? ofDay : fromPeak;
    }

    private static Loss loss(@Nullable String most, BigDecimal from, BigDecimal equity) {
        if (most == null) {
            return Loss.BEARABLE;
        }
        boolean share = most.endsWith("%");
        if (share && from.signum() <= 0) {
            return Loss.UNKNOWN;
        }
        BigDecimal bearable = share ? from.multiply(part(most)) : number(most);
        return from.subtract(equity).compareTo(bearable) >= 0 ? Loss.TOO_MUCH : Loss.BEARABLE;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static BigDecimal part(String percent) {
        return new BigDecimal(percent.substring(0, percent.length() - 1)).divide(BigDecimal.valueOf(100));
    }
}
