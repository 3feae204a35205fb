package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.d;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FundingTests {

    /** The test clock starts at 08:00 UTC, a funding time of every interval. */
    private final TestVenue test = new TestVenue();

    private final long start = test.millis();

    @BeforeEach
    void quoteAndCharge() {
        price(BTC, "1000");
        price(ETH, "100");
        test.fundingRate = d("0.0001");
    }

    private void price(Symbol symbol, String price) {
        List<Level> level = List.of(new Level(d(price), d("1000")));
        test.book(symbol, price, level, level);
    }

    private List<Income> fees() {
        return test.venue.income(null, IncomeType.FUNDING_FEE, Window.newest(1000));
    }

    @ParameterizedTest
    @CsvSource({"BUY, 0.0001, -0.2", "SELL, 0.0001, 0.2", "BUY, -0.0003, 0.6", "SELL, -0.0003, -0.6"})
    void longsPayShortsWhatTheRateSays(Side side, String rate, String fee) {
        test.fundingRate = d(rate);
        test.place(market(side, "2"));
        BigDecimal before = test.wallet();
        test.wait(Duration.ofHours(8));
        price(BTC, "1000");

        assertThat(fees()).singleElement().satisfies(row -> {
            assertThat(row.symbol()).isEqualTo(BTC);
            assertThat(row.amount()).isEqualByComparingTo(fee);
            assertThat(row.time()).isEqualTo(start + Duration.ofHours(8).toMillis());
            assertThat(row.tradeId()).isNull();
        });
        assertThat(test.wallet()).isEqualByComparingTo(before.add(d(fee)));
    }

    @Test
    void isMeasuredAtTheMarkPriceOfTheFundingTime() {
        test.buy("2");
        test.wait(Duration.ofHours(8));
        price(BTC, "1500");

        assertThat(fees())
                .singleElement()
                .satisfies(row -> assertThat(row.amount()).isEqualByComparingTo("-0.3"));
    }

    @Test
    void isBookedOnceAndNotBeforeItsTime() {
        test.buy("2");
        test.wait(Duration.ofHours(8).minusMillis(1));
        price(BTC, "1000");
        assertThat(fees()).isEmpty();
        test.wait(Duration.ofMillis(1));
        price(BTC, "1000");
        price(BTC, "1001");
        test.wait(Duration.ofHours(7));
        price(BTC, "1000");
        assertThat(fees()).hasSize(1);
    }

    @Test
    void everySymbolHasItsInterval() {
        test.buy("2");
        test.place(market(Side.BUY, "2").on(ETH));
        for (int hour = 1; hour <= 8; hour++) {
            test.wait(Duration.ofHours(1));
            price(BTC, "1000");
            price(ETH, "100");
        }

        assertThat(fees())
                .extracting(Income::symbol, row -> (row.time() - start) / 3_600_000)
                .containsExactly(tuple(ETH, 4L), tuple(BTC, 8L), tuple(ETH, 8L));
    }

    @Test
    void whoOpensAfterTheFundingTimePaysNothingForIt() {
        test.wait(Duration.ofHours(8));
        test.buy("2");
        price(BTC, "1000");

        assertThat(fees()).isEmpty();
    }

    @Test
    void whoClosesAfterTheFundingTimeHasPaid() {
        test.buy("2");
        test.wait(Duration.ofHours(8));
        test.sell("2");

        assertThat(fees()).hasSize(1);
    }

    @Test
    void anOrderThatTheSameQuoteFillsWasNotHeldYet() {
        test.place(limit(Side.BUY, "2", "990"));
        test.wait(Duration.ofHours(8));
        price(BTC, "980");

        assertThat(test.position().amount()).isEqualByComparingTo("2");
        assertThat(fees()).isEmpty();
    }

    @Test
    void everyTimeThatWasMissedIsBooked() {
        test.buy("2");
        test.wait(Duration.ofHours(25));
        price(BTC, "1000");

        assertThat(fees()).extracting(row -> (row.time() - start) / 3_600_000).containsExactly(8L, 16L, 24L);
    }

    @Test
    void bothSidesOfAHedgeAreBooked() {
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.place(market(Side.BUY, "3").positionSide(PositionSide.LONG));
        test.place(market(Side.SELL, "1").positionSide(PositionSide.SHORT));
        test.wait(Duration.ofHours(8));
        price(BTC, "1000");

        assertThat(fees())
                .extracting(row -> row.amount().stripTrailingZeros().toPlainString())
                .containsExactly("-0.3", "0.1");
    }

    @Test
    void anIsolatedPositionPaysFromItsMargin() {
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 10);
        test.buy("2");
        BigDecimal cross = test.venue.account().crossWalletBalance();
        test.wait(Duration.ofHours(16));
        price(BTC, "1000");

        assertThat(test.position().isolatedWallet()).isEqualByComparingTo("199.6");
        assertThat(test.venue.account().crossWalletBalance()).isEqualByComparingTo(cross);
    }

    @Test
    void fundingCanRuinAPosition() {
        test.venue.setMarginType(BTC, MarginType.ISOLATED);
        test.venue.setLeverage(BTC, 50);
        test.fundingRate = d("0.0075");
        test.buy("2");
        test.wait(Duration.ofHours(16));
        price(BTC, "1000");

        assertThat(test.position().amount()).isEqualByComparingTo("0");
        assertThat(test.venue.account().crossWalletBalance()).isEqualByComparingTo(test.wallet());
    }

    @Test
    void aRestartBooksWhatWasMissedOnceEverythingIsQuoted() {
        test.buy("2");
        test.place(market(Side.BUY, "2").on(ETH));
        TestVenue later = new TestVenue();
        later.fundingRate = d("0.0001");
        later.venue.restore(test.venue.snapshot());
        later.wait(Duration.ofHours(8));
        later.at(BTC, "1000");
        assertThat(later.venue.income(null, IncomeType.FUNDING_FEE, Window.newest(10)))
                .isEmpty();
        later.at(ETH, "100");
        later.at(ETH, "100");

        assertThat(later.venue.income(null, IncomeType.FUNDING_FEE, Window.newest(10)))
                .extracting(Income::symbol)
                .containsExactly(BTC, ETH, ETH);
    }

    @Test
    void anAccountThatNeverKnewOfFundingStartsWithTheNextTime() throws JsonProcessingException {
        JsonMapper json = new JsonMapper();
        test.buy("2");
        ObjectNode kept = json.valueToTree(test.venue.snapshot());
        VenueState older = json.treeToValue(kept.put("fundedUntil", 0), VenueState.class);
        test.venue.restore(older);
        test.wait(Duration.ofHours(20));
        price(BTC, "1000");
        assertThat(fees()).isEmpty();
        test.wait(Duration.ofHours(5));
        price(BTC, "1000");
        assertThat(fees()).hasSize(1);
    }

    @Test
    void aFreshAccountOwesNothingForTheTimeBefore() {
        test.buy("2");
        test.wait(Duration.ofHours(30));
        test.venue.reset(d("500"));
        test.buy("2");
        price(BTC, "1000");

        assertThat(fees()).isEmpty();
    }

    @Test
    void aRateOfZeroLeavesNoTrace() {
        test.fundingRate = BigDecimal.ZERO;
        test.buy("2");
        test.wait(Duration.ofHours(8));
        price(BTC, "1000");

        assertThat(fees()).isEmpty();
    }
}
