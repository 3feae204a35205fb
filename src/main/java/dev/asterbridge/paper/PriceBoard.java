package dev.asterbridge.paper;

import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The prices of all symbols: AsterDEX's own where they are known, otherwise the random walk's.
 *
 * <p>The book behind the best prices is made up, the same for the same second. Asking never waits for anything.
 */
final class PriceBoard {

    static final int BOOK_LEVELS = 20;
    private static final int MARK_SCALE = 8;
    private static final int BID_SIZES = 100;
    private static final int ASK_SIZES = 101;
    private static final int LAST_SIDE = 102;
    private static final double LEVEL_NOTIONAL = 20_000;
    private static final BigDecimal LEVEL_GAP = new BigDecimal("0.0001");

    private final ExchangeInfo info;
    private final RandomWalk walk;
    private final Prices live;
    private final Clock clock;
    private final BigDecimal fundingRate;

    /** Where AsterDEX's own funding rate is not known, it is {@code fundingRate}. */
    PriceBoard(ExchangeInfo info, RandomWalk walk, Prices live, Clock clock, BigDecimal fundingRate) {
        this.info = info;
        this.walk = walk;
        this.live = live;
        this.clock = clock;
        this.fundingRate = fundingRate;
    }

    Collection<Symbol> symbols() {
        return info.instruments().keySet();
    }

    boolean lists(Symbol symbol) {
        return info.instruments().containsKey(symbol);
    }

    /** @throws VenueError -1121 for a symbol that is not listed */
    Instrument instrument(Symbol symbol) {
        return Optional.ofNullable(info.instruments().get(symbol))
                .orElseThrow(() -> new VenueError(-1121, "Invalid symbol."));
    }

    Quote quote(Symbol symbol) {
        return quote(symbol, BOOK_LEVELS);
    }

    /** The market with the given number of levels on each side. */
    Quote quote(Symbol symbol, int levels) {
        Instrument instrument = instrument(symbol);
        long second = second();
        Best best = live(symbol)
                .map(quote -> live(instrument, quote))
                .orElseGet(() -> walking(instrument, walkPrice(symbol, second)));
        List<Level> bids = book(instrument, best.bid, best.bidQuantity, BID_SIZES, second, levels);
        List<Level> asks = book(instrument, best.ask, best.askQuantity, ASK_SIZES, second, levels);
        BigDecimal last = walk.draw(symbol.name(), LAST_SIDE, second) < 0.5 ? best.bid : best.ask;
        return new Quote(symbol, bids, asks, last, best.mark, second * 1000);
    }

    BigDecimal fundingRate(Symbol symbol) {
        return live(symbol).map(LiveQuote::fundingRate).orElse(fundingRate);
    }

    /** The made-up price at a second of the past, scaled so that the present one is the market's; at least one tick. */
    BigDecimal pastPrice(Symbol symbol, long second, BigDecimal scale) {
        Grid grid = instrument(symbol).rules().price();
        return grid.floor(walkPrice(symbol, second).multiply(scale, MathContext.DECIMAL64))
                .max(grid.min())
                .max(grid.step());
    }

    /** What brings the random walk to the present price: 1 while the walk is the price. */
    BigDecimal scale(Symbol symbol) {
        return live(symbol)
                .map(quote -> quote.mark().divide(walkPrice(symbol, second()), MathContext.DECIMAL64))
                .orElse(BigDecimal.ONE);
    }

    double draw(Symbol symbol, int kind, long index) {
        return walk.draw(symbol.name(), kind, index);
    }

    long second() {
        return Math.floorDiv(clock.millis(), 1000L);
    }

    private BigDecimal walkPrice(Symbol symbol, long second) {
        return info.startPrice(symbol)
                .multiply(BigDecimal.valueOf(walk.factor(symbol.name(), second)), MathContext.DECIMAL64);
    }

    private static Best walking(Instrument instrument, BigDecimal middle) {
        Grid grid = instrument.rules().price();
        BigDecimal mark = middle.setScale(MARK_SCALE, RoundingMode.HALF_EVEN);
        BigDecimal bid = grid.floor(mark);
        BigDecimal ask = bid.add(grid.step());
        return new Best(bid, BigDecimal.ZERO, ask, BigDecimal.ZERO, mark);
    }

    private static Best live(Instrument instrument, LiveQuote quote) {
        Grid grid = instrument.rules().price();
        Grid lot = instrument.rules().lot();
        return new Best(
                grid.floor(quote.bid()),
                lots(lot, quote.bidQuantity()),
                grid.ceiling(quote.ask()),
                lots(lot, quote.askQuantity()),
                quote.mark());
    }

    /** AsterDEX's price, unless it has left the captured bounds and ticks: no order could be placed there. */
    private Optional<LiveQuote> live(Symbol symbol) {
        Grid grid = instrument(symbol).rules().price();
        return live.quote(symbol).filter(quote -> {
            BigDecimal bid = grid.floor(quote.bid());
            return bid.signum() > 0 && !grid.isBelowMin(bid) && !grid.isAboveMax(grid.ceiling(quote.ask()));
        });
    }

    /** Whole lots only, so that nobody is left with a position too odd to be closed. */
    private static BigDecimal lots(Grid lot, BigDecimal quantity) {
        BigDecimal whole = lot.floor(quantity).stripTrailingZeros();
        return lot.isBelowMin(whole) ? BigDecimal.ZERO : whole;
    }

    /** Levels from the best price outwards; the first has the given quantity if that is more than nothing. */
    private List<Level> book(
            Instrument instrument, BigDecimal best, BigDecimal quantity, int side, long second, int levels) {
        Grid prices = instrument.rules().price();
        BigDecimal gap =
                prices.ceiling(prices.min().add(best.multiply(LEVEL_GAP))).subtract(prices.min());
        BigDecimal outwards = side == BID_SIZES ? gap.negate() : gap;
        List<Level> book = new ArrayList<>(levels);
        for (int i = 0; i < levels; i++) {
            BigDecimal price = best.add(outwards.multiply(BigDecimal.valueOf(i)));
            if (prices.isBelowMin(price) || price.signum() <= 0) {
                break;
            }
            double notional = LEVEL_NOTIONAL * (1 + i * 0.2) * (0.5 + draw(instrument.symbol(), side, second * 64 + i));
            book.add(new Level(price, i == 0 && quantity.signum() > 0 ? quantity : size(instrument, notional, price)));
        }
        return book;
    }

    private static BigDecimal size(Instrument instrument, double notional, BigDecimal price) {
        Grid lot = instrument.rules().lot();
        BigDecimal asked = BigDecimal.valueOf(notional).divide(price, MathContext.DECIMAL64);
        return lot.ceiling(asked.max(lot.min())).stripTrailingZeros();
    }

    private record Best(
            BigDecimal bid, BigDecimal bidQuantity, BigDecimal ask, BigDecimal askQuantity, BigDecimal mark) {}

    /** What is known of all symbols, for the health answer. */
    Map<String, Object> status() {
        return Map.of("prices", live.status(), "symbols", info.instruments().size());
    }
}
