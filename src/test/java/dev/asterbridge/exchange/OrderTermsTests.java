package dev.asterbridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTermsTests {

    @ParameterizedTest
    @CsvSource({
        "MARKET, MARKET, , true",
        "LIMIT 65000 GTC, LIMIT, 65000, false",
        "LIMIT 65000.5 IOC, LIMIT, 65000.5, true",
        "LIMIT 1 FOK, LIMIT, 1, true",
        "LIMIT 1 GTX, LIMIT, 1, false",
        "STOP 64000 MARK_PRICE, STOP_MARKET, , false",
        "STOP 64000 CONTRACT_PRICE LIMIT 63990, STOP, 63990, false",
        "TAKE_PROFIT 70000 MARK_PRICE, TAKE_PROFIT_MARKET, , false",
        "TAKE_PROFIT 70000 MARK_PRICE LIMIT 69990, TAKE_PROFIT, 69990, false",
        "TRAILING_STOP 1.5 CONTRACT_PRICE, TRAILING_STOP_MARKET, , false",
        "TRAILING_STOP 0.1 MARK_PRICE FROM 66000, TRAILING_STOP_MARKET, , false"
    })
    void theTextSaysAllOfIt(String text, String type, String limit, boolean endsAtOnce) {
        OrderTerms terms = OrderTerms.parse(text);

        assertThat(terms).hasToString(text).isEqualTo(OrderTerms.parse(text));
        assertThat(terms.type()).isEqualTo(type);
        assertThat(terms.limit()).isEqualTo(limit == null ? null : Price.of(limit));
        assertThat(terms.endsAtOnce()).isEqualTo(endsAtOnce);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "market", "LIMIT", "LIMIT x GTC", "LIMIT 1 DAY", "STOP 1 INDEX", "TRAILING_STOP 5 MARK_PRICE"
            })
    void nothingElseIsRead(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(text));
    }

    @Test
    void aCallbackKeepsToWhatEveryTextOfTheExchangeAllows() {
        assertThat(trailing("0.1").callback()).isEqualByComparingTo("0.1");
        assertThat(trailing("4").callback()).isEqualByComparingTo("4");
        assertThatIllegalArgumentException().isThrownBy(() -> trailing("0.09"));
        assertThatIllegalArgumentException().isThrownBy(() -> trailing("4.1"));
    }

    private static OrderTerms.Trailing trailing(String callback) {
        return new OrderTerms.Trailing(new BigDecimal(callback), OrderTerms.WorkingType.MARK_PRICE, null);
    }

    private static OrderTerms read(String text) {
        try {
            return OrderTerms.parse(text);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
