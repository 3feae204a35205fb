package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.signals.OneLane.close;
import static dev.asterbridge.signals.OneLane.decrease;
import static dev.asterbridge.signals.OneLane.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.journal.JournalUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A lane while nobody can say what became of an order, or while the first in line cannot go on. */
class UnprovenTests {

    private static final Duration HORIZON = Duration.ofSeconds(63);

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;
    private final List<OrderRequest> lost = new ArrayList<>();

    @Test
    void anOrderThatIsFoundIsSettledAndNotSentAgain() {
        exchange.onPlace = request -> {
            exchange.fill(request);
            return new OrderOutcome.Unknown("503");
        };
        String id = world.take(open("0.01"));

        assertThat(world.run()).contains(Duration.ofMillis(200));
        assertThat(world.verdict(id)).isNull();
        world.pass(Duration.ofMillis(200));

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.attempts(id)).containsExactly("executed");
        assertThat(world.names()).hasSize(1);
    }

    @Test
    void anOpenThatNeverArrivedIsExpiredOnceThatIsProven() {
        String id = unproven(open("0.01"));

        world.pass(HORIZON);
        assertThat(world.attempts(id)).containsExactly("live");
        world.pass(Duration.ofSeconds(3));

        assertThat(world.attempts(id)).containsExactly("not_executed");
        assertThat(world.verdict(id)).isEqualTo("expired SIGNAL_EXPIRED");
        assertThat(world.names()).hasSize(1);
    }

    @Test
    void anExitThatNeverArrivedIsSentUnderAnotherNameOnceThatIsProven() {
        world.hold("0.5");
        String id = unproven(close());

        world.pass(HORIZON);
        assertThat(world.names()).hasSize(1);
        world.pass(Duration.ofSeconds(3));

        assertThat(world.names()).containsExactly("ab-" + id + "-1", "ab-" + id + "-2");
        assertThat(world.attempts(id)).containsExactly("not_executed", "executed");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void anExitOfAStrategyWaitsForItsTurnWhileNobodyKnowsWhatItHolds() {
        world.take(strategy(Wishes.open(Side.BUY, Quantity.of("0.01"), null)));
        world.run();
        Function<OrderRequest, OrderOutcome> takes = exchange.onPlace;
        exchange.onPlace = request -> {
            exchange.fill(request);
            return new OrderOutcome.Unknown("503");
        };
        exchange.onFind = found -> Optional.empty();
        world.take(strategy(Wishes.open(Side.BUY, Quantity.of("0.04"), null)));
        world.run();
        exchange.onPlace = takes;
        String exit = world.take(strategy(Wishes.decrease(Quantity.of("0.03"), null)));
        world.run();
        assertThat(world.verdict(exit)).isNull();

        exchange.onFind = found -> found;
        world.pass(Duration.ofSeconds(5));

        assertThat(world.verdict(exit)).isEqualTo("executed");
        assertThat(world.sent()).containsExactly("BUY 0.01", "BUY 0.04", "SELL 0.03");
    }

    @Test
    void anExitThatTheExchangeWouldLetOpenSomethingIsNotSentTwice() {
        for (String target : List.of("0.03", "-0.03")) {
            world.take(new Signal(BTC, target.startsWith("-") ? "short" : "trend", null, Wishes.target(target, null)));
            world.run();
        }
        exchange.onPlace = request -> {
            lost.add(request);
            return new OrderOutcome.Unknown("no answer");
        };
        String first = world.take(strategy(new Signal.Close()));
        world.run();
        exchange.onPlace = exchange::take;

        String second = world.take(strategy(Wishes.decrease(Quantity.of("0.03"), null)));
        world.pass(Duration.ofSeconds(1));
        assertThat(lost).as("not reduce-only, because the account is flat").noneMatch(OrderRequest::reduceOnly);
        assertThat(world.verdict(second)).isNull();
        exchange.fill(lost.getFirst());
        world.pass(Duration.ofSeconds(5));

        assertThat(world.verdict(first)).isEqualTo("executed");
        assertThat(world.verdict(second)).isEqualTo("refused POSITION_NOT_FOUND");
        assertThat(world.sent()).containsExactly("BUY 0.03", "SELL 0.03", "SELL 0.03");
    }

    @Test
    void anExitOfTheOneWithoutANameLeavesWhatAnUnprovenOrderOfAnotherMayHaveOpened() {
        world.hold("0.5");
        exchange.onPlace = request -> {
            exchange.fill(request);
            return new OrderOutcome.Unknown("503");
        };
        exchange.onFind = found -> Optional.empty();
        world.take(strategy(Wishes.open(Side.BUY, Quantity.of("0.04"), null)));
        world.run();
        exchange.onPlace = exchange::take;
        String exit = world.take(close());
        world.run();
        assertThat(world.verdict(exit)).isNull();
        assertThat(world.sent()).containsExactly("BUY 0.04");

        exchange.onFind = found -> found;
        world.pass(Duration.ofSeconds(5));

        assertThat(world.verdict(exit)).isEqualTo("executed");
        assertThat(world.sent()).containsExactly("BUY 0.04", "SELL 0.5");
    }

    private static Signal strategy(Signal.Intent intent) {
        return new Signal(BTC, "trend", null, intent);
    }

    @Test
    void whatOpensWaitsBehindAnUnprovenOrder() {
        String first = unproven(open("0.01"));
        String second = world.take(open("0.02"));

        world.pass(Duration.ofSeconds(20));
        assertThat(world.names()).hasSize(1);
        execute(0);
        world.pass(Duration.ofSeconds(4));

        assertThat(world.verdict(first)).isEqualTo("executed");
        assertThat(world.verdict(second)).isEqualTo("executed");
        assertThat(world.sent()).containsExactly("BUY 0.01", "BUY 0.02");
    }

    @Test
    void anExitGoesAtOnce() {
        world.hold("0.5");
        unproven(open("0.01"));
        String less = world.take(decrease("0.1"));

        world.run();

        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.1");
        assertThat(world.verdict(less)).isEqualTo("executed");
    }

    @Test
    void aCloseMakesWhatWasToBeOpenedBeforePointless() {
        world.hold("0.5");
        String unproven = unproven(open("0.01"));
        String before = world.take(open("0.02"));
        String less = world.take(decrease("0.1"));
        String close = world.take(close());
        String after = world.take(open("0.03"));

        world.run();

        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.1", "SELL 0.4");
        assertThat(world.verdict(before)).isEqualTo("superseded SUPERSEDED");
        assertThat(((SignalOutcome.Refused) world.outcome(before)).problem().detail())
                .contains(close);
        assertThat(world.verdict(less)).isEqualTo("executed");
        assertThat(world.verdict(unproven)).isNull();
        assertThat(world.verdict(close))
                .as("waits for what the first order did")
                .isNull();
        assertThat(world.verdict(after)).isNull();
    }

    @Test
    void aCloseThatWentEarlyIsDoneWithItsOrderWhenNothingIsLeft() {
        world.hold("0.5");
        String first = unproven(open("0.01"));
        String close = world.take(close());

        world.pass(HORIZON.plusSeconds(3));

        assertThat(world.verdict(first)).isEqualTo("superseded SUPERSEDED");
        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.5");
        assertThat(((SignalOutcome.Executed) world.outcome(close)).order().executedQuantity())
                .isEqualByComparingTo("0.5");
        assertThat(world.run()).isEmpty();
    }

    @Test
    void aCloseThatWentEarlyClosesWhatTheUnprovenOrderOpenedAfterIt() {
        world.hold("0.5");
        unproven(open("0.01"));
        String close = world.take(close());
        world.run();

        execute(0);
        world.pass(Duration.ofSeconds(20));

        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.5", "SELL 0.01");
        assertThat(world.held()).isEqualTo("0");
        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(world.attempts(close)).containsExactly("executed", "executed");
        assertThat(((SignalOutcome.Executed) world.outcome(close)).order().executedQuantity())
                .as("the newest order is the one that is told")
                .isEqualByComparingTo("0.01");
    }

    @Test
    void aSecondLegThatDoesNotGetThroughIsTriedAgain() {
        world.hold("0.5");
        unproven(open("0.01"));
        String close = world.take(close());
        world.run();
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);
        execute(0);
        world.pass(Duration.ofSeconds(3));
        assertThat(world.verdict(close)).isNull();
        exchange.onPlace = request -> new OrderOutcome.Accepted(exchange.fill(request));

        world.pass(Duration.ofSeconds(20));

        assertThat(world.held()).isEqualTo("0");
        assertThat(world.verdict(close)).isEqualTo("executed");
    }

    @Test
    void aSecondLegThatIsRefusedLeavesTheVerdictWithTheFirst() {
        world.hold("0.5");
        unproven(open("0.01"));
        String close = world.take(close());
        world.run();
        exchange.onPlace = rejected(Refusal.Reason.REFUSED);

        execute(0);
        world.pass(Duration.ofSeconds(20));

        assertThat(world.attempts(close)).containsExactly("executed", "refused");
        assertThat(((SignalOutcome.Executed) world.outcome(close)).order().executedQuantity())
                .isEqualByComparingTo("0.5");
    }

    @Test
    void aSecondLegThatDoesNotGetThroughInTimeLeavesTheVerdictWithTheFirst() {
        world.hold("0.5");
        unproven(open("0.01"));
        String close = world.take(close());
        world.run();
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);

        execute(0);
        world.pass(Duration.ofMinutes(11));

        assertThat(world.verdict(close)).isEqualTo("executed");
    }

    @Test
    void aSecondLegForWhichNothingIsLeftLeavesTheVerdictWithTheFirst() {
        world.hold("0.5");
        unproven(open("0.01"));
        String close = world.take(close());
        world.run();
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);
        execute(0);
        world.pass(Duration.ofSeconds(20));
        assertThat(world.attempts(close)).hasSizeGreaterThan(1);

        exchange.positions.clear();
        world.pass(Duration.ofSeconds(20));

        assertThat(world.verdict(close)).isEqualTo("executed");
    }

    @Test
    void anExitThatFindsNothingEarlyIsNotRefusedBeforeItsTurn() {
        unproven(open("0.01"));
        String close = world.take(close());

        world.pass(Duration.ofSeconds(5));
        assertThat(world.verdict(close)).isNull();
        execute(0);
        world.pass(Duration.ofSeconds(20));

        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.01");
        assertThat(world.verdict(close)).isEqualTo("executed");
    }

    @Test
    void anExitThatIsRefusedEarlyIsTriedAgainInItsTurn() {
        world.hold("0.5");
        unproven(open("0.01"));
        String close = world.take(close());
        exchange.onPlace = rejected(Refusal.Reason.REFUSED);
        world.run();

        assertThat(world.verdict(close)).isNull();
        exchange.onPlace = request -> new OrderOutcome.Accepted(exchange.fill(request));
        execute(0);
        world.pass(Duration.ofSeconds(20));

        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.5", "SELL 0.51");
        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(world.held()).isEqualTo("0");
    }

    @Test
    void anExitBehindOneThatHasToWaitIsNotAskedForAgainAndAgain() {
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);
        world.take(open("0.01"));
        String close = world.take(close());
        int[] reads = {0};
        exchange.whileReading = () -> reads[0]++;

        world.run();

        assertThat(world.verdict(close)).isNull();
        assertThat(reads[0]).as("looks at the position").isLessThan(10);
    }

    @Test
    void anExitGoesBeforeAnOpenThatHasToWait() {
        world.hold("0.5");
        exchange.onPlace = request -> request.reduceOnly()
                ? new OrderOutcome.Accepted(exchange.fill(request))
                : new OrderOutcome.Rejected(Refusal.of(Refusal.Reason.RATE_LIMITED, "because"));
        String open = world.take(open("0.01"));
        String close = world.take(close());

        world.run();

        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(world.verdict(open)).isEqualTo("superseded SUPERSEDED");
    }

    @Test
    void anOpenThatWasProvenToBeExecutedIsNeverCalledSuperseded() {
        world.hold("0.5");
        String open = unproven(open("0.01"));
        unproven(close());
        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.5");
        execute(0);
        world.pass(Duration.ofSeconds(10));
        assertThat(world.attempts(open)).containsExactly("executed");
        assertThat(world.verdict(open)).isNull();

        world.take(close());
        world.pass(Duration.ofMinutes(2));

        assertThat(world.verdict(open)).isEqualTo("executed");
        assertThat(world.held()).isEqualTo("0");
    }

    @Test
    void whatACloseMadePointlessIsNotOpenedWhenItIsProvenNotToHaveArrived() {
        world.hold("0.5");
        exchange.clock = Clock.offset(world.clock, Duration.ofSeconds(-58));
        String open = unproven(open("0.01"));
        String close = world.take(close());

        world.pass(Duration.ofSeconds(20));

        assertThat(world.attempts(open)).containsExactly("not_executed");
        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.5");
        assertThat(world.verdict(open)).isEqualTo("superseded SUPERSEDED");
        assertThat(world.verdict(close)).isEqualTo("executed");
    }

    @Test
    void afterAnUnprovenOrderTheFirstOpenIsTriedAgainWhileItIsFresh() {
        exchange.clock = Clock.offset(world.clock, Duration.ofSeconds(-58));
        String open = unproven(open("0.01"));

        world.pass(Duration.ofSeconds(20));

        assertThat(world.names()).containsExactly("ab-" + open + "-1", "ab-" + open + "-2");
        assertThat(world.verdict(open)).isEqualTo("executed");
    }

    @Test
    void aLookUpThatFindsTheOrderAndCannotBePutOnRecordIsDoneAgain() {
        String id = unproven(open("0.01"));
        execute(0);
        world.clock.advance(Duration.ofMillis(200));
        world.journal.beforeCommit = () -> {
            throw new JournalUnavailable("planted");
        };
        assertThatExceptionOfType(JournalUnavailable.class).isThrownBy(() -> world.lane.step());
        world.journal.beforeCommit = () -> {};

        world.pass(Duration.ofSeconds(2));

        assertThat(world.verdict(id)).isEqualTo("executed");
        assertThat(world.names()).hasSize(1);
    }

    @Test
    void anExitThatFoundNothingIsLookedAtAgainOnceTheFirstWasTriedAgain() {
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);
        world.take(open("0.01"));
        world.take(close());
        world.run();
        exchange.onPlace = request -> {
            exchange.fill(request);
            if (!request.reduceOnly()) {
                exchange.orders.removeLast();
                return new OrderOutcome.Unknown("no answer");
            }
            return new OrderOutcome.Accepted(exchange.orders.getLast());
        };

        world.pass(Duration.ofSeconds(1));

        assertThat(world.sent()).containsExactly("BUY 0.01", "BUY 0.01", "SELL 0.01");
    }

    @Test
    void theFirstIsNotRefusedWhileAnOrderBehindItIsNotProven() {
        world.hold("0.5");
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);
        String first = world.take(decrease("0.1"));
        world.run();
        String close = unproven(close());
        exchange.positions.clear();

        world.pass(Duration.ofSeconds(20));
        assertThat(world.attempts(close)).containsExactly("live");
        assertThat(world.verdict(first)).isNull();
        world.pass(HORIZON);

        assertThat(world.verdict(first)).isEqualTo("refused POSITION_NOT_FOUND");
    }

    @Test
    void anOpenWhosePauseIsOverAndThatMayNotGoOnIsNotAskedForAllTheTime() {
        world.hold("0.5");
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);
        String open = world.take(open("0.01"));
        world.run();
        unproven(close());

        world.pass(Duration.ofSeconds(10));

        assertThat(world.verdict(open)).isNull();
        assertThat(world.sent()).containsExactly("BUY 0.01", "SELL 0.5");
    }

    @Test
    void theLaneComesBackForWhateverIsDueFirst() {
        world.hold("0.5");
        unproven(open("0.01"));
        exchange.onPlace = rejected(Refusal.Reason.RATE_LIMITED);
        world.take(decrease("0.1"));

        assertThat(world.run()).contains(Duration.ofMillis(200));
    }

    /** Puts a signal on record whose order nobody knows anything of. */
    private String unproven(Signal signal) {
        exchange.onPlace = request -> {
            lost.add(request);
            return new OrderOutcome.Unknown("no answer");
        };
        String id = world.take(signal);
        world.run();
        exchange.onPlace = request -> new OrderOutcome.Accepted(exchange.fill(request));
        return id;
    }

    /** Lets the exchange execute after all what was lost. */
    private void execute(int index) {
        exchange.fill(lost.get(index));
    }

    private static Function<OrderRequest, OrderOutcome> rejected(Refusal.Reason reason) {
        return request -> new OrderOutcome.Rejected(Refusal.of(reason, "because"));
    }
}
