package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Wishes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the comparison says of times, and of several alerts together. */
class ComparerTests {

    private final Stage stage = new Stage().start();

    @AfterEach
    void stop() {
        stage.stop();
    }

    @Test
    void comparesHowLongBothTook() {
        stage.look();
        stage.exchange.onPlace = request -> {
            stage.pass(Duration.ofMillis(120));
            return new OrderOutcome.Accepted(stage.exchange.fill(request));
        };
        stage.alert(open("0.01"));
        stage.pass(Duration.ofMillis(30));
        stage.look();

        Compared compared = stage.newest();
        assertThat(compared.live().ms()).isEqualTo(120);
        assertThat(compared.shadow().ms()).isEqualTo(150);
        assertThat(compared.difference().ms()).isEqualTo(-30);
    }

    @Test
    void whatWasSpentOnPricesIsNoLatencyOfPaper() {
        stage.look();
        stage.whileAsking = () -> stage.pass(Duration.ofMillis(300));

        Compared compared = stage.both(open("0.01"));

        assertThat(compared.shadow().ms()).isZero();
        assertThat(compared.shadow().pricesMs()).isEqualTo(300);
    }

    @Test
    void aLiveOrderThatCameLaterIsNoted() {
        stage.look();
        stage.alert(open("0.01"));
        stage.look();
        stage.journal
                .sql()
                .sql("UPDATE attempts SET prepared_at = prepared_at + 7000, resolved_at = resolved_at + 7100")
                .update();

        Compared compared = stage.newest();
        assertThat(compared.differs()).containsExactly("live it was ordered 7 s after the mark price was read");
        assertThat(compared.live().ms()).isEqualTo(7100);
    }

    @Test
    void whatIsNotDecidedIsWaiting() {
        stage.look();
        stage.both(open("0.01"));
        stage.live.stop(); // else it may decide it once more
        stage.journal
                .sql()
                .sql("UPDATE signals SET verdict = NULL, outcome = NULL")
                .update();

        assertThat(stage.newest().live().verdict()).isEqualTo("waiting");
        assertThat(stage.newest().differs()).containsExactly("live it is waiting, on paper executed");
    }

    @Test
    void sumsUpWithMeanAndWorst() {
        stage.look();
        stage.both(open("0.01"));
        stage.pass(Duration.ofSeconds(1));
        stage.ask = "49990";
        stage.bid = "49989";
        stage.both(open("0.01"));
        stage.pass(Duration.ofSeconds(1));
        stage.priceless = true;
        stage.both(open("0.01"));

        Comparison.Summary summary = stage.comparison().summary();

        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.compared()).isEqualTo(2);
        assertThat(summary.missed()).isEqualTo(1);
        assertThat(summary.priceBps().mean()).isEqualByComparingTo("0.99");
        assertThat(summary.priceBps().worst()).isEqualByComparingTo("2.00");
        assertThat(summary.shadowSlippageBps().worst()).isEqualByComparingTo("0.02");
        assertThat(summary.liveMs().mean()).isZero();
    }

    @Test
    void theNewestComeFirstAndNoMoreThanAskedFor() {
        stage.look();
        stage.both(open("0.01"));
        Compared newest = stage.both(open("0.02"));

        assertThat(stage.comparer().newest(null, 1).signals())
                .extracting(Compared::signalId)
                .containsExactly(newest.signalId());
    }

    @Test
    void goesWithItsAlertWhenThatIsDeleted() {
        stage.look();
        stage.both(open("0.01"));
        stage.journal.sql().sql("PRAGMA foreign_keys = ON").update();

        stage.journal.sql().sql("DELETE FROM signals").update();

        assertThat(stage.journal
                        .sql()
                        .sql("SELECT count(*) FROM shadows")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static Signal open(String quantity) {
        return new Signal(BTC, null, Wishes.open(Side.BUY, Quantity.of(quantity), null));
    }
}
