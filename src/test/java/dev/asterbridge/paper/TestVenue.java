package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.LeverageBrackets.Bracket;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A venue with two symbols, a clock that is set by hand, and short words for quotes and orders. */
final class TestVenue extends Clock {

    static final Symbol BTC = new Symbol("BTCUSDT");
    static final Symbol ETH = new Symbol("ETHUSDT");
    static final Symbol HALTED = new Symbol("HALTEDUSDT");
    static final Symbol CLOSED = new Symbol("CLOSEDUSDT");
    static final BigDecimal DEPOSIT = new BigDecimal("10000");

    private long now = 1_800_000_000_000L;
    BigDecimal fundingRate = BigDecimal.ZERO;
    final PaperVenue venue = new PaperVenue(instruments(), DEPOSIT, this, symbol -> fundingRate);

    static Map<Symbol, Instrument> instruments() {
        return Map.of(
                BTC, instrument(BTC, "TRADING"),
                ETH, instrument(ETH, "TRADING"),
                HALTED, instrument(HALTED, "PENDING_TRADING"),
                CLOSED, instrument(CLOSED, "CLOSE"));
    }

    private static Instrument instrument(Symbol symbol, String status) {
        Grid price = new Grid(d("1"), d("1000000"), d("0.5"));
        InstrumentRules rules = new InstrumentRules(
                symbol,
                status,
                symbol.name().replace("USDT", ""),
                "USDT",
                price,
                new Grid(d("0.002"), d("1000"), d("0.002")),
                new Grid(d("0.002"), d("50"), d("0.002")),
                d("5"),
                d("1.05"),
                d("0.95"));
        LeverageBrackets brackets = new LeverageBrackets(
                symbol,
                List.of(
                        new Bracket(50, d("0"), d("50000"), d("0.01")),
                        new Bracket(20, d("50000"), d("200000"), d("0.025")),
                        new Bracket(5, d("200000"), d("1000000"), d("0.1"))));
        return new Instrument(
                rules, brackets, 1, 3, 4, 2, d("0.02"), d("0.05"), d("0.005"), symbol.equals(ETH) ? 4 : 8);
    }

    /** One deep level on either side, half a unit from the middle, which is also the last and the mark price. */
    TestVenue at(Symbol symbol, String middle) {
        BigDecimal half = d("0.5");
        return book(
                symbol,
                middle,
                List.of(new Level(d(middle).subtract(half), d("1000"))),
                List.of(new Level(d(middle).add(half), d("1000"))));
    }

    TestVenue book(Symbol symbol, String mark, List<Level> bids, List<Level> asks) {
        venue.onQuote(new Quote(symbol, bids, asks, d(mark), d(mark), now));
        return this;
    }

    /** Levels written as {@code "100x2", "101x5"}. */
    static List<Level> levels(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.split("x"))
                .map(parts -> new Level(d(parts[0]), d(parts[1])))
                .toList();
    }

    VenueOrder buy(String quantity) {
        return venue.place(market(Side.BUY, quantity).build());
    }

    VenueOrder sell(String quantity) {
        return venue.place(market(Side.SELL, quantity).build());
    }

    VenueOrder place(Ask ask) {
        return venue.place(ask.build());
    }

    static Ask market(Side side, String quantity) {
        return new Ask(side, VenueOrderType.MARKET).quantity(quantity);
    }

    static Ask limit(Side side, String quantity, String price) {
        return new Ask(side, VenueOrderType.LIMIT)
                .quantity(quantity)
                .price(price)
                .timeInForce(TimeInForce.GTC);
    }

    static Ask stop(Side side, VenueOrderType type, String quantity, String stopPrice) {
        return new Ask(side, type).quantity(quantity).stopPrice(stopPrice);
    }

    static Ask trailing(Side side, String quantity, String callbackRate) {
        return new Ask(side, VenueOrderType.TRAILING_STOP_MARKET)
                .quantity(quantity)
                .callbackRate(callbackRate);
    }

    VenueOrder find(VenueOrder order) {
        return venue.order(order.symbol(), new OrderKey(order.orderId(), null));
    }

    StrategyAnswer ask(StrategyType type, Sub... legs) {
        return venue.placeStrategy(
                new NewStrategy(type, null, Arrays.stream(legs).map(Sub::build).toList()));
    }

    /** A strategy as it is now, whether it works or has ended. */
    Strategy find(Strategy strategy) {
        StrategyKey key = new StrategyKey(strategy.type(), strategy.strategyId(), null, null, null);
        try {
            return venue.openStrategy(key);
        } catch (VenueError ended) {
            return venue.endedStrategy(key);
        }
    }

    VenuePosition position() {
        return venue.positions(BTC).getFirst();
    }

    VenuePosition position(Symbol symbol, PositionSide side) {
        return venue.positions(symbol).stream()
                .filter(row -> row.positionSide() == side)
                .findFirst()
                .orElseThrow();
    }

    BigDecimal wallet() {
        return venue.account().walletBalance();
    }

    void wait(Duration time) {
        now += time.toMillis();
    }

    static void assertRefused(int code, ThrowingCallable call) {
        VenueError error = catchThrowableOfType(VenueError.class, call);
        assertThat(error).as("refusal").isNotNull();
        assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
    }

    void assertRefused(int code, Ask ask) {
        assertRefused(code, () -> place(ask));
    }

    static BigDecimal d(String text) {
        return new BigDecimal(text);
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
