package dev.asterbridge.risk;

import dev.asterbridge.journal.JournalUnavailable;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows halts to whoever looks at the service's health; it is healthy all the same, because that is what was wanted. */
@Component("halts")
class HaltsInForce implements HealthIndicator {

    private final TradingSwitch trading;

    HaltsInForce(TradingSwitch trading) {
        this.trading = trading;
    }

    @Override
    public Health health() {
        List<String> notices = notices();
        return notices.isEmpty()
                ? Health.up().build()
                : Health.up().withDetail("notices", notices).build();
    }

    private List<String> notices() {
        try {
            return trading.inForce().stream()
                    .map(halt -> "nothing new is opened for %s since %s: %s (%s); POST /trading/resume lifts it"
                            .formatted(halt.scope(), halt.since(), halt.why(), halt.by()))
                    .toList();
        } catch (JournalUnavailable e) {
            // The journal says so itself.
            return List.of();
        }
    }
}
