package dev.asterbridge.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ExchangeConnection.Check;
import dev.asterbridge.exchange.ExchangeConnection.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.actuate.health.DefaultHealthContributorRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;

class HealthControllerTests {

    private final Line line = new Line();
    private final Ticks clock = new Ticks();
    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    @Test
    void itIsHealthyWhenItCanTrade() {
        line.skew = Duration.ofMillis(-120);
        line.lastAnswer = clock.now.minusSeconds(1);

        ResponseEntity<HealthAnswer> answer = health();

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(answer.getBody())
                .isEqualTo(new HealthAnswer(
                        "healthy",
                        clock.now,
                        "0.1.0",
                        "testnet",
                        null,
                        null,
                        null,
                        new HealthAnswer.Line("fapi.example", true, true, -120L, clock.now.minusSeconds(1), null, null),
                        null,
                        null));
    }

    @Test
    void itIsUnhealthyWhenTheExchangeCannotBeReached() {
        line.reachable = false;
        line.problem = "connection refused";

        assertUnhealthy("the exchange cannot be reached: connection refused");
    }

    @Test
    void itIsUnhealthyUntilEverythingIsKnown() {
        line.ready = false;

        assertUnhealthy("not ready");
    }

    @Test
    void itIsUnhealthyDuringABanOnly() {
        line.bannedUntil = clock.now.plusSeconds(1);
        assertUnhealthy("the exchange has banned this address until " + line.bannedUntil);

        line.bannedUntil = null;
        assertThat(health().getStatusCode().value()).isEqualTo(200);
    }

    @Test
    void itIsUnhealthyDuringABanThatIsOverByOurOwnClock() {
        line.bannedUntil = clock.now.minusSeconds(3);
        assertUnhealthy("the exchange has banned this address until " + line.bannedUntil);
    }

    @ParameterizedTest
    @ValueSource(longs = {5001, -5001, 3_600_000})
    void itIsUnhealthyWhenTheClockIsWrong(long millis) {
        line.skew = Duration.ofMillis(millis);

        assertUnhealthy("this machine's clock is " + millis + " ms away from the exchange's; synchronise it (NTP)");
    }

    @ParameterizedTest
    @ValueSource(longs = {5000, -5000, 0})
    void aSmallSkewIsFine(long millis) {
        line.skew = Duration.ofMillis(millis);

        assertThat(health().getStatusCode().value()).isEqualTo(200);
    }

    @Test
    void thePaperExchangeSaysWhereItsPricesComeFrom() {
        HealthContributorRegistry registry = new DefaultHealthContributorRegistry();
        registry.registerContributor("paper", (HealthIndicator)
                () -> Health.up().withDetail("prices", "random walk").build());
        beans.registerSingleton("registry", registry);

        assertThat(health().getBody().prices()).isEqualTo("random walk");
    }

    @Test
    void whatIsWorthKnowingIsNoReasonToBeWoken() {
        HealthContributorRegistry registry = new DefaultHealthContributorRegistry();
        registry.registerContributor("unlisted", (HealthIndicator)
                () -> Health.up().withDetail("notices", List.of("a name")).build());
        registry.registerContributor("halts", (HealthIndicator) () ->
                Health.up().withDetail("notices", List.of("a halt", "another")).build());
        registry.registerContributor(
                "attention", (HealthIndicator) () -> Health.up().build());
        beans.registerSingleton("registry", registry);

        assertThat(health().getStatusCode().value()).isEqualTo(200);
        assertThat(health().getBody().notices()).containsExactly("a halt", "another", "a name");
        assertThat(health().getBody().attention()).isNull();
    }

    @Test
    void theSelfTestShowsEachStepAndTheWorstResult() {
        line.checks = List.of(
                new Check("time", "/fapi/v3/time", false, 200, Result.OK, Duration.ofMillis(12), "12 ms away"),
                new Check("account", "/fapi/v3/account", true, 200, Result.WARNING, Duration.ofMillis(30), "no funds"));

        SelfTest.Report report = controller().exchange();

        assertThat(report)
                .isEqualTo(new SelfTest.Report(
                        "warning",
                        clock.now,
                        List.of(
                                new SelfTest.Step("time", "/fapi/v3/time", "public", 200, "ok", 12, "12 ms away"),
                                new SelfTest.Step(
                                        "account", "/fapi/v3/account", "signed", 200, "warning", 30, "no funds"))));
    }

    @Test
    void oneFailedStepFailsTheSelfTest() {
        line.checks = List.of(
                new Check("time", "/t", false, 0, Result.FAILED, Duration.ZERO, "no answer"),
                new Check("account", "/a", true, 200, Result.OK, Duration.ZERO, "fine"));

        assertThat(controller().exchange().status()).isEqualTo("failed");
    }

    @Test
    void aSelfTestWithoutStepsProvesNothing() {
        line.checks = List.of();

        assertThat(controller().exchange().status()).isEqualTo("failed");
    }

    @Test
    void theSelfTestRunsAtMostOnceInFiveSeconds() {
        HealthController controller = controller();
        SelfTest.Report first = controller.exchange();
        clock.now = clock.now.plusMillis(4999);
        assertThat(controller.exchange()).isSameAs(first);
        assertThat(line.selfTests).isEqualTo(1);

        clock.now = clock.now.plusMillis(1);
        assertThat(controller.exchange()).isNotSameAs(first);
        assertThat(line.selfTests).isEqualTo(2);
    }

    @Test
    void readinessFollowsTheLine() {
        ExchangeHealthIndicator indicator = new ExchangeHealthIndicator(new TradingCondition(line));
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);

        line.ready = false;
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(indicator.health().getDetails()).isEqualTo(Map.of("problem", "not ready"));
    }

    private void assertUnhealthy(String why) {
        ResponseEntity<HealthAnswer> answer = health();
        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getBody().status()).isEqualTo("unhealthy");
        assertThat(answer.getBody().problem()).isEqualTo(why);
    }

    private ResponseEntity<HealthAnswer> health() {
        return controller().health();
    }

    private HealthController controller() {
        Properties build = new Properties();
        build.setProperty("version", "0.1.0");
        if (!beans.containsBean("build")) {
            beans.registerSingleton("build", new BuildProperties(build));
        }
        return new HealthController(
                new TradingCondition(line),
                new SelfTest(line, clock),
                beans.getBeanProvider(HealthContributorRegistry.class),
                beans.getBeanProvider(BuildProperties.class),
                clock);
    }

    private static final class Ticks extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
