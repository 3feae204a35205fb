package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exits that the exchange ties to an order go on record with the first fill of the order, and when it ends. */
class TiedOrdersTests {

    private final OrdersOnRecord world = new OrdersOnRecord();
    private final TiedOrders tied = new TiedOrders(world.records, world.exchange.exchangeClock(world.clock));
    private final OrderWatch watch = OrdersOnFake.watch(world.exchange, world.journal, world.clock);
    private final OrderService service = OrdersOnFake.service(world.exchange, world.journal, world.clock);
    private final OrderRequest limit = withStop(world.limit("ab-s1-1", "0.01"));
    private Leg leg;

    @BeforeEach
    void rest() {
        leg = world.leg("s1");
        leg = new Leg(leg.signalId(), 1, false, "trend", new Purpose("", "stop 2%", null));
        world.prepare(leg, limit);
        world.settle(leg, limit, new Placement.Placed(shown(OrderStatus.NEW, "0")));
        follow();
    }

    @Test
    void aStopOfWhatRestsUnfilledIsNotOnRecord() {
        assertThat(names()).containsExactly("ab-s1-1");
        assertThat(world.live()).isEmpty();
    }

    @Test
    void itIsOnRecordWithTheFirstFill() {
        show(OrderStatus.PARTIALLY_FILLED, "0.004");

        assertThat(world.live()).singleElement().satisfies(stop -> {
            assertThat(stop.id()).hasToString("ab-s1-1s");
            assertThat(stop.leg().number()).isEqualTo(-1);
            assertThat(stop.leg().strategy()).isEqualTo("trend");
            assertThat(stop.leg().purpose()).isEqualTo(Purpose.exit("stop"));
            assertThat(stop.request()).isEqualTo(limit.tiedOrders().getFirst());
            assertThat(stop.preparedAt()).isEqualTo(world.clock.instant());
            assertThat(stop.horizon()).isEqualTo(world.clock.instant().plusSeconds(5));
        });
        Map<String, Object> stop = attempt("ab-s1-1s");
        Map<String, Object> entry = attempt("ab-s1-1");
        assertThat(stop.get("nonce")).as("it has none of its own").isNull();
        assertThat(stop.get("signer")).isEqualTo(entry.get("signer"));
        assertThat(stop.get("request_hash")).isEqualTo(entry.get("request_hash"));
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            names = {"CANCELED", "EXPIRED", "REJECTED"})
    void itIsLookedForAlsoWhenItsOrderEndsUnfilledBecauseThenThereMustBeNone(OrderStatus end) {
        show(end, "0");

        assertThat(world.live()).singleElement().satisfies(stop -> {
            assertThat(stop.id()).hasToString("ab-s1-1s");
            assertThat(stop.horizon()).as("nothing can place it any more").isEqualTo(world.clock.instant());
        });
    }

    @Test
    void itIsOnRecordOnce() {
        show(OrderStatus.PARTIALLY_FILLED, "0.004");
        show(OrderStatus.PARTIALLY_FILLED, "0.005");
        settleStop(new Placement.NotExecuted("not found"));
        show(OrderStatus.FILLED, "0.01");

        assertThat(names()).containsExactly("ab-s1-1", "ab-s1-1s");
        assertThat(world.live()).isEmpty();
    }

    @Test
    void anOrderWithoutOneHasNone() {
        OrderRequest plain = world.limit("ab-s2-1", "0.01");
        Leg other = world.leg("s2");
        world.prepare(other, plain);
        Order filled = OrdersOnRecord.order(8, plain, OrderStatus.FILLED, "0.01");
        world.settle(other, plain, new Placement.Placed(filled));
        world.journal.write(tx -> {
            tied.follow(tx, other, plain);
            return tx;
        });

        assertThat(names()).containsExactly("ab-s1-1", "ab-s2-1");
    }

    @Test
    void aRequestThatIsNotProvenHasNoneYet() {
        OrderRequest sent = withStop(world.limit("ab-s2-1", "0.01"));
        Leg other = world.leg("s2");
        world.prepare(other, sent);
        world.journal.write(tx -> {
            tied.follow(tx, other, sent);
            return tx;
        });

        assertThat(names()).containsExactly("ab-s1-1", "ab-s2-1");
    }

    @Test
    void whatIsOnRecordOfAnOrderNamesItsStop() {
        assertThat(world.journal
                        .read(sql -> OrdersOnFake.queries().placed(sql, BTC, limit.clientOrderId()))
                        .orElseThrow()
                        .request())
                .isEqualTo(limit);
        assertThat(world.of("s1").getFirst().asked())
                .isEqualTo("LIMIT BUY 0.01 BTCUSDT 49000 GTC, tied to it STOP 48020 MARK_PRICE");
    }

    @Test
    void anotherRequestForTheOrderMayHaveNone() {
        Leg other = world.leg("s2");
        OrderRequest first = withStop(world.limit("ab-s2-1", "0.01"));
        world.prepare(other, first);
        world.settle(other, first, new Placement.NotExecuted("proof"));
        OrderRequest second = world.limit("ab-s2-2", "0.01");
        world.prepare(other, second);

        assertThat(world.row(other).get("tied")).isNull();
    }

    @Test
    void theOrderComesBeforeItsStop() {
        show(OrderStatus.FILLED, "0.01");

        assertThat(world.of("s1")).extracting(order -> order.leg().number()).containsExactly(1, -1);
        assertThat(world.of("s1")).extracting(PlacedOrder::role).containsExactly(null, "stop");
    }

    @Test
    void itTakesNoNumberAndNoNameFromAnother() {
        show(OrderStatus.FILLED, "0.01");

        int number = world.journal.read(sql -> OrdersOnFake.queries().nextNumber(sql, "s1"));
        assertThat(number).isGreaterThan(1);
        assertThat(names())
                .doesNotContain(world.journal
                        .read(sql -> OrdersOnFake.queries().nextId(sql, "s1"))
                        .value());
    }

    @Test
    void theTradesOfATiedExitAreLookedForSinceItsOrderWasPlaced() {
        OrderRequest entry = withBoth(world.limit("ab-s2-1", "0.01"));
        Leg other = world.leg("s2");
        world.prepare(other, entry);
        world.clock.advance(Duration.ofHours(30));
        world.settle(other, entry, new Placement.Placed(OrdersOnRecord.order(8, entry, OrderStatus.FILLED, "0.01")));
        world.journal.write(tx -> {
            tied.follow(tx, other, entry);
            return tx;
        });
        LiveAttempt take = world.live().getLast();
        assertThat(take.leg().number()).isEqualTo(-2);
        world.settle(
                take.leg(),
                take.request(),
                new Placement.Placed(OrdersOnRecord.order(9, take.request(), OrderStatus.FILLED, "0.01")));

        assertThat(world.journal.read(new FillRecords()::unbooked))
                .filteredOn(it -> it.orderId() == 9)
                .singleElement()
                .satisfies(it -> assertThat(it.preparedAt())
                        .isEqualTo(world.clock.instant().minus(Duration.ofHours(30))));
    }

    @Test
    void theWatchTakesItWithTheFillInOneTransaction() {
        world.exchange.orders.add(shown(OrderStatus.FILLED, "0.01"));
        AtomicInteger commits = new AtomicInteger();
        world.journal.beforeCommit = commits::incrementAndGet;
        watch.refresh(BTC);

        assertThat(commits).hasValue(1);
        assertThat(world.live()).hasSize(1);
        assertThat(world.holding()).isEqualTo("0.01");
    }

    @Test
    void anOrderThatTheExchangeForgotHasItsStopLookedFor() {
        for (int i = 0; i < 60; i++) {
            watch.refresh(BTC);
        }

        assertThat(world.row(leg).get("status")).isEqualTo("EXPIRED");
        assertThat(world.live()).hasSize(1);
    }

    @Test
    void anOrderThatIsCancelledHasItsStopLookedFor() {
        world.exchange.orders.add(shown(OrderStatus.PARTIALLY_FILLED, "0.004"));
        service.cancel(world.journal
                .read(sql -> OrdersOnFake.queries().placed(sql, BTC, limit.clientOrderId()))
                .orElseThrow());

        assertThat(world.live())
                .singleElement()
                .satisfies(stop -> assertThat(stop.id()).hasToString("ab-s1-1s"));
    }

    @Test
    void anOrderThatIsFilledByTheTimeItIsShownHasItsStopOnRecord() {
        Leg other = world.leg("s2");
        OrderRequest entry = withStop(world.limit("ab-s2-1", "0.01"));
        world.exchange.onPlace =
                request -> new OrderOutcome.Accepted(OrdersOnRecord.order(8, request, OrderStatus.FILLED, "0.01"));
        service.place(other, entry, tx -> {});

        assertThat(world.live())
                .singleElement()
                .satisfies(stop -> assertThat(stop.id()).hasToString("ab-s2-1s"));
    }

    @Test
    void anOrderThatIsFoundHasItsStopOnRecord() {
        Leg other = world.leg("s2");
        OrderRequest entry = withStop(world.limit("ab-s2-1", "0.01"));
        world.exchange.onPlace = request -> new OrderOutcome.Unknown("taken, and not shown yet");
        service.place(other, entry, tx -> {});
        LiveAttempt unproven = world.live().getFirst();
        assertThat(unproven.request()).isEqualTo(entry);
        world.exchange.orders.add(OrdersOnRecord.order(8, entry, OrderStatus.PARTIALLY_FILLED, "0.001"));
        service.look(unproven, service.inquire(unproven));

        assertThat(world.live())
                .extracting(LiveAttempt::id)
                .map(Object::toString)
                .containsExactly("ab-s2-1s");
    }

    @Test
    void ofTwoBothAreOnRecordEachAsWhatItIs() {
        OrderRequest entry = withBoth(world.limit("ab-s2-1", "0.01"));
        Leg other = fill(entry);

        assertThat(world.live()).extracting(it -> it.id().value()).containsExactly("ab-s2-1s", "ab-s2-1t");
        assertThat(world.live()).extracting(LiveAttempt::request).isEqualTo(entry.tiedOrders());
        assertThat(world.live())
                .extracting(it -> it.leg().purpose())
                .containsExactly(Purpose.exit("stop"), Purpose.exit("take-1"));
        assertThat(world.of("s2")).extracting(order -> order.leg().number()).containsExactly(1, -1, -2);
        assertThat(world.of("s2").getFirst().asked())
                .isEqualTo(
                        "LIMIT BUY 0.01 BTCUSDT 49000 GTC, tied to it STOP 48020 MARK_PRICE and TAKE_PROFIT 51000 MARK_PRICE");
        assertThat(world.journal
                        .read(sql -> OrdersOnFake.queries().placed(sql, BTC, entry.clientOrderId()))
                        .orElseThrow()
                        .request())
                .isEqualTo(entry);
        assertThat(other.number()).isEqualTo(1);
    }

    @Test
    void whereOneOfTwoIsOnRecordTheOtherIsNotOverlooked() {
        OrderRequest entry = withBoth(world.limit("ab-s2-1", "0.01"));
        Leg other = fill(entry);
        world.journal
                .sql()
                .sql("DELETE FROM attempts WHERE client_order_id = 'ab-s2-1t'")
                .update();
        world.journal
                .sql()
                .sql("DELETE FROM orders WHERE signal_id = 's2' AND leg = -2")
                .update();
        world.journal.write(tx -> {
            tied.follow(tx, other, entry);
            return tx;
        });

        assertThat(world.live()).extracting(it -> it.id().value()).containsExactly("ab-s2-1s", "ab-s2-1t");
    }

    @Test
    void thoseOfASecondOrderOfTheSignalHaveNumbersOfTheirOwn() {
        fill(withBoth(world.limit("ab-s2-1", "0.01")));
        OrderRequest second = withBoth(world.limit("ab-s2-2", "0.01"));
        Leg next = new Leg("s2", 4, false, "", Purpose.ASKED);
        world.prepare(next, second);
        world.settle(next, second, new Placement.Placed(OrdersOnRecord.order(9, second, OrderStatus.FILLED, "0.01")));
        world.journal.write(tx -> {
            tied.follow(tx, next, second);
            return tx;
        });

        assertThat(world.of("s2")).extracting(order -> order.leg().number()).containsExactly(1, -1, -2, -3, 4, -4);
    }

    private Leg fill(OrderRequest entry) {
        Leg other = world.leg("s2");
        world.prepare(other, entry);
        world.settle(other, entry, new Placement.Placed(OrdersOnRecord.order(8, entry, OrderStatus.FILLED, "0.01")));
        world.journal.write(tx -> {
            tied.follow(tx, other, entry);
            return tx;
        });
        return other;
    }

    private static OrderRequest withStop(OrderRequest order) {
        return order.with(List.of(exit("STOP 48020 MARK_PRICE")));
    }

    private static OrderRequest withBoth(OrderRequest order) {
        return order.with(List.of(exit("STOP 48020 MARK_PRICE"), exit("TAKE_PROFIT 51000 MARK_PRICE")));
    }

    private static OrderTerms.Triggered exit(String terms) {
        return (OrderTerms.Triggered) OrderTerms.parse(terms);
    }

    private Order shown(OrderStatus status, String executed) {
        return OrdersOnRecord.order(7, limit, status, new BigDecimal(executed).toPlainString());
    }

    private void show(OrderStatus status, String executed) {
        world.seen(leg, shown(status, executed));
        follow();
    }

    private void follow() {
        world.journal.write(tx -> {
            tied.follow(tx, leg, limit);
            return leg;
        });
    }

    private void settleStop(Placement placement) {
        LiveAttempt stop = world.live().getFirst();
        world.settle(stop.leg(), stop.request(), placement);
    }

    private List<String> names() {
        return world.journal
                .sql()
                .sql("SELECT client_order_id FROM attempts ORDER BY client_order_id")
                .query(String.class)
                .list();
    }

    private Map<String, Object> attempt(String name) {
        return world.journal
                .sql()
                .sql("SELECT * FROM attempts WHERE client_order_id = :name")
                .param("name", name)
                .query()
                .singleRow();
    }
}
