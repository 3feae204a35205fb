package dev.asterbridge.health;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The exchange's part of the actuator's readiness. */
@Component
class ExchangeHealthIndicator implements HealthIndicator {

    private final TradingCondition condition;

    ExchangeHealthIndicator(TradingCondition condition) {
        this.condition = condition;
    }

    @Override
    public Health health() {
        String obstacle = condition.obstacle(condition.state());
        return obstacle == null
                ? Health.up().build()
                : Health.outOfService().withDetail("problem", obstacle).build();
    }
}
