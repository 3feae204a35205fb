package dev.asterbridge.risk;

import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.risk.Halt.Kind;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Shows halts to whoever looks at the service's health; it is healthy all the same, because that is what was wanted. Anybody
 * may look, so that neither reasons nor addresses nor names of strategies are said.
 */
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
                    .map(halt -> "nothing new is opened for %s since %s; GET /trading says why"
                            .formatted(
                                    halt.scope().kind() == Kind.STRATEGY ? "a strategy" : halt.scope(), halt.since()))
                    .toList();
        } catch (JournalUnavailable e) {
            // The journal says so itself.
            return List.of();
        }
    }
}
