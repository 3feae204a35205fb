package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UnknownOrderResolverTests {

    private static final OrderRequest REQUEST = new OrderRequest(
            new ClientOrderId("ab-1"), BTC, Side.BUY, PositionSide.BOTH, Quantity.of("0.01"), null, false);

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final Instant sentAt = clock.instant();
    private Consumer<Duration> meanwhile = elapsed -> {};
    private final UnknownOrderResolver resolver = new UnknownOrderResolver(exchange.orderReader, clock, pause -> {
        clock.advance(pause);
        meanwhile.accept(Duration.between(sentAt, clock.instant()));
    });

    @Test
    void findsAnOrderThatWasExecuted() {
        exchange.fill(REQUEST);

        Placement placement = resolver.resolve(REQUEST, "503");

        assertThat(placement).isInstanceOf(Placement.Placed.class);
        assertThat(exchange.lookups).isEqualTo(1);
        assertThat(Duration.between(sentAt, clock.instant())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void findsAnOrderThatBecomesVisibleLate() {
        meanwhile = elapsed -> {
            if (elapsed.toSeconds() >= 40 && exchange.orders.isEmpty()) {
                exchange.orders.add(FakeExchange.order(REQUEST, OrderStatus.NEW, BigDecimal.ZERO));
            }
        };

        assertThat(resolver.resolve(REQUEST, "timeout")).isInstanceOf(Placement.Placed.class);
    }

    @Test
    void takesAMissingOrderAsNeverBornOnlyAfterItsNonceDied() {
        AtomicInteger asksAfterwards = new AtomicInteger();
        meanwhile = elapsed -> asksAfterwards.addAndGet(elapsed.compareTo(UnknownOrderResolver.HORIZON) > 0 ? 1 : 0);

        Placement placement = resolver.resolve(REQUEST, "timeout");

        assertThat(placement).isInstanceOf(Placement.Refused.class);
        assertThat(asksAfterwards).hasValue(3);
        assertThat(exchange.placed()).isEmpty();
    }

    @Test
    void concludesNothingWhileTheExchangeCannotBeAsked() {
        exchange.down = Refusal.of(Refusal.Reason.UNREACHABLE, "no line");

        assertThat(resolver.resolve(REQUEST, "timeout"))
                .isEqualTo(new Placement.Unproven(REQUEST.clientOrderId(), "no line"));
    }

    @Test
    void countsOnlyProofsInARow() {
        // The line comes and goes: every second question fails, so three misses in a row never happen.
        meanwhile =
                elapsed -> exchange.down = exchange.down == null ? Refusal.of(Refusal.Reason.TOO_SLOW, "slow") : null;

        assertThat(resolver.resolve(REQUEST, "timeout")).isInstanceOf(Placement.Unproven.class);
    }

    @Test
    void whenTheServiceStopsNothingIsConcluded() {
        UnknownOrderResolver stopped = new UnknownOrderResolver(exchange.orderReader, clock, pause -> {
            throw new InterruptedException();
        });

        assertThat(stopped.resolve(REQUEST, "timeout")).isInstanceOf(Placement.Unproven.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void goesOnLookingAfterABug() {
        exchange.orders.add(null);
        meanwhile = elapsed -> {
            if (elapsed.toSeconds() >= 3) {
                exchange.orders.clear();
                exchange.orders.add(FakeExchange.order(REQUEST, OrderStatus.NEW, BigDecimal.ZERO));
            }
        };

        assertThat(resolver.resolve(REQUEST, "timeout")).isInstanceOf(Placement.Placed.class);
    }

    @Test
    void aBugIsNoProof() {
        exchange.orders.add(null);

        assertThat(resolver.resolve(REQUEST, "timeout"))
                .isEqualTo(new Placement.Unproven(
                        REQUEST.clientOrderId(), "a fault in this service: NullPointerException"));
    }
}
