package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Wishes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of several instances with a shadow one runs it. */
class ShadowInstancesTests {

    private final Stage stage = new Stage().start();
    private final JournalInMemory others = stage.journal.as("other");
    private final ShadowRun other = stage.shadow(true, others);

    @AfterEach
    void stop() {
        stage.stop();
        other.stop();
    }

    @Test
    void theFirstOneRunsItAndTheOtherLooksOn() {
        stage.look();
        other.look();

        stage.alert(open("0.01"));
        other.look();
        assertThat(stage.comparison().signals()).isEmpty();
        stage.look();

        assertThat(stage.newest().shadow().verdict()).isEqualTo("executed");
        assertThat(stage.asked).isEqualTo(1);
    }

    @Test
    void theOtherTakesOverAndGoesOnWhereItWas() {
        stage.look();
        other.look();
        stage.both(open("0.01"));

        stage.journal.die();
        stage.pass(Duration.ofSeconds(2));
        other.look();
        stage.bring(new Signal(BTC, null, new Signal.Close()));
        other.look();

        assertThat(stage.newest().shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.01"));
    }

    @Test
    void whatOneThatLostItDoesIsNotKept() {
        stage.look();
        stage.both(open("0.01"));
        stage.journal.die();
        other.look();

        stage.bring(open("0.02"));
        stage.look();
        assertThat(stage.comparison().signals())
                .as("not by the one that lost it")
                .hasSize(1);
        other.look();
        stage.bring(new Signal(BTC, null, new Signal.Close()));
        stage.pass(Duration.ofSeconds(2));
        stage.look();
        other.look();

        assertThat(stage.comparison().signals()).hasSize(3);
        assertThat(stage.newest().shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.03"));
    }

    @Test
    void oneThatLostItTakesItAgainWhenTheOtherEnds() {
        stage.look();
        stage.both(open("0.01"));
        stage.journal.die();
        other.look();
        stage.bring(open("0.02"));
        stage.look();
        other.look();

        others.die();
        stage.pass(Duration.ofSeconds(2));
        stage.look();
        stage.bring(new Signal(BTC, null, new Signal.Close()));
        stage.look();

        assertThat(stage.newest().shadow().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.filled()).isEqualByComparingTo("0.03"));
    }

    private static Signal open(String quantity) {
        return new Signal(BTC, null, Wishes.open(Side.BUY, Quantity.of(quantity), null));
    }
}
