package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Holding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriftTests {

    private OneLane world = new OneLane();

    @Test
    void whatTheJournalExplainsIsNoDrift() {
        world.take(OneLane.open("0.01"));
        world.run();
        world.crash();

        assertThat(world.run()).isEmpty();

        assertThat(world.lane.isReconciled()).isTrue();
        assertThat(events("drift")).isEmpty();
    }

    @Test
    void aDifferenceIsBelievedOnlyWhenItIsThereTheThirdTime() {
        world.exchange.positions.add(FakeExchange.position("0.5"));

        assertThat(world.run()).contains(Duration.ofSeconds(1));
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(world.run()).contains(Duration.ofSeconds(1));
        assertThat(world.lane.isReconciled()).isFalse();
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(world.run()).isEmpty();

        assertThat(world.lane.isReconciled()).isTrue();
        assertThat(events("drift_found"))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .contains("0.5 BTCUSDT more is held than the journal explains (BOTH)")
                        .contains("no trade of the last day explains it"));
        assertThat(events("drift_adopted")).singleElement().asString().contains("amount=0.5");
        assertThat(holdings()).containsOnly(Map.entry(PositionSide.BOTH, new BigDecimal("0.5")));
    }

    @Test
    void beingWokenDoesNotMakeADifferenceOld() {
        world.exchange.positions.add(FakeExchange.position("0.5"));

        for (int i = 0; i < 9; i++) {
            world.run();
            world.clock.advance(Duration.ofMillis(200));
        }

        assertThat(world.lane.isReconciled()).isFalse();
        assertThat(events("drift")).isEmpty();
    }

    @Test
    void aDifferenceThatGoesAwayWasNone() {
        Drift drift = world.signals.parts.drift();
        world.exchange.positions.add(FakeExchange.position("0.5"));
        for (int i = 0; i < 2; i++) {
            assertThat(drift.check(BTC, tx -> {})).isPresent();
            world.clock.advance(Duration.ofSeconds(1));
        }
        world.exchange.positions.clear();

        assertThat(drift.check(BTC, tx -> {})).isEmpty();
        assertThat(events("drift")).isEmpty();

        for (String amount : List.of("0.5", "0.7")) {
            world.exchange.positions.clear();
            world.exchange.positions.add(FakeExchange.position(amount));
            for (int i = 0; i < 2; i++) {
                assertThat(drift.check(BTC, tx -> {})).as("counts anew").isPresent();
                world.clock.advance(Duration.ofSeconds(1));
            }
            assertThat(drift.check(BTC, tx -> {})).isEmpty();
            world.clock.advance(Duration.ofSeconds(1));
        }
        assertThat(holdings().get(PositionSide.BOTH)).isEqualByComparingTo("0.7");
    }

    /** It would be counted twice: as a difference, and as the order's. */
    @Test
    void whatAnOrderThatIsNotShownMayHaveFilledIsNotTakenOver() {
        world.exchange.limitsRest = true;
        world.take(OneLane.openAt("0.1", "49000"));
        world.run();
        world.exchange.moveMark("49000");
        world.exchange.onOpen = orders -> List.of();
        world.exchange.onFind = order -> Optional.empty();
        world.crash();

        world.pass(Duration.ofSeconds(20));
        assertThat(events("drift")).isEmpty();
        assertThat(world.lane.isReconciled()).isFalse();

        world.exchange.onFind = UnaryOperator.identity();
        world.pass(Duration.ofSeconds(1));

        assertThat(events("drift")).isEmpty();
        assertThat(world.lane.isReconciled()).isTrue();
        assertThat(holdings()).containsEntry(PositionSide.BOTH, new BigDecimal("0.1"));
    }

    @Test
    void whatAnOrderThatIsGoneForGoodDoesNotExplainIsTakenOver() {
        world.exchange.limitsRest = true;
        world.take(OneLane.openAt("0.1", "49000"));
        world.run();
        world.exchange.orders.clear();
        world.exchange.positions.add(FakeExchange.position("0.3"));
        world.crash();

        world.pass(Duration.ofSeconds(70));

        assertThat(events("order_gone")).hasSize(1);
        assertThat(holdings()).containsEntry(PositionSide.BOTH, new BigDecimal("0.3"));
    }

    @Test
    void nothingIsWorkedOnBeforeItIsKnownWhatIsHeld() {
        world.exchange.positions.add(FakeExchange.position("0.5"));
        String id = world.take(OneLane.open("0.01"));

        world.run();
        assertThat(world.exchange.placed()).isEmpty();
        world.pass(Duration.ofSeconds(2));

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(holdings()).containsEntry(PositionSide.BOTH, new BigDecimal("0.51"));
    }

    @Test
    void whatCannotBeReadIsLookedAtAgainSoon() {
        world.exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "down");

        assertThat(world.run()).contains(Duration.ofMillis(500));
        assertThat(world.lane.isReconciled()).isFalse();
        world.exchange.down = null;
        world.pass(Duration.ofMillis(500));

        assertThat(world.lane.isReconciled()).isTrue();
    }

    @Test
    void whereToldToTheLaneIsFrozenInstead() {
        world = new OneLane(SignalProperties.OnDrift.FREEZE);
        world.exchange.positions.add(FakeExchange.position("-0.2"));
        String open = world.take(OneLane.open("0.01"));
        String close = world.take(OneLane.close());

        world.pass(Duration.ofSeconds(3));

        assertThat(world.verdict(open)).isEqualTo("refused SYMBOL_FROZEN");
        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(events("lane_frozen")).singleElement().asString().contains("0.2 BTCUSDT less is held");
        assertThat(events("drift_adopted")).isEmpty();
        assertThat(row("frozen_why")).asString().contains("0.2 BTCUSDT less");
        assertThat(row("frozen_at")).isEqualTo(world.clock.millis() - 1000);
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0.02, SELL 0.02", "0.03, 0.05, SELL 0.03", "-0.01, 0.02, none"})
    void aFrozenLaneStillClosesWhatIsSurelyTheStrategys(String own, String account, String sent) {
        world = new OneLane(SignalProperties.OnDrift.FREEZE);
        world.journal
                .sql()
                .sql(
                        "INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES ('BTCUSDT', 'trend', 'BOTH', ?)")
                .param(own)
                .update();
        world.hold(account);
        assertThat(events("lane_frozen")).hasSize(1);
        String close = world.take(new Signal(BTC, "trend", null, new Signal.Close()));
        world.pass(Duration.ofSeconds(5));

        assertThat(world.sent().isEmpty() ? "none" : String.join("/", world.sent()))
                .isEqualTo(sent);
        assertThat(world.verdict(close)).isEqualTo(sent.equals("none") ? "refused POSITION_NOT_FOUND" : "executed");
    }

    @Test
    void aLaneThatIsReleasedOpensAgain() {
        world.run();
        world.frozen("because");
        world.journal.write(tx -> {
            new LaneRecords().release(tx, BTC);
            return tx;
        });
        String id = world.take(OneLane.open("0.01"));

        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(row("frozen_why")).isNull();
        assertThat(row("frozen_at")).isNull();
        assertThat(events("lane_released")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(SignalProperties.OnDrift.class)
    void anOrderByOurNamingThatIsNotOnRecordIsReported(SignalProperties.OnDrift onDrift) {
        world = new OneLane(onDrift);
        rest("ab-somebody-1");
        rest("manual-1");

        assertThat(world.run()).isEmpty();

        assertThat(events("drift_found"))
                .singleElement()
                .asString()
                .contains("order ab-somebody-1 rests and is not in the journal")
                .doesNotContain("manual")
                .doesNotContain("trade");
        assertThat(events("lane_frozen")).hasSize(onDrift == SignalProperties.OnDrift.FREEZE ? 1 : 0);
    }

    @Test
    void anOrderThatWasProvenNotToExistAndRestsAllTheSameIsReported() {
        world.exchange.onPlace = request -> new OrderOutcome.Unknown("no answer");
        String id = world.take(OneLane.openAt("0.01", "49000"));
        world.pass(Duration.ofSeconds(75));
        assertThat(world.attempts(id)).containsExactly("not_executed");
        rest("ab-" + id + "-1");
        world.crash();
        world.run();

        assertThat(events("drift_found"))
                .singleElement()
                .asString()
                .contains("order ab-" + id + "-1 rests and is not in the journal");
    }

    @Test
    void anOrderOnRecordThatRestsIsNoDriftAndWhatFilledMeanwhileIsTakenOver() {
        world.exchange.onPlace = request -> {
            var order = FakeExchange.order(request, OrderStatus.NEW, BigDecimal.ZERO);
            world.exchange.orders.add(order);
            return new OrderOutcome.Accepted(order);
        };
        world.take(OneLane.openAt("0.01", "49500"));
        world.run();
        OrderRequest request = world.exchange.placed().getFirst();
        world.exchange.orders.set(
                0, FakeExchange.order(request, OrderStatus.PARTIALLY_FILLED, new BigDecimal("0.004")));
        world.exchange.positions.add(FakeExchange.position("0.004"));
        world.crash();

        assertThat(world.run()).isEmpty();

        assertThat(events("drift")).isEmpty();
        assertThat(holdings()).containsOnly(Map.entry(PositionSide.BOTH, new BigDecimal("0.004")));
    }

    @Test
    void tradesOfOthersAreToldAsTheReason() {
        world.exchange.positions.add(FakeExchange.position("0.5"));
        world.exchange.fills.add(fill(77, world.clock.instant().minusSeconds(60)));
        world.exchange.fills.add(fill(78, world.clock.instant().minus(Duration.ofDays(2))));

        world.pass(Duration.ofSeconds(3));

        assertThat(events("drift_found"))
                .singleElement()
                .asString()
                .contains("1 trades of other orders in the last day, the last at 2026-01-15T11:59:00Z");
    }

    @Test
    void bothSidesOfAHedgeAreCompared() {
        world.exchange.mode = PositionMode.HEDGE;
        world.exchange.positions.add(FakeExchange.position("0.5", PositionSide.LONG));
        world.exchange.positions.add(FakeExchange.position("-0.3", PositionSide.SHORT));

        world.pass(Duration.ofSeconds(3));

        assertThat(holdings())
                .containsOnly(
                        Map.entry(PositionSide.LONG, new BigDecimal("0.5")),
                        Map.entry(PositionSide.SHORT, new BigDecimal("-0.3")));
    }

    @Test
    void whatIsGoneIsTakenOverToo() {
        world.take(OneLane.open("0.01"));
        world.run();
        world.exchange.positions.clear();
        world.crash();

        world.pass(Duration.ofSeconds(3));

        assertThat(holdings().get(PositionSide.BOTH)).isEqualByComparingTo("0");
        assertThat(events("drift_adopted")).singleElement().asString().contains("amount=-0.01");
    }

    @Test
    void aLaneThatIsTakenAwayMeanwhileAdoptsNothing() {
        Drift drift = world.signals.parts.drift();
        world.exchange.positions.add(FakeExchange.position("0.5"));
        for (int i = 0; i < 2; i++) {
            assertThat(drift.check(BTC, tx -> {})).isPresent();
            world.clock.advance(Duration.ofSeconds(1));
        }

        assertThatExceptionOfType(LaneLost.class)
                .isThrownBy(() -> drift.check(BTC, tx -> {
                    throw new LaneLost("gone");
                }));

        assertThat(holdings()).isEmpty();
    }

    @Test
    void tradesThatCannotBeReadDoNotKeepItFromBeingReported() {
        Drift drift = world.signals.parts.drift();
        world.exchange.positions.add(FakeExchange.position("0.5"));
        for (int i = 0; i < 2; i++) {
            drift.check(BTC, tx -> {});
            world.clock.advance(Duration.ofSeconds(1));
        }
        world.exchange.fills.add(null);

        assertThat(drift.check(BTC, tx -> {})).isEmpty();

        assertThat(events("drift_found")).singleElement().asString().contains("the trades could not be read");
    }

    @Test
    void aPositionThatCannotBeReadIsNoDifference() {
        world.exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> world.signals.parts.drift().check(BTC, tx -> {}));
    }

    private List<String> events(String kind) {
        return world.journal.recorded.stream()
                .filter(event -> event.contains(kind))
                .toList();
    }

    private Map<PositionSide, BigDecimal> holdings() {
        return world.journal.read(sql -> world.signals.parts.holdings().of(sql, BTC)).stream()
                .collect(Collectors.toMap(Holding::positionSide, Holding::amount));
    }

    private Object row(String column) {
        return world.journal
                .sql()
                .sql("SELECT * FROM lanes")
                .query()
                .singleRow()
                .get(column);
    }

    private void rest(String name) {
        world.exchange.orders.add(FakeExchange.order(
                new OrderRequest(
                        new ClientOrderId(name),
                        BTC,
                        Side.BUY,
                        PositionSide.BOTH,
                        Quantity.of("0.01"),
                        OrderTerms.at(Price.of("49000")),
                        false),
                OrderStatus.NEW,
                BigDecimal.ZERO));
    }

    private static Fill fill(long orderId, Instant time) {
        BigDecimal one = BigDecimal.ONE;
        return new Fill(orderId, orderId, BTC, Side.BUY, PositionSide.BOTH, one, one, one, "USDT", one, false, time);
    }
}
