package dev.asterbridge.signals;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.protection.Protector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** What a person should look into; it is never unhealthy, because the other lanes go on. */
@Component("attention")
class Attention implements HealthIndicator {

    private final Journal journal;
    private final LaneRecords lanes;
    private final Protector protector;
    private final ExchangeClock exchange;

    Attention(Journal journal, LaneRecords lanes, Protector protector, ExchangeClock exchange) {
        this.journal = journal;
        this.lanes = lanes;
        this.protector = protector;
        this.exchange = exchange;
    }

    @Override
    public Health health() {
        List<String> needed = needed();
        return needed.isEmpty()
                ? Health.up().build()
                : Health.up().withDetail("attention", needed).build();
    }

    private List<String> needed() {
        Instant now = exchange.now();
        List<String> needed = new ArrayList<>();
        protector
                .exposed()
                .forEach(symbol -> needed.add(
                        "a position in %s has no stop, and AsterDEX took neither one nor an order that closes it; both are tried on; look there"
                                .formatted(symbol)));
        try {
            for (LaneState lane : journal.read(lanes::all)) {
                if (lane.frozen() != null) {
                    needed.add("nothing new is opened on %s: %s; look into it, then POST /lanes/%s/release"
                            .formatted(lane.symbol(), lane.frozen(), lane.symbol()));
                }
                lane.unproven().stream()
                        .filter(request -> request.needsPerson(now))
                        .forEach(request -> needed.add(
                                "it cannot be proven whether AsterDEX executed order %s on %s; look there, then POST /lanes/%s/release"
                                        .formatted(request.clientOrderId(), lane.symbol(), lane.symbol())));
            }
        } catch (JournalUnavailable e) {
            // The journal says so itself.
        }
        return needed;
    }
}
