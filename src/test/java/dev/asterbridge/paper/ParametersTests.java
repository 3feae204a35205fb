package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTests {

    @Test
    void decodesNamesAndValues() {
        Parameters parameters = Parameters.parse("a=1&b=x%3Ay+z&symbol=%E5%B8%81USDT&empty=&flag");

        assertThat(parameters.required("a")).isEqualTo("1");
        assertThat(parameters.required("b")).isEqualTo("x:y z");
        assertThat(parameters.required("symbol")).isEqualTo("币USDT");
        assertThat(parameters.text("empty")).isEmpty();
        assertThat(parameters.text("flag")).isEmpty();
    }

    @Test
    void inTheOlderSchemeTheQueryWinsOverTheBody() {
        Transmission sent = Transmission.received("price=1&signature=ab", "price=2&quantity=3");

        assertThat(sent.totalParams()).isEqualTo("price=1price=2&quantity=3");
        assertThat(sent.parameters().required("price")).isEqualTo("1");
        assertThat(sent.parameters().required("quantity")).isEqualTo("3");
    }

    @Test
    void takesTheSignatureOutWhereverItStands() {
        assertThat(Transmission.received("a=1&signature=x&b=2", "").message()).isEqualTo("a=1&b=2");
        assertThat(Transmission.received("signature=x&a=1", "").message()).isEqualTo("a=1");
        assertThat(Transmission.received("a=1", "b=2&signature=x").message()).isEqualTo("a=1&b=2");
        assertThat(Transmission.received("", "signature=x").message()).isEmpty();
    }

    @Test
    void twoSignaturesAreOneTooMany() {
        assertThatThrownBy(() -> Transmission.received("signature=x", "signature=y"))
                .isInstanceOfSatisfying(
                        VenueError.class, e -> assertThat(e.code()).isEqualTo(-1101));
    }

    @Property
    void anyTextIsReadOrRefusedInWords(@ForAll String query, @ForAll String body) {
        try {
            Transmission sent = Transmission.received(query, body);
            sent.parameters();
            sent.strictParameters();
        } catch (VenueError e) {
            assertThat(e.code()).isIn(-1100, -1101);
        }
    }

    @Property
    void anyValueIsANumberOrRefused(@ForAll String value) {
        Parameters parameters = new Parameters(java.util.Map.of("n", value));
        try {
            parameters.decimal("n");
            parameters.whole("n");
            parameters.flag("n");
        } catch (VenueError e) {
            assertThat(e.code()).isEqualTo(-1100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2", "1E-3", "%2B1", "%201", "1.", ".5", "1,5", "NaN"})
    void aNumberIsPlainDigits(String text) {
        assertRefused(-1100, () -> Parameters.parse("quantity=" + text).decimal("quantity"));
    }
}
