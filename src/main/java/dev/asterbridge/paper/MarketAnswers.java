package dev.asterbridge.paper;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.paper.Candles.Candle;
import dev.asterbridge.paper.PublicTrades.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers to questions about the market: with a symbol one object, without an array. */
final class MarketAnswers {

    private static final Set<Long> DEPTHS = Set.of(5L, 10L, 20L, 50L, 100L, 500L, 1000L);
    private static final long DAY = 86_400;
    private static final BigDecimal INTEREST = new BigDecimal("0.00010000");
    private static final int RATE_SCALE = 8;

    private final ExchangeInfo info;
    private final PriceBoard market;
    private final Candles candles;
    private final PublicTrades trades;

    MarketAnswers(ExchangeInfo info, PriceBoard market) {
        this.info = info;
        this.market = market;
        this.candles = new Candles(market);
        this.trades = new PublicTrades(market);
    }

    Object time(Call call) {
        return Map.of("serverTime", call.now());
    }

    Object exchangeInfo(Call call) {
        return info.answer(call.now());
    }

    Object price(Call call) {
        return oneOrAll(
                call,
                symbol -> new TickerPrice(symbol.name(), market.quote(symbol, 1).last(), call.now()));
    }

    Object bookTicker(Call call) {
        return oneOrAll(call, symbol -> {
            Quote quote = market.quote(symbol, 1);
            Level bid = quote.bids().getFirst();
            Level ask = quote.asks().getFirst();
            return new BookTicker(symbol.name(), bid.price(), bid.quantity(), ask.price(), ask.quantity(), call.now());
        });
    }

    Object ticker24hr(Call call) {
        return oneOrAll(call, symbol -> day(symbol, call.now()));
    }

    Object premiumIndex(Call call) {
        return oneOrAll(call, symbol -> {
            BigDecimal mark = market.quote(symbol, 1).mark();
            long nextFunding = Funding.next(call.now(), hours(symbol));
            return new PremiumIndex(
                    symbol.name(), mark, mark, mark, funding(symbol), INTEREST, nextFunding, call.now());
        });
    }

    Object fundingInfo(Call call) {
        return oneOrAll(
                call, symbol -> new FundingInfo(symbol.name(), INTEREST, call.now(), hours(symbol), 0.0075, -0.0075));
    }

    Object fundingRate(Call call) {
        int limit = call.parameters().limit(100, 1000);
        List<Object> rates = new ArrayList<>();
        for (Symbol symbol : call.symbolIfGiven().map(List::of).orElseGet(() -> List.copyOf(market.symbols()))) {
            BigDecimal rate = funding(market.instrument(symbol).symbol());
            long interval = Duration.ofHours(hours(symbol)).toMillis();
            long newest = call.now() / interval;
            int times = call.symbolIfGiven().isPresent() ? Math.min(limit, 100) : 1;
            for (long n = newest - times + 1; n <= newest; n++) {
                rates.add(new FundingRate(symbol.name(), rate, n * interval));
            }
        }
        return rates.subList(0, Math.min(limit, rates.size()));
    }

    Object depth(Call call) {
        Symbol symbol = call.symbol();
        long limit = call.parameters().whole("limit").orElse(500L);
        if (!DEPTHS.contains(limit)) {
            throw new VenueError(-4021, "Depth limit must be one of 5, 10, 20, 50, 100, 500, 1000.");
        }
        Quote quote = market.quote(symbol, (int) limit);
        return new Depth(quote.time(), call.now(), quote.time(), levels(quote.bids()), levels(quote.asks()));
    }

    Object klines(Call call) {
        String contract = call.parameters()
                .text("symbol")
                .or(() -> call.parameters().text("pair"))
                .orElseThrow(() -> Parameters.missing("symbol"));
        Symbol symbol = new Call(new Parameters(Map.of("symbol", contract)), call.now()).symbol();
        Interval interval = Interval.of(call.parameters().required("interval"));
        Optional<Long> from = call.parameters().whole("startTime");
        Optional<Long> to = call.parameters().whole("endTime");
        market.instrument(symbol);
        return candles.list(symbol, interval, from, to, call.parameters().limit(500, 1500)).stream()
                .map(MarketAnswers::row)
                .toList();
    }

    Object trades(Call call) {
        return trades.newest(call.symbol(), call.parameters().limit(500, 1000));
    }

    Object aggTrades(Call call) {
        return trades.newest(call.symbol(), call.parameters().limit(500, 1000)).stream()
                .map(Trade::aggregate)
                .toList();
    }

    private DayTicker day(Symbol symbol, long now) {
        long second = market.second();
        Candle day = candles.candle(symbol, second - DAY, second);
        BigDecimal last = market.quote(symbol, 1).last();
        BigDecimal change = last.subtract(day.open());
        Trade newest = trades.newest(symbol, 1).getFirst();
        return new DayTicker(
                symbol.name(),
                change,
                change.multiply(BigDecimal.valueOf(100)).divide(day.open(), 3, RoundingMode.HALF_UP),
                day.turnover().divide(day.volume().max(newest.qty()), RATE_SCALE, RoundingMode.HALF_UP),
                last,
                newest.qty(),
                day.open(),
                day.high().max(last),
                day.low().min(last),
                day.volume(),
                day.turnover(),
                now - DAY * 1000,
                now,
                second - DAY,
                second,
                DAY + 1);
    }

    private Object oneOrAll(Call call, Function<Symbol, Object> row) {
        Optional<Symbol> asked = call.symbolIfGiven();
        if (asked.isPresent()) {
            return row.apply(market.instrument(asked.get()).symbol());
        }
        return market.symbols().stream().map(row).toList();
    }

    private int hours(Symbol symbol) {
        return market.instrument(symbol).fundingHours();
    }

    private BigDecimal funding(Symbol symbol) {
        return market.fundingRate(symbol).setScale(RATE_SCALE, RoundingMode.HALF_EVEN);
    }

    private static List<List<BigDecimal>> levels(List<Level> levels) {
        return levels.stream()
                .map(level -> List.of(level.price(), level.quantity()))
                .toList();
    }

    private static List<Object> row(Candle c) {
        return List.of(
                c.openTime(),
                c.open(),
                c.high(),
                c.low(),
                c.close(),
                c.volume(),
                c.closeTime(),
                c.turnover(),
                c.trades(),
                c.takerVolume(),
                c.takerTurnover(),
                "0");
    }

    private record TickerPrice(String symbol, BigDecimal price, long time) {}

    private record BookTicker(
            String symbol, BigDecimal bidPrice, BigDecimal bidQty, BigDecimal askPrice, BigDecimal askQty, long time) {}

    private record PremiumIndex(
            String symbol,
            BigDecimal markPrice,
            BigDecimal indexPrice,
            BigDecimal estimatedSettlePrice,
            BigDecimal lastFundingRate,
            BigDecimal interestRate,
            long nextFundingTime,
            long time) {}

    /** Cap and floor are numbers here, as AsterDEX writes them. */
    private record FundingInfo(
            String symbol,
            BigDecimal interestRate,
            long time,
            int fundingIntervalHours,
            double fundingFeeCap,
            double fundingFeeFloor) {}

    private record FundingRate(String symbol, BigDecimal fundingRate, long fundingTime) {}

    private record Depth(
            long lastUpdateId,
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long tradeTime,
            List<List<BigDecimal>> bids,
            List<List<BigDecimal>> asks) {}

    private record DayTicker(
            String symbol,
            BigDecimal priceChange,
            BigDecimal priceChangePercent,
            BigDecimal weightedAvgPrice,
            BigDecimal lastPrice,
            BigDecimal lastQty,
            BigDecimal openPrice,
            BigDecimal highPrice,
            BigDecimal lowPrice,
            BigDecimal volume,
            BigDecimal quoteVolume,
            long openTime,
            long closeTime,
            long firstId,
            long lastId,
            long count) {}
}
