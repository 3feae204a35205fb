package dev.asterbridge.paper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.exchange.Account.AccountPosition;
import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A venue without a face: no endpoints, no file, no thread, and no prices but those it is told. */
final class ShadowDesk implements ShadowVenue {

    private static final BigDecimal USUAL_FUNDING = new BigDecimal("0.0001");

    private final Map<Symbol, Instrument> instruments;
    private final Map<Symbol, LiveQuote> told = new ConcurrentHashMap<>();
    private final PriceBoard board;
    private final PaperVenue venue;
    private final Clock clock;
    private final JsonMapper json = WireJson.mapper()
            .rebuild()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    ShadowDesk(ExchangeInfo info, Clock clock) {
        this.instruments = info.instruments();
        this.clock = clock;
        this.board = new PriceBoard(info, new RandomWalk(0), new Told(), clock, USUAL_FUNDING);
        this.venue = new PaperVenue(instruments, BigDecimal.ZERO, clock, board::fundingRate);
    }

    @Override
    public Optional<InstrumentRules> rules(Symbol symbol) {
        return Optional.ofNullable(instruments.get(symbol)).map(Instrument::rules);
    }

    @Override
    public void begin(PositionMode mode, BigDecimal wallet, List<AccountPosition> positions) {
        VenueState now = venue.snapshot();
        List<AccountPosition> listed = positions.stream()
                .filter(position -> instruments.containsKey(position.symbol()))
                .toList();
        long time = clock.millis();
        venue.restore(new VenueState(
                mode,
                wallet,
                time,
                time,
                now.nextOrderId(),
                now.nextTradeId(),
                now.nextStrategyId(),
                now.nextTranId(),
                listed.stream().map(ShadowDesk::setting).distinct().toList(),
                listed.stream().map(position -> held(position, time)).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    }

    /** Without its histories, but for what filled orders that rest: what is over is on record elsewhere. */
    @Override
    public String kept() {
        VenueState now = venue.snapshot();
        Set<Long> open = now.openOrders().stream().map(VenueOrder::orderId).collect(Collectors.toSet());
        try {
            return json.writeValueAsString(new VenueState(
                    now.positionMode(),
                    now.walletBalance(),
                    now.walletUpdateTime(),
                    now.fundedUntil(),
                    now.nextOrderId(),
                    now.nextTradeId(),
                    now.nextStrategyId(),
                    now.nextTranId(),
                    now.settings(),
                    now.positions(),
                    now.openOrders(),
                    List.of(),
                    now.trades().stream()
                            .filter(trade -> open.contains(trade.orderId()))
                            .toList(),
                    List.of(),
                    List.of()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void restore(String kept) {
        try {
            venue.restore(json.readValue(kept, VenueState.class));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException("no account that was kept: " + e.getMessage(), e);
        }
    }

    @Override
    public void meet(BestPrices prices) {
        Symbol symbol = prices.symbol();
        requireListed(symbol);
        told.put(
                symbol,
                new LiveQuote(
                        prices.bid(),
                        prices.bidQuantity(),
                        prices.ask(),
                        prices.askQuantity(),
                        prices.mark(),
                        prices.fundingRate()));
        Quote quote = board.quote(symbol);
        if (quote.mark().compareTo(prices.mark()) != 0) {
            // The board would go on with made-up ones.
            throw new IllegalArgumentException(
                    "%s has left the prices that the paper exchange knows it by".formatted(symbol));
        }
        venue.onQuote(quote);
    }

    @Override
    public void setUp(Symbol symbol, int leverage, MarginType marginType) {
        int most = requireListed(symbol).brackets().maxLeverage();
        unlessInTheWay(() -> venue.setMarginType(symbol, marginType));
        unlessInTheWay(() -> venue.setLeverage(symbol, Math.min(leverage, most)));
    }

    @Override
    public PositionMode mode() {
        return venue.positionMode();
    }

    @Override
    public List<Position> positions(Symbol symbol) {
        requireListed(symbol);
        return venue.positions(symbol).stream().map(ShadowWords::position).toList();
    }

    @Override
    public BigDecimal equity() {
        return venue.account().marginBalance();
    }

    @Override
    public OrderOutcome place(OrderRequest order) {
        requireListed(order.symbol());
        try {
            return new OrderOutcome.Accepted(ShadowWords.order(venue.place(ShadowWords.asked(order))));
        } catch (VenueError e) {
            return new OrderOutcome.Rejected(
                    new Refusal(Refusal.Reason.REFUSED, e.code(), String.valueOf(e.getMessage()), null, null));
        }
    }

    @Override
    public Optional<Order> cancel(Symbol symbol, ClientOrderId id) {
        requireListed(symbol);
        try {
            return Optional.of(ShadowWords.order(venue.cancel(symbol, new OrderKey(null, id.value()))));
        } catch (VenueError doesNotRest) {
            return find(symbol, id);
        }
    }

    @Override
    public Optional<Order> find(Symbol symbol, ClientOrderId id) {
        requireListed(symbol);
        try {
            return Optional.of(ShadowWords.order(venue.order(symbol, new OrderKey(null, id.value()))));
        } catch (VenueError unknown) {
            return Optional.empty();
        }
    }

    @Override
    public List<Fill> fills(Order order) {
        return venue.snapshot().trades().stream()
                .filter(trade -> trade.orderId() == order.orderId())
                .map(ShadowWords::fill)
                .toList();
    }

    private Instrument requireListed(Symbol symbol) {
        Instrument found = instruments.get(symbol);
        if (found == null) {
            throw new IllegalArgumentException("%s is not listed on the paper exchange".formatted(symbol));
        }
        return found;
    }

    private static void unlessInTheWay(Runnable change) {
        try {
            change.run();
        } catch (VenueError stays) {
            // So it was already, or something is held or rests: as with real money, it is left for the next time.
        }
    }

    private static VenueState.Setting setting(AccountPosition position) {
        return new VenueState.Setting(
                position.symbol(),
                Math.max(position.leverage(), 1),
                position.isolated() ? MarginType.ISOLATED : MarginType.CROSSED);
    }

    private static Held held(AccountPosition position, long now) {
        return new Held(
                position.symbol(),
                position.positionSide(),
                position.positionAmount(),
                position.entryPrice(),
                position.isolated() ? position.initialMargin() : BigDecimal.ZERO,
                now);
    }

    /** The prices that were told last. */
    private final class Told implements Prices {

        @Override
        public Optional<LiveQuote> quote(Symbol symbol) {
            return Optional.ofNullable(told.get(symbol));
        }

        @Override
        public String status() {
            return "told";
        }
    }
}
