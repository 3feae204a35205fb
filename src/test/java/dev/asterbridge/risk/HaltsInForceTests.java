package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.risk.Halt.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

class HaltsInForceTests {

    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private final RiskOnFake risk = new RiskOnFake(journal, clock);
    private final HaltsInForce halts = new HaltsInForce(risk.trading);

    @Test
    void whoeverLooksSeesThatThereIsAHaltAndTheServiceIsWell() {
        risk.trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");
        risk.trading.halt(Scope.of(BTC), "a listing", "1.2.3.4");
        risk.trading.halt(Scope.ofStrategy("canary"), "canary", "1.2.3.4");

        assertThat(halts.health().getStatus()).isEqualTo(Status.UP);
        assertThat(halts.health().getDetails())
                .isEqualTo(
                        Map.of(
                                "notices",
                                List.of(
                                        "nothing new is opened for the account since 2026-01-15T12:00:00Z; GET /trading says why",
                                        "nothing new is opened for a strategy since 2026-01-15T12:00:00Z; GET /trading says why",
                                        "nothing new is opened for BTCUSDT since 2026-01-15T12:00:00Z; GET /trading says why")));
    }

    @Test
    void whenTheLastIsLiftedThereIsNothingToSay() {
        risk.trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");
        risk.trading.resume(Scope.ACCOUNT, "over", "1.2.3.4", false);

        assertThat(halts.health().getDetails()).isEmpty();
    }

    @Test
    void ofAJournalThatDoesNotAnswerTheJournalItselfSpeaks() {
        risk.trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");
        journal.down = true;

        assertThat(halts.health().getStatus()).isEqualTo(Status.UP);
        assertThat(halts.health().getDetails()).isEmpty();
    }
}
