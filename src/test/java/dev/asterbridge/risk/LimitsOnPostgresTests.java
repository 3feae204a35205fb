package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.risk.Orders.buy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalsOnPostgres;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Halt.Scope;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances on one real PostgreSQL, whose statements run at the same time. */
class LimitsOnPostgresTests {

    private final JournalsOnPostgres postgres = new JournalsOnPostgres();
    private final Journal first = postgres.another();
    private final Journal second = postgres.another();

    @AfterEach
    void close() {
        postgres.close();
    }

    @Test
    void twoInstancesTogetherKeepTheOrdersOfAMinute() throws Exception {
        RiskOnFake here = new RiskOnFake(first, Clock.systemUTC(), "max_orders_per_minute=25");
        RiskOnFake there = new RiskOnFake(second, Clock.systemUTC(), "max_orders_per_minute=25");
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Exposure order = buy("1").on("S%dUSDT".formatted(i)).of("trend").planned();
            attempts.add(() -> isPutOnRecord(first, here, order));
            attempts.add(() -> isPutOnRecord(second, there, order));
        }
        int allowed = 0;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> attempt : callers.invokeAll(attempts)) {
                allowed += attempt.get() ? 1 : 0;
            }
        }

        assertThat(allowed).isEqualTo(25);
        assertThat(there.guard.standing().ordersLastMinute()).isEqualTo(25);
    }

    @Test
    void everyStatementIsUnderstoodThere() {
        RiskOnFake here = new RiskOnFake(
                first, Clock.systemUTC(), "max_daily_loss=5%", "max_drawdown=15%", "max_open_positions=3");
        RiskOnFake there = new RiskOnFake(
                second, Clock.systemUTC(), "max_daily_loss=5%", "max_drawdown=15%", "max_open_positions=3");
        here.account.hold(BTC, PositionSide.LONG, "1");
        here.look();
        assertThat(there.guard.check(buy("1").of("trend").planned())).isInstanceOf(RiskVerdict.Allowed.class);
        assertThat(isPutOnRecord(second, there, buy("1").of("trend").planned())).isTrue();
        assertThat(there.guard.open()).containsExactly(new Held(BTC, PositionSide.LONG));
        assertThat(there.guard.underWay()).isEmpty();

        here.account.wallet = new BigDecimal("900");
        here.look();
        here.trading.halt(Scope.ofStrategy("trend"), "news", "somebody");
        assertThat(there.trading.inForce()).extracting(Halt::automatic).containsExactlyInAnyOrder(true, false);
        assertThat(isPutOnRecord(second, there, buy("1").planned())).isFalse();

        there.trading.resume(Scope.ACCOUNT, "moved money", "somebody", true);
        there.trading.resume(Scope.ofStrategy("trend"), "over", "somebody", false);
        here.look();

        assertThat(here.trading.inForce()).isEmpty();
        assertThat(here.guard.standing().equity().peak()).isEqualByComparingTo("900");
        assertThat(isPutOnRecord(first, here, buy("1").planned())).isTrue();
    }

    private static boolean isPutOnRecord(Journal journal, RiskOnFake risk, Exposure order) {
        try {
            return journal.write(tx -> {
                if (risk.guard.check(tx, order) instanceof RiskVerdict.Refused refused) {
                    throw new ProblemException(refused.problem());
                }
                return true;
            });
        } catch (ProblemException e) {
            return false;
        }
    }
}
