package dev.asterbridge.health;

import dev.asterbridge.exchange.ExchangeConnection.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers how the service is. */
@RestController
@Tag(name = "Health", description = "Can it trade, and if not, why")
class HealthController {

    private final TradingCondition condition;
    private final SelfTest selfTest;
    private final ObjectProvider<HealthContributorRegistry> contributors;
    private final Clock clock;
    private final String version;

    HealthController(
            TradingCondition condition,
            SelfTest selfTest,
            ObjectProvider<HealthContributorRegistry> contributors,
            ObjectProvider<BuildProperties> build,
            Clock clock) {
        this.condition = condition;
        this.selfTest = selfTest;
        this.contributors = contributors;
        this.clock = clock;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? "unknown" : properties.getVersion();
    }

    @GetMapping("/health")
    @Operation(operationId = "getHealth", summary = "Whether the service can trade right now")
    @ApiResponse(responseCode = "200", description = "It can")
    @ApiResponse(responseCode = "503", description = "It cannot; `problem` says why")
    ResponseEntity<HealthAnswer> health() {
        State state = condition.state();
        // The journal first: where it is away, the others only say that they wait for it.
        String obstacle = Stream.of(
                        detail("journal", "problem"), condition.obstacle(state), detail("recovery", "waits_for"))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
        HealthAnswer answer = new HealthAnswer(
                obstacle == null ? "healthy" : "unhealthy",
                clock.instant(),
                version,
                HealthAnswer.mode(state),
                obstacle,
                details("attention", "attention"),
                details("notices", "halts", "unlisted"),
                HealthAnswer.Line.of(state),
                detail("journal", "kind"),
                detail("paper", "prices"));
        return ResponseEntity.status(answer.healthy() ? 200 : 503).body(answer);
    }

    @GetMapping("/health/exchange")
    @Operation(
            operationId = "testExchange",
            summary = "Walks through what trading needs and reports each step",
            description = "Sends real requests, some signed; asked again within seconds it shows the last run.")
    SelfTest.Report exchange() {
        return selfTest.report();
    }

    /** What several rooms say together; absent when they say nothing. */
    private @Nullable List<String> details(String name, String... rooms) {
        List<String> all = Stream.of(rooms)
                .flatMap(room -> detail(room, name) instanceof List<?> list ? list.stream() : Stream.empty())
                .map(String::valueOf)
                .toList();
        return all.isEmpty() ? null : all;
    }

    /** What another room says as its own health; some rooms are not there in every mode. */
    private @Nullable Object detail(String room, String name) {
        HealthContributorRegistry registry = contributors.getIfAvailable();
        return registry != null && registry.getContributor(room) instanceof HealthIndicator indicator
                ? indicator.health().getDetails().get(name)
                : null;
    }
}
