package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderServiceTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SymbolSetup setup =
            new SymbolSetup(exchange, exchange, exchange, new TradingProperties(10, MarginType.CROSSED));
    private final TradedSymbols traded = new TradedSymbols();
    private final OrderService orders = new OrderService(
            exchange,
            new UnknownOrderResolver(exchange.orderReader, clock, clock::advance),
            setup,
            traded,
            clock,
            meters);

    @Test
    void setsTheSymbolUpBeforeTheFirstOpenAndOnlyOnce() {
        orders.place(open("1"));
        orders.place(open("2"));

        assertThat(exchange.settings).containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 10");
    }

    @Test
    void remembersTheSymbolsItSentOrdersOn() {
        exchange.onPlace = request -> new OrderOutcome.Unknown("timeout");

        orders.place(exit("1"));

        assertThat(traded.all()).containsExactly(BTC);
    }

    @Test
    void doesNotSetTheSymbolUpForAnExit() {
        orders.place(exit("1"));

        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void leavesASymbolAloneOnWhichAPositionIsOpen() {
        exchange.positions.add(FakeExchange.position("0.5"));

        orders.place(open("1"));

        assertThat(exchange.settings).isEmpty();
    }

    @Test
    void leavesALeverageAloneThatWasSetByHand() {
        setup.setLeverage(BTC, 25);

        orders.place(open("1"));

        assertThat(exchange.settings).containsExactly("leverage BTCUSDT 25", "margin BTCUSDT CROSSED");
    }

    @Test
    void leavesAMarginTypeAloneThatWasSetByHand() {
        setup.setMarginType(BTC, MarginType.ISOLATED);

        orders.place(open("1"));

        assertThat(exchange.settings).containsExactly("margin BTCUSDT ISOLATED", "leverage BTCUSDT 10");
    }

    @Test
    void lowersTheLeverageToWhatTheSymbolAllows() {
        exchange.maxLeverage = 5;

        orders.place(open("1"));

        assertThat(exchange.settings).contains("leverage BTCUSDT 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {-4047, -4048})
    void keepsTheMarginTypeOfASymbolInUse(int code) {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, code, "in use", null, null));

        assertThat(orders.place(open("1"))).isInstanceOf(Placement.Placed.class);
    }

    @Test
    void opensNothingWhenTheMarginTypeIsRefusedForAnyOtherReason() {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, -4168, "no", null, null));

        assertThat(orders.place(open("1"))).isInstanceOf(Placement.Refused.class);
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void opensNothingWhenTheSymbolCannotBeSetUp() {
        exchange.refusedSettings.put("leverage", new Refusal(Refusal.Reason.REFUSED, -4028, "no", null, null));

        assertThat(orders.place(open("1"))).isInstanceOf(Placement.Refused.class);
        assertThat(exchange.placed()).isEmpty();

        exchange.refusedSettings.clear();
        assertThat(orders.place(open("2"))).isInstanceOf(Placement.Placed.class);
        assertThat(exchange.settings).endsWith("leverage BTCUSDT 10");
    }

    @Test
    void anOrderAtMarketThatWasOnlyTakenIsLookedAtUntilItEnds() {
        exchange.onPlace = request -> {
            exchange.fill(request);
            return new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));
        };

        var placed = (Placement.Placed) orders.place(open("1"));

        assertThat(placed.order().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(exchange.lookups).isEqualTo(1);
    }

    @Test
    void anOrderAtMarketThatCannotBeSeenAgainIsShownAsItWasTaken() {
        exchange.onPlace = request -> {
            exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");
            return new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));
        };

        var placed = (Placement.Placed) orders.place(open("1"));

        assertThat(placed.order().status()).isEqualTo(OrderStatus.NEW);
        assertThat(exchange.lookups).isEqualTo(3);
    }

    @Test
    void aLimitOrderThatRestsIsNotWaitedFor() {
        exchange.onPlace =
                request -> new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));

        orders.place(new OrderRequest(
                new ClientOrderId("1"), BTC, Side.BUY, PositionSide.BOTH, Quantity.of("1"), Price.of("1"), false));

        assertThat(exchange.lookups).isZero();
    }

    @Test
    void anUnknownOutcomeIsLookedUpAndTheOrderIsSentOnce() {
        exchange.onPlace = request -> {
            exchange.fill(request);
            return new OrderOutcome.Unknown("503");
        };

        assertThat(orders.place(open("1"))).isInstanceOf(Placement.Placed.class);
        assertThat(exchange.placed()).hasSize(1);
        assertThat(count("unknown")).isEqualTo(1);
        assertThat(count("filled")).isEqualTo(1);
    }

    @Test
    void anOrderProvenNeverToHaveArrivedIsNotSentAgain() {
        exchange.onPlace = request -> new OrderOutcome.Unknown("timeout");

        assertThat(orders.place(open("1"))).isInstanceOf(Placement.Refused.class);
        assertThat(exchange.placed()).hasSize(1);
    }

    @Test
    void aRefusalIsPassedOnAsItIs() {
        Refusal refusal = new Refusal(Refusal.Reason.REFUSED, -2019, "Margin is insufficient.", null, null);
        exchange.onPlace = request -> new OrderOutcome.Rejected(refusal);

        assertThat(orders.place(open("1"))).isEqualTo(new Placement.Refused(refusal));
        assertThat(exchange.placed()).hasSize(1);
        assertThat(count("refused")).isEqualTo(1);
    }

    @Test
    void theTimeASlowAnswerTookIsNotCountedTowardsProof() {
        Instant sentAt = clock.instant();
        exchange.onPlace = request -> {
            clock.advance(Duration.ofSeconds(60));
            return new OrderOutcome.Unknown("timeout");
        };

        assertThat(orders.place(open("1"))).isInstanceOf(Placement.Refused.class);
        assertThat(Duration.between(sentAt, clock.instant()))
                .isGreaterThan(UnknownOrderResolver.HORIZON.plusSeconds(60));
    }

    @Test
    void aSymbolFirstSeenWithAPositionIsSetUpOnceItIsFlat() {
        exchange.positions.add(FakeExchange.position("0.5"));
        orders.place(open("1"));
        exchange.positions.clear();

        orders.place(open("2"));

        assertThat(exchange.settings).containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 10");
    }

    @Test
    void aMarginTypeThatWasInUseIsSetTheNextTime() {
        exchange.refusedSettings.put("margin", new Refusal(Refusal.Reason.REFUSED, -4047, "in use", null, null));
        orders.place(open("1"));
        exchange.refusedSettings.clear();
        exchange.positions.clear();

        orders.place(open("2"));

        assertThat(exchange.settings)
                .containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 10", "margin BTCUSDT CROSSED");
    }

    @Test
    void aLeverageSetByHandMeanwhileIsNotUndone() throws InterruptedException {
        Thread[] byHand = new Thread[1];
        exchange.onBrackets = () -> {
            exchange.onBrackets = () -> {};
            byHand[0] = Thread.ofPlatform().start(() -> setup.setLeverage(BTC, 25));
            await().until(() ->
                    exchange.settings.contains("leverage BTCUSDT 25") || byHand[0].getState() == Thread.State.WAITING);
        };

        orders.place(open("1"));
        byHand[0].join();

        assertThat(exchange.settings).last().isEqualTo("leverage BTCUSDT 25");
    }

    private double count(String outcome) {
        return meters.counter("bridge.orders", "outcome", outcome).count();
    }

    private static OrderRequest open(String id) {
        return new OrderRequest(
                new ClientOrderId(id), BTC, Side.BUY, PositionSide.BOTH, Quantity.of("0.01"), null, false);
    }

    private static OrderRequest exit(String id) {
        return new OrderRequest(
                new ClientOrderId(id), BTC, Side.SELL, PositionSide.BOTH, Quantity.of("0.5"), null, true);
    }
}
