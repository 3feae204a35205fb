package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.RehearsalOnFake;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalOutcome;
import dev.asterbridge.signals.SignalsOnFake;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Live trading on a fake exchange, and a shadow of it on the real paper venue, which looks when a test says so. */
final class Stage {

    /** Takes a moment to open. */
    static final ShadowVenue.Opener OPENER = SpringFactoriesLoader.forDefaultResourceLocation()
            .load(ShadowVenue.Opener.class)
            .getFirst();

    final FakeExchange exchange = new FakeExchange();
    final SignalsOnFake live = new SignalsOnFake(exchange);
    final JournalInMemory journal = (JournalInMemory) live.journal;
    final ShadowRecords records = new ShadowRecords();

    /** How the venue of the next start is opened. */
    ShadowVenue.Opener opener = clock -> troubled(OPENER.open(clock));

    /** Types of orders of which the venue takes no more. */
    Set<String> refused = Set.of();

    /** Orders for which the venue finds too little margin. */
    Predicate<OrderRequest> tooDear = order -> false;

    /** Whether the venue knows no order any more. */
    boolean forgetful;

    /** What the shadow's account has in USDT when it begins; as the exchange says if absent. */
    @Nullable
    BigDecimal wallet;

    /** What the venue was told to do. */
    final List<String> told = new ArrayList<>();

    /** What the venue fails at. */
    @Nullable
    String fault;

    String bid = "49999.9";
    String ask = "50000.1";
    String mark = "50000";

    /** What may be had at the best prices. */
    String depth = "10";

    boolean priceless;
    Runnable whileAsking = () -> {};
    int asked;

    private ShadowRun run;
    private int alerts;

    /** Starts the shadow, or starts it again; it begins to look with the first {@link #look}. */
    Stage start() {
        run = shadow(true);
        return this;
    }

    ShadowRun shadow(boolean enabled) {
        return shadow(enabled, journal);
    }

    /** As another instance has it. */
    ShadowRun shadow(boolean enabled, Journal of) {
        ShadowKeeper keeper = new ShadowKeeper(
                opener,
                account(),
                OrdersOnFake.queries(),
                OrdersOnFake.holdings(),
                RehearsalOnFake.on(of),
                this::prices,
                exchange.exchangeClock(live.clock),
                new SetUp(10, MarginType.CROSSED),
                records,
                of,
                live.clock);
        return new ShadowRun(
                new ShadowProperties(enabled),
                keeper,
                RehearsalOnFake.on(of),
                exchange.exchangeClock(live.clock),
                live.clock);
    }

    void look() {
        run.look();
    }

    /** Brings an alert in and waits for what becomes of it with money. */
    SignalOutcome alert(Signal signal) {
        return take(signal).outcome();
    }

    Receipt take(Signal signal) {
        return take(signal, Duration.ofSeconds(20));
    }

    /** Brings an alert in; what becomes of it with money is not waited for. */
    void bring(Signal signal) {
        take(signal, Duration.ZERO);
    }

    private Receipt take(Signal signal, Duration patience) {
        return take(signal, null, patience);
    }

    private Receipt take(Signal signal, @Nullable Instant firedAt, Duration patience) {
        String body = "{\"n\":" + ++alerts + "}";
        return live.intake().accept(new Alert("/test", "1.2.3.4", body, null, firedAt, false, signal), patience);
    }

    /** Brings an alert in that says when it fired, and waits for what becomes of it with money. */
    SignalOutcome alert(Signal signal, Instant firedAt) {
        return take(signal, firedAt, Duration.ofSeconds(20)).outcome();
    }

    /** The same, and on paper. */
    Compared both(Signal signal) {
        alert(signal);
        look();
        return newest();
    }

    Comparison comparison() {
        return comparer().newest(null, 50);
    }

    Comparer comparer() {
        return new Comparer(
                journal, records, RehearsalOnFake.on(journal), OrdersOnFake.queries(), new ShadowProperties(true));
    }

    Compared newest() {
        return comparison().signals().getFirst();
    }

    void pass(Duration time) {
        live.clock.advance(time);
    }

    void stop() {
        live.stop();
        if (run != null) {
            run.stop();
        }
    }

    /** Where the book is from now on. */
    void price(String at) {
        BigDecimal tick = new BigDecimal("0.1");
        mark = at;
        bid = new BigDecimal(at).subtract(tick).toPlainString();
        ask = new BigDecimal(at).add(tick).toPlainString();
    }

    /** Lets live trading see what has been filled. */
    void seeLive() {
        OrdersOnFake.look(OrdersOnFake.watch(exchange, journal, live.clock));
    }

    /** The orders on paper, as they are on record. */
    List<Placed> shadowOrders(String signalId) {
        return journal.read(sql -> records.newest(sql, null, 50)).stream()
                .filter(played -> played.signalId().equals(signalId))
                .flatMap(played -> played.placed().stream())
                .toList();
    }

    /** A venue that fails at what a test says. */
    private ShadowVenue troubled(ShadowVenue real) {
        return (ShadowVenue) Proxy.newProxyInstance(
                Stage.class.getClassLoader(), new Class<?>[] {ShadowVenue.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(fault)) {
                        throw new IllegalStateException("the venue cannot " + fault);
                    }
                    if (arguments != null && arguments[0] instanceof OrderRequest order) {
                        told.add("%s %s %s".formatted(order.side(), order.quantity(), order.terms()));
                        if (refused.contains(order.terms().type())) {
                            return rejected(-4045, "Reach max stop order limit.");
                        }
                        if (tooDear.test(order)) {
                            return rejected(-2019, "Margin is insufficient.");
                        }
                    }
                    if (method.getName().equals("cancel")) {
                        told.add("cancel " + arguments[1]);
                        if (forgetful) {
                            return Optional.empty();
                        }
                    }
                    if (method.getName().equals("setUp")) {
                        told.add("%sx %s".formatted(arguments[1], arguments[2]));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static OrderOutcome rejected(int code, String text) {
        return new OrderOutcome.Rejected(new Refusal(Refusal.Reason.REFUSED, code, text, null, null));
    }

    private BestPrices prices(Symbol symbol) {
        asked++;
        whileAsking.run();
        if (priceless) {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer within 30 s"));
        }
        BigDecimal many = new BigDecimal(depth);
        return new BestPrices(
                symbol, new BigDecimal(bid), many, new BigDecimal(ask), many, new BigDecimal(mark), BigDecimal.ZERO);
    }

    /** What the fake exchange holds, as the whole account. */
    private AccountReader account() {
        return new AccountReader() {
            @Override
            public List<Balance> balances() {
                return exchange.balances();
            }

            @Override
            public Account account() {
                Account all = exchange.account();
                List<Account.AccountPosition> held =
                        exchange.open().stream().map(Stage::position).toList();
                return new Account(
                        true,
                        wallet == null ? all.totalWalletBalance() : wallet,
                        all.totalMarginBalance(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        all.availableBalance(),
                        all.maxWithdrawAmount(),
                        all.assets(),
                        held);
            }

            @Override
            public PositionMode positionMode() {
                return exchange.positionMode();
            }
        };
    }

    private static Account.AccountPosition position(Position it) {
        return new Account.AccountPosition(
                it.symbol(),
                it.positionSide(),
                it.amount(),
                it.entryPrice(),
                BigDecimal.ZERO,
                it.leverage(),
                false,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }
}
