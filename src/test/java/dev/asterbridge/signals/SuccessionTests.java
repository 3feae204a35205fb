package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Leg;
import dev.asterbridge.orders.LiveAttempt;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.problems.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of the orders that a strategy has at rest stay when its next target is planned. */
class SuccessionTests {

    private static final String TARGET = "target";

    @Test
    void whereNothingRestsThePlanIsAsItWas() {
        Plan plan = go("0.1", "LIMIT 49500 GTC", false);

        assertThat(Succession.of(plan, List.of())).isEqualTo(new Succession.Keep(plan));
    }

    @Test
    void whatIsRefusedTakesNoPlaceAndWhatItDoesNotWantGoes() {
        Problem no = Problem.conflict("NO", "no");
        List<StandingOrder> one = List.of(resting("other", "0.1", "0"));
        Plan.Stop unsaid = new Plan.Stop(no);
        Plan.Stop same = new Plan.Stop(no, go("0.1", "LIMIT 49500 GTC", false).missing());
        Plan.Stop other = new Plan.Stop(no, go("0.2", "LIMIT 49500 GTC", false).missing());

        assertThat(Succession.of(unsaid, one)).isEqualTo(new Succession.Withdrawn(unsaid, one));
        assertThat(Succession.of(other, one)).isEqualTo(new Succession.Withdrawn(other, one));
        assertThat(Succession.of(same, one)).isEqualTo(new Succession.Keep(same));
    }

    @Test
    void whatIsNotUnderstoodEndsNothing() {
        Plan plan = Plan.Stop.notUnderstood(Problem.conflict("NO", "no"));

        assertThat(Succession.of(plan, List.of(resting("other", "0.1", "0")))).isEqualTo(new Succession.Keep(plan));
    }

    @Test
    void ofOneThatIsFilledInPartWhatIsLeftCounts() {
        List<StandingOrder> partly = List.of(resting("other", "0.3", "0.2"));

        assertThat(Succession.of(go("0.1", "LIMIT 49500 GTC", false), partly)).isInstanceOf(Succession.Already.class);
        assertThat(Succession.of(go("0.3", "LIMIT 49500 GTC", false), partly)).isInstanceOf(Succession.Before.class);
    }

    @Test
    void anotherPriceOrTimeInForceIsAnotherOrder() {
        List<StandingOrder> one = List.of(resting("other", "0.1", "0"));

        assertThat(Succession.of(go("0.1", "LIMIT 49500.1 GTC", false), one)).isInstanceOf(Succession.Before.class);
        assertThat(Succession.of(go("0.1", "LIMIT 49500 GTX", false), one)).isInstanceOf(Succession.Before.class);
    }

    @Test
    void twoAreBothReplacedThoughOneIsWhatIsMissing() {
        List<StandingOrder> two = List.of(resting("one", "0.05", "0"), resting("two", "0.1", "0"));

        Succession succession = Succession.of(go("0.1", "LIMIT 49500 GTC", false), two);

        assertThat(succession).isInstanceOf(Succession.Before.class);
        assertThat(succession.replaced()).isEqualTo(two);
    }

    @Test
    void onlyAnExitAtMarketDoesNotWait() {
        List<StandingOrder> one = List.of(resting("other", "0.1", "0"));

        Succession exit = Succession.of(go("0.1", "MARKET", true), one);

        assertThat(exit).isInstanceOf(Succession.Afterwards.class);
        assertThat(((Plan.Go) exit.plan()).more()).isTrue();
        assertThat(exit.replaced()).isEqualTo(one);
        assertThat(Succession.of(go("0.1", "MARKET", false), one)).isInstanceOf(Succession.Before.class);
        assertThat(Succession.of(go("0.1", "LIMIT 50500 GTC", true), one)).isInstanceOf(Succession.Before.class);
    }

    @Test
    void itsOwnOrdersAreNotEarlierOnes() {
        List<StandingOrder> two = List.of(resting("other", "0.1", "0"), resting(TARGET, "0.1", "0"));

        assertThat(Succession.earlier(signal(new Signal.Target(BigDecimal.ONE, null, Entry.MARKET)), TARGET, two))
                .containsExactly(two.getFirst());
        assertThat(Succession.earlier(signal(new Signal.Close()), TARGET, two)).isEmpty();
    }

    @Test
    void whatHasEndedIsNotAtRest() {
        StandingOrder ended =
                new StandingOrder(resting("other", "0.1", "0").order(), OrderStatus.CANCELED, BigDecimal.ZERO, null);

        assertThat(Succession.earlier(
                        signal(new Signal.Target(BigDecimal.ONE, null, Entry.MARKET)), TARGET, List.of(ended)))
                .isEmpty();
    }

    private static Signal signal(Signal.Intent intent) {
        return new Signal(BTC, null, intent);
    }

    private static Plan.Go go(String quantity, String terms, boolean reduceOnly) {
        OrderRequest order = request(TARGET, quantity, terms, reduceOnly);
        Held held = new Held(PositionSide.BOTH, BigDecimal.ZERO, BigDecimal.ZERO);
        return new Plan.Go(order, held, Entry.of(order.terms()), Map.of(), "", false, null);
    }

    /** A limit at 49500. */
    private static StandingOrder resting(String signalId, String quantity, String executed) {
        OrderRequest order =
                request(signalId, quantity, OrderTerms.at(Price.of("49500")).toString(), false);
        Leg leg = new Leg(signalId, 1, false, "", Entry.MARKET.purpose(Instant.EPOCH));
        return new StandingOrder(
                new LiveAttempt(leg, order, Instant.EPOCH, Instant.EPOCH),
                OrderStatus.NEW,
                new BigDecimal(executed),
                null);
    }

    private static OrderRequest request(String signalId, String quantity, String terms, boolean reduceOnly) {
        return new OrderRequest(
                new ClientOrderId("ab-%s-1".formatted(signalId)),
                BTC,
                Side.BUY,
                PositionSide.BOTH,
                Quantity.of(quantity),
                OrderTerms.parse(terms),
                reduceOnly);
    }
}
