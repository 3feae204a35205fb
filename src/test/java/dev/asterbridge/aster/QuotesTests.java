package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.asterbridge.exchange.BestPrices;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prices for whoever only looks on. */
class QuotesTests {

    private static final String BOOK = "/fapi/v3/ticker/bookTicker";
    private static final String INDEX = "/fapi/v3/premiumIndex";

    private final Venue venue = new Venue();
    private final AsterQuotes quotes = new AsterQuotes(venue.line);

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void readsTheTopOfTheBookAndTheMarkPrice() {
        answer();

        BestPrices prices = quotes.now(Venue.BTC);

        assertThat(prices.bid()).isEqualByComparingTo("94920.1");
        assertThat(prices.bidQuantity()).isEqualByComparingTo("0.3");
        assertThat(prices.ask()).isEqualByComparingTo("94920.2");
        assertThat(prices.askQuantity()).isEqualByComparingTo("1.2");
        assertThat(prices.mark()).isEqualByComparingTo("94920.15");
        assertThat(prices.fundingRate()).isEqualByComparingTo("0.0001");
    }

    @Test
    void signsNothing() {
        answer();

        quotes.now(Venue.BTC);

        assertThat(venue.received())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(INDEX + "?symbol=BTCUSDT", BOOK + "?symbol=BTCUSDT");
    }

    @Test
    void asksOnceOnly() {
        venue.answers(get(urlPathEqualTo(INDEX)), Venue.status(503));

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> quotes.now(Venue.BTC));
        assertThat(venue.received()).hasSize(1);
    }

    @Test
    void stepsBackWhenTradingMayNeedTheLine() {
        answer();
        venue.budget.take(480, 0, Share.TRADING);

        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> quotes.now(Venue.BTC))
                .satisfies(e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.RATE_LIMITED))
                .withMessageContaining("kept for trading");
        assertThat(venue.received()).isEmpty();
    }

    @Test
    void noPriceIsNoAnswer() {
        venue.answers(get(urlPathEqualTo(INDEX)), okJson("{\"symbol\":\"BTCUSDT\",\"markPrice\":\"94920.15\"}"));
        venue.answers(
                get(urlPathEqualTo(BOOK)),
                okJson("{\"symbol\":\"BTCUSDT\",\"bidPrice\":\"0\",\"askPrice\":\"94920.2\"}"));

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(() -> quotes.now(Venue.BTC));
    }

    private void answer() {
        venue.answers(INDEX, "{\"symbol\":\"BTCUSDT\",\"markPrice\":\"94920.15\",\"lastFundingRate\":\"0.0001\"}");
        venue.answers(BOOK, """
                {"symbol":"BTCUSDT","bidPrice":"94920.1","bidQty":"0.3","askPrice":"94920.2","askQty":"1.2"}""");
    }
}
