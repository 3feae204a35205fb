package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalUnavailable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderServiceTests {

    private final OrdersOnRecord world = new OrdersOnRecord();
    private final FakeExchange exchange = world.exchange;
    private final TestClock clock = world.clock;
    private final OrderService service = OrdersOnFake.service(exchange, world.journal, clock);
    private final Leg leg = world.leg("s");
    private final OrderRequest buy = world.buy("ab-s-1", "0.01");

    @Test
    void aRequestIsOnRecordBeforeItIsSentAndSettledAfterwards() {
        List<String> whenSent = new ArrayList<>();
        exchange.onPlace = request -> {
            whenSent.addAll(world.attempts());
            return new OrderOutcome.Accepted(exchange.fill(request));
        };

        Placement placement = service.place(leg, buy, tx -> {});

        assertThat(whenSent).containsExactly("ab-s-1 0xf39f 1 hash-1 live");
        assertThat(placement).isInstanceOf(Placement.Placed.class);
        assertThat(world.attempts()).containsExactly("ab-s-1 0xf39f 1 hash-1 executed");
        assertThat(world.holding()).isEqualTo("0.01");
        assertThat(world.live()).isEmpty();
    }

    @Test
    void theHorizonAndTheTimeOfTheRequestAreOnRecord() {
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");

        service.place(leg, buy, tx -> {});

        assertThat(world.live()).singleElement().satisfies(attempt -> {
            assertThat(attempt.preparedAt()).isEqualTo(clock.instant());
            assertThat(attempt.horizon()).isEqualTo(clock.instant().plusSeconds(63));
            assertThat(attempt.request()).isEqualTo(buy);
            assertThat(attempt.leg()).isEqualTo(leg);
        });
    }

    @Test
    void whatThrowsAlongsideKeepsTheOrderFromBeingSent() {
        assertThatIllegalStateException()
                .isThrownBy(() -> service.place(leg, buy, tx -> {
                    throw new IllegalStateException("not ours any more");
                }));

        assertThat(exchange.placed()).isEmpty();
        assertThat(world.attempts()).isEmpty();
    }

    @Test
    void whatGoesAlongsideIsInTheSameTransaction() {
        world.journal.beforeCommit = () -> {
            throw new JournalUnavailable("planted");
        };

        assertThatExceptionOfType(JournalUnavailable.class)
                .isThrownBy(() -> service.place(
                        leg,
                        buy,
                        tx -> tx.sql()
                                .sql("UPDATE signals SET sender = 'alongside'")
                                .update()));

        assertThat(exchange.placed()).isEmpty();
        assertThat(world.journal
                        .sql()
                        .sql("SELECT sender FROM signals")
                        .query(String.class)
                        .list())
                .doesNotContain("alongside");
        assertThat(world.attempts()).isEmpty();
    }

    @Test
    void beforeSomethingIsOpenedTheSymbolIsSetUpAndBeforeAnExitNot() {
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        service.place(leg, world.sell("ab-s-1", "0.01"), tx -> {});
        assertThat(exchange.settings).isEmpty();

        service.place(world.leg("t"), world.buy("ab-t-1", "0.01"), tx -> {});
        assertThat(exchange.settings).containsExactly("margin BTCUSDT CROSSED", "leverage BTCUSDT 10");
    }

    @Test
    void whatCannotBeSetUpIsNotSent() {
        exchange.refusedSettings.put("leverage", Refusal.of(Refusal.Reason.REFUSED, "no"));

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> service.place(leg, buy, tx -> {}));

        assertThat(exchange.placed()).isEmpty();
        assertThat(world.attempts()).isEmpty();
    }

    @Test
    void aRefusalIsSettled() {
        exchange.onPlace = request ->
                new OrderOutcome.Rejected(new Refusal(Refusal.Reason.REFUSED, -2019, "no margin", null, null));

        assertThat(service.place(leg, buy, tx -> {})).isInstanceOf(Placement.Refused.class);

        assertThat(world.attempts()).containsExactly("ab-s-1 0xf39f 1 hash-1 refused");
        assertThat(world.column("answer")).isEqualTo("-2019 no margin");
        assertThat(world.column("proof")).isEqualTo("refused before anything was executed");
        assertThat(world.column("resolved_at")).isEqualTo(clock.millis());
        assertThat(world.holding()).isEqualTo("0");
    }

    @Test
    void whatIsUnknownStaysOpenUntilItIsFound() {
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        assertThat(service.place(leg, buy, tx -> {})).isEqualTo(new Placement.Unproven("no answer"));
        LiveAttempt live = world.live().getFirst();
        Inquiry inquiry = service.inquire(live);
        assertThat(inquiry.why()).contains("not answered");

        assertThat(service.look(live, inquiry)).isInstanceOf(Placement.Unproven.class);
        assertThat(world.attempts()).containsExactly("ab-s-1 0xf39f 1 hash-1 live");
        exchange.fill(buy);
        assertThat(service.look(live, inquiry)).isInstanceOf(Placement.Placed.class);

        assertThat(world.attempts()).containsExactly("ab-s-1 0xf39f 1 hash-1 executed");
        assertThat(world.holding()).isEqualTo("0.01");
    }

    @Test
    void whatIsSettledOnceStays() {
        exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        service.place(leg, buy, tx -> {});
        LiveAttempt live = world.live().getFirst();
        Boolean first = world.journal.write(tx -> service.giveUp(tx, live));
        exchange.fill(buy);

        service.look(live, service.inquire(live));

        assertThat(first).isTrue();
        assertThat(world.attempts()).containsExactly("ab-s-1 0xf39f 1 hash-1 not_executed");
        assertThat(world.column("proof")).isEqualTo("a person released the lane");
        assertThat(world.journal.<Boolean>write(tx -> service.giveUp(tx, live))).isFalse();
        assertThat(world.holding()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "PARTIALLY_FILLED"})
    void anOrderAtMarketThatMayStillFillIsNotProvenYet(OrderStatus status) {
        accept(buy, status, "0");

        assertThat(service.place(leg, buy, tx -> {})).isInstanceOf(Placement.Unproven.class);
        assertThat(world.attempts()).containsExactly("ab-s-1 0xf39f 1 hash-1 live");

        LiveAttempt live =
                world.journal.read(sql -> OrdersOnFake.queries().live(sql, BTC)).getFirst();
        Inquiry inquiry = service.inquire(live);
        assertThat(service.look(live, inquiry)).isInstanceOf(Placement.Unproven.class);
        assertThat(inquiry.why()).contains(status.name());
        exchange.orders.clear();
        exchange.fill(buy);
        assertThat(service.look(live, inquiry)).isInstanceOf(Placement.Placed.class);
        assertThat(world.holding()).isEqualTo("0.01");
    }

    @Test
    void aStateThatTheExchangeAddedIsTakenAsItIs() {
        accept(buy, OrderStatus.OTHER, "0");

        assertThat(service.place(leg, buy, tx -> {})).isInstanceOf(Placement.Placed.class);
    }

    @Test
    void aLimitOrderThatRestsIsNotWaitedFor() {
        OrderRequest limit = world.limit("ab-s-1", "0.01");
        accept(limit, OrderStatus.NEW, "0");

        service.place(leg, limit, tx -> {});

        assertThat(exchange.lookups).isZero();
    }

    @Test
    void anOrderThatIsEndedIsOnRecordAsTheExchangeShowsIt() {
        LiveAttempt order = rests("0.01");

        assertThat(service.cancel(order))
                .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(OrderStatus.CANCELED));

        assertThat(exchange.cancelled()).containsExactly(order.id());
        assertThat(world.row(leg)).containsEntry("status", "CANCELED");
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("order_cancelled"))
                .singleElement()
                .asString()
                .contains("client_order_id=ab-s-1", "status=CANCELED");
    }

    @Test
    void whatWasFilledBeforeTheEndIsHeld() {
        LiveAttempt order = rests("0.01");
        exchange.onCancel = (symbol, id) ->
                Optional.of(FakeExchange.order(order.request(), OrderStatus.CANCELED, new BigDecimal("0.004")));

        service.cancel(order);

        assertThat(world.holding()).isEqualTo("0.004");
        assertThat(world.row(leg)).containsEntry("status", "CANCELED");
        assertThat(world.journal.recorded).anyMatch(event -> event.contains("order_cancelled"));
    }

    @Test
    void anOrderThatWasFilledMeanwhileWasNotCancelled() {
        LiveAttempt order = rests("0.01");
        exchange.moveMark("48000");

        assertThat(service.cancel(order))
                .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(OrderStatus.FILLED));

        assertThat(world.holding()).isEqualTo("0.01");
        assertThat(world.journal.recorded).noneMatch(event -> event.contains("order_cancelled"));
    }

    @Test
    void endingAnOrderTwiceEndsItOnce() {
        LiveAttempt order = rests("0.01");
        service.cancel(order);

        assertThat(service.cancel(order)).isPresent();

        assertThat(world.row(leg)).containsEntry("status", "CANCELED").containsEntry("executed_quantity", "0");
    }

    @Test
    void anOrderThatTheExchangeDoesNotKnowStaysOnRecord() {
        LiveAttempt order = rests("0.01");
        exchange.orders.clear();

        assertThat(service.cancel(order)).isEmpty();

        assertThat(world.row(leg)).containsEntry("status", "NEW");
        assertThat(world.journal.recorded).noneMatch(event -> event.contains("order_cancelled"));
    }

    @Test
    void whenNobodyKnowsWhetherAnOrderEndedNothingIsConcluded() {
        LiveAttempt order = rests("0.01");
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> service.cancel(order));

        assertThat(world.row(leg)).containsEntry("status", "NEW");
    }

    @Test
    void anEndThatIsNotOnRecordIsFoundWhenItIsTriedAgain() {
        LiveAttempt order = rests("0.01");
        world.journal.down = true;
        assertThatExceptionOfType(JournalUnavailable.class).isThrownBy(() -> service.cancel(order));
        world.journal.down = false;

        service.cancel(order);

        assertThat(world.row(leg)).containsEntry("status", "CANCELED");
        assertThat(world.journal.recorded).anyMatch(event -> event.contains("order_cancelled"));
    }

    @Test
    void whatAPersonEndsIsOnRecordWhereItIsOurs() {
        LiveAttempt order = rests("0.01");

        service.cancel(BTC, order.id(), "10.0.0.1");

        assertThat(world.row(leg)).containsEntry("status", "CANCELED");
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("order_cancelled"))
                .singleElement()
                .asString()
                .startsWith("s ")
                .contains("by=10.0.0.1");
    }

    @Test
    void theSameNameOnAnotherSymbolIsAnotherOrder() {
        LiveAttempt order = rests("0.01");
        Symbol eth = new Symbol("ETHUSDT");
        assertThat(service.cancel(eth, order.id(), "10.0.0.1")).isEmpty();
        OrderRequest other = new OrderRequest(
                order.id(),
                eth,
                Side.BUY,
                PositionSide.BOTH,
                order.request().quantity(),
                order.request().terms(),
                false);
        exchange.orders.add(FakeExchange.order(other, OrderStatus.NEW, BigDecimal.ZERO));

        assertThat(service.cancel(eth, order.id(), "10.0.0.1")).isPresent();

        assertThat(world.row(leg)).containsEntry("status", "NEW");
    }

    @Test
    void whatIsAdoptedIsHeld() {
        world.journal.write(tx -> {
            world.holdings.adopt(tx, BTC, PositionSide.BOTH, new BigDecimal("0.5"));
            world.holdings.adopt(tx, BTC, PositionSide.BOTH, new BigDecimal("-0.2"));
            return tx;
        });

        assertThat(world.holding()).isEqualTo("0.3");
    }

    private LiveAttempt rests(String quantity) {
        exchange.limitsRest = true;
        service.place(leg, world.limit("ab-s-1", quantity), tx -> {});
        return world.journal.read(world.queries::resting).getFirst();
    }

    private void accept(OrderRequest request, OrderStatus status, String executed) {
        Order order = FakeExchange.order(request, status, new BigDecimal(executed));
        exchange.orders.add(order);
        exchange.onPlace = ignored -> new OrderOutcome.Accepted(order);
    }
}
