package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AsterDEX answers, in our words. */
class ReadingTests {

    private static final String ORDER = "/fapi/v3/order";
    private final Venue venue = new Venue();

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void readsOpenPositions() {
        venue.answers("/fapi/v3/positionRisk", Venue.fixture("position-risk.json"));

        List<Position> positions = venue.account.open();

        assertThat(positions).extracting(position -> position.symbol().name()).containsExactly("BTCUSDT", "ETHUSDT");
        Position eth = positions.get(1);
        assertThat(eth.amount()).isEqualByComparingTo("-1.5");
        assertThat(eth.marginType()).isEqualTo(MarginType.ISOLATED);
        assertThat(eth.leverage()).isEqualTo(5);
        assertThat(eth.liquidationPrice()).isEqualByComparingTo("3298.123456789012345679");
        assertThat(eth.updatedAt()).isEqualTo(Instant.ofEpochMilli(1779000000250L));
        assertThat(positions.getFirst().marginType()).isEqualTo(MarginType.CROSSED);
    }

    @Test
    void readsBothSidesOfASymbolInHedgeMode() {
        venue.answers("/fapi/v3/positionRisk", Venue.fixture("position-risk-hedge.json"));

        assertThat(venue.account.of(Venue.BTC))
                .extracting(Position::positionSide)
                .containsExactly(PositionSide.LONG, PositionSide.SHORT);
        assertThat(venue.received().getFirst().getUrl()).startsWith("/fapi/v3/positionRisk?symbol=BTCUSDT&nonce=");
    }

    @Test
    void signsTheQueryOfARead() {
        venue.answers("/fapi/v3/positionRisk", "[]");
        venue.account.of(new Symbol("币安人生USDT"));

        LoggedRequest sent = venue.received().getFirst();
        assertThat(sent.getUrl())
                .startsWith("/fapi/v3/positionRisk?symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&nonce=")
                .matches(".*&user=0x[0-9a-fA-F]{40}&signer=0x[0-9a-fA-F]{40}&signature=0x[0-9a-f]{130}");
        assertThat(sent.getBody()).isEmpty();
    }

    @Test
    void readsBalances() {
        venue.answers("/fapi/v3/balance", Venue.fixture("balance.json"));

        assertThat(venue.account.balances())
                .first()
                .isEqualTo(new Balance(
                        "USDT",
                        new BigDecimal("10000.12345678"),
                        new BigDecimal("9380.11111111"),
                        new BigDecimal("9990.00000000"),
                        new BigDecimal("0.09600000")));
        assertThat(venue.account.balances().get(1).availableBalance()).isZero();
    }

    @Test
    void readsTheWholeAccountWithoutFlatPositions() {
        venue.answers("/fapi/v3/accountWithJoinMargin", Venue.fixture("account.json"));

        Account account = venue.account.account();

        assertThat(account.canTrade()).isTrue();
        assertThat(account.totalMaintenanceMargin()).isEqualByComparingTo("2.43");
        assertThat(account.assets()).hasSize(1);
        assertThat(account.positions()).singleElement().satisfies(position -> {
            assertThat(position.symbol()).isEqualTo(Venue.BTC);
            assertThat(position.initialMargin()).isEqualByComparingTo("60.98");
        });
    }

    @Test
    void asksForThePositionModeOnceAMinute() {
        venue.answers("/fapi/v3/positionSide/dual", "{\"dualSidePosition\":true}");

        assertThat(venue.account.positionMode()).isEqualTo(PositionMode.HEDGE);
        assertThat(venue.account.positionMode()).isEqualTo(PositionMode.HEDGE);
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void thePositionModeThatIsKnownCostsNothing() {
        venue.answers("/fapi/v3/positionSide/dual", "{\"dualSidePosition\":true}");

        assertThat(venue.account.knownPositionMode()).isEmpty();
        venue.account.positionMode();
        assertThat(venue.account.knownPositionMode()).contains(PositionMode.HEDGE);
        assertThat(venue.received()).hasSize(1);

        venue.account.forgetPositionMode();
        assertThat(venue.account.knownPositionMode()).isEmpty();
    }

    @Test
    void asksForThePositionModeAgainAfterItDidNotMatch() {
        venue.answers("/fapi/v3/positionSide/dual", "{\"dualSidePosition\":true}")
                .answers(post(urlPathEqualTo(ORDER)), Venue.error(400, -4061, "Order's position side does not match"));
        venue.account.positionMode();
        venue.place(Venue.market("abc-1"));
        venue.account.positionMode();

        assertThat(venue.received("/fapi/v3/positionSide/dual")).hasSize(2);
    }

    @Test
    void readsOrdersOfKindsItDoesNotKnow() {
        venue.answers("/fapi/v3/openOrders", Venue.fixture("open-orders.json"));

        List<Order> orders = venue.orderReader.open();

        assertThat(orders.getFirst().stopPrice()).isEqualByComparingTo("9300");
        assertThat(orders.getFirst().createdAt()).isEqualTo(Instant.ofEpochMilli(1779000000000L));
        assertThat(orders.get(1).status()).isEqualTo(OrderStatus.OTHER);
        assertThat(orders.get(1).type()).isEqualTo("LIQUIDATION");
        assertThat(orders.get(1).timeInForce()).isEqualTo("RPI");
        assertThat(orders.get(1).clientOrderId()).isEqualTo("autoclose-17/x:y");
    }

    @Test
    void findsAnOrderByItsName() {
        venue.answers(
                get(urlPathEqualTo(ORDER)).withQueryParam("origClientOrderId", equalTo("abc-1")),
                okJson(Venue.fixture("order-filled.json")));

        assertThat(venue.orderReader.find(Venue.BTC, new ClientOrderId("abc-1")))
                .get()
                .extracting(Order::status)
                .isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void aGatewaySayingNoSuchOrderInA5xxProvesNothing() {
        venue.answers(get(urlPathEqualTo(ORDER)), Venue.error(503, -2013, "Order does not exist."));

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> venue.orderReader.find(Venue.BTC, new ClientOrderId("abc-1")));
    }

    @Test
    void findsNoOrderTheExchangeDoesNotKnow() {
        venue.answers(get(urlPathEqualTo(ORDER)), Venue.error(400, -2013, "Order does not exist."));

        assertThat(venue.orderReader.find(Venue.BTC, new ClientOrderId("abc-1")))
                .isEmpty();
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void doesNotTakeAnotherOrderForTheOneItLooksFor() {
        venue.answers("/fapi/v3/order", Venue.fixture("order-filled.json"));

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> venue.orderReader.find(Venue.BTC, new ClientOrderId("abc-2")));
    }

    @Test
    void doesNotTakeAnUnansweredLookUpForAnAbsentOrder() {
        venue.answers(get(urlPathEqualTo(ORDER)), Venue.status(503));

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> venue.orderReader.find(Venue.BTC, new ClientOrderId("abc-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":[]}", "[{}]", "[{\"symbol\":\"BTCUSDT\"}]", "[1]"})
    void doesNotTakeAnOddAnswerForNoPositions(String body) {
        venue.answers("/fapi/v3/positionRisk", body);

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(venue.account::open)
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.UNREACHABLE));
    }

    @Test
    void keepsTheNewestOrdersOfTheHistory() {
        venue.answers("/fapi/v3/allOrders", "[" + orders(1, 10) + "]");

        assertThat(venue.orderReader.history(Venue.BTC, Instant.ofEpochMilli(0), Instant.ofEpochMilli(20_000), 3))
                .extracting(Order::orderId)
                .containsExactly(8L, 9L, 10L);
    }

    @Test
    void walksALongHistoryToItsEnd() {
        venue.answers(
                        get(urlPathEqualTo("/fapi/v3/allOrders")).withQueryParam("startTime", equalTo("0")),
                        okJson("[" + orders(1, 1000) + "]"))
                .answers(
                        get(urlPathEqualTo("/fapi/v3/allOrders")).withQueryParam("startTime", equalTo("1000")),
                        okJson("[" + orders(1000, 1004) + "]"));

        assertThat(venue.orderReader.history(Venue.BTC, Instant.EPOCH, Instant.ofEpochMilli(20_000), 3))
                .extracting(Order::orderId)
                .containsExactly(1002L, 1003L, 1004L);
    }

    @Test
    void readsTheRulesOfASymbol() {
        venue.answers("/fapi/v3/exchangeInfo", Venue.fixture("exchange-info.json"));

        InstrumentRules rules = venue.market.rules(Venue.BTC).orElseThrow();

        assertThat(rules.isTrading()).isTrue();
        assertThat(rules.price().step()).isEqualByComparingTo("0.1");
        assertThat(rules.lot().max()).isEqualByComparingTo("1000");
        assertThat(rules.marketLot().max()).isEqualByComparingTo("120");
        assertThat(rules.minNotional()).isEqualByComparingTo("5");
        assertThat(rules.multiplierUp()).isEqualByComparingTo("1.02");
        assertThat(venue.market.rules(new Symbol("币安人生USDT"))).isPresent();
    }

    @Test
    void fetchesTheRulesOnceAMinuteAtMostForASymbolThatIsNotThere() {
        venue.answers("/fapi/v3/exchangeInfo", Venue.fixture("exchange-info.json"));

        assertThat(venue.market.rules(new Symbol("NOSUCHUSDT"))).isEmpty();
        assertThat(venue.market.rules(new Symbol("NOSUCHUSDT"))).isEmpty();
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void fetchesTheRulesAgainAfterAFilterRefusedAnOrder() {
        MovingClock clock = new MovingClock();
        try (Venue later = new Venue(clock, Duration.ofSeconds(5))) {
            later.answers("/fapi/v3/exchangeInfo", Venue.fixture("exchange-info.json"))
                    .answers(post(urlPathEqualTo(ORDER)), Venue.error(400, -1111, "Precision is over the maximum"));
            later.market.rules(Venue.BTC);
            later.place(Venue.market("abc-1"));
            clock.advance(Duration.ofMinutes(2));
            later.market.keepRulesFresh();
            later.market.keepRulesFresh();

            assertThat(later.received("/fapi/v3/exchangeInfo")).hasSize(2);
        }
    }

    @Test
    void lendsTheRulesItHasWithoutAsking() {
        MovingClock clock = new MovingClock();
        try (Venue later = new Venue(clock, Duration.ofSeconds(5))) {
            later.answers("/fapi/v3/exchangeInfo", Venue.fixture("exchange-info.json"));
            later.market.rules(Venue.BTC);
            later.answers(get(urlPathEqualTo("/fapi/v3/exchangeInfo")), Venue.status(502));
            later.market.distrustRules();
            clock.advance(Duration.ofHours(1));

            assertThat(later.market.rules(Venue.BTC)).isPresent();
            assertThat(later.received("/fapi/v3/exchangeInfo")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "[%s]"})
    void readsBracketsAloneOrInAList(String shape) {
        venue.answers("/fapi/v3/leverageBracket", shape.formatted(Venue.fixture("leverage-bracket.json")));

        assertThat(venue.market.brackets(Venue.BTC).maxLeverage()).isEqualTo(125);
        assertThat(venue.market.brackets(Venue.BTC).brackets().get(1).maintenanceMarginRatio())
                .isEqualByComparingTo("0.005");
        assertThat(venue.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "[{\"symbol\":\"ETHUSDT\",\"markPrice\":\"1\"},%s]"})
    void readsTheMarkPrice(String shape) {
        venue.answers(
                "/fapi/v3/premiumIndex", shape.formatted("{\"symbol\":\"BTCUSDT\",\"markPrice\":\"60990.10000000\"}"));

        assertThat(venue.market.markPrice(Venue.BTC)).isEqualByComparingTo("60990.1");
        assertThat(venue.received().getFirst().getUrl()).isEqualTo("/fapi/v3/premiumIndex?symbol=BTCUSDT");
    }

    @Test
    void setsTheLeverage() {
        venue.answers(
                post(urlPathEqualTo("/fapi/v3/leverage")),
                okJson("{\"leverage\":21,\"maxNotionalValue\":\"1000000\",\"symbol\":\"BTCUSDT\"}"));

        assertThat(venue.account.setLeverage(Venue.BTC, 21))
                .isEqualTo(new LeverageChange(Venue.BTC, 21, new BigDecimal("1000000")));
        assertThat(venue.received().getFirst().getBodyAsString()).startsWith("symbol=BTCUSDT&leverage=21&nonce=");
    }

    @Test
    void takesAMarginTypeThatIsAlreadySetForSuccess() {
        venue.answers(
                post(urlPathEqualTo("/fapi/v3/marginType")), Venue.error(400, -4046, "No need to change margin type."));

        venue.account.setMarginType(Venue.BTC, MarginType.ISOLATED);
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void takesACodeThatIsNotNegativeForSuccess() {
        venue.answers(post(urlPathEqualTo("/fapi/v3/marginType")), okJson("{\"code\":200,\"msg\":\"success\"}"));

        venue.account.setMarginType(Venue.BTC, MarginType.CROSSED);
        assertThat(venue.received().getFirst().getBodyAsString()).contains("marginType=CROSSED");
    }

    @Test
    void saysWhyAMarginTypeCannotChange() {
        venue.answers(
                post(urlPathEqualTo("/fapi/v3/marginType")), Venue.error(400, -4048, "Margin type cannot be changed"));

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> venue.account.setMarginType(Venue.BTC, MarginType.CROSSED))
                .satisfies(e -> assertThat(e.refusal().code()).isEqualTo(-4048))
                .satisfies(e -> assertThat(e.refusal().advice()).contains("close them first"));
    }

    @Test
    void speaksTheOlderPathsWithAnApiKey() {
        try (Venue older = new Venue(
                Clock.systemUTC(), Duration.ofSeconds(5), new Credentials.ApiKey("the-api-key", "the-secret"))) {
            older.answers("/fapi/v2/balance", Venue.fixture("balance.json"))
                    .answers("/fapi/v2/positionRisk", "[]")
                    .answers("/fapi/v4/account", Venue.fixture("account.json"))
                    .answers(post(urlPathEqualTo("/fapi/v1/order")), okJson(Venue.fixture("order-filled.json")));

            older.account.balances();
            older.account.open();
            older.account.account();
            older.place(Venue.market("abc-1"));

            assertThat(older.received())
                    .allSatisfy(
                            sent -> assertThat(sent.getHeader("X-MBX-APIKEY")).isEqualTo("the-api-key"));
            assertThat(older.received().getLast().getBodyAsString())
                    .matches("symbol=BTCUSDT&.*&recvWindow=5000&timestamp=\\d{13}&signature=[0-9a-f]{64}");
            long timestamp = Long.parseLong(
                    older.received().getFirst().queryParameter("timestamp").firstValue());
            assertThat(timestamp).isLessThan(System.currentTimeMillis());
        }
    }

    private static String orders(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id ->
                        "{\"orderId\":%d,\"clientOrderId\":\"c%d\",\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"time\":%d}"
                                .formatted(id, id, id))
                .collect(Collectors.joining(","));
    }
}
