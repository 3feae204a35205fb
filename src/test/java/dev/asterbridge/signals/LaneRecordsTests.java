package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LaneRecordsTests {

    private final TestClock clock = new TestClock();
    private final JournalInMemory mine = new JournalInMemory(clock);
    private final JournalInMemory theirs = mine.as("other");
    private final LaneRecords lanes = new LaneRecords();

    @Test
    void aLaneIsTakenByOneAndEachTimeItHasAnotherEpoch() {
        assertThat(claim(mine)).hasValue(1);
        assertThat(claim(theirs)).isEmpty();
        assertThat(claim(mine)).hasValue(2);
        mine.die();
        assertThat(claim(theirs)).hasValue(3);
    }

    @Test
    void anOwnerLivesUntilTheMomentItsLeaseEnds() {
        claim(mine);
        lease("me", clock.millis() + 1);
        assertThat(claim(theirs)).isEmpty();
        lease("me", clock.millis());

        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> require(mine, 1));
        assertThat(claim(theirs)).hasValue(2);
    }

    @Test
    void onlyItsOwnerInItsEpochMayGoOn() {
        claim(mine);

        assertThatCode(() -> require(mine, 1)).doesNotThrowAnyException();
        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> require(mine, 2));
        assertThatExceptionOfType(LaneLost.class).isThrownBy(() -> require(theirs, 1));
    }

    @Test
    void onlyACloseThatWasPlacedMakesAnOpenBeforeItPointless() {
        Waiting open = waiting("a", OneLane.open("0.01"), false);

        assertThat(view(open, waiting("b", OneLane.decrease("0.01"), true)).closedAfter(open))
                .isEmpty();
        assertThat(view(open, waiting("b", OneLane.close(), false)).closedAfter(open))
                .isEmpty();
        assertThat(view(open, waiting("b", OneLane.close(), true)).closedAfter(open))
                .isPresent();
        assertThat(view(waiting("b", OneLane.close(), true), open).closedAfter(open))
                .isEmpty();
    }

    private static Waiting waiting(String id, Signal signal, boolean placed) {
        return new Waiting(id, signal, "", null, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, placed);
    }

    private static LaneView view(Waiting... waiting) {
        return new LaneView(List.of(), List.of(waiting), "me", 1, null, false, Map.of());
    }

    private void lease(String name, long until) {
        mine.sql()
                .sql("UPDATE instances SET lease_until = :until WHERE name = :name")
                .param("until", until)
                .param("name", name)
                .update();
    }

    private OptionalLong claim(JournalInMemory journal) {
        return journal.write(tx -> lanes.claim(tx, BTC));
    }

    private void require(JournalInMemory journal, long epoch) {
        journal.write(tx -> {
            lanes.require(tx, BTC, epoch);
            return tx;
        });
    }
}
