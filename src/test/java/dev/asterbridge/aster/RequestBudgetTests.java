package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.aster.RateLimit.Unit;
import dev.asterbridge.exchange.LineMemory.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class RequestBudgetTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final MovingClock clock = new MovingClock();
    private final RequestBudget budget = new RequestBudget(new AsterClock(clock));

    @BeforeEach
    void startAMinute() {
        clock.moveTo(Instant.parse("2026-11-20T12:00:00Z"));
        budget.limits(List.of(
                new RateLimit(Unit.WEIGHT, MINUTE, 200),
                new RateLimit(Unit.ORDERS, MINUTE, 40),
                new RateLimit(Unit.ORDERS, Duration.ofSeconds(10), 20)));
    }

    @Test
    void keepsReadsUnderFourFifthsOfHalfTheLimit() {
        assertThat(budget.take(80, 0, Share.TRADING)).isEmpty();
        assertThat(budget.take(1, 0, Share.TRADING)).contains(MINUTE);
    }

    @Test
    void keepsAShareForWhatIsUrgent() {
        budget.take(80, 0, Share.TRADING);
        assertThat(budget.take(20, 0, Share.URGENT)).isEmpty();
        assertThat(budget.take(80, 0, Share.URGENT))
                .as("also of the half that is for others")
                .isEmpty();
        assertThat(budget.take(1, 0, Share.URGENT)).isPresent();
    }

    @Test
    void whatIsUrgentGoesThoughOthersAtOurAddressUsedOurHalf() {
        heard("X-MBX-USED-WEIGHT-1M", "179");
        assertThat(budget.take(1, 0, Share.TRADING)).contains(MINUTE);
        assertThat(budget.take(1, 0, Share.URGENT)).isEmpty();
        assertThat(budget.take(1, 0, Share.URGENT)).as("a ban would be worse").contains(MINUTE);
    }

    @Test
    void whoAsksByHandLeavesTheRestToAlerts() {
        assertThat(budget.take(50, 0, Share.PEOPLE)).isEmpty();
        assertThat(budget.take(1, 0, Share.PEOPLE)).contains(MINUTE);
        assertThat(budget.take(30, 0, Share.TRADING)).isEmpty();
        assertThat(budget.take(20, 0, Share.URGENT)).isEmpty();
    }

    @Test
    void whatTradesUsesIsGoneForThoseWithLess() {
        assertThat(budget.take(40, 0, Share.TRADING)).isEmpty();
        assertThat(budget.take(1, 0, Share.SPARE)).contains(MINUTE);
        assertThat(budget.take(10, 0, Share.PEOPLE)).isEmpty();
        assertThat(budget.take(1, 0, Share.PEOPLE)).contains(MINUTE);
        assertThat(budget.take(1, 0, Share.TRADING)).isEmpty();
    }

    @Test
    void eachShareIsLargerThanTheOneBeforeIt() {
        assertThat(Share.values()).extracting(share -> share.of(2400)).containsExactly(480, 600, 960, 2160);
        assertThat(Share.values())
                .allSatisfy(share -> assertThat(share.of(Integer.MAX_VALUE)).isPositive());
        assertThat(Share.values())
                .extracting(Share::urgent)
                .containsExactly(Share.SPARE, Share.PEOPLE, Share.URGENT, Share.URGENT);
    }

    @Test
    void startsAfreshWithTheNextMinute() {
        budget.take(80, 0, Share.TRADING);
        clock.advance(Duration.ofSeconds(45));
        assertThat(budget.take(1, 0, Share.TRADING)).contains(Duration.ofSeconds(15));
        clock.advance(Duration.ofSeconds(15));
        assertThat(budget.take(1, 0, Share.TRADING)).isEmpty();
        assertThat(budget.usedWeight()).isOne();
    }

    @Test
    void believesTheExchangeWhenItCountedMore() {
        heard("X-MBX-USED-WEIGHT-1M", "79");
        assertThat(budget.usedWeight()).isEqualTo(79);
        assertThat(budget.take(2, 0, Share.TRADING)).isPresent();
        heard("x-mbx-used-weight-1m", "12");
        assertThat(budget.usedWeight()).isEqualTo(79);
    }

    @Test
    void countsOrdersInEveryWindow() {
        for (int i = 0; i < 8; i++) {
            assertThat(budget.take(1, 1, Share.TRADING)).isEmpty();
        }
        assertThat(budget.take(1, 1, Share.TRADING)).contains(Duration.ofSeconds(10));
        assertThat(budget.take(1, 1, Share.URGENT)).isEmpty();
        heard("X-MBX-ORDER-COUNT-1m", "36");
        clock.advance(Duration.ofSeconds(10));
        assertThat(budget.take(1, 1, Share.URGENT)).contains(Duration.ofSeconds(50));
    }

    @Test
    void takesNothingWhenItRefuses() {
        heard("X-MBX-ORDER-COUNT-10S", "16");
        budget.take(5, 1, Share.TRADING);
        assertThat(budget.usedWeight()).isZero();
    }

    @Test
    void letsTheDearestQuestionThroughWhenIdle() {
        assertThat(budget.take(150, 0, Share.TRADING)).isEmpty();
    }

    @Test
    void ignoresHeadersItCannotRead() {
        heard("X-MBX-USED-WEIGHT-1M", "lots");
        heard("X-MBX-USED-WEIGHT-", "4");
        heard("X-MBX-USED-WEIGHT-5Y", "4");
        assertThat(budget.usedWeight()).isZero();
    }

    @Test
    void keepsWhatWasUsedWhenLimitsChange() {
        budget.take(70, 0, Share.TRADING);
        budget.limits(List.of(new RateLimit(Unit.WEIGHT, MINUTE, 100)));
        assertThat(budget.usedWeight()).isEqualTo(70);
        assertThat(budget.take(21, 0, Share.URGENT)).isPresent();
    }

    @Test
    void remembersWhatIsUsedOfTheWindowsUnderWay() {
        clock.advance(Duration.ofSeconds(15));
        budget.take(30, 0, Share.TRADING);
        assertThat(budget.used())
                .containsExactly(new Limit("weight in PT1M", Instant.parse("2026-11-20T12:01:00Z"), 30));

        RequestBudget later = new RequestBudget(new AsterClock(clock));
        later.recall(budget.used());
        assertThat(later.usedWeight()).isEqualTo(30);
        budget.take(1, 3, Share.TRADING);
        assertThat(budget.used().stream().map(Limit::name))
                .containsExactly("weight in PT1M", "orders in PT1M", "orders in PT10S");
        clock.advance(MINUTE);
        assertThat(budget.used()).isEmpty();
    }

    @Test
    void believesAnotherInstanceThatCountedMoreOfTheSameWindow() {
        budget.take(30, 0, Share.TRADING);
        Instant end = Instant.parse("2026-11-20T12:01:00Z");
        budget.recall(List.of(new Limit("weight in PT1M", end, 29)));
        assertThat(budget.usedWeight()).isEqualTo(30);
        budget.recall(List.of(
                new Limit("weight in PT1M", end.minusSeconds(60), 50),
                new Limit("weight in PT1M", end.plusSeconds(60), 60),
                new Limit("orders in PT1M", end, 36)));
        assertThat(budget.usedWeight()).isEqualTo(30);
        budget.recall(List.of(new Limit("weight in PT1M", end, 79)));
        assertThat(budget.usedWeight()).isEqualTo(79);
        assertThat(budget.take(2, 0, Share.TRADING)).isPresent();
        assertThat(budget.take(1, 1, Share.URGENT)).isPresent();
    }

    private void heard(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(name, value);
        budget.heard(headers);
    }

    @Test
    void keepsALimitThatTheExchangeNoLongerNames() {
        budget.take(0, 16, Share.TRADING);
        budget.limits(List.of(new RateLimit(Unit.WEIGHT, MINUTE, 100)));
        assertThat(budget.take(1, 1, Share.TRADING)).isPresent();
    }
}
