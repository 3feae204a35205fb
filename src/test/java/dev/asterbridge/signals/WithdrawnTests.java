package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.protection.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rests of a strategy when its newest target is refused, or is for the same order. */
class WithdrawnTests {

    private static final Entry LIMIT = Entry.of(OrderTerms.parse("LIMIT 49900 GTC"));

    private final OneLane one = new OneLane();

    @BeforeEach
    void rest() {
        one.exchange.limitsRest = true;
    }

    @Test
    void whatIsNotWantedAnyMoreGoesWithARefusal() {
        one.take(target("0.02", LIMIT));
        pass(2);
        String refused =
                take("-0.01", Entry.of(OrderTerms.parse("LIMIT 50100 GTC")).with(stop("40000")));

        assertThat(one.exchange.orderReader.open()).isEmpty();
        assertThat(one.verdict(refused)).isEqualTo("refused INVALID_REQUEST");
        assertThat(SignalRecords.sentence(one.outcome(refused)))
                .contains("stop_loss")
                .contains("what rested from before is not wanted any more and has ended: "
                        + one.names().getFirst());
    }

    @Test
    void itGoesWhereNothingNewIsOpened() {
        one.take(target("0.02", LIMIT));
        pass(2);
        one.frozen("somebody should look");

        String refused = take("-0.01", Entry.of(OrderTerms.parse("LIMIT 50100 GTC")));

        assertThat(one.verdict(refused)).isEqualTo("refused NOTHING_NEW_IS_OPENED");
        assertThat(one.exchange.orderReader.open()).isEmpty();
    }

    @Test
    void itGoesWhereTheNewestIsTooSmall() {
        one.take(target("0.02", LIMIT));
        pass(2);

        assertThat(one.verdict(take("0.001", Entry.of(OrderTerms.parse("LIMIT 1000 GTC")))))
                .startsWith("refused");
        assertThat(one.exchange.orderReader.open()).isEmpty();
    }

    @Test
    void whatIsStillWantedStays() {
        one.take(target("0.02", LIMIT));
        pass(2);
        one.frozen("somebody should look");

        String refused = take("0.02", LIMIT);

        assertThat(one.verdict(refused)).isEqualTo("refused NOTHING_NEW_IS_OPENED");
        assertThat(SignalRecords.sentence(one.outcome(refused))).doesNotContain("rested");
        assertThat(one.exchange.orderReader.open()).hasSize(1);
    }

    @Test
    void whatIsFilledMeanwhileIsToldAndTakenAway() {
        one.take(target("0.02", LIMIT));
        pass(2);
        one.frozen("somebody should look");
        one.exchange.moveMark("49900");

        String turned = take("-0.01", Entry.MARKET);
        pass(4);

        assertThat(one.held()).isEqualTo("0");
        assertThat(one.verdict(turned)).isEqualTo("executed");
    }

    @Test
    void anotherStrategysOrderStays() {
        one.take(new Signal(BTC, "other", null, new Signal.Target(new BigDecimal("0.02"), null, LIMIT)));
        pass(2);

        take("-0.01", Entry.of(OrderTerms.parse("LIMIT 50100 GTC")).with(stop("40000")));

        assertThat(one.exchange.orderReader.open()).hasSize(1);
    }

    @Test
    void theNewestSaysForHowLongItMayRest() {
        one.take(target("0.02", LIMIT));
        pass(2);

        String again = take("0.02", LIMIT.within(Duration.ofSeconds(10)));

        assertThat(one.verdict(again)).isEqualTo("executed");
        assertThat(SignalRecords.sentence(one.outcome(again))).endsWith("and may for another PT10S");
        pass(8);
        assertThat(one.exchange.orderReader.open()).hasSize(1);
        pass(4);
        assertThat(one.exchange.orderReader.open()).isEmpty();
        assertThat(one.sent()).hasSize(1);
    }

    @Test
    void theNewestMayLetItRestLongerOrForGood() {
        one.take(target("0.02", LIMIT.within(Duration.ofSeconds(10))));
        pass(8);
        take("0.02", LIMIT.within(Duration.ofSeconds(10)));
        pass(8);
        assertThat(one.exchange.orderReader.open()).hasSize(1);

        take("0.02", LIMIT);
        pass(60);

        assertThat(one.exchange.orderReader.open()).hasSize(1);
        assertThat(one.sent()).hasSize(1);
    }

    private String take(String size, Entry entry) {
        String id = one.take(target(size, entry));
        pass(1);
        return id;
    }

    private static Exits stop(@Nullable String price) {
        return new Exits(Level.parse(price), List.of(), null, null);
    }

    private static Signal target(String size, Entry entry) {
        return new Signal(BTC, null, new Signal.Target(new BigDecimal(size), null, entry));
    }

    private void pass(int seconds) {
        one.pass(Duration.ofSeconds(seconds));
    }
}
