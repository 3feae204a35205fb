package dev.asterbridge.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.StoredJson;
import dev.asterbridge.orders.Holding.Guard;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Who holds what on paper. */
class BooksTests {

    private static final Symbol BTC = FakeExchange.BTC;
    private final Books books = new Books();

    @Test
    void nobodyHoldsAnythingAtFirst() {
        assertThat(held("a")).isEqualTo("0");
    }

    @Test
    void aStrategyHoldsWhatItsFillsComeTo() {
        move("a", "0.5");
        move("a", "-0.2");
        move("b", "-1");

        assertThat(held("a")).isEqualTo("0.3");
        assertThat(held("b")).isEqualTo("-1");
    }

    @Test
    void whatIsFlatIsForgotten() {
        move("a", "0.50");
        move("a", "-0.5");

        assertThat(books.kept().entries()).isEmpty();
    }

    @Test
    void whatIsMissingIsTakenFromThoseThatHoldTheMost() {
        move("small", "0.2");
        move("large", "0.5");

        agree("0.1");

        assertThat(held("large")).isEqualTo("0");
        assertThat(held("small")).isEqualTo("0.1");
    }

    @Test
    void whatIsLeftIsNobodys() {
        move("a", "0.2");

        agree("0.7");
        assertThat(held("")).isEqualTo("0.5");

        agree("-0.3");
        assertThat(held("a")).isEqualTo("0");
        assertThat(held("")).isEqualTo("-0.3");
    }

    @Test
    void whatAgreesStays() {
        move("a", "0.2");
        move("b", "-0.2");

        agree("0");

        assertThat(held("a")).isEqualTo("0.2");
        assertThat(held("b")).isEqualTo("-0.2");
    }

    @Test
    void canBeKeptAndReadBack() {
        move("a", "0.2");
        Books.Kept kept = StoredJson.read(StoredJson.text(books.kept()), Books.Kept.class);

        Books again = new Books();
        again.restore(kept);

        assertThat(again.of(BTC, "a", PositionSide.BOTH)).isEqualByComparingTo("0.2");
    }

    @Test
    void whatShouldEndItGoesWhenNothingIsHeldOrTheOtherWayRound() {
        move("a", "0.2");
        guard("a", Side.SELL, "other-side");
        assertThat(guardOf("a")).isNull();
        guard("a", Side.BUY, "one");
        move("a", "0.1");
        assertThat(guardOf("a").signalId()).isEqualTo("one");
        assertThat(books.isGuardedBy("one")).isTrue();
        assertThat(books.guarded()).containsExactly(BTC);

        move("a", "-0.4");

        assertThat(guardOf("a")).isNull();
        assertThat(books.isGuardedBy("one")).isFalse();
    }

    @Test
    void aStopThatMovedStaysForItsOwnSignalOnly() {
        move("a", "0.2");
        guard("a", Side.BUY, "one");
        books.even(BTC, "a", PositionSide.BOTH);
        guard("a", Side.BUY, "one");
        assertThat(guardOf("a").even()).isTrue();

        guard("a", Side.BUY, "two");

        assertThat(guardOf("a").even()).isFalse();
    }

    @Test
    void howItShouldEndIsKept() {
        move("a", "0.2");
        guard("a", Side.BUY, "one");
        books.even(BTC, "a", PositionSide.BOTH);

        Books again = new Books();
        again.restore(StoredJson.read(StoredJson.text(books.kept()), Books.Kept.class));

        assertThat(again.holdings(BTC, signalId -> true)).isEqualTo(books.holdings(BTC, signalId -> true));
        assertThat(again.holdings(BTC, signalId -> true).getFirst().guard().even())
                .isTrue();
    }

    private void guard(String strategy, Side direction, String signalId) {
        Guard guard = new Guard(signalId, "stop 2%; even 1%", new BigDecimal("50000"), false);
        books.guard(BTC, strategy, PositionSide.BOTH, direction, guard);
    }

    private Guard guardOf(String strategy) {
        return books.holdings(BTC, signalId -> true).stream()
                .filter(held -> held.strategy().equals(strategy))
                .findFirst()
                .orElseThrow()
                .guard();
    }

    private void move(String strategy, String change) {
        books.move(BTC, strategy, PositionSide.BOTH, new BigDecimal(change));
    }

    private void agree(String held) {
        books.agree(BTC, PositionSide.BOTH, new BigDecimal(held));
    }

    private String held(String strategy) {
        BigDecimal held = books.of(BTC, strategy, PositionSide.BOTH);
        return held.signum() == 0 ? "0" : held.stripTrailingZeros().toPlainString();
    }
}
