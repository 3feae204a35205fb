package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PriceFeedTests {

    private static final Symbol BTC = new Symbol("BTCUSDT");
    private static final Symbol ETH = new Symbol("ETHUSDT");

    private final PaperFace face = new PaperFace();

    @Test
    void theFirstPulseBringsEverySymbol() {
        face.desk.pulse();

        assertThat(face.v3("GET", "positionRisk", "").body())
                .allSatisfy(position -> assertThat(
                                new BigDecimal(position.path("markPrice").asText()))
                        .isPositive());
    }

    @Test
    void laterPulsesBringWhatHasOrdersOrAPosition() {
        face.desk.pulse();
        face.v3("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01");
        face.clock.advance(Duration.ofSeconds(5));
        face.desk.pulse();

        assertThat(age(BTC)).isZero();
        assertThat(age(ETH)).isEqualTo(5000);
    }

    @Test
    void whoAsksForASymbolGetsItsPresentPrice() {
        face.desk.pulse();
        face.clock.advance(Duration.ofSeconds(5));
        face.v3("GET", "positionRisk", "symbol=ETHUSDT");

        assertThat(age(ETH)).isZero();
        assertThat(age(BTC)).isEqualTo(5000);
    }

    @Test
    void whoAsksForAllGetsAllPresentPrices() {
        face.desk.pulse();
        face.clock.advance(Duration.ofSeconds(5));
        face.v3("GET", "account", "");

        assertThat(age(ETH)).isZero();
        assertThat(age(BTC)).isZero();
    }

    @Test
    void whatIsTakenFromTheBookIsNotThereAgainInTheSameSecond() {
        face.v3("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.1");
        BigDecimal first =
                face.desk.venue().quote(BTC).orElseThrow().asks().getFirst().quantity();
        face.v3("POST", "order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01");

        assertThat(face.desk.venue().quote(BTC).orElseThrow().asks().getFirst().quantity())
                .isNotEqualByComparingTo(first);
    }

    private long age(Symbol symbol) {
        return face.clock.millis()
                - face.desk.venue().quote(symbol).orElseThrow().time();
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheMarket() {
        face.desk.pulse();
        face.clock.advance(Duration.ofHours(-1));
        face.v3("GET", "positionRisk", "symbol=ETHUSDT");

        assertThat(age(ETH)).isZero();
    }
}
