package dev.asterbridge.paper;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says where the paper exchange's prices come from and where its account is kept; it is never unhealthy. */
@Component("paper")
class PaperHealth implements HealthIndicator {

    private final PaperDesk desk;
    private final PaperProperties properties;

    PaperHealth(PaperDesk desk, PaperProperties properties) {
        this.desk = desk;
        this.properties = properties;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetails(desk.marketStatus())
                .withDetail("data_file", properties.dataFile().toString())
                .build();
    }
}
