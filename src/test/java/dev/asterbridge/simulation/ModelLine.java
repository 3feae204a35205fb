package dev.asterbridge.simulation;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderEntry;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.SymbolSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one instance: a line to the model exchange that keeps the contracts of the ports and uses every freedom
 * they leave.
 */
final class ModelLine implements OrderEntry, OrderReader, AccountReader, MarketReader, SymbolSettings, ExchangeClock {

    static final String SIGNER = "0xmodel";

    private static final long TIMEOUT = 8 * World.SECOND;
    private static final long TOO_OLD = 5 * World.SECOND;
    private static final Duration HORIZON = Duration.ofSeconds(65);
    private static final InstrumentRules.Grid PRICES = grid("1", "1000000", "0.1");
    private static final InstrumentRules.Grid LOTS = grid("0.001", "1000", "0.001");

    /** Learns of every request before and when it leaves. */
    interface Customs {
        void leaves(Life life, SignedOrder order);

        void asks(Life life);

        /** What was asked or ordered last has no answer, and will have none. */
        void unanswered();
    }

    private final World world;
    private final Faults faults;
    private final ModelExchange exchange;
    private final Life life;
    private final MachineClock clock;
    private final Shared shared;
    private final Customs customs;
    private final Actor network;
    private Duration skew;
    private long measuredAt;
    private long knownSilence;

    ModelLine(
            World world,
            Faults faults,
            ModelExchange exchange,
            Life life,
            MachineClock clock,
            Shared shared,
            Customs customs) {
        this.world = world;
        this.faults = faults;
        this.exchange = exchange;
        this.life = life;
        this.clock = clock;
        this.shared = shared;
        this.customs = customs;
        this.network = world.outside();
        this.knownSilence = shared.silence;
        measure();
    }

    /** What the instances of the service share of their line: it outlives each of them. */
    static final class Shared {
        private long last;
        private long silence;
    }

    private record Signed(OrderRequest request, Long nonce, String requestHash, Instant horizon, long signedAt)
            implements SignedOrder {
        @Override
        public String signer() {
            return SIGNER;
        }
    }

    private static InstrumentRules.Grid grid(String min, String max, String step) {
        return new InstrumentRules.Grid(new BigDecimal(min), new BigDecimal(max), new BigDecimal(step));
    }

    private void measure() {
        skew = Duration.between(clock.instant(), world.instant());
        measuredAt = clock.millis();
    }

    @Override
    public Instant now() {
        life.check();
        return clock.instant().plus(skew);
    }

    @Override
    public Instant ask() {
        return answer("time", () -> {
            measure();
            return world.instant();
        });
    }

    @Override
    public SignedOrder sign(OrderRequest request) {
        life.point("sign");
        if (Math.abs(clock.millis() - measuredAt) > 180_000) {
            measure();
        }
        long stamp = World.micros(clock.instant().plus(skew));
        long nonce = Math.max(shared.last + 16, stamp);
        if (nonce - stamp > 60 * World.SECOND) {
            nonce = stamp;
        }
        shared.last = nonce;
        return new Signed(request, nonce, "hash-" + nonce, World.instant(nonce).plus(HORIZON), world.now());
    }

    @Override
    public OrderOutcome send(SignedOrder order) {
        Signed signed = (Signed) order;
        life.point("before sending");
        if (world.now() - signed.signedAt() > TOO_OLD) {
            return rejected(Refusal.Reason.UNREACHABLE, "signed too long ago", null);
        }
        if (knownSilence > world.now()) {
            return rejected(Refusal.Reason.RATE_LIMITED, "silent", knownSilence - world.now());
        }
        life.point("at the socket");
        if (world.maybe(faults.unreachable)) {
            customs.unanswered();
            life.spend(latency());
            return rejected(Refusal.Reason.UNREACHABLE, "connection refused", null);
        }
        customs.leaves(life, signed);
        OrderOutcome outcome = transmit(signed);
        if (outcome instanceof OrderOutcome.Unknown) {
            customs.unanswered();
        }
        world.tell("%s: %s is told %s", life.name, signed.request().clientOrderId(), brief(outcome));
        life.point("after sending");
        return outcome;
    }

    private static String brief(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted accepted ->
                "accepted " + accepted.order().status();
            case OrderOutcome.Rejected rejected -> "rejected " + rejected.refusal();
            case OrderOutcome.Unknown unknown -> "nothing: " + unknown.why();
        };
    }

    private OrderOutcome transmit(Signed signed) {
        if (isTurnedAway()) {
            return rejected(Refusal.Reason.RATE_LIMITED, "too many requests", knownSilence - world.now());
        }
        if (world.maybe(faults.requestLost)) {
            life.spend(world.between(0, TIMEOUT));
            return new OrderOutcome.Unknown("no answer");
        }
        if (world.maybe(faults.late)) {
            long delay = world.between(0, 75 * World.SECOND);
            boolean queued = world.chance.nextBoolean();
            world.in(delay, network, "late", () -> arrive(signed, queued));
            life.spend(world.between(0, TIMEOUT));
            return new OrderOutcome.Unknown("503");
        }
        boolean answerLost = world.maybe(faults.answerLost);
        long up = latency();
        ModelExchange.Reply[] reply = new ModelExchange.Reply[1];
        boolean queued = answerLost && world.maybe(0.3);
        world.in(up, network, "arrive", () -> reply[0] = arrive(signed, queued));
        if (world.maybe(faults.replayed)) {
            world.in(world.between(0, 70 * World.SECOND), network, "replayed", () -> repeat(signed, reply[0]));
        }
        life.spend(up + latency());
        if (answerLost) {
            life.spend(world.between(0, TIMEOUT));
            return new OrderOutcome.Unknown("connection reset");
        }
        return read(reply[0]);
    }

    /** Not what came so early that it was refused: nobody's proxy waits until its time has come. */
    private void repeat(Signed signed, ModelExchange.@Nullable Reply first) {
        if (!(first instanceof ModelExchange.Denied denied && denied.code() == -1021)) {
            arrive(signed, false);
        }
    }

    private ModelExchange.Reply arrive(Signed signed, boolean queued) {
        ModelExchange.Reply reply = exchange.arrive(signed.request(), signed.nonce(), queued);
        world.tell(
                "exchange: %s %s",
                signed.request().clientOrderId(),
                reply instanceof ModelExchange.Denied denied ? "denied " + denied.code() : "taken");
        return reply;
    }

    private OrderOutcome read(ModelExchange.Reply reply) {
        return switch (reply) {
            case ModelExchange.Taken taken ->
                new OrderOutcome.Accepted(taken.order().view());
            case ModelExchange.Denied denied -> read(denied);
        };
    }

    private OrderOutcome read(ModelExchange.Denied denied) {
        if (denied.code() == -4225) {
            return new OrderOutcome.Unknown("-4225 nonce used");
        }
        Refusal.Reason reason = Refusal.Reason.REFUSED;
        if (denied.code() == -1021) {
            customs.unanswered();
            measure();
            reason = Refusal.Reason.CLOCK;
        }
        return new OrderOutcome.Rejected(new Refusal(reason, denied.code(), denied.text(), null, null));
    }

    private static OrderOutcome rejected(Refusal.Reason reason, String text, Long micros) {
        return new OrderOutcome.Rejected(refusal(reason, text, micros));
    }

    private static Refusal refusal(Refusal.Reason reason, String text, Long micros) {
        return new Refusal(reason, null, text, null, micros == null ? null : Duration.of(micros, ChronoUnit.MICROS));
    }

    /** Whether the exchange wants to hear nothing; what it says then is remembered. */
    private boolean isTurnedAway() {
        boolean limited = world.maybe(faults.limited);
        boolean banned = world.maybe(faults.banned);
        if (limited || banned) {
            exchange.silence(world.now()
                    + (banned ? world.between(faults.ban * 3 / 5, faults.ban) : world.between(1, 20)) * World.SECOND);
        }
        if (exchange.silentUntil() <= world.now()) {
            return false;
        }
        life.spend(latency());
        knownSilence = exchange.silentUntil();
        shared.silence = knownSilence;
        world.tell("%s: told to be silent for %.1f s", life.name, (knownSilence - world.now()) / 1e6);
        return knownSilence > world.now();
    }

    /** Every question carries a stamp too; a clock that is too far off shows, is set right, and the question is asked again. */
    private boolean isStampRefused() {
        return Math.abs(World.micros(clock.instant().plus(skew)) - world.now()) > faults.window;
    }

    private long latency() {
        return world.maybe(faults.slow) ? world.between(0, 4 * World.SECOND) : world.between(1, 60) * World.MILLI;
    }

    /** A question, which may fail, take long, or be the last thing this process does. */
    private <T> T answer(String question, Supplier<T> answer) {
        life.point("before asking for " + question);
        if (knownSilence > world.now()) {
            throw new ExchangeUnavailable(refusal(Refusal.Reason.RATE_LIMITED, "silent", knownSilence - world.now()));
        }
        customs.asks(life);
        if (Math.abs(clock.millis() - measuredAt) > 180_000) {
            measure();
        }
        life.spend(latency());
        if (!question.equals("time") && isStampRefused()) {
            measure();
            life.spend(latency());
        }
        if (isTurnedAway()) {
            throw new ExchangeUnavailable(
                    refusal(Refusal.Reason.RATE_LIMITED, "too many requests", knownSilence - world.now()));
        }
        if (world.maybe(faults.readFails)) {
            customs.unanswered();
            life.spend(world.between(0, TIMEOUT));
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer to " + question));
        }
        T told = answer.get();
        life.spend(latency());
        life.point("after asking for " + question);
        return told;
    }

    @Override
    public Optional<Order> cancel(Symbol symbol, ClientOrderId clientOrderId) {
        Optional<Order> ended = answer(
                "the end of an order",
                () -> Optional.ofNullable(exchange.cancel(symbol, clientOrderId.value()))
                        .map(ModelExchange.Placed::view));
        if (world.maybe(faults.answerLost)) {
            customs.unanswered();
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer to the end of an order"));
        }
        return ended;
    }

    @Override
    public Optional<Order> find(Symbol symbol, ClientOrderId clientOrderId) {
        Optional<Order> found = answer(
                "the order",
                () -> Optional.ofNullable(exchange.find(symbol, clientOrderId.value()))
                        .map(ModelExchange.Placed::view));
        world.tell("%s: %s is %s", life.name, clientOrderId, found.isPresent() ? "found" : "not found");
        return found;
    }

    @Override
    public List<Order> open(Symbol symbol) {
        return answer(
                "open orders",
                () -> exchange.listed(symbol).stream()
                        .filter(ModelExchange.Placed::rests)
                        .map(ModelExchange.Placed::view)
                        .toList());
    }

    @Override
    public List<Order> open() {
        return answer(
                "all open orders",
                () -> exchange.all().stream()
                        .filter(order -> order.rests() && order.listedFrom <= world.now())
                        .map(ModelExchange.Placed::view)
                        .toList());
    }

    @Override
    public List<Order> history(Symbol symbol, Instant from, Instant to, int limit) {
        return answer(
                "history",
                () -> exchange.listed(symbol).stream()
                        .filter(order -> within(World.instant(order.createdAt), from, to))
                        .map(ModelExchange.Placed::view)
                        .toList());
    }

    @Override
    public List<Fill> fills(Symbol symbol, Instant from, Instant to) {
        return answer(
                "fills",
                () -> exchange.fills(symbol).stream()
                        .filter(fill -> within(fill.time(), from, to))
                        .toList());
    }

    private static boolean within(Instant time, Instant from, Instant to) {
        return !time.isBefore(from) && !time.isAfter(to);
    }

    /** Apart, because orders can be asked what is open too. */
    final PositionReader positions = new PositionReader() {
        @Override
        public List<Position> open() {
            return answer(
                    "all positions",
                    () -> Stream.of("BTCUSDT", "ETHUSDT")
                            .flatMap(name -> held(new Symbol(name)))
                            .filter(Position::isOpen)
                            .toList());
        }

        @Override
        public List<Position> of(Symbol symbol) {
            List<Position> all = answer("positions", () -> held(symbol).toList());
            world.tell(
                    "%s: holds %s of %s",
                    life.name, all.stream().map(Position::amount).toList(), symbol);
            return all;
        }
    };

    private Stream<Position> held(Symbol symbol) {
        return (faults.hedge ? Stream.of(PositionSide.LONG, PositionSide.SHORT) : Stream.of(PositionSide.BOTH))
                .map(side -> new Position(
                        symbol,
                        side,
                        exchange.held(symbol, side),
                        ModelExchange.MARK,
                        ModelExchange.MARK,
                        BigDecimal.ZERO,
                        10,
                        MarginType.CROSSED,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        new BigDecimal("1000000"),
                        world.instant()));
    }

    @Override
    public PositionMode positionMode() {
        life.check();
        return faults.hedge ? PositionMode.HEDGE : PositionMode.ONE_WAY;
    }

    @Override
    public Optional<InstrumentRules> rules(Symbol symbol) {
        life.check();
        return Optional.of(new InstrumentRules(
                symbol,
                "TRADING",
                symbol.name().substring(0, 3),
                "USDT",
                PRICES,
                LOTS,
                LOTS,
                new BigDecimal("5"),
                BigDecimal.ZERO,
                BigDecimal.ZERO));
    }

    @Override
    public BigDecimal markPrice(Symbol symbol) {
        life.check();
        return ModelExchange.MARK;
    }

    @Override
    public LeverageBrackets brackets(Symbol symbol) {
        life.check();
        return new LeverageBrackets(
                symbol,
                List.of(new LeverageBrackets.Bracket(
                        125, BigDecimal.ZERO, new BigDecimal("1000000"), new BigDecimal("0.005"))));
    }

    @Override
    public LeverageChange setLeverage(Symbol symbol, int leverage) {
        return answer("leverage", () -> new LeverageChange(symbol, leverage, new BigDecimal("1000000")));
    }

    @Override
    public void setMarginType(Symbol symbol, MarginType marginType) {
        answer("margin type", () -> marginType);
    }

    @Override
    public List<Balance> balances() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Account account() {
        throw new UnsupportedOperationException();
    }
}
