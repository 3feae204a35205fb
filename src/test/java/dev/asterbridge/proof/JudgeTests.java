package dev.asterbridge.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.proof.Judge.Story;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The judge finds each kind of fault in books that were made up. */
class JudgeTests {

    private final Ledger ledger = new Ledger(Clock.systemUTC());
    private long nonce;

    @Test
    void booksThatAgreeAreFine() {
        execute(1, "ab-one-1");
        send(2, "ab-two-1");
        send(3, "ab-three-1");
        execute(3, "ab-three-2");

        assertThat(Judge.faults(
                        ledger,
                        List.of(
                                story(1, "one", "executed"),
                                story(2, "two", "refused"),
                                story(3, "three", "executed"),
                                new Story(4, false, Optional.empty(), Optional.empty(), Map.of()))))
                .isEmpty();
    }

    @Test
    void aLostAlertIsFound() {
        Story undecided = new Story(1, true, Optional.of("one"), Optional.empty(), Map.of());

        assertThat(Judge.faults(ledger, List.of(undecided)))
                .containsExactly("alert 1 was acknowledged and has no verdict");
    }

    @Test
    void aDoubledAlertIsFound() {
        execute(1, "ab-one-1");
        execute(1, "ab-one-2");

        assertThat(Judge.faults(ledger, List.of(story(1, "one", "executed"))))
                .containsExactly("alert 1 is executed 2 times: [ab-one-1, ab-one-2]");
    }

    @Test
    void aDoubledAlertThatNobodyAcknowledgedIsFound() {
        execute(1, "ab-one-1");
        execute(1, "ab-one-2");

        assertThat(Judge.faults(ledger, List.of(new Story(1, false, Optional.empty(), Optional.empty(), Map.of()))))
                .hasSize(1);
    }

    @Test
    void aWrongVerdictIsFound() {
        execute(1, "ab-one-1");
        send(2, "ab-two-1");

        assertThat(Judge.faults(ledger, List.of(story(1, "one", "refused"), story(2, "two", "executed"))))
                .containsExactly(
                        "alert 1 is said to be refused and is executed", "alert 2 is said to be executed and is not");
    }

    @Test
    void aFillThatNobodyAskedForIsFound() {
        execute(9, "ab-nine-1");

        assertThat(Judge.faults(ledger, List.of())).containsExactly("alert 9 was never sent and is executed");
    }

    @Test
    void anOrderUnderAnotherSignalsNameIsFound() {
        execute(1, "ab-two-1");

        assertThat(Judge.faults(ledger, List.of(story(1, "one", "executed"))))
                .containsExactly("alert 1 is signal one and is executed as ab-two-1");
    }

    @Test
    void aWrongWordOnAnOrderIsFound() {
        execute(1, "ab-one-1");
        send(2, "ab-two-1");
        Map<String, String> wrong = Map.of("ab-one-1", "not_executed", "ab-two-1", "executed");
        Story one = new Story(1, true, Optional.of("one"), Optional.of("executed"), wrong);

        assertThat(Judge.faults(ledger, List.of(one)))
                .containsExactlyInAnyOrder(
                        "order ab-one-1 is said to be 'not_executed' and is executed",
                        "order ab-two-1 is said to be 'executed' and is not executed");
    }

    @Test
    void anOrderThatIsNotOnRecordIsFound() {
        send(1, "ab-one-1");
        Story one = new Story(1, true, Optional.of("one"), Optional.of("refused"), Map.of());

        assertThat(Judge.faults(ledger, List.of(one)))
                .containsExactly("alert 1 has orders that are not on record: [ab-one-1]");
    }

    @Test
    void anOrderSentTwiceIsFound() {
        ledger.received(order(1, "ab-one-1"), "me", 7, false);
        ledger.received(order(1, "ab-one-1"), "me", 7, false);
        ledger.received(order(1, "ab-one-1"), "me", 7, true);

        assertThat(Judge.faults(ledger, List.of()))
                .containsExactly("order ab-one-1 was sent more than once", "nonce me 7 was used more than once");
    }

    private void execute(int number, String name) {
        ledger.execute(send(number, name), BigDecimal.TEN, Duration.ZERO).orElseThrow();
    }

    private Ledger.Post send(int number, String name) {
        return ledger.received(order(number, name), "me", ++nonce, false);
    }

    private static Ledger.OrderForm order(int number, String name) {
        return new Ledger.OrderForm("BTCUSDT", "BUY", Alert.quantity(number), false, name);
    }

    /** A story that tells of every order that was sent, as it was. */
    private Story story(int number, String signal, String verdict) {
        Map<String, String> attempts = new HashMap<>();
        ledger.posts().stream()
                .filter(post -> Alert.number(post.order().quantity()) == number)
                .forEach(post -> attempts.put(post.order().clientOrderId(), "refused"));
        ledger.fills().stream()
                .filter(fill -> Alert.number(fill.post().order().quantity()) == number)
                .forEach(fill -> attempts.put(fill.post().order().clientOrderId(), "executed"));
        return new Story(number, true, Optional.of(signal), Optional.of(verdict), attempts);
    }
}
