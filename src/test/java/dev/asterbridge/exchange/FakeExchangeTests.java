package dev.asterbridge.exchange;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of other rooms lean on this exchange. */
class FakeExchangeTests {

    private final FakeExchange exchange = new FakeExchange();

    @ParameterizedTest
    @CsvSource({
        "SELL, STOP 49000 MARK_PRICE,                  49000",
        "BUY,  STOP 51000 MARK_PRICE,                  51000",
        "SELL, TAKE_PROFIT 51000 MARK_PRICE,           51000",
        "BUY,  TAKE_PROFIT 49000 MARK_PRICE,           49000",
        "SELL, TAKE_PROFIT 51000 MARK_PRICE LIMIT 50900, 51000",
    })
    void whatWaitsRestsUntilThePriceIsThere(Side side, String terms, String price) {
        hold(side == Side.SELL ? "0.5" : "-0.5");

        assertThat(place(side, "0.5", terms).status()).isEqualTo(OrderStatus.NEW);
        exchange.moveMark("50010");
        assertThat(status()).isEqualTo(OrderStatus.NEW);
        exchange.moveMark(price);

        assertThat(status()).isEqualTo(OrderStatus.FILLED);
        assertThat(exchange.open()).isEmpty();
        assertThat(exchange.fills).singleElement().satisfies(fill -> {
            assertThat(fill.quantity()).isEqualByComparingTo("0.5");
            assertThat(fill.price()).isEqualByComparingTo(price);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "SELL, STOP 50000 MARK_PRICE",
        "BUY,  STOP 49000 MARK_PRICE LIMIT 49100",
        "SELL, TAKE_PROFIT 49000 MARK_PRICE",
        "BUY,  TAKE_PROFIT 50000 MARK_PRICE",
        "SELL, TRAILING_STOP 1 MARK_PRICE FROM 49000",
    })
    void whatWouldGoAtOnceIsRefused(Side side, String terms) {
        assertThat(exchange.send(exchange.sign(request(side, "0.5", terms))))
                .isInstanceOfSatisfying(
                        OrderOutcome.Rejected.class,
                        rejected -> assertThat(rejected.refusal().code()).isEqualTo(-2021));
        assertThat(exchange.orders).isEmpty();
    }

    @Test
    void aTrailingStopFollowsFromItsActivationOn() {
        hold("0.5");
        place(Side.SELL, "0.5", "TRAILING_STOP 1 MARK_PRICE FROM 51000");

        List.of("49000", "51000", "52000", "51481").forEach(exchange::moveMark);
        assertThat(status()).isEqualTo(OrderStatus.NEW);
        exchange.moveMark("51480");

        assertThat(status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void aTrailingStopWithoutActivationFollowsAtOnce() {
        hold("-0.5");
        place(Side.BUY, "0.5", "TRAILING_STOP 2 MARK_PRICE");

        List.of("49000", "49979").forEach(exchange::moveMark);
        assertThat(status()).isEqualTo(OrderStatus.NEW);
        exchange.moveMark("49980");

        assertThat(status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void atALimitItWaitsForTheLimitOnceSetOff() {
        hold("0.5");
        place(Side.SELL, "0.5", "STOP 49000 MARK_PRICE LIMIT 48900");

        exchange.moveMark("48800");
        assertThat(shown().type()).isEqualTo("LIMIT");
        assertThat(status()).isEqualTo(OrderStatus.NEW);
        exchange.moveMark("48900");

        assertThat(status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void onlyWhatThereIsIsReduced() {
        hold("0.2");
        place(Side.SELL, "0.5", "STOP 49000 MARK_PRICE");

        exchange.moveMark("48000");

        assertThat(status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(shown().executedQuantity()).isEqualByComparingTo("0.2");
        assertThat(exchange.open()).isEmpty();
    }

    @Test
    void withoutAPositionItExpires() {
        place(Side.SELL, "0.5", "STOP 49000 MARK_PRICE");

        exchange.moveMark("48000");

        assertThat(status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(shown().executedQuantity()).isZero();
        assertThat(exchange.fills).isEmpty();
    }

    @Test
    void whatIsCancelledIsNotSetOff() {
        hold("0.5");
        place(Side.SELL, "0.5", "STOP 49000 MARK_PRICE");

        assertThat(cancel()).hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(OrderStatus.CANCELED));
        exchange.moveMark("48000");

        assertThat(exchange.open()).hasSize(1);
        assertThat(cancel()).hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(OrderStatus.CANCELED));
    }

    @Test
    void whatItDoesNotKnowItCannotCancel() {
        assertThat(cancel()).isEmpty();
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(this::cancel);
    }

    @Test
    void aLimitRestsWhereATestWantsIt() {
        assertThat(place(Side.BUY, "0.5", "LIMIT 49000 GTC").status()).isEqualTo(OrderStatus.FILLED);
        exchange.orders.clear();
        exchange.positions.clear();
        exchange.limitsRest = true;

        assertThat(place(Side.SELL, "0.5", "LIMIT 51000 GTC").status()).isEqualTo(OrderStatus.NEW);
        exchange.moveMark("51000");

        assertThat(status()).isEqualTo(OrderStatus.EXPIRED);
    }

    private void hold(String amount) {
        exchange.positions.add(FakeExchange.position(amount));
    }

    private Order place(Side side, String quantity, String terms) {
        OrderOutcome outcome = exchange.send(exchange.sign(request(side, quantity, terms)));
        return ((OrderOutcome.Accepted) outcome).order();
    }

    private static OrderRequest request(Side side, String quantity, String terms) {
        return new OrderRequest(
                new ClientOrderId("ab-1"),
                BTC,
                side,
                PositionSide.BOTH,
                new Quantity(new BigDecimal(quantity)),
                OrderTerms.parse(terms),
                true);
    }

    private Optional<Order> cancel() {
        return exchange.cancel(BTC, new ClientOrderId("ab-1"));
    }

    private Order shown() {
        return exchange.orderReader.find(BTC, new ClientOrderId("ab-1")).orElseThrow();
    }

    private OrderStatus status() {
        return shown().status();
    }
}
