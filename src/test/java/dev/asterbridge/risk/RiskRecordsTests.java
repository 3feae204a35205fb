package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskRecordsTests {

    private static final Held HELD = new Held(BTC, PositionSide.BOTH);

    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private final RiskOnFake risk = new RiskOnFake(journal, clock);

    @ParameterizedTest
    @CsvSource({
        // not proven
        "false, , , 0, , true",
        "true, , , 0, , false",
        // resting
        "false, executed, NEW, 0, -3600, true",
        "false, executed, PARTIALLY_FILLED, 0.1, -3600, true",
        "false, executed, OTHER, 0, -3600, true",
        "true, executed, NEW, 0, -3600, false",
        // ended
        "false, executed, FILLED, 1, -6, false",
        "false, executed, FILLED, 1, -5, true",
        "false, executed, FILLED, 1, 3, true",
        "false, executed, EXPIRED, 0.1, 3, true",
        "false, executed, EXPIRED, 0, 3, false",
        "true, executed, FILLED, 1, 3, false",
        "false, refused, , 0, , false"
    })
    void anOrderMayHaveOpenedSomethingThatTheReadingDoesNotShow(
            boolean reduceOnly, String outcome, String status, String executed, Long seenAfter, boolean open) {
        risk.look();
        Long seenAt = seenAfter == null ? null : clock.millis() + seenAfter * 1000;
        Orders.record(journal, "s", HELD, reduceOnly, outcome, status, executed, seenAt);

        assertThat(open()).isEqualTo(open ? Set.of(HELD) : Set.of());
    }

    @Test
    void theReadingIsBelievedRatherThanTheJournal() {
        journal.sql()
                .sql(
                        "INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES ('BTCUSDT', '', 'BOTH', '2')")
                .update();
        assertThat(open()).containsExactly(HELD);
        risk.account.hold(new Symbol("ETHUSDT"), PositionSide.SHORT, "-1");
        risk.account.hold(new Symbol("币安人生USDT"), PositionSide.LONG, "1");

        risk.look();

        assertThat(open())
                .containsExactlyInAnyOrder(
                        new Held(new Symbol("ETHUSDT"), PositionSide.SHORT),
                        new Held(new Symbol("币安人生USDT"), PositionSide.LONG));
    }

    @Test
    void whatIsHeldAtZeroIsNotHeld() {
        journal.sql()
                .sql(
                        "INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES ('BTCUSDT', '', 'BOTH', '0')")
                .update();

        assertThat(open()).isEmpty();
    }

    private Set<Held> open() {
        return journal.read(sql -> risk.records.open(sql, risk.records.reading(sql)));
    }
}
