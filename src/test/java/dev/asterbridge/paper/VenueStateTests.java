package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.BTC;
import static dev.asterbridge.paper.TestVenue.ETH;
import static dev.asterbridge.paper.TestVenue.d;
import static dev.asterbridge.paper.TestVenue.limit;
import static dev.asterbridge.paper.TestVenue.market;
import static dev.asterbridge.paper.TestVenue.stop;
import static dev.asterbridge.paper.TestVenue.trailing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import org.junit.jupiter.api.Test;

class VenueStateTests {

    private final TestVenue test = new TestVenue().at(BTC, "1000").at(ETH, "100");

    private void live() {
        test.venue.setMarginType(ETH, MarginType.ISOLATED);
        test.venue.setLeverage(ETH, 7);
        test.buy("3");
        test.at(BTC, "1003.5");
        test.sell("1");
        test.place(market(Side.SELL, "2").on(ETH));
        test.place(limit(Side.BUY, "1", "990"));
        test.place(trailing(Side.SELL, "1", "0.7"));
        test.place(stop(Side.BUY, VenueOrderType.STOP, "1", "1020.0").price("1030"));
        test.at(BTC, "1010");
    }

    private static TestVenue restored(VenueState state) {
        TestVenue other = new TestVenue();
        other.venue.restore(state);
        return other.at(BTC, "1010").at(ETH, "100");
    }

    @Test
    void comesBackAsItWas() {
        live();
        TestVenue other = restored(test.venue.snapshot());

        assertThat(other.venue.snapshot()).isEqualTo(test.venue.snapshot());
        assertThat(other.venue.account()).isEqualTo(test.venue.account());
        assertThat(other.venue.openOrders(null)).isEqualTo(test.venue.openOrders(null));
        assertThat(other.buy("1")).isEqualTo(test.buy("1"));
        assertThat(other.venue.snapshot()).isEqualTo(test.venue.snapshot());
    }

    @Test
    void passesThroughJsonUnchanged() throws Exception {
        live();
        VenueState state = test.venue.snapshot();
        JsonMapper plain = new JsonMapper();
        assertThat(plain.readValue(plain.writeValueAsString(state), VenueState.class))
                .isEqualTo(state);
    }

    @Test
    void startsOverWithAFreshAccount() {
        live();
        long before = test.venue.revision();
        test.venue.reset(d("500"));

        assertThat(test.venue.account().walletBalance()).isEqualByComparingTo("500");
        assertThat(test.venue.account().positions())
                .allMatch(row -> row.amount().signum() == 0);
        assertThat(test.venue.positions(ETH).getFirst().leverage()).isEqualTo(20);
        assertThat(test.venue.openOrders(null)).isEmpty();
        assertThat(test.venue.allOrders(BTC, Window.newest(10))).isEmpty();
        assertThat(test.venue.revision()).isGreaterThan(before);
        test.buy("0.1");
    }

    @Test
    void theRevisionGrowsWithChangesOnly() {
        live();
        long before = test.venue.revision();
        test.venue.account();
        test.venue.openOrders(null);
        test.venue.snapshot();
        test.at(BTC, "1010");
        assertThat(test.venue.revision()).isEqualTo(before);
        test.buy("1");
        assertThat(test.venue.revision()).isGreaterThan(before);
    }

    @Test
    void remembersTheMode() {
        test.venue.setPositionMode(PositionMode.HEDGE);
        test.place(market(Side.SELL, "1").positionSide(PositionSide.SHORT));
        TestVenue other = restored(test.venue.snapshot());

        assertThat(other.venue.positionMode()).isEqualTo(PositionMode.HEDGE);
        assertThat(other.position(BTC, PositionSide.SHORT).amount()).isEqualByComparingTo("-1");
    }

    @Test
    void doesNotLiquidateBeforeEveryCrossedPositionIsQuoted() {
        test.place(market(Side.BUY, "50").on(ETH));
        test.buy("12");
        TestVenue other = new TestVenue();
        other.venue.restore(test.venue.snapshot());
        other.at(BTC, "100");
        assertThat(other.position().amount()).isEqualByComparingTo("12");
        other.at(ETH, "100");
        assertThat(other.position().amount()).isEqualByComparingTo("0");
    }
}
