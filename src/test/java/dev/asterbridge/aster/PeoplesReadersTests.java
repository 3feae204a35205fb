package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeConnection.Result;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read leaves alerts their share of what may be asked. */
class PeoplesReadersTests {

    private final MovingClock clock = new MovingClock();
    private final Venue venue = new Venue(clock, Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        venue.close();
    }

    static Stream<Consumer<PeoplesReaders>> reads() {
        Symbol btc = Venue.BTC;
        return Stream.of(
                readers -> readers.positions().open(),
                readers -> readers.positions().of(btc),
                readers -> readers.accounts().balances(),
                readers -> readers.accounts().account(),
                readers -> readers.accounts().positionMode(),
                readers -> readers.orders().open(),
                readers -> readers.orders().open(btc),
                readers -> readers.orders().find(btc, new ClientOrderId("abc-1")),
                readers -> readers.orders().history(btc, Instant.EPOCH, Instant.ofEpochMilli(1), 10),
                readers -> readers.orders().fills(btc, Instant.EPOCH, Instant.ofEpochMilli(1)),
                readers -> readers.market().markPrice(btc),
                readers -> readers.market().brackets(btc));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void nothingIsSentForThemOnceTheirShareIsUsedUp(Consumer<PeoplesReaders> read) {
        usedUp();

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> read.accept(venue.people))
                .withMessageContaining("by hand is used up for the next 46 s")
                .withMessageContaining("kept for alerts")
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.RATE_LIMITED))
                .satisfies(e -> assertThat(e.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(45)));
        assertThat(venue.received()).isEmpty();
    }

    @Test
    void anOrderThatOpensAndWhatItDependsOnGoOutAllTheSame() {
        usedUp();
        venue.answers(post(urlPathEqualTo("/fapi/v3/order")), okJson(Venue.fixture("order-filled.json")))
                .answers("/fapi/v3/positionRisk", "[]")
                .answers("/fapi/v3/premiumIndex", "{\"symbol\":\"BTCUSDT\",\"markPrice\":\"94920.15\"}");

        assertThat(venue.account.of(Venue.BTC)).isEmpty();
        assertThat(venue.market.markPrice(Venue.BTC)).isEqualByComparingTo("94920.15");
        assertThat(venue.place(Venue.market("abc-1"))).isInstanceOf(OrderOutcome.Accepted.class);
    }

    @Test
    void theNextMinuteIsTheirsAgain() {
        usedUp();
        venue.answers("/fapi/v3/positionRisk", "[]");

        clock.advance(Duration.ofSeconds(45));

        assertThat(venue.people.positions().open()).isEmpty();
    }

    @Test
    void whatIsRememberedIsNotAskedFor() {
        venue.answers("/fapi/v3/positionSide/dual", "{\"dualSidePosition\":true}")
                .answers("/fapi/v3/exchangeInfo", Venue.fixture("exchange-info.json"));
        venue.market.keepRulesFresh();
        assertThat(venue.account.positionMode()).isEqualTo(PositionMode.HEDGE);
        usedUp();

        assertThat(venue.people.accounts().positionMode()).isEqualTo(PositionMode.HEDGE);
        assertThat(venue.people.market().rules(Venue.BTC)).isPresent();
        assertThat(venue.people.market().isListed(Venue.BTC)).isTrue();
        assertThat(venue.people.market().isListed(new Symbol("NOPEUSDT"))).isFalse();
        assertThat(venue.people.market().listed()).contains(Venue.BTC);
    }

    @Test
    void theSelfTestIsForPeopleToo() {
        venue.tellsTheTime(0);
        usedUp();

        assertThat(venue.connection.selfTest())
                .filteredOn(check -> check.name().equals("openOrders"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.result()).isEqualTo(Result.FAILED);
                    assertThat(check.summary()).contains("kept for alerts");
                });
    }

    private void usedUp() {
        clock.moveTo(Instant.parse("2026-11-20T12:00:15Z"));
        venue.budget.take(600, 0, Share.TRADING);
    }
}
