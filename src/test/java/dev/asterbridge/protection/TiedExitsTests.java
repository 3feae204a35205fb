package dev.asterbridge.protection;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.exchange.FakeExchange.btcRules;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exits the exchange can tie to an order; the mark price is 50000. */
class TiedExitsTests {

    private boolean reduceOnly;
    private String quantity = "0.1";
    private int markReads;

    @ParameterizedTest
    @CsvSource({
        "BUY, LIMIT 49500 GTC, stop 2%, STOP 48510 MARK_PRICE",
        "BUY, LIMIT 49500 GTX, stop 48000, STOP 48000 MARK_PRICE",
        "SELL, LIMIT 50500 GTC, stop 500.05 away, STOP 51000 MARK_PRICE",
        "BUY, LIMIT 49500 GTC, stop 2%; take 3% x 50; even 1%, STOP 48510 MARK_PRICE",
        "BUY, MARKET, stop 2%, STOP 49000 MARK_PRICE",
        "SELL, MARKET, stop 50200, STOP 50200 MARK_PRICE",
        "BUY, STOP 51000 CONTRACT_PRICE, stop 1%, STOP 50490 MARK_PRICE",
        "SELL, TAKE_PROFIT 51000 MARK_PRICE, stop 1%, STOP 51510 MARK_PRICE",
        "BUY, TRAILING_STOP 1 MARK_PRICE FROM 49000, stop 48000, STOP 48000 MARK_PRICE",
        "BUY, TRAILING_STOP 1 MARK_PRICE, stop 48000, STOP 48000 MARK_PRICE"
    })
    void aStopIsTiedToWhatOpens(Side side, String terms, String exits, String stop) {
        assertThat(tied(side, terms, exits)).isEqualTo(stop);
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, LIMIT 49500 GTC, stop 2%; take 3% x 100, STOP 48510 MARK_PRICE + TAKE_PROFIT 50985 MARK_PRICE",
        "SELL, LIMIT 50500 GTX, stop 51000; take 49000 x 100; trail 1, STOP 51000 MARK_PRICE + TAKE_PROFIT 49000 MARK_PRICE",
        "BUY, MARKET, stop 2%; take 1000 away x 100; even 1%, STOP 49000 MARK_PRICE + TAKE_PROFIT 51000 MARK_PRICE",
        "SELL, MARKET, take 4% x 100, TAKE_PROFIT 48000 MARK_PRICE",
        "BUY, TRAILING_STOP 1 MARK_PRICE FROM 49000, stop 2%; take 52000 x 100, TAKE_PROFIT 52000 MARK_PRICE",
        "BUY, LIMIT 49500 GTC, stop 2%; take 3% x 60; take 4% x 40, STOP 48510 MARK_PRICE",
        "BUY, LIMIT 49500 GTC, take 3% x 60; take 4% x 40, none",
        "BUY, LIMIT 49500 GTC, take 3% x 99, none"
    })
    void soIsWhatTakesAllOfItWithAProfit(Side side, String terms, String exits, String expected) {
        assertThat(tied(side, terms, exits)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, STOP 51000 MARK_PRICE LIMIT 52000, TAKE_PROFIT 52520 MARK_PRICE",
        "SELL, STOP 49000 MARK_PRICE LIMIT 48000, TAKE_PROFIT 47520 MARK_PRICE",
        "BUY, LIMIT 50500 GTC, TAKE_PROFIT 51005 MARK_PRICE",
        "SELL, LIMIT 49500 GTC, TAKE_PROFIT 49005 MARK_PRICE"
    })
    void ofTwoPricesAProfitIsCountedFromTheOneThatLeavesMoreRoomToo(Side side, String terms, String take) {
        assertThat(tied(side, terms, "take 1% x 100")).isEqualTo(take);
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, MARKET, stop 50000; take 51000 x 100, TAKE_PROFIT 51000 MARK_PRICE",
        "BUY, MARKET, stop 49000; take 50000 x 100, STOP 49000 MARK_PRICE",
        "SELL, MARKET, stop 49999; take 50001 x 100, none",
        "BUY, LIMIT 50500 GTC, take 50400 x 100, none",
        "BUY, LIMIT 49500 GTC, take 49600 x 100, TAKE_PROFIT 49600 MARK_PRICE"
    })
    void whatIsNotBeyondEveryPriceItMayEnterAtIsLeftOut(Side side, String terms, String exits, String expected) {
        assertThat(tied(side, terms, exits)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, STOP 51000 MARK_PRICE LIMIT 52000, STOP 50490 MARK_PRICE",
        "SELL, STOP 49000 MARK_PRICE LIMIT 48000, STOP 49490 MARK_PRICE",
        "BUY, TAKE_PROFIT 49000 MARK_PRICE LIMIT 48900, STOP 48411 MARK_PRICE"
    })
    void ofTwoPricesItCountsFromTheOneThatLeavesMoreRoom(Side side, String terms, String stop) {
        assertThat(tied(side, terms, "stop 1%")).isEqualTo(stop);
    }

    @ParameterizedTest
    @CsvSource({
        "LIMIT 49500 IOC, stop 2%, the exchange takes none for it",
        "LIMIT 49500 FOK, stop 2%, nor for this",
        "LIMIT 49500 GTC, trail 1, not a plain one",
        "TRAILING_STOP 1 MARK_PRICE, stop 2%, nobody knows where it enters",
        "TRAILING_STOP 1 MARK_PRICE FROM 49000, stop 2%, nor here: from there on it follows"
    })
    void noneIsTiedWhereNoneIsMeantOrKnown(String terms, String exits, String why) {
        assertThat(tied(Side.BUY, terms, exits)).as(why).isEqualTo("none");
    }

    @Test
    void noneIsTiedWithoutAWord() {
        assertThat(tied(Side.BUY, "LIMIT 49500 GTC", "")).isEqualTo("none");
        assertThat(markReads).isZero();
    }

    @Test
    void noneIsTiedToWhatOnlyReduces() {
        reduceOnly = true;
        assertThat(tied(Side.SELL, "LIMIT 50500 GTC", "stop 2%")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, LIMIT 51100 GTC, 2%, STOP 49000 MARK_PRICE",
        "BUY, LIMIT 51100 GTC, 50500, none",
        "BUY, LIMIT 51020 GTC, 49999.6, STOP 49999.6 MARK_PRICE",
        "SELL, LIMIT 49000 GTC, 2%, STOP 51000 MARK_PRICE",
        "SELL, LIMIT 49000 GTC, 49500, none",
        "BUY, LIMIT 50000 GTC, 500 away, STOP 49500 MARK_PRICE",
        "SELL, LIMIT 49000 GTC, 50000, none"
    })
    void whatMayBeFilledAtOnceAtTheMarketsPriceMustNotEnterBehindItsStop(
            Side side, String terms, String stop, String expected) {
        assertThat(tied(side, terms, "stop " + stop)).isEqualTo(expected);
    }

    @Test
    void noneIsTiedThatWouldHaveToBeTwo() {
        quantity = "121";
        assertThat(tied(Side.BUY, "LIMIT 49500 GTC", "stop 2%"))
                .as("120 is the most at market")
                .isEqualTo("none");
    }

    private String tied(Side side, String terms, String exits) {
        OrderRequest order = new OrderRequest(
                new ClientOrderId("ab-1"),
                BTC,
                side,
                PositionSide.BOTH,
                Quantity.of(quantity),
                OrderTerms.parse(terms),
                reduceOnly);
        List<OrderTerms.Triggered> tied = TiedExits.of(Exits.of(exits), btcRules(), order, () -> {
            markReads++;
            return new BigDecimal("50000");
        });
        return tied.isEmpty() ? "none" : tied.stream().map(OrderTerms::toString).collect(joining(" + "));
    }
}
