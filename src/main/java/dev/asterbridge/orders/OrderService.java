package dev.asterbridge.orders;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderEntry;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Places orders; the only caller of {@link OrderEntry}. */
@Service
public class OrderService {

    private static final Logger log = LoggerFactory.getLogger(OrderService.class);

    private final OrderEntry entry;
    private final UnknownOrderResolver resolver;
    private final SymbolSetup setup;
    private final TradedSymbols traded;
    private final Clock clock;
    private final MeterRegistry meters;

    OrderService(
            OrderEntry entry,
            UnknownOrderResolver resolver,
            SymbolSetup setup,
            TradedSymbols traded,
            Clock clock,
            MeterRegistry meters) {
        this.entry = entry;
        this.resolver = resolver;
        this.setup = setup;
        this.traded = traded;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Places the order and returns what is proven about it.
     *
     * <p>Usually takes one round trip; up to a little over a minute when the outcome has to be looked up.
     */
    public Placement place(OrderRequest request) {
        if (!request.reduceOnly()) {
            try {
                setup.applyDefaults(request.symbol());
            } catch (ExchangeUnavailable e) {
                return settle(request, clock.instant(), new Placement.Refused(e.refusal()));
            }
        }
        traded.add(request.symbol());
        Instant sentAt = clock.instant();
        Placement placement = switch (entry.send(entry.sign(request))) {
            case OrderOutcome.Accepted accepted -> new Placement.Placed(ended(request, accepted.order()));
            case OrderOutcome.Rejected rejected -> new Placement.Refused(rejected.refusal());
            case OrderOutcome.Unknown unknown -> {
                meters.counter("bridge.orders", "outcome", "unknown").increment();
                yield resolver.resolve(request, unknown.why());
            }
        };
        return settle(request, sentAt, placement);
    }

    /** That the exchange took an order at market is not yet its outcome. */
    private Order ended(OrderRequest request, Order order) {
        return request.type() == OrderType.MARKET ? resolver.untilEnded(request, order) : order;
    }

    private Placement settle(OrderRequest request, Instant sentAt, Placement placement) {
        String outcome = switch (placement) {
            case Placement.Placed placed -> placed.order().status().name().toLowerCase(Locale.ROOT);
            case Placement.Refused ignored -> "refused";
            case Placement.Unproven ignored -> "unproven";
        };
        meters.counter("bridge.orders", "outcome", outcome).increment();
        log.atInfo()
                .addKeyValue("event", "order_settled")
                .addKeyValue("outcome", outcome)
                .addKeyValue(
                        "duration_ms", Duration.between(sentAt, clock.instant()).toMillis())
                .log(
                        "{} {} {} {}: {}",
                        request.type(),
                        request.side(),
                        request.quantity(),
                        request.symbol(),
                        describe(placement));
        return placement;
    }

    private static String describe(Placement placement) {
        return switch (placement) {
            case Placement.Placed placed ->
                "%s, %s filled at %s"
                        .formatted(
                                placed.order().status(),
                                Decimals.plain(placed.order().executedQuantity()),
                                Decimals.plain(placed.order().averagePrice()));
            case Placement.Refused refused -> "refused: " + refused.refusal();
            case Placement.Unproven unproven -> "not proven: " + unproven.why();
        };
    }
}
