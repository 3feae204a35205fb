package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.problems.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DecisionsTests {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final OneLane world = new OneLane();
    private final Decisions decisions = new Decisions(world.journal, world.signals.records);
    private final String id = world.take(OneLane.open("0.01"));

    @Test
    void whatIsDecidedIsToldAtOnce() throws Exception {
        decide();

        assertThat(decisions.await(id, Duration.ZERO)).isPresent();
    }

    @Test
    void whatIsNotDecidedInTimeIsNotTold() throws Exception {
        assertThat(decisions.await(id, Duration.ZERO)).isEmpty();
        assertThat(decisions.await(id, Duration.ofMillis(20))).isEmpty();
        assertThat(decisions.await("nobody", Duration.ofMillis(20))).isEmpty();
    }

    @Test
    void everybodyWhoWaitsIsTold() {
        var first = CompletableFuture.supplyAsync(this::await);
        var second = CompletableFuture.supplyAsync(this::await);
        decide();
        decisions.announce(id);

        assertThat(first.join()).isPresent().isEqualTo(second.join());
    }

    @Test
    void whatAnotherInstanceDecidesIsSeenWithoutAWord() {
        var waiting = CompletableFuture.supplyAsync(this::await);
        decide();

        assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(Optional.of(outcome()));
    }

    @Test
    void whoeverDoesNotWaitIsNotMissed() throws Exception {
        decisions.announce(id);
        decisions.announce("nobody");
        assertThat(decisions.await(id, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void aJournalThatDoesNotAnswerIsNoVerdict() {
        world.journal.down = true;

        assertThatExceptionOfType(JournalUnavailable.class).isThrownBy(() -> decisions.await(id, LONG));
    }

    private Optional<SignalOutcome> await() {
        try {
            return decisions.await(id, LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SignalOutcome outcome() {
        return new SignalOutcome.Refused(Problem.conflict("NO", "because"));
    }

    private void decide() {
        world.journal.write(tx -> world.signals.records.decide(
                tx, id, new Progress.Decided(Verdict.REFUSED, outcome()), world.clock.instant()));
    }
}
