package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.signals.OneLane.openAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rests is ended when somebody says so, and what ends a position is not. */
class CancelTests {

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;

    @BeforeEach
    void limitsRest() {
        exchange.limitsRest = true;
    }

    @Test
    void whatRestsIsCancelled() {
        String first = done(openAt("0.1", "49500"));
        String second = done(openAt("0.2", "49000"));
        String cancel = done(cancel(null));

        assertThat(resting()).isEmpty();
        assertThat(world.verdict(cancel)).isEqualTo("executed");
        assertThat(message(cancel))
                .isEqualTo("cancel BTCUSDT: 2 orders cancelled, ab-%s-1, ab-%s-1".formatted(first, second));
        assertThat(world.names()).as("nothing is ordered").hasSize(2);
    }

    @Test
    void whatEndsAPositionStays() {
        Entry entry = Entry.MARKET.with(Exits.of("stop 2%; take 2% x 100"));
        done(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        String added = done(openAt("0.2", "49500"));
        String cancel = done(cancel(null));

        assertThat(message(cancel)).isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + added + "-1");
        assertThat(resting()).hasSize(2).noneMatch(name -> name.contains(added));
    }

    @Test
    void anExitIsNotCancelledByItsNameEither() {
        Entry entry = Entry.MARKET.with(Exits.of("stop 2%"));
        String opened = done(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));

        assertThat(world.verdict(done(cancel("ab-" + opened + "-2")))).isEqualTo("refused ORDER_NOT_FOUND");
        assertThat(world.verdict(done(cancel(opened)))).isEqualTo("refused ORDER_NOT_FOUND");
        assertThat(resting()).containsExactly("ab-" + opened + "-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab-%s-1", "%s"})
    void theOneThatIsNamedIsCancelled(String name) {
        String first = done(openAt("0.1", "49500"));
        String second = done(openAt("0.2", "49000"));
        String cancel = done(cancel(name.formatted(second)));

        assertThat(message(cancel)).isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + second + "-1");
        assertThat(resting()).containsExactly("ab-" + first + "-1");
    }

    @Test
    void aDecreaseThatRestsIsCancelledToo() {
        world.hold("0.5");
        Entry entry = Entry.of(OrderTerms.at(Price.of("50500")));
        done(new Signal(BTC, null, new Signal.Decrease(Size.parse("0.1"), entry)));

        assertThat(world.verdict(done(cancel(null)))).isEqualTo("executed");
        assertThat(resting()).isEmpty();
    }

    @Test
    void ordersOfOtherStrategiesStay() {
        Signal.Intent open = openAt("0.1", "49500").intent();
        String other = done(new Signal(BTC, "a", null, open));
        done(new Signal(BTC, "b", null, open));

        assertThat(world.verdict(done(cancel(null)))).isEqualTo("refused ORDER_NOT_FOUND");
        assertThat(world.verdict(done(new Signal(BTC, "b", null, new Signal.Cancel(null)))))
                .isEqualTo("executed");
        assertThat(resting()).containsExactly("ab-" + other + "-1");
    }

    @Test
    void whereTheAccountHoldsBothSidesOneMayBeMeant() {
        exchange.mode = PositionMode.HEDGE;
        String buy = done(openAt("0.1", "49500"));
        Entry entry = Entry.of(OrderTerms.at(Price.of("50500")));
        String sell = done(new Signal(BTC, null, new Signal.Open(Side.SELL, Size.parse("0.1"), entry)));
        String cancel = done(new Signal(BTC, PositionSide.LONG, new Signal.Cancel(null)));

        assertThat(message(cancel)).endsWith("ab-" + buy + "-1");
        assertThat(resting()).containsExactly("ab-" + sell + "-1");
    }

    @Test
    void aSideIsMeantInOneWayModeToo() {
        world.hold("-0.5");
        String opens = done(new Signal(
                BTC, null, new Signal.Increase(null, Size.parse("0.1"), Entry.of(OrderTerms.at(Price.of("50500"))))));
        String takesAway = done(new Signal(
                BTC, null, new Signal.Decrease(Size.parse("0.1"), Entry.of(OrderTerms.at(Price.of("49500"))))));

        assertThat(message(done(new Signal(BTC, PositionSide.LONG, new Signal.Cancel(null)))))
                .startsWith("No LONG order rests on BTCUSDT");
        assertThat(message(done(new Signal(BTC, PositionSide.SHORT, new Signal.Cancel(null)))))
                .contains("2 orders", opens, takesAway);
    }

    @Test
    void whereNothingRestsItSaysSo() {
        String cancel = done(new Signal(BTC, "s", PositionSide.LONG, new Signal.Cancel("ab-x-1")));

        assertThat(world.verdict(cancel)).isEqualTo("refused ORDER_NOT_FOUND");
        assertThat(message(cancel))
                .isEqualTo("No LONG order called ab-x-1 of s rests on BTCUSDT to cancel; "
                        + "what is to end a position is not cancelled");
    }

    @Test
    void itIsDoneInTheOrderOfArrival() {
        String before = world.take(openAt("0.1", "49500"));
        String cancel = world.take(cancel(null));
        String after = world.take(openAt("0.2", "49000"));
        world.run();

        assertThat(message(cancel)).isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + before + "-1");
        assertThat(resting()).containsExactly("ab-" + after + "-1");
    }

    @Test
    void itWaitsUntilAnEarlierOrderIsProven() {
        exchange.onPlace = request -> {
            exchange.take(request);
            return new OrderOutcome.Unknown("no answer");
        };
        exchange.onFind = found -> Optional.empty();
        String open = world.take(openAt("0.1", "49500"));
        String cancel = world.take(cancel(null));
        world.pass(Duration.ofSeconds(10));

        assertThat(world.verdict(cancel)).isNull();
        assertThat(exchange.cancelled()).isEmpty();

        exchange.onFind = found -> found;
        world.pass(Duration.ofSeconds(10));

        assertThat(message(cancel)).isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + open + "-1");
    }

    @Test
    void itDoesNotOvertakeAnOrderThatHasToWait() {
        exchange.onPlace = request -> new OrderOutcome.Rejected(Refusal.of(Refusal.Reason.RATE_LIMITED, "too many"));
        String open = world.take(openAt("0.1", "49500"));
        String cancel = world.take(cancel(null));
        world.run();
        assertThat(world.verdict(cancel)).isNull();

        exchange.onPlace = exchange::take;
        world.pass(Duration.ofSeconds(10));

        assertThat(world.verdict(open)).isEqualTo("executed");
        assertThat(message(cancel)).contains("1 order cancelled");
        assertThat(resting()).isEmpty();
    }

    @Test
    void whatWasFilledBeforeIsNotCalledCancelled() {
        String open = done(openAt("0.1", "49500"));
        exchange.moveMark("49500");
        String cancel = done(cancel(null));

        assertThat(world.verdict(cancel)).isEqualTo("refused ORDER_ALREADY_FILLED");
        assertThat(message(cancel)).isEqualTo("Nothing could be cancelled, filled before: ab-" + open + "-1");
        List<Holding> holdings =
                world.journal.read(sql -> world.signals.parts.holdings().of(sql, BTC));
        assertThat(holdings)
                .as("the fill is on record")
                .anySatisfy(held -> assertThat(held.amount()).isEqualByComparingTo("0.1"));
    }

    @Test
    void whatWasFilledBeforeIsNamedBesideWhatIsCancelled() {
        String filled = done(openAt("0.1", "49500"));
        String rests = done(openAt("0.1", "49000"));
        exchange.moveMark("49500");
        String cancel = done(cancel(null));

        assertThat(message(cancel))
                .isEqualTo(
                        "cancel BTCUSDT: 1 order cancelled, ab-%s-1; filled before: ab-%s-1".formatted(rests, filled));
    }

    @Test
    void whatWasFilledInPartIsSaid() {
        String open = done(openAt("0.1", "49500"));
        exchange.onCancel = (symbol, id) -> Optional.of(partly(exchange.orders.getFirst(), "0.04"));
        String cancel = done(cancel(null));

        assertThat(message(cancel))
                .isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + open + "-1 (0.04 filled before)");
    }

    @Test
    void whatTheExchangeDoesNotKnowIsNotFound() {
        done(openAt("0.1", "49500"));
        exchange.onCancel = (symbol, id) -> Optional.empty();

        assertThat(world.verdict(done(cancel(null)))).isEqualTo("refused ORDER_NOT_FOUND");
    }

    @Test
    void itIsTriedAgainWhileTheExchangeCannotBeAsked() {
        done(openAt("0.1", "49500"));
        exchange.onCancel = (symbol, id) -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, "no route"));
        };
        String cancel = world.take(cancel(null));
        world.pass(Duration.ofSeconds(5));
        assertThat(world.verdict(cancel)).isNull();

        exchange.onCancel = (symbol, id) -> end();
        world.pass(Duration.ofSeconds(20));

        assertThat(world.verdict(cancel)).isEqualTo("executed");
    }

    @Test
    void anOrderThatIsStillShownAsRestingIsNotCancelled() {
        done(openAt("0.1", "49500"));
        exchange.onCancel = (symbol, id) -> Optional.of(exchange.orders.getFirst());
        String cancel = world.take(cancel(null));
        world.pass(Duration.ofSeconds(5));
        assertThat(world.verdict(cancel)).isNull();

        exchange.onCancel = (symbol, id) -> end();
        world.pass(Duration.ofSeconds(20));

        assertThat(world.verdict(cancel)).isEqualTo("executed");
    }

    @Test
    void whatTheExchangeRefusesIsRefused() {
        done(openAt("0.1", "49500"));
        exchange.onCancel = (symbol, id) -> {
            throw refusal();
        };
        String cancel = done(cancel(null));

        assertThat(world.verdict(cancel)).isEqualTo("refused REFUSED_BY_EXCHANGE");
        assertThat(resting()).hasSize(1);
    }

    @Test
    void whatWasCancelledBeforeARefusalIsSaid() {
        String first = done(openAt("0.1", "49500"));
        done(openAt("0.1", "49000"));
        exchange.onCancel = (symbol, id) -> {
            if (exchange.cancelled().size() > 1) {
                throw refusal();
            }
            return end();
        };
        String cancel = done(cancel(null));

        assertThat(world.verdict(cancel)).isEqualTo("executed");
        assertThat(message(cancel))
                .isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + first + "-1; no more: Too strange");
    }

    @Test
    void oneThatIsTooOldIsNotBegun() {
        done(openAt("0.1", "49500"));
        String cancel = world.take(cancel(null));
        world.clock.advance(Duration.ofMinutes(11));
        world.run();

        assertThat(world.verdict(cancel)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(exchange.cancelled()).isEmpty();
    }

    @Test
    void oneThatGrewTooOldHalfwaySaysWhatItDid() {
        String first = done(openAt("0.1", "49500"));
        done(openAt("0.1", "49000"));
        exchange.onCancel = (symbol, id) -> {
            if (exchange.cancelled().size() > 1) {
                throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, "no route"));
            }
            return end();
        };
        String cancel = world.take(cancel(null));
        world.pass(Duration.ofMinutes(11));

        assertThat(world.verdict(cancel)).isEqualTo("executed");
        assertThat(message(cancel))
                .startsWith("cancel BTCUSDT: 1 order cancelled, ab-" + first + "-1; no more: Not done");
    }

    @Test
    void whatWasCancelledBeforeACrashIsSaidAfterIt() {
        String first = done(openAt("0.1", "49500"));
        String second = done(openAt("0.1", "49000"));
        String cancel = world.take(cancel(null));
        var usual = exchange.onCancel;
        exchange.onCancel = (symbol, id) -> {
            Optional<Order> shown = usual.apply(symbol, id);
            if (exchange.cancelled().size() == 2) {
                throw new IllegalStateException("killed");
            }
            return shown;
        };
        assertThatThrownBy(world::run).hasMessage("killed");
        exchange.onCancel = usual;
        world.crash();
        world.pass(Duration.ofSeconds(5));

        assertThat(world.verdict(cancel)).isEqualTo("executed");
        assertThat(message(cancel))
                .isEqualTo("cancel BTCUSDT: 2 orders cancelled, ab-%s-1, ab-%s-1".formatted(first, second));
    }

    @Test
    void theOnlyOneIsCancelledBeforeACrashToo() {
        String open = done(openAt("0.1", "49500"));
        String cancel = world.take(cancel(null));
        var usual = exchange.onCancel;
        exchange.onCancel = (symbol, id) -> {
            usual.apply(symbol, id);
            throw new IllegalStateException("killed");
        };
        assertThatThrownBy(world::run).hasMessage("killed");
        exchange.onCancel = usual;
        world.crash();
        world.pass(Duration.ofSeconds(5));

        assertThat(message(cancel)).isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + open + "-1");
    }

    @Test
    void nothingIsCancelledOnceTheLaneIsAnothers() {
        done(openAt("0.1", "49500"));
        world.take(cancel(null));
        world.journal.beforeCommit = () -> {
            world.journal.beforeCommit = () -> {};
            throw new LaneLost("another instance has it");
        };
        assertThatThrownBy(world::run).isInstanceOf(LaneLost.class);

        assertThat(exchange.cancelled()).isEmpty();
    }

    @Test
    void aCrashBeforeTheVerdictLeavesNothingUnsaid() {
        String open = done(openAt("0.1", "49500"));
        String cancel = world.take(cancel(null));
        world.journal.beforeCommit = () -> {
            if (world.journal.recorded.getLast().startsWith(cancel + " signal_executed")) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(world::run).hasMessage("killed");
        world.crash();
        world.pass(Duration.ofSeconds(5));

        assertThat(message(cancel)).isEqualTo("cancel BTCUSDT: 1 order cancelled, ab-" + open + "-1");
    }

    @Test
    void aFrozenLaneKeepsNobodyFromIt() {
        done(openAt("0.1", "49500"));
        world.frozen("a person has to look");

        assertThat(world.verdict(done(cancel(null)))).isEqualTo("executed");
    }

    @Test
    void itIsOnRecordAsItWasMeant() {
        String open = done(openAt("0.1", "49500"));
        String cancel = done(cancel("ab-" + open + "-1"));

        assertThat(world.journal.recorded.toString()).contains("order_cancelled", "ab-" + open + "-1", "CANCELED");
        String kept = world.journal
                .sql()
                .sql("SELECT signal FROM signals WHERE id = :id")
                .param("id", cancel)
                .query(String.class)
                .single();
        assertThat(kept).isEqualTo("{\"action\":\"cancel\",\"cancels\":\"ab-%s-1\"}".formatted(open));
    }

    @Test
    void aPreviewSaysWhatWouldBeCancelledAndCancelsNothing() {
        String open = done(openAt("0.1", "49500"));

        Preview preview = preview(cancel(null));
        assertThat(preview.note()).isEqualTo("BTCUSDT: would be cancelled: ab-" + open + "-1");
        assertThat(preview.order()).isNull();
        assertThat(preview.problem()).isNull();
        assertThat(preview(cancel("ab-x-1")).problem().error()).isEqualTo("ORDER_NOT_FOUND");
        assertThat(exchange.cancelled()).isEmpty();
    }

    private Preview preview(Signal signal) {
        return world.signals.intake.preview(new Alert("/test", "1.2.3.4", "{}", null, null, false, signal));
    }

    private static Signal cancel(String order) {
        return new Signal(BTC, null, new Signal.Cancel(order));
    }

    private static ExchangeUnavailable refusal() {
        return new ExchangeUnavailable(new Refusal(Refusal.Reason.REFUSED, -4999, "Too strange", null, null));
    }

    /** Ends the one that was named last, as the exchange does by itself. */
    private Optional<Order> end() {
        String name = exchange.cancelled().getLast().value();
        exchange.orders.replaceAll(
                order -> order.clientOrderId().equals(name) ? order.with(OrderStatus.CANCELED) : order);
        return exchange.orders.stream()
                .filter(order -> order.clientOrderId().equals(name))
                .findFirst();
    }

    private static Order partly(Order order, String executed) {
        return new Order(
                order.orderId(),
                order.clientOrderId(),
                order.symbol(),
                order.side(),
                order.positionSide(),
                OrderStatus.CANCELED,
                order.type(),
                order.originalType(),
                order.timeInForce(),
                order.quantity(),
                new BigDecimal(executed),
                order.price(),
                order.price(),
                order.stopPrice(),
                order.cumulativeQuote(),
                order.reduceOnly(),
                order.closePosition(),
                order.workingType(),
                order.createdAt(),
                order.updatedAt());
    }

    private String done(Signal signal) {
        String id = world.take(signal);
        world.run();
        return id;
    }

    private String message(String id) {
        return SignalRecords.sentence(world.outcome(id));
    }

    private List<String> resting() {
        return exchange.orders.stream()
                .filter(order -> !order.status().isFinal())
                .map(Order::clientOrderId)
                .toList();
    }
}
