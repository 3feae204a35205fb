package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.asterbridge.exchange.Account.AccountPosition;
import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** The venue that a shadow trades at. */
class ShadowDeskTests {

    private static final ExchangeInfo INFO = ExchangeInfo.load();
    private static final Symbol BTC = new Symbol("BTCUSDT");
    private static final Symbol NOPE = new Symbol("NOPEUSDT");

    private final SteadyClock clock = new SteadyClock(Instant.parse("2026-11-20T12:34:56Z"));
    private ShadowDesk desk = begun(PositionMode.ONE_WAY);
    private int names;

    @Test
    void isFoundByNameOnly() {
        List<ShadowVenue.Opener> openers =
                SpringFactoriesLoader.forDefaultResourceLocation().load(ShadowVenue.Opener.class);

        assertThat(openers).singleElement().isInstanceOf(ShadowOpener.class);
        assertThat(openers.getFirst().open(Clock.systemUTC()).rules(BTC)).isPresent();
    }

    @Test
    void fillsAtThePricesItWasTold() {
        desk.meet(prices("60000.1", "0.004", "60000.3", "0.004", "60000.2"));

        Order order = accepted(market(Side.BUY, "0.005", false));

        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        List<Fill> fills = desk.fills(order);
        assertThat(fills).hasSize(2);
        assertThat(fills.getFirst().price()).isEqualByComparingTo("60000.3");
        assertThat(fills.getFirst().quantity()).isEqualByComparingTo("0.004");
        assertThat(desk.positions(BTC))
                .singleElement()
                .extracting(Position::amount)
                .isEqualTo(new BigDecimal("0.005"));
    }

    @Test
    void withoutPricesNothingIsFilled() {
        assertThat(desk.place(market(Side.BUY, "0.005", false)))
                .isInstanceOfSatisfying(
                        OrderOutcome.Rejected.class,
                        rejected -> assertThat(rejected.refusal().code()).isEqualTo(-1112));
    }

    @Test
    void madeUpPricesAreNeverUsed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.meet(prices("9999999", "1", "9999999.1", "1", "9999999")))
                .withMessageContaining("BTCUSDT");
        assertThat(desk.place(market(Side.BUY, "0.005", false))).isInstanceOf(OrderOutcome.Rejected.class);
    }

    @Test
    void whatIsNotListedIsSaidToBe() {
        assertThat(desk.rules(NOPE)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> desk.positions(NOPE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> desk.meet(new BestPrices(
                        NOPE,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        BigDecimal.TWO,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        BigDecimal.ZERO)))
                .withMessageContaining("not listed");
    }

    @Test
    void startsAsACopy() {
        desk.begin(
                PositionMode.ONE_WAY,
                new BigDecimal("2500"),
                List.of(held(BTC, "0.5", false), held(new Symbol("ETHUSDT"), "-2", true), held(NOPE, "3", false)));
        desk.meet(prices("51000", "1", "51000", "1", "51000"));

        Position position = desk.positions(BTC).getFirst();
        assertThat(position.amount()).isEqualByComparingTo("0.5");
        assertThat(position.entryPrice()).isEqualByComparingTo("50000");
        assertThat(position.leverage()).isEqualTo(7);
        assertThat(desk.positions(new Symbol("ETHUSDT")).getFirst().marginType())
                .isEqualTo(MarginType.ISOLATED);
        assertThat(desk.equity()).isEqualByComparingTo("3000");
    }

    @Test
    void goesOnWhereItWas() {
        desk.meet(prices("60000", "1", "60001", "1", "60000"));
        accepted(market(Side.BUY, "0.5", false));
        OrderRequest resting = limit(Side.BUY, "0.1", "59900");
        accepted(resting);
        String kept = desk.kept();

        desk = new ShadowDesk(INFO, clock);
        desk.restore(kept);

        assertThat(desk.positions(BTC).getFirst().amount()).isEqualByComparingTo("0.5");
        assertThat(desk.find(BTC, resting.clientOrderId()))
                .get()
                .extracting(Order::status)
                .isEqualTo(OrderStatus.NEW);
        desk.meet(prices("59800", "1", "59801", "1", "59800"));
        assertThat(desk.find(BTC, resting.clientOrderId()))
                .get()
                .extracting(Order::status)
                .isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void whatFilledAnOrderThatRestsIsKept() {
        desk.meet(prices("60000", "1", "60001", "1", "60000"));
        OrderRequest resting = limit(Side.BUY, "0.1", "59900");
        accepted(resting);
        desk.meet(prices("59899", "1", "59900", "0.04", "59900"));
        String kept = desk.kept();

        desk = new ShadowDesk(INFO, clock);
        desk.restore(kept);
        clock.advance(Duration.ofSeconds(1));
        desk.meet(prices("59800", "1", "59801", "1", "59800"));

        Order order = desk.find(BTC, resting.clientOrderId()).orElseThrow();
        assertThat(desk.fills(order))
                .extracting(fill -> fill.quantity().stripTrailingZeros().toPlainString())
                .containsExactly("0.04", "0.06");
    }

    @Test
    void whatWasNotKeptHereIsRefused() {
        desk.meet(prices("60000", "1", "60001", "1", "60000"));
        accepted(market(Side.BUY, "0.5", false));

        assertThatIllegalArgumentException().isThrownBy(() -> desk.restore("{\"positionMode\":\"ONE_WAY\"}"));
        assertThatIllegalArgumentException().isThrownBy(() -> desk.restore("no json"));
        assertThat(desk.positions(BTC).getFirst().amount()).isEqualByComparingTo("0.5");
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, LIMIT 59000 GTC, NEW",
        "BUY, LIMIT 60100 IOC, FILLED",
        "BUY, LIMIT 59000 GTX, NEW",
        "BUY, STOP 61000 MARK_PRICE, NEW",
        "BUY, TAKE_PROFIT 59500 CONTRACT_PRICE LIMIT 59400, NEW",
        "BUY, TRAILING_STOP 1.5 CONTRACT_PRICE FROM 59000, NEW",
        "BUY, TRAILING_STOP 1.5 MARK_PRICE, NEW"
    })
    void takesEveryKindOfOrder(Side side, String terms, OrderStatus status) {
        desk.meet(prices("60000", "1", "60001", "1", "60000"));

        Order order = accepted(order(side, "0.1", OrderTerms.parse(terms), PositionSide.BOTH, false));

        assertThat(order.status()).isEqualTo(status);
        assertThat(order.originalType()).isEqualTo(OrderTerms.parse(terms).type());
    }

    @Test
    void anOrderMayOnlyReduce() {
        desk.meet(prices("60000", "1", "60001", "1", "60000"));

        assertThat(desk.place(market(Side.SELL, "0.1", true)))
                .isInstanceOfSatisfying(
                        OrderOutcome.Rejected.class,
                        rejected -> assertThat(rejected.refusal().code()).isEqualTo(-2022));
    }

    @Test
    void holdsBothSidesInHedgeMode() {
        desk = begun(PositionMode.HEDGE);
        desk.meet(prices("60000", "1", "60001", "1", "60000"));

        accepted(order(Side.BUY, "0.2", new OrderTerms.Market(), PositionSide.LONG, false));
        accepted(order(Side.SELL, "0.1", new OrderTerms.Market(), PositionSide.SHORT, false));
        accepted(order(Side.SELL, "0.2", new OrderTerms.Market(), PositionSide.LONG, true));

        assertThat(desk.mode()).isEqualTo(PositionMode.HEDGE);
        assertThat(desk.positions(BTC))
                .extracting(position ->
                        position.positionSide() + " " + position.amount().stripTrailingZeros())
                .containsExactly("LONG 0", "SHORT -0.1");
    }

    @Test
    void setsASymbolUpWhereNothingIsInTheWay() {
        desk.setUp(BTC, 125, MarginType.ISOLATED);
        assertThat(desk.positions(BTC).getFirst().leverage()).isGreaterThan(20);
        assertThat(desk.positions(BTC).getFirst().marginType()).isEqualTo(MarginType.ISOLATED);

        desk.meet(prices("60000", "1", "60001", "1", "60000"));
        accepted(market(Side.BUY, "0.001", false));
        desk.setUp(BTC, 10, MarginType.CROSSED);

        assertThat(desk.positions(BTC).getFirst().marginType()).isEqualTo(MarginType.ISOLATED);
    }

    @Test
    void whatRestsCanBeEnded() {
        desk.meet(prices("60000", "1", "60001", "1", "60000"));
        OrderRequest resting = limit(Side.BUY, "0.1", "59900");
        accepted(resting);

        for (int i = 0; i < 2; i++) {
            assertThat(desk.cancel(BTC, resting.clientOrderId()))
                    .get()
                    .extracting(Order::status)
                    .isEqualTo(OrderStatus.CANCELED);
        }
        assertThat(desk.cancel(BTC, new ClientOrderId("sh-none-1"))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> desk.cancel(NOPE, new ClientOrderId("sh-none-1")));
    }

    @Test
    void anOrderNobodyPlacedIsNotFound() {
        assertThat(desk.find(BTC, new ClientOrderId("sh-none-1"))).isEmpty();
    }

    private ShadowDesk begun(PositionMode mode) {
        ShadowDesk begun = new ShadowDesk(INFO, clock);
        begun.begin(mode, new BigDecimal("100000"), List.of());
        return begun;
    }

    private static AccountPosition held(Symbol symbol, String amount, boolean isolated) {
        return new AccountPosition(
                symbol,
                PositionSide.BOTH,
                new BigDecimal(amount),
                new BigDecimal("50000"),
                BigDecimal.ZERO,
                7,
                isolated,
                new BigDecimal("100"),
                BigDecimal.ONE);
    }

    private static BestPrices prices(String bid, String bidQuantity, String ask, String askQuantity, String mark) {
        return new BestPrices(
                BTC,
                new BigDecimal(bid),
                new BigDecimal(bidQuantity),
                new BigDecimal(ask),
                new BigDecimal(askQuantity),
                new BigDecimal(mark),
                BigDecimal.ZERO);
    }

    private Order accepted(OrderRequest request) {
        OrderOutcome outcome = desk.place(request);
        assertThat(outcome).isInstanceOf(OrderOutcome.Accepted.class);
        return ((OrderOutcome.Accepted) outcome).order();
    }

    private OrderRequest market(Side side, String quantity, boolean reduceOnly) {
        return order(side, quantity, new OrderTerms.Market(), PositionSide.BOTH, reduceOnly);
    }

    private OrderRequest limit(Side side, String quantity, String price) {
        return order(side, quantity, OrderTerms.parse("LIMIT %s GTC".formatted(price)), PositionSide.BOTH, false);
    }

    private OrderRequest order(
            Side side, String quantity, OrderTerms terms, PositionSide positionSide, boolean reduceOnly) {
        return new OrderRequest(
                new ClientOrderId("sh-test-" + ++names),
                BTC,
                side,
                positionSide,
                Quantity.of(quantity),
                terms,
                reduceOnly);
    }
}
