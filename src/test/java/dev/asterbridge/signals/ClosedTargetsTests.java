package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a close, or a flatten, does to targets that were fired before it and come after it. */
class ClosedTargetsTests {

    private final OneLane one = new OneLane();
    private final Instant start = one.clock.instant();

    @Test
    void aTargetOfBeforeACloseDoesNotUndoIt() {
        target("0.01", "0", 0);
        String close = close(5);

        String late = target("0.02", "0.01", 3);

        assertThat(one.verdict(late)).isEqualTo("superseded SUPERSEDED");
        assertThat(SignalRecords.sentence(one.outcome(late))).contains(close);
        assertThat(held()).isEqualByComparingTo("0");
    }

    @Test
    void aTargetOfAfterACloseCounts() {
        target("0.01", "0", 0);
        close(5);
        target("0.02", "0.01", 3);

        String later = target("0.03", "0.02", 6);

        assertThat(one.verdict(later)).isEqualTo("executed");
        assertThat(held()).isEqualByComparingTo("0.03");
    }

    @Test
    void ofOneSecondTheOneThatComesLaterCounts() {
        target("0.01", "0", 0);
        close(5);

        target("0.02", "0.01", 5);

        assertThat(held()).isEqualByComparingTo("0.02");
    }

    @Test
    void aCloseWithoutATimeIsOfWhenItCameIn() {
        target("0.01", "0", 0);
        pass(5);
        run(one.take(OneLane.close()));

        assertThat(one.verdict(target("0.02", "0.01", 3))).startsWith("superseded");
        pass(2);
        run(one.take(new Signal(BTC, null, Wishes.target("0.03", "0.02"))));

        assertThat(held()).isEqualByComparingTo("0.03");
    }

    @Test
    void theFirstTargetOfAllIsNotTooNewForThat() {
        one.hold("0.01");
        close(5);

        assertThat(one.verdict(target("0.02", "0.01", 3))).startsWith("superseded");
        assertThat(held()).isEqualByComparingTo("0");
    }

    @Test
    void aCloseThatWasRefusedSaysNothing() {
        target("0", "0.01", 0);
        assertThat(one.verdict(close(5))).isEqualTo("refused POSITION_NOT_FOUND");

        target("0.02", "0", 3);

        assertThat(held()).isEqualByComparingTo("0.02");
    }

    @Test
    void aCloseOfBeforeTheNewestTargetChangesNothing() {
        target("0.01", "0", 6);
        close(5);

        target("0.02", "0.01", 7);

        assertThat(held()).isEqualByComparingTo("0.02");
        assertThat(gaps()).isEmpty();
    }

    @Test
    void whereTheStrategyGoesOnFromIsNoGap() {
        target("0.01", "0", 0);
        close(5);
        target("0.02", "0.01", 6);
        close(7);
        target("0.01", "0", 8);
        close(9);
        target("0.02", "0.01", 8);
        target("0.01", "0.02", 10);
        assertThat(gaps()).isEmpty();

        close(11);
        target("0.07", "0.05", 12);

        assertThat(gaps()).hasSize(1);
        assertThat(held()).isEqualByComparingTo("0.07");
    }

    @Test
    void whatOfAllIsClosedIsClosedForEachStrategy() {
        run(one.take(new Signal(BTC, "a", null, Wishes.target("0.01", "0")), start));
        run(one.take(new Signal(BTC, "b", null, Wishes.target("0.02", "0")), start));
        pass(5);
        run(one.take(new Signal(BTC, PositionSide.BOTH, new Signal.Close(true))));
        assertThat(held()).isEqualByComparingTo("0");

        String a = run(one.take(new Signal(BTC, "a", null, Wishes.target("0.03", "0.01")), start.plusSeconds(3)));
        String b = run(one.take(new Signal(BTC, "b", null, Wishes.target("-0.01", "0.02")), start.plusSeconds(3)));

        assertThat(List.of(one.verdict(a), one.verdict(b)))
                .containsExactly("superseded SUPERSEDED", "superseded SUPERSEDED");
        assertThat(held()).isEqualByComparingTo("0");
    }

    @Test
    void whatAStrategyClosesIsNotClosedForAnother() {
        run(one.take(new Signal(BTC, "a", null, Wishes.target("0.01", "0")), start));
        run(one.take(new Signal(BTC, "b", null, Wishes.target("0.02", "0")), start));
        run(one.take(new Signal(BTC, "a", null, new Signal.Close()), start.plusSeconds(5)));

        run(one.take(new Signal(BTC, "b", null, Wishes.target("0.03", "0.02")), start.plusSeconds(3)));

        assertThat(held()).isEqualByComparingTo("0.03");
    }

    @Test
    void oneSideIsNotTheOther() {
        one.exchange.mode = PositionMode.HEDGE;
        one.exchange.positions.add(FakeExchange.position("0.01", PositionSide.LONG));
        one.exchange.positions.add(FakeExchange.position("-0.01", PositionSide.SHORT));
        one.pass(Duration.ofSeconds(5));
        Instant now = one.clock.instant();
        String close = run(one.take(new Signal(BTC, PositionSide.LONG, new Signal.Close()), now));
        assertThat(one.verdict(close)).isEqualTo("executed");

        String up = run(one.take(new Signal(BTC, null, Wishes.target("0.02", "0.01")), now.minusSeconds(2)));
        String down = run(one.take(new Signal(BTC, null, Wishes.target("-0.02", "0.02")), now.minusSeconds(1)));

        assertThat(one.verdict(up)).startsWith("superseded");
        assertThat(one.verdict(down)).isEqualTo("executed");
        assertThat(one.sent()).containsExactly("SELL 0.01", "SELL 0.01");
    }

    @Test
    void aCloseOfOneSideLeavesWhatIsWantedOfTheOther() {
        one.exchange.mode = PositionMode.HEDGE;
        one.exchange.positions.add(FakeExchange.position("0.01", PositionSide.LONG));
        one.pass(Duration.ofSeconds(5));
        Instant now = one.clock.instant();
        run(one.take(new Signal(BTC, null, Wishes.target("-0.01", "0.01")), now.minusSeconds(9)));
        one.exchange.positions.add(FakeExchange.position("0.01", PositionSide.LONG));
        one.pass(Duration.ofSeconds(5));
        run(one.take(new Signal(BTC, PositionSide.LONG, new Signal.Close()), now));

        assertThat(targets()).containsExactly("-0.01");
    }

    @Test
    void itIsRememberedOverARestart() {
        target("0.01", "0", 0);
        close(5);
        one.crash();

        assertThat(one.verdict(target("0.02", "0.01", 3))).startsWith("superseded");
        assertThat(targets()).containsExactly("0");
    }

    private String target(String size, String previous, int second) {
        return run(one.take(new Signal(BTC, null, Wishes.target(size, previous)), start.plusSeconds(second)));
    }

    private String close(int second) {
        return run(one.take(OneLane.close(), start.plusSeconds(second)));
    }

    private String run(String id) {
        one.pass(Duration.ofMillis(10));
        return id;
    }

    private void pass(int seconds) {
        one.pass(Duration.ofSeconds(seconds));
    }

    private BigDecimal held() {
        return new BigDecimal(one.held());
    }

    private List<String> targets() {
        return one.journal
                .sql()
                .sql("SELECT target FROM targets")
                .query(String.class)
                .list();
    }

    private List<String> gaps() {
        return one.journal.recorded.stream()
                .filter(event -> event.contains("gap_found"))
                .toList();
    }
}
