package dev.asterbridge.orders;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.problems.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderHistoryTests {

    private static final Symbol ETH = new Symbol("ETHUSDT");
    private static final Symbol SOL = new Symbol("SOLUSDT");

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private final OrderHistory history = new OrderHistory(exchange.people(), OrdersOnFake.queries(), journal, clock);

    @Test
    void showsTheNewestFirstAndNoMoreThanAskedFor() {
        add(1, BTC, Duration.ofHours(3), OrderStatus.FILLED);
        add(2, BTC, Duration.ofHours(2), OrderStatus.FILLED);
        add(3, BTC, Duration.ofHours(1), OrderStatus.FILLED);

        assertThat(history.past(BTC, null, null, 2)).extracting(Order::orderId).containsExactly(3L, 2L);
    }

    @Test
    void walksALongSpanInWindowsThatTheExchangeAnswers() {
        add(1, BTC, Duration.ofDays(20), OrderStatus.FILLED);
        Instant from = clock.instant().minus(Duration.ofDays(20).plusHours(12));

        assertThat(history.past(BTC, from, null, 50)).extracting(Order::orderId).containsExactly(1L);
        assertThat(exchange.windows).hasSize(3).allSatisfy(window -> {
            String[] parts = window.split(" ");
            assertThat(Duration.between(Instant.parse(parts[1]), Instant.parse(parts[2])))
                    .isLessThan(Duration.ofDays(7));
        });
        for (int i = 1; i < exchange.windows.size(); i++) {
            Instant end = Instant.parse(exchange.windows.get(i).split(" ")[2]);
            assertThat(exchange.windows.get(i - 1)).as("no gap, no overlap").contains(end.plusMillis(1) + " ");
        }
    }

    @Test
    void stopsWalkingWhenItHasEnough() {
        add(1, BTC, Duration.ofHours(1), OrderStatus.FILLED);

        history.past(BTC, clock.instant().minus(Duration.ofDays(90)), null, 1);

        assertThat(exchange.windows).hasSize(1);
    }

    @Test
    void withoutASymbolLooksAtEverySymbolOfInterest() {
        exchange.positions.add(FakeExchange.position("0.5"));
        add(1, ETH, Duration.ofHours(1), OrderStatus.NEW);
        wasTraded(SOL, Duration.ofDays(6));
        wasTraded(new Symbol("XRPUSDT"), Duration.ofDays(8));

        history.past(null, null, null, 50);

        assertThat(exchange.windows)
                .extracting(window -> window.split(" ")[0])
                .containsExactly("BTCUSDT", "ETHUSDT", "SOLUSDT");
    }

    @Test
    void withoutASymbolOneThatIsNotListedAnyMoreIsLeftOut() {
        add(1, BTC, Duration.ofHours(1), OrderStatus.NEW);
        wasTraded(SOL, Duration.ofDays(1));
        exchange.onHistory = symbol -> {
            if (symbol.equals(SOL)) {
                throw new ExchangeUnavailable(
                        new Refusal(Refusal.Reason.REFUSED, -1121, "Invalid symbol.", null, null));
            }
        };

        assertThat(history.past(null, null, null, 50))
                .extracting(Order::orderId)
                .containsExactly(1L);
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> history.past(SOL, null, null, 50));
    }

    @Test
    void withoutASymbolAnythingElseThatKeepsOneFromBeingReadIsSaid() {
        wasTraded(SOL, Duration.ofDays(1));
        exchange.onHistory = symbol -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.TOO_SLOW, "no answer"));
        };

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> history.past(null, null, null, 50));
    }

    @Test
    void showsOpenOrdersOfOneSymbolOrOfAll() {
        add(1, BTC, Duration.ofHours(2), OrderStatus.NEW);
        add(2, ETH, Duration.ofHours(1), OrderStatus.PARTIALLY_FILLED);
        add(3, BTC, Duration.ofHours(1), OrderStatus.FILLED);

        assertThat(history.open(null)).extracting(Order::orderId).containsExactly(2L, 1L);
        assertThat(history.open(BTC)).extracting(Order::orderId).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void refusesALimitOutsideItsBounds(int limit) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> history.past(BTC, null, null, limit))
                .satisfies(
                        e -> assertThat(e.problem().detail()).contains("limit").contains("1 to 1000"));
    }

    @Test
    void refusesASpanThatEndsBeforeItStartsOrIsTooLong() {
        Instant now = clock.instant();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> history.past(BTC, now, now.minusSeconds(1), 50));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> history.past(BTC, now.minus(Duration.ofDays(93)), now, 50));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> history.past(BTC, Instant.ofEpochMilli(Long.MIN_VALUE), now, 50));
    }

    @Test
    void timesAtTheEdgeOfWhatANumberHoldsAreRefusedAndNoBug() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> history.past(BTC, null, Instant.ofEpochMilli(Long.MIN_VALUE), 50));
        assertThat(history.past(BTC, null, Instant.ofEpochMilli(Long.MAX_VALUE), 50))
                .isEmpty();
    }

    private void add(long id, Symbol symbol, Duration age, OrderStatus status) {
        Instant at = clock.instant().minus(age);
        BigDecimal one = BigDecimal.ONE;
        exchange.orders.addAll(List.of(new Order(
                id,
                "ab-" + id,
                symbol,
                Side.BUY,
                PositionSide.BOTH,
                status,
                "LIMIT",
                "LIMIT",
                "GTC",
                one,
                one,
                one,
                one,
                one,
                one,
                false,
                false,
                "CONTRACT_PRICE",
                at,
                at)));
    }

    private void wasTraded(Symbol symbol, Duration age) {
        journal.sql().sql("PRAGMA foreign_keys = OFF").update();
        journal.sql()
                .sql(
                        "INSERT INTO orders (signal_id, leg, symbol, side, position_side, quantity, reduce_only, early,"
                                + " executed_quantity, booked) VALUES (:symbol, 1, :symbol, 'BUY', 'BOTH', '1', 0, 0, '0', '0')")
                .param("symbol", symbol.name())
                .update();
        journal.sql()
                .sql(
                        "INSERT INTO attempts (client_order_id, signal_id, leg, signer, request_hash, prepared_at, horizon_at)"
                                + " VALUES (:symbol, :symbol, 1, '0x', 'h', :at, :at)")
                .param("symbol", symbol.name())
                .param("at", clock.instant().minus(age).toEpochMilli())
                .update();
    }
}
