package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalOutcome;
import dev.asterbridge.signals.Size;
import dev.asterbridge.signals.Wishes;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alerts on both: with money on a fake exchange, on paper on the real venue. */
class ShadowRunTests {

    private final Stage stage = new Stage().start();

    @AfterEach
    void stop() {
        stage.stop();
    }

    @Test
    void runsEveryAlertOnPaperToo() {
        stage.look();

        Compared opened = stage.both(open(Side.BUY, "0.01"));

        assertThat(opened.live().verdict()).isEqualTo("executed");
        assertThat(opened.live().averagePrice()).isEqualByComparingTo("50000");
        assertThat(opened.live().orders()).singleElement().satisfies(order -> {
            assertThat(order.clientOrderId()).startsWith("ab-" + opened.signalId());
            assertThat(order.filled()).isEqualByComparingTo("0.01");
        });
        assertThat(opened.shadow().verdict()).isEqualTo("executed");
        assertThat(opened.shadow().averagePrice()).isEqualByComparingTo("50000.1");
        assertThat(opened.shadow().orders()).singleElement().satisfies(order -> {
            assertThat(order.clientOrderId()).isEqualTo("sh-" + opened.signalId() + "-1");
            assertThat(order.fills())
                    .singleElement()
                    .satisfies(fill -> assertThat(fill.quantity()).isEqualByComparingTo("0.01"));
        });
        assertThat(opened.markPrice()).isEqualByComparingTo("50000");
        assertThat(opened.live().slippageBps()).isEqualByComparingTo("0");
        assertThat(opened.shadow().slippageBps()).isEqualByComparingTo("0.02");
        assertThat(opened.difference().priceBps()).isEqualByComparingTo("-0.02");
        assertThat(opened.difference().quantity()).isEqualByComparingTo("0");
        assertThat(opened.differs()).isEmpty();
    }

    @Test
    void aWorseSaleIsPositive() {
        stage.look();
        stage.bid = "50100";
        stage.ask = "50101";

        Compared opened = stage.both(open(Side.SELL, "0.01"));

        assertThat(opened.difference().priceBps()).isEqualByComparingTo("19.96");
        assertThat(opened.shadow().slippageBps()).isEqualByComparingTo("-20");
    }

    @Test
    void hasAPositionOfItsOwn() {
        stage.look();
        stage.both(open(Side.BUY, "0.01"));
        stage.exchange.onPlace = request -> refused();

        Compared more = stage.both(new Signal(BTC, null, Wishes.increase(null, Quantity.of("0.02"), null)));
        stage.exchange.onPlace = request -> new OrderOutcome.Accepted(stage.exchange.fill(request));
        Compared closed = stage.both(new Signal(BTC, null, new Signal.Close()));

        assertThat(more.differs())
                .containsExactly(
                        "live it is refused, on paper executed", "orders for 0 were taken live, for 0.02 on paper");
        assertThat(more.live().message()).contains("Margin is insufficient");
        assertThat(more.difference()).isNull();
        assertThat(closed.shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.03"));
        assertThat(closed.difference().quantity()).isEqualByComparingTo("-0.02");
    }

    @Test
    void whatPaperRefusesIsSaid() {
        stage.look();

        Compared refused = stage.both(new Signal(BTC, null, new Signal.Close()));

        assertThat(refused.live().verdict()).isEqualTo("refused");
        assertThat(refused.shadow().verdict()).isEqualTo("refused");
        assertThat(refused.shadow().message()).startsWith("POSITION_NOT_FOUND");
        assertThat(refused.differs()).isEmpty();
    }

    @Test
    void startsAsACopyOfTheAccountThatIsTraded() {
        stage.live.hold("0.5");
        stage.look();

        Compared closed = stage.both(new Signal(BTC, null, new Signal.Close()));

        assertThat(closed.shadow().orders()).singleElement().satisfies(order -> {
            assertThat(order.side()).isEqualTo("SELL");
            assertThat(order.filled()).isEqualByComparingTo("0.5");
        });
        assertThat(closed.differs()).isEmpty();
    }

    @Test
    void whatCameBeforeItIsNotRun() {
        stage.alert(open(Side.BUY, "0.01"));
        stage.look();
        stage.look();

        assertThat(stage.comparison().signals()).isEmpty();
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        stage.look();
        stage.both(open(Side.BUY, "0.01"));
        stage.exchange.positions.clear();

        stage.start().look();
        stage.bring(new Signal(BTC, null, Wishes.decrease(Quantity.of("0.004"), null)));
        stage.look();

        assertThat(stage.newest().shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.004"));
    }

    @Test
    void anAccountThatCannotBeReadStartsAnew() {
        stage.look();
        stage.journal
                .sql()
                .sql("UPDATE shadow_account SET account = 'nonsense'")
                .update();
        stage.live.hold("0.5");

        stage.start().look();
        Compared closed = stage.both(new Signal(BTC, null, new Signal.Close()));

        assertThat(closed.shadow().verdict()).isEqualTo("executed");
    }

    @Test
    void everyStrategyHasABookOfItsOwn() {
        stage.look();
        stage.both(of("a", Wishes.open(Side.BUY, Quantity.of("0.01"), null)));
        stage.both(of("b", Wishes.open(Side.BUY, Quantity.of("0.02"), null)));

        stage.start().look();
        Compared closed = stage.both(of("a", new Signal.Close()));

        assertThat(closed.shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.01"));
        assertThat(closed.differs()).isEmpty();
    }

    @Test
    void aTargetMayGoToTheOtherSide() {
        stage.look();
        stage.both(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.01"), null, Entry.MARKET)));

        Compared turned =
                stage.both(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.02"), null, Entry.MARKET)));
        Compared same =
                stage.both(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.02"), null, Entry.MARKET)));

        assertThat(turned.shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.03"));
        assertThat(same.shadow().verdict()).isEqualTo("executed");
        assertThat(same.shadow().message()).contains("is held, as wanted");
        assertThat(same.differs()).isEmpty();
    }

    @Test
    void aTargetTakesAsManyOrdersAsItNeeds() {
        stage.exchange.mode = PositionMode.HEDGE;
        stage.look();
        stage.both(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.01"), null, Entry.MARKET)));

        Compared turned =
                stage.both(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.02"), null, Entry.MARKET)));

        assertThat(turned.shadow().orders())
                .extracting(order -> order.side() + " " + order.filled().stripTrailingZeros())
                .containsExactly("SELL 0.01", "SELL 0.02");
        assertThat(turned.shadow().verdict()).isEqualTo("executed");
    }

    @Test
    void anOrderThatRestsIsFollowed() {
        stage.look();
        stage.exchange.onPlace =
                request -> new OrderOutcome.Accepted(FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));
        Compared resting =
                stage.both(new Signal(BTC, null, Wishes.open(Side.BUY, Quantity.of("0.01"), Price.of("49800"))));
        assertThat(resting.shadow().verdict()).isEqualTo("executed");
        assertThat(resting.shadow().ms()).isNull();

        stage.start().look();
        stage.bid = "49700";
        stage.ask = "49701";
        stage.mark = "49700";
        stage.pass(Duration.ofSeconds(6));
        stage.look();

        Compared filled = stage.newest();
        assertThat(filled.shadow().orders()).singleElement().satisfies(order -> {
            assertThat(order.status()).isEqualTo("FILLED");
            assertThat(order.averagePrice()).isEqualByComparingTo("49800");
            assertThat(order.fills()).hasSize(1);
        });
        assertThat(filled.shadow().ms()).isEqualTo(6000);
        assertThat(filled.differs()).containsExactly("0 was filled live, 0.01 on paper");
    }

    @Test
    void whatRestedBelongsToTheOneWhoOrderedIt() {
        stage.look();
        stage.exchange.onPlace = request -> new OrderOutcome.Accepted(
                request.terms().limit() == null
                        ? stage.exchange.fill(request)
                        : FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO));
        stage.both(of("a", Wishes.open(Side.BUY, Quantity.of("0.01"), Price.of("49800"))));
        stage.bid = "49700";
        stage.ask = "49701";
        stage.mark = "49700";
        stage.pass(Duration.ofSeconds(1));

        stage.both(of("b", Wishes.open(Side.BUY, Quantity.of("0.02"), null)));
        Compared closed = stage.both(of("b", new Signal.Close()));

        assertThat(closed.shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.02"));
    }

    @Test
    void withoutPricesItIsNotedAndNothingElse() {
        stage.look();
        stage.priceless = true;

        Receipt receipt = stage.take(open(Side.BUY, "0.01"));
        stage.look();

        assertThat(receipt.outcome()).isInstanceOf(SignalOutcome.Executed.class);
        assertThat(stage.newest().shadow().verdict()).isEqualTo("failed");
        assertThat(stage.newest().shadow().message()).contains("no answer within 30 s");
        assertThat(stage.newest().live().slippageBps()).isNull();
        assertThat(stage.comparison().summary().missed()).isEqualTo(1);
    }

    @Test
    void whileNoMorePricesMayBeAskedForTheLastOnesHaveToDo() {
        stage.look();
        stage.both(open(Side.BUY, "0.01"));
        stage.whileAsking = () -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.RATE_LIMITED, "kept for trading"));
        };
        stage.pass(Duration.ofSeconds(50));
        Compared compared = stage.both(open(Side.BUY, "0.02"));

        assertThat(compared.shadow().verdict()).isEqualTo("executed");
        stage.pass(Duration.ofSeconds(11));
        assertThat(stage.both(open(Side.BUY, "0.01")).shadow().verdict())
                .as("after a minute")
                .isEqualTo("failed");
    }

    @Test
    void pricesThatPaperCannotUseAreNoted() {
        stage.look();
        stage.bid = "9999999";
        stage.ask = "9999999.1";
        stage.mark = "9999999";

        Compared compared = stage.both(open(Side.BUY, "0.01"));

        assertThat(compared.live().verdict()).isEqualTo("executed");
        assertThat(compared.shadow().verdict()).isEqualTo("failed");
        assertThat(compared.shadow().message()).contains("BTCUSDT has left the prices");
    }

    @Test
    void alertsThatComeTogetherAskForPricesOnce() {
        stage.look();
        stage.alert(open(Side.BUY, "0.01"));
        stage.alert(open(Side.BUY, "0.02"));
        stage.look();

        assertThat(stage.comparison().signals()).hasSize(2);
        assertThat(stage.asked).isEqualTo(1);
    }

    @Test
    void anAlertThatIsFoundTooLateIsDropped() {
        stage.look();
        stage.alert(open(Side.BUY, "0.01"));
        stage.pass(Duration.ofSeconds(11));

        stage.look();

        assertThat(stage.newest().shadow().verdict()).isEqualTo("dropped");
        assertThat(stage.newest().shadow().message()).isEqualTo("The shadow was 11 s behind");
        assertThat(stage.newest().shadow().orders()).isEmpty();
        assertThat(stage.asked).isZero();
    }

    @Test
    void whatIsNotListedOnPaperIsSaid() {
        Symbol unheard = new Symbol("UNHEARDUSDT");
        stage.exchange.rules.put(unheard, FakeExchange.btcRules());
        stage.look();

        stage.alert(new Signal(unheard, null, Wishes.open(Side.BUY, Quantity.of("0.01"), null)));
        stage.look();

        assertThat(stage.newest().shadow().message()).isEqualTo("It is not listed on the paper exchange");
    }

    @Test
    void aBrokenVenueChangesNothingForTheAlert() {
        stage.opener = clock -> broken(null);
        stage.start().look();

        SignalOutcome outcome = stage.alert(open(Side.BUY, "0.01"));
        stage.look();

        assertThat(outcome).isInstanceOf(SignalOutcome.Executed.class);
        assertThat(stage.exchange.placed()).hasSize(1);
        assertThat(stage.newest().live().verdict()).isEqualTo("executed");
        assertThat(stage.newest().shadow().verdict()).isEqualTo("failed");
        assertThat(stage.newest().shadow().message()).contains("the venue is on fire");
    }

    @Test
    void aVenueThatCannotBeOpenedIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        ShadowVenue.Opener real = stage.opener;
        stage.opener = clock -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("no room");
            }
            return real.open(clock);
        };
        stage.start();
        for (int i = 0; i < 5; i++) {
            stage.look();
            stage.look();
            stage.pass(Duration.ofSeconds(2));
        }

        assertThat(tries).hasValue(3);
        assertThat(stage.both(open(Side.BUY, "0.01")).shadow().verdict()).isEqualTo("executed");
    }

    @Test
    void aVenueThatHangsKeepsNobodyWaiting() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        stage.opener = clock -> broken(() -> {
            reached.countDown();
            released.await();
        });
        ShadowRun hanging = stage.shadow(true);
        hanging.start();
        try {
            await().until(() -> stage.journal.read(stage.records::kept).isPresent());
            stage.alert(open(Side.BUY, "0.01"));
            reached.await();

            SignalOutcome outcome = stage.alert(open(Side.BUY, "0.02"));

            assertThat(outcome).isInstanceOf(SignalOutcome.Executed.class);
            assertThat(stage.exchange.placed()).hasSize(2);
        } finally {
            hanging.stop();
            released.countDown();
        }
    }

    @Test
    void nothingOfItIsOrderedAtTheExchange() {
        stage.look();
        stage.both(open(Side.BUY, "0.01"));
        stage.both(new Signal(BTC, null, new Signal.Close()));
        List<OrderRequest> placed = List.copyOf(stage.exchange.placed());
        List<String> settings = List.copyOf(stage.exchange.settings);

        stage.start().look();
        stage.pass(Duration.ofSeconds(6));
        stage.look();

        assertThat(stage.exchange.placed())
                .isEqualTo(placed)
                .allSatisfy(order -> assertThat(order.clientOrderId().value()).startsWith("ab-"));
        assertThat(stage.exchange.settings).isEqualTo(settings);
        assertThat(stage.comparison().signals()).hasSize(2);
    }

    @Test
    void aJournalThatIsDownLosesNoNote() {
        stage.look();
        stage.alert(open(Side.BUY, "0.01"));
        AtomicInteger commits = new AtomicInteger();
        stage.journal.beforeCommit = () -> {
            if (commits.getAndIncrement() == 0) {
                stage.journal.down = true;
            }
        };
        stage.look();
        stage.journal.down = false;
        stage.pass(Duration.ofSeconds(2));
        stage.look();

        assertThat(stage.comparison().signals()).hasSize(1);
        assertThat(stage.both(open(Side.BUY, "0.02")).differs()).isEmpty();
        assertThat(stage.comparison().signals())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.shadow().verdict()).isEqualTo("executed"));
    }

    @Test
    void anExchangeThatIsAwayIsAskedAgainForTheAccount() {
        stage.exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "away");
        stage.look();
        stage.exchange.down = null;
        stage.live.hold("0.5");
        stage.pass(Duration.ofSeconds(2));
        stage.look();

        Compared closed = stage.both(new Signal(BTC, null, new Signal.Close()));

        assertThat(closed.differs()).isEmpty();
        assertThat(closed.shadow().verdict()).isEqualTo("executed");
    }

    @Test
    void withoutShadowNothingIsDone() {
        AtomicInteger opened = new AtomicInteger();
        stage.opener = clock -> {
            opened.incrementAndGet();
            throw new IllegalStateException("not wanted");
        };
        ShadowRun off = stage.shadow(false);

        off.start();
        stage.alert(open(Side.BUY, "0.01"));
        off.stop();

        assertThat(opened).hasValue(0);
        assertThat(stage.comparison().signals()).isEmpty();
    }

    @Test
    void sizesFollowTheAccountThatWasCopied() {
        stage.look();

        Compared opened = stage.both(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("5%"), Entry.MARKET)));

        assertThat(opened.differs()).isEmpty();
        assertThat(opened.shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.quantity()).isEqualByComparingTo("0.01"));
    }

    @Test
    void alertsWithOneNumberAfterAHigherOneAreFoundToo() {
        stage.look();
        stage.both(open(Side.BUY, "0.01"));
        stage.alert(open(Side.BUY, "0.02"));
        stage.alert(open(Side.BUY, "0.03"));
        // As if another instance had drawn the lower number and committed later.
        stage.journal
                .sql()
                .sql("UPDATE signals SET seq = seq + 100 WHERE seq = 2")
                .update();
        stage.look();
        assertThat(stage.comparison().signals()).hasSize(3);
        stage.alert(open(Side.BUY, "0.04"));
        stage.journal.sql().sql("UPDATE signals SET seq = 50 WHERE seq = 103").update();
        stage.look();
        stage.pass(Duration.ofSeconds(1));

        stage.look();

        assertThat(stage.comparison().signals()).hasSize(4);
    }

    private static Signal open(Side side, String quantity) {
        return new Signal(BTC, null, Wishes.open(side, Quantity.of(quantity), null));
    }

    private static Signal of(String strategy, Signal.Intent intent) {
        return new Signal(BTC, strategy, null, intent);
    }

    private static OrderOutcome refused() {
        return new OrderOutcome.Rejected(
                new Refusal(Refusal.Reason.REFUSED, -2019, "Margin is insufficient.", null, null));
    }

    private interface Trouble {
        void happens() throws InterruptedException;
    }

    /** A venue that opens, and then fails at everything that has to do with an order. */
    private ShadowVenue broken(@Nullable Trouble trouble) {
        ShadowVenue real = Stage.OPENER.open(stage.live.clock);
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (List.of("meet", "place", "positions").contains(method.getName())) {
                if (trouble != null) {
                    trouble.happens();
                }
                throw new IllegalStateException("the venue is on fire");
            }
            return method.invoke(real, arguments);
        };
        return (ShadowVenue) Proxy.newProxyInstance(
                ShadowRunTests.class.getClassLoader(), new Class<?>[] {ShadowVenue.class}, handler);
    }
}
