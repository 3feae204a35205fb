package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * An exchange in memory that fills every order at the mark price and remembers what it was asked. What waits for a price
 * rests until a test moves the mark price there with {@link #moveMark}.
 *
 * <p>A test replaces {@link #onPlace}, {@link #onCancel}, {@link #onFind} or {@link #onOpen}, or sets {@link #down}, to make
 * it misbehave.
 */
public final class FakeExchange implements OrderEntry, PositionReader, AccountReader, SymbolSettings, MarketReader {

    public static final Symbol BTC = new Symbol("BTCUSDT");

    public final Map<Symbol, InstrumentRules> rules = new HashMap<>();
    public final List<Position> positions = new CopyOnWriteArrayList<>();
    public final List<Order> orders = new CopyOnWriteArrayList<>();
    public final List<String> settings = new CopyOnWriteArrayList<>();
    public final Map<String, Refusal> refusedSettings = new HashMap<>();

    /** How each symbol is backed, where that was set. */
    public final Map<Symbol, MarginTerms> backed = new ConcurrentHashMap<>();

    public PositionMode mode = PositionMode.ONE_WAY;
    public BigDecimal markPrice = new BigDecimal("50000");
    public int maxLeverage = 125;
    public Refusal down;
    public Function<OrderRequest, OrderOutcome> onPlace = this::take;
    public BiFunction<Symbol, ClientOrderId, Optional<Order>> onCancel = this::end;
    public UnaryOperator<Optional<Order>> onFind = UnaryOperator.identity();
    /** What is shown as open, of one symbol or of all. */
    public UnaryOperator<List<Order>> onOpen = UnaryOperator.identity();
    /** What happens after an order is planned and before it is on record. */
    public Runnable whileSigning = () -> {};

    /** Why the mark price cannot be read; absent while it can. */
    public ExchangeUnavailable markFailure;

    /** Whether a limit waits for its price, too. */
    public boolean limitsRest;

    /** Whether whoever trades here has it tie exits to what opens something. */
    public boolean tiesExits;
    /** What it does with an exit that is tied to an order of which something is filled. */
    public Consumer<OrderRequest> onTied = this::takeTied;

    /** Of two exits that are tied to one order each has the other. */
    private final Map<String, String> others = new ConcurrentHashMap<>();

    public Consumer<Symbol> onHistory = symbol -> {};
    public Runnable onBrackets = () -> {};
    public volatile Runnable whileReading = () -> {};
    /** The same of the question for all positions. */
    public volatile Runnable whileReadingAll = () -> {};

    public int balanceReads;
    public int lookups;
    /** The symbols of which it was asked what is open. */
    public final List<Symbol> openRead = new CopyOnWriteArrayList<>();

    public java.time.Duration ahead = java.time.Duration.ZERO;
    public final List<String> windows = new ArrayList<>();

    /** Trades as they can be read. */
    public final List<Fill> fills = new ArrayList<>();

    /** What time it is here. */
    public Clock clock = Clock.systemUTC();

    private final AtomicLong nonces = new AtomicLong();
    private final Set<SignedOrder> sent = ConcurrentHashMap.newKeySet();
    private final List<OrderRequest> placed = new CopyOnWriteArrayList<>();
    private final List<ClientOrderId> cancelled = new CopyOnWriteArrayList<>();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private long ids = 100;

    public FakeExchange() {
        rules.put(BTC, btcRules());
    }

    /** What people ask it by. */
    public PeoplesReaders people() {
        return new PeoplesReaders(this, this, orderReader, this);
    }

    /** The captured rules of BTCUSDT. */
    public static InstrumentRules btcRules() {
        return new InstrumentRules(
                BTC,
                "TRADING",
                "BTC",
                "USDT",
                grid("1", "1000000", "0.1"),
                grid("0.001", "1000", "0.001"),
                grid("0.001", "120", "0.001"),
                new BigDecimal("5"),
                new BigDecimal("1.02"),
                new BigDecimal("0.98"));
    }

    public static InstrumentRules.Grid grid(String min, String max, String step) {
        return new InstrumentRules.Grid(new BigDecimal(min), new BigDecimal(max), new BigDecimal(step));
    }

    public static Position position(String amount) {
        return position(amount, PositionSide.BOTH);
    }

    public static Position position(String amount, PositionSide side) {
        return position(BTC, amount, side);
    }

    public static Position position(Symbol symbol, String amount, PositionSide side) {
        return position(symbol, new BigDecimal(amount), side, new BigDecimal("49000"));
    }

    private static Position position(Symbol symbol, BigDecimal amount, PositionSide side, BigDecimal entryPrice) {
        return new Position(
                symbol,
                side,
                amount,
                entryPrice,
                new BigDecimal("50000"),
                BigDecimal.ZERO,
                10,
                MarginType.CROSSED,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new BigDecimal("1000000"),
                Instant.EPOCH);
    }

    private static BigDecimal limit(OrderRequest request) {
        Price limit = request.terms().limit();
        return limit == null ? BigDecimal.ZERO : limit.value();
    }

    public static Order order(OrderRequest request, OrderStatus status, BigDecimal executed) {
        return order(request, status, executed, Instant.EPOCH);
    }

    private static Order order(OrderRequest request, OrderStatus status, BigDecimal executed, Instant updatedAt) {
        return new Order(
                1,
                request.clientOrderId().value(),
                request.symbol(),
                request.side(),
                request.positionSide(),
                status,
                request.terms().type(),
                request.terms().type(),
                "GTC",
                request.quantity().value(),
                executed,
                limit(request),
                executed.signum() == 0 ? BigDecimal.ZERO : new BigDecimal("50000"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                request.reduceOnly(),
                false,
                "CONTRACT_PRICE",
                null,
                updatedAt);
    }

    /** Fills the order as if there were no end of liquidity, and moves the position. */
    public synchronized Order fill(OrderRequest request) {
        Order order = order(request, OrderStatus.FILLED, request.quantity().value(), clock.instant());
        move(request, request.quantity().value(), order.averagePrice());
        orders.add(order);
        placeTied(request);
        return order;
    }

    /** Fills so much of an order at market, at the mark price; what is left expires. */
    public synchronized Order fillAtMark(OrderRequest request, BigDecimal quantity) {
        Waiting order = new Waiting(request, ++ids, markPrice, clock.instant());
        boolean all = quantity.compareTo(request.quantity().value()) == 0;
        move(request, quantity, markPrice);
        fills.add(order.trade(++ids, quantity, markPrice, clock.instant()));
        Order shown = order.show(all ? OrderStatus.FILLED : OrderStatus.EXPIRED, quantity, markPrice, clock.instant());
        orders.add(shown);
        placeTied(request);
        return shown;
    }

    private void move(OrderRequest request, BigDecimal quantity, BigDecimal price) {
        BigDecimal change = request.side() == Side.BUY ? quantity : quantity.negate();
        Predicate<Position> same = position ->
                position.symbol().equals(request.symbol()) && position.positionSide() == request.positionSide();
        Position before = positions.stream()
                .filter(same)
                .findFirst()
                .orElse(position(request.symbol(), "0", request.positionSide()));
        BigDecimal held = before.amount().add(change);
        positions.removeIf(same);
        positions.add(backed(
                position(request.symbol(), held, request.positionSide(), entryPrice(before, change, held, price))));
    }

    /** The average of what was added; what takes away leaves it as it is. */
    private static BigDecimal entryPrice(Position before, BigDecimal change, BigDecimal held, BigDecimal price) {
        if (held.signum() != before.amount().signum()) {
            return price;
        }
        return change.signum() != held.signum()
                ? before.entryPrice()
                : before.amount()
                        .multiply(before.entryPrice())
                        .add(change.multiply(price))
                        .divide(held, MathContext.DECIMAL64);
    }

    /** Takes the order as this exchange does by itself: it is filled, or rests, or is refused with -2021. */
    public synchronized OrderOutcome take(OrderRequest request) {
        Waiting order = new Waiting(request, ++ids, markPrice, clock.instant());
        if (request.terms().endsAtOnce() || (request.terms() instanceof OrderTerms.Limit && !limitsRest)) {
            return request.reduceOnly()
                            && request.terms().endsAtOnce()
                            && against(request).signum() == 0
                    ? new OrderOutcome.Rejected(
                            new Refusal(Refusal.Reason.REFUSED, -2022, "ReduceOnly Order is rejected.", null, null))
                    : new OrderOutcome.Accepted(fill(request));
        }
        if (order.isTooLate(markPrice)) {
            return new OrderOutcome.Rejected(
                    new Refusal(Refusal.Reason.REFUSED, -2021, "Order would immediately trigger.", null, null));
        }
        waiting.put(request.clientOrderId().value(), order);
        orders.add(order.show(OrderStatus.NEW, BigDecimal.ZERO, markPrice, clock.instant()));
        work(order);
        return new OrderOutcome.Accepted(
                shown(request.symbol(), request.clientOrderId()).orElseThrow());
    }

    /** Places an exit that is tied to an order, unless the other one was filled by then. */
    public synchronized void takeTied(OrderRequest exit) {
        boolean isOver = shown(exit.symbol(), other(exit))
                .filter(it -> it.status() == OrderStatus.FILLED)
                .isPresent();
        if (!isOver) {
            take(exit);
        }
    }

    private ClientOrderId other(OrderRequest exit) {
        String id = exit.clientOrderId().value();
        return new ClientOrderId(others.getOrDefault(id, "none"));
    }

    private void placeTied(OrderRequest order) {
        List<OrderRequest> exits = order.tiedOrders();
        if (exits.size() == 2) {
            String first = exits.getFirst().clientOrderId().value();
            String second = exits.getLast().clientOrderId().value();
            others.put(first, second);
            others.put(second, first);
        }
        exits.forEach(onTied);
    }

    /** Moves the mark price, and sets off or fills what waited for it, in the order in which it was placed. */
    public synchronized void moveMark(String price) {
        markPrice = new BigDecimal(price);
        List.copyOf(waiting.values()).forEach(this::work);
    }

    private void work(Waiting order) {
        OrderRequest request = order.request;
        if (shown(request.symbol(), request.clientOrderId())
                .filter(it -> !it.status().isFinal())
                .isEmpty()) {
            waiting.remove(request.clientOrderId().value());
        } else if (order.isMet(markPrice)) {
            execute(order);
        } else {
            OrderStatus status = order.filled.signum() == 0 ? OrderStatus.NEW : OrderStatus.PARTIALLY_FILLED;
            put(order.show(status, order.filled, markPrice, clock.instant()));
        }
    }

    /** Only as much as there is to reduce; what finds nothing there expires. */
    private void execute(Waiting order) {
        OrderRequest request = order.request;
        BigDecimal asked = order.left();
        BigDecimal filled = request.reduceOnly() ? asked.min(against(request)) : asked;
        waiting.remove(request.clientOrderId().value());
        fill(order, filled, filled.compareTo(asked) == 0 ? OrderStatus.FILLED : OrderStatus.EXPIRED);
    }

    /** Fills a part of an order that rests; the rest goes on resting. */
    public synchronized void fillPart(ClientOrderId id, String quantity) {
        fill(waiting.get(id.value()), new BigDecimal(quantity), OrderStatus.PARTIALLY_FILLED);
    }

    private void fill(Waiting order, BigDecimal quantity, OrderStatus status) {
        boolean first = order.filled.signum() == 0;
        if (quantity.signum() > 0) {
            move(order.request, quantity, markPrice);
            fills.add(order.trade(++ids, quantity, markPrice, clock.instant()));
        }
        order.filled = order.filled.add(quantity);
        put(order.show(status, order.filled, markPrice, clock.instant()));
        if (first && quantity.signum() > 0) {
            placeTied(order.request);
        }
        if (status == OrderStatus.FILLED) {
            shown(order.request.symbol(), other(order.request))
                    .filter(it -> !it.status().isFinal())
                    .ifPresent(it -> put(it.with(OrderStatus.CANCELED)));
        }
    }

    /** How much is held that the order would take away. */
    private BigDecimal against(OrderRequest request) {
        BigDecimal held = positions.stream()
                .filter(it -> it.symbol().equals(request.symbol()) && it.positionSide() == request.positionSide())
                .map(Position::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return (request.side() == Side.SELL ? held : held.negate()).max(BigDecimal.ZERO);
    }

    private Optional<Order> end(Symbol symbol, ClientOrderId id) {
        requireUp();
        Optional<Order> found = shown(symbol, id);
        found.filter(order -> !order.status().isFinal()).ifPresent(order -> put(order.with(OrderStatus.CANCELED)));
        return shown(symbol, id);
    }

    private Optional<Order> shown(Symbol symbol, ClientOrderId id) {
        return orders.stream()
                .filter(order ->
                        order.symbol().equals(symbol) && order.clientOrderId().equals(id.value()))
                .findFirst();
    }

    private void put(Order order) {
        orders.replaceAll(old -> old.clientOrderId().equals(order.clientOrderId())
                        && old.symbol().equals(order.symbol())
                ? order
                : old);
    }

    public List<OrderRequest> placed() {
        return placed;
    }

    /** What was asked to be ended, in that order. */
    public List<ClientOrderId> cancelled() {
        return cancelled;
    }

    @Override
    public Optional<Order> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        cancelled.add(clientOrderId);
        return onCancel.apply(symbol, clientOrderId);
    }

    @Override
    public SignedOrder sign(OrderRequest request) {
        whileSigning.run();
        long nonce = nonces.incrementAndGet();
        Instant horizon = clock.instant().plusSeconds(63);
        return new Signed(request, "0xf39f", nonce, "hash-" + nonce, horizon);
    }

    @Override
    public OrderOutcome send(SignedOrder order) {
        if (!sent.add(order)) {
            throw new IllegalStateException("sent twice");
        }
        placed.add(order.request());
        return onPlace.apply(order.request());
    }

    /** An order as this exchange signs it. */
    public record Signed(OrderRequest request, String signer, Long nonce, String requestHash, Instant horizon)
            implements SignedOrder {}

    @Override
    public List<Position> open() {
        requireUp();
        whileReadingAll.run();
        return positions.stream().filter(Position::isOpen).map(this::backed).toList();
    }

    @Override
    public List<Position> of(Symbol symbol) {
        if (!rules.containsKey(symbol)) {
            throw new ExchangeUnavailable(new Refusal(Refusal.Reason.REFUSED, -1121, "Invalid symbol.", null, null));
        }
        requireUp();
        whileReading.run();
        return positions.stream()
                .filter(position -> position.symbol().equals(symbol))
                .map(this::backed)
                .toList();
    }

    @Override
    public List<Balance> balances() {
        requireUp();
        balanceReads++;
        BigDecimal all = new BigDecimal("10000");
        return List.of(new Balance("USDT", all, all, all, BigDecimal.ZERO));
    }

    @Override
    public Account account() {
        requireUp();
        BigDecimal all = new BigDecimal("10000");
        BigDecimal none = BigDecimal.ZERO;
        return new Account(
                true,
                all,
                all,
                none,
                none,
                none,
                all,
                all,
                List.of(new Account.Asset("USDT", all, all, none, none, none, all, all)),
                List.of(new Account.AccountPosition(
                        BTC, PositionSide.BOTH, new BigDecimal("0.5"), all, none, 10, false, none, none)));
    }

    @Override
    public PositionMode positionMode() {
        requireUp();
        return mode;
    }

    @Override
    public Optional<PositionMode> knownPositionMode() {
        return Optional.of(mode);
    }

    @Override
    public LeverageChange setLeverage(Symbol symbol, int leverage) {
        change("leverage " + symbol + " " + leverage);
        back(symbol, new MarginTerms(leverage, termsOf(symbol).marginType()));
        return new LeverageChange(symbol, leverage, new BigDecimal("1000000"));
    }

    @Override
    public void setMarginType(Symbol symbol, MarginType marginType) {
        change("margin " + symbol + " " + marginType);
        back(symbol, new MarginTerms(termsOf(symbol).leverage(), marginType));
    }

    private MarginTerms termsOf(Symbol symbol) {
        return backed.getOrDefault(symbol, MarginTerms.NONE);
    }

    private void back(Symbol symbol, MarginTerms terms) {
        backed.put(symbol, terms);
        positions.replaceAll(this::backed);
    }

    private Position backed(Position it) {
        MarginTerms terms = termsOf(it.symbol());
        return new Position(
                it.symbol(),
                it.positionSide(),
                it.amount(),
                it.entryPrice(),
                markPrice,
                it.unrealizedProfit(),
                terms.leverage() == null ? it.leverage() : terms.leverage(),
                terms.marginType() == null ? it.marginType() : terms.marginType(),
                it.isolatedMargin(),
                it.liquidationPrice(),
                it.maxNotional(),
                it.updatedAt());
    }

    @Override
    public Optional<InstrumentRules> rules(Symbol symbol) {
        requireUp();
        return Optional.ofNullable(rules.get(symbol));
    }

    @Override
    public Set<Symbol> listed() {
        return Set.copyOf(rules.keySet());
    }

    @Override
    public BigDecimal markPrice(Symbol symbol) {
        requireUp();
        if (markFailure != null) {
            throw markFailure;
        }
        return markPrice;
    }

    @Override
    public LeverageBrackets brackets(Symbol symbol) {
        requireUp();
        onBrackets.run();
        return new LeverageBrackets(
                symbol,
                List.of(new LeverageBrackets.Bracket(
                        maxLeverage, BigDecimal.ZERO, new BigDecimal("1000000"), new BigDecimal("0.005"))));
    }

    /** The orders as they can be read; apart, because both readers can be asked what is open. */
    public final OrderReader orderReader = new OrderReader() {
        @Override
        public Optional<Order> find(Symbol symbol, ClientOrderId clientOrderId) {
            lookups++;
            requireUp();
            return onFind.apply(orders.stream()
                    .filter(order -> order.clientOrderId().equals(clientOrderId.value()))
                    .findFirst());
        }

        @Override
        public List<Order> open(Symbol symbol) {
            openRead.add(symbol);
            return open().stream()
                    .filter(order -> order.symbol().equals(symbol))
                    .toList();
        }

        @Override
        public List<Order> open() {
            requireUp();
            return onOpen.apply(
                    orders.stream().filter(order -> !order.status().isFinal()).toList());
        }

        @Override
        public List<Order> history(Symbol symbol, Instant from, Instant to, int limit) {
            requireUp();
            onHistory.accept(symbol);
            windows.add(symbol + " " + from + " " + to);
            return orders.stream()
                    .filter(order -> order.symbol().equals(symbol))
                    .filter(order -> !order.updatedAt().isBefore(from)
                            && !order.updatedAt().isAfter(to))
                    .toList();
        }

        @Override
        public List<Fill> fills(Symbol symbol, Instant from, Instant to) {
            requireUp();
            return fills.stream()
                    .filter(fill -> fill.symbol().equals(symbol))
                    .filter(fill -> !fill.time().isBefore(from) && !fill.time().isAfter(to))
                    .toList();
        }
    };

    /** This exchange's own time: the test's, unless {@link #ahead} says otherwise. */
    public ExchangeClock exchangeClock(java.time.Clock clock) {
        return new ExchangeClock() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public Instant ask() {
                requireUp();
                return clock.instant().plus(ahead);
            }
        };
    }

    private void change(String setting) {
        requireUp();
        settings.add(setting);
        Refusal refusal = refusedSettings.get(setting.substring(0, setting.indexOf(' ')));
        if (refusal != null) {
            throw new ExchangeUnavailable(refusal);
        }
    }

    private void requireUp() {
        if (down != null) {
            throw new ExchangeUnavailable(down);
        }
    }
}
