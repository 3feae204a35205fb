package dev.asterbridge.orders;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderReader;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of an order that was sent but not answered.
 *
 * <p>"No such order" proves nothing while the request may still be queued. The exchange refuses a request whose nonce is
 * older than its window, 60 seconds in the widest text; only after that, and only when asked several times in a row, is
 * a missing order taken as one that will never be. When the exchange cannot be asked, nothing is concluded.
 */
@Component
class UnknownOrderResolver {

    /** Nonce window, plus what our clock may be off, plus time in the exchange's own queue. */
    static final Duration HORIZON = Duration.ofSeconds(60 + 2 + 3);

    private static final int PROOFS = 3;
    private static final Duration GIVE_UP = Duration.ofMinutes(10);
    private static final List<Duration> STEPS = List.of(
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));

    private static final Logger log = LoggerFactory.getLogger(UnknownOrderResolver.class);

    private final OrderReader orders;
    private final Clock clock;
    private final Pause pause;

    UnknownOrderResolver(OrderReader orders, Clock clock, Pause pause) {
        this.orders = orders;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Waits a moment for an order at market that the exchange has taken and not yet ended.
     *
     * @return the order as last seen; the answer to placing it when nothing newer could be seen
     */
    Order untilEnded(OrderRequest request, Order order) {
        Order seen = order;
        for (int attempt = 0; attempt < 3 && !seen.status().isFinal(); attempt++) {
            try {
                pause.of(STEPS.get(attempt));
                seen = orders.find(request.symbol(), request.clientOrderId()).orElse(seen);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return seen;
            } catch (RuntimeException e) {
                log.atDebug().addKeyValue("event", "order_unread").log("Not seen again yet: {}", e.getMessage());
            }
        }
        return seen;
    }

    /** Blocks until the order is found, proven never to have been, or cannot be asked about for ten minutes. */
    Placement resolve(OrderRequest request, String why) {
        log.atWarn()
                .addKeyValue("event", "order_unknown")
                .log("Outcome unknown ({}); looking the order up, it is not sent again", why);
        // Counted from now and not from the sending: the nonce may have been stamped any time before.
        Instant start = clock.instant();
        int missing = 0;
        for (int attempt = 0; ; attempt++) {
            try {
                pause.of(STEPS.get(Math.min(attempt, STEPS.size() - 1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Placement.Unproven(request.clientOrderId(), why + "; stopped while looking it up");
            }
            boolean pastHorizon = clock.instant().isAfter(start.plus(HORIZON));
            try {
                Optional<Order> found = orders.find(request.symbol(), request.clientOrderId());
                if (found.isPresent()) {
                    return new Placement.Placed(found.get());
                }
                missing = pastHorizon ? missing + 1 : 0;
            } catch (ExchangeUnavailable e) {
                missing = 0;
                why = e.refusal().toString();
            } catch (RuntimeException e) {
                missing = 0;
                why = "a fault in this service: " + e.getClass().getSimpleName();
            }
            if (missing == PROOFS) {
                return new Placement.Refused(
                        Refusal.of(
                                Refusal.Reason.UNREACHABLE,
                                "the order never reached the exchange: looked up by its client order id until it could no longer arrive"));
            }
            if (clock.instant().isAfter(start.plus(GIVE_UP))) {
                return new Placement.Unproven(request.clientOrderId(), why);
            }
        }
    }
}
