package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertReaderTests {

    private final AlertReader reader = new AlertReader();

    @Test
    void readsNumbersAndTextAndKeysInAnyCase() {
        TradingViewAlert alert = read("""
                {"ACTION":"open","Ticker":"BTCUSDT.P","side":"buy","contracts":0.575181,"orderType":"LIMIT",
                 "price":"65000.5","positionSide":"LONG","webhook_secret":"s","comment":"ignored","time":1}""");

        assertThat(alert)
                .isEqualTo(
                        new TradingViewAlert("open", "BTCUSDT.P", "buy", "0.575181", "LIMIT", "65000.5", "LONG", "s"));
    }

    @Test
    void aFieldThatIsNullIsAFieldThatIsAbsent() {
        assertThat(read("{\"action\":\"close\",\"price\":null}").price()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "buy btc",
                "{\"action\":\"open\"",
                "{\"action\":\"open\"} trailing",
                "{\"action\":\"open\"}{\"action\":\"open\"}",
                "{\"action\":\"open\",\"action\":\"close\"}",
                "{\"quantity\":NaN}",
                "{\"quantity\":Infinity}",
                "{\"quantity\":01}",
                "[{\"action\":\"open\"}]",
                "\"open\"",
                "7",
                "null",
                "{\"a\":[[[[[[[[[[1]]]]]]]]]]}",
                "{\"quantity\":1111111111111111111111111111111111111111111}",
                "{\"symbol\":[\"BTCUSDT\"]}",
                "{'action':'open'}"
            })
    void refusesWhatIsNotOnePlainObject(String body) {
        Problem problem = refused(body);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).isNotBlank();
    }

    @Test
    void doesNotEvenReadWhatIsNestedTooDeep() {
        assertThat(refused("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}").detail())
                .contains("depth");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin1 = "{\"action\":\"über\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> reader.read(latin1));
    }

    @Test
    void aHugeExponentIsReadWithoutBeingComputed() {
        assertThat(read("{\"quantity\":1e9999999}").quantity()).isEqualTo("1E+9999999");
    }

    @Test
    void namesAPlaceholderThatWasNotReplaced() {
        Problem problem = refused("{\"action\":\"open\",\"quantity\":\"{{strategy.order.contracts}}\"}");

        assertThat(problem.fields()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo("quantity");
            assertThat(fault.value()).isEqualTo("{{strategy.order.contracts}}");
        });
    }

    @Test
    void namesEveryFieldItDoesNotUnderstand() {
        Problem problem = refused("{\"action\":\"open\",\"stop_loss\":60000,\"leverage\":5}");

        assertThat(problem.fields()).extracting(Problem.Field::field).containsExactly("stop_loss", "leverage");
    }

    @Test
    void refusesAFieldThatIsSaidTwiceInOtherWords() {
        assertThat(refused("{\"quantity\":1,\"contracts\":2}").detail())
                .contains("contracts says quantity a second time");
    }

    @Test
    void saysThatAFieldStandsThereTwice() {
        assertThat(refused("{\"action\":\"open\",\"action\":\"close\"}").detail())
                .contains("a field stands in it twice at line 1");
    }

    @Test
    void neverRepeatsWhatStoodWhereTheTextGoesWrong() {
        assertThat(refused("{\"webhook_secret\": canary-secret}").detail()).doesNotContain("canary");
        assertThat(refused("{\"webhook_secret\": \"canary-secret}").detail()).doesNotContain("canary");
        assertThat(refused("{\"webhook-secret\": [\"canary-secret\"]}").detail())
                .doesNotContain("canary");
    }

    @Test
    void theSameContentIsTheSameTextWhateverTheOrderOfItsFields() {
        assertThat(message("{\"symbol\":\"BTCUSDT\",\"action\":\"close\",\"comment\":\"x\"}")
                        .body())
                .isEqualTo(message(" { \"comment\" : \"x\",\n\"action\":\"close\",\"symbol\":\"BTCUSDT\"}")
                        .body())
                .isEqualTo("{\"action\":\"close\",\"comment\":\"x\",\"symbol\":\"BTCUSDT\"}");
    }

    @Test
    void everyOtherContentIsAnotherText() {
        String body = message("{\"action\":\"open\",\"quantity\":1,\"time\":\"1768478400\"}")
                .body();

        assertThat(message("{\"action\":\"open\",\"quantity\":2,\"time\":\"1768478400\"}")
                        .body())
                .isNotEqualTo(body);
        assertThat(message("{\"action\":\"open\",\"quantity\":\"1\",\"time\":\"1768478400\"}")
                        .body())
                .isNotEqualTo(body);
        assertThat(message("{\"action\":\"open\",\"quantity\":1,\"time\":\"1768478401\"}")
                        .body())
                .isNotEqualTo(body);
        assertThat(message("{\"action\":\"open\",\"quantity\":1,\"time\":\"1768478400\",\"note\":\"\"}")
                        .body())
                .isNotEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook_secret", "WebhookSecret", "secret", "SECRET", "webhook-secret"})
    void theSecretIsNotInTheText(String name) {
        Message message = message("{\"action\":\"close\",\"%s\":\"horse\"}".formatted(name));

        assertThat(message.alert().webhookSecret()).isEqualTo("horse");
        assertThat(message.body()).isEqualTo("{\"action\":\"close\"}");
    }

    @Test
    void findsTheTimeByAnyOfItsNamesAndWhetherThereIsAnId() {
        assertThat(message("{\"time\":\"a\"}").time()).isEqualTo("a");
        assertThat(message("{\"timestamp\":1768478400}").time()).isEqualTo("1768478400");
        assertThat(message("{\"timenow\":\"b\"}").time()).isEqualTo("b");
        assertThat(message("{\"action\":\"close\"}").time()).isNull();
        assertThat(message("{\"time\":null}").time()).isNull();
        assertThat(message("{\"bar_time\":\"a\"}").time())
                .as("the time of the bar is the same for many")
                .isNull();
        assertThat(message("{\"id\":\"Long\"}").named()).isTrue();
        assertThat(message("{\"id\":null}").named()).isFalse();
        assertThat(message("{\"action\":\"close\"}").named()).isFalse();
    }

    private Message message(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private TradingViewAlert read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8)).alert();
    }

    private Problem refused(String body) {
        try {
            read(body);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("was read: " + body);
    }
}
