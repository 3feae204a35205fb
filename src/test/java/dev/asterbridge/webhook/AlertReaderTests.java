package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertReaderTests {

    private final AlertReader reader = new AlertReader();

    @Test
    void anObjectIsOneAction() {
        Message message = read("{\"action\":\"open\",\"quantity\":0.575181}");

        assertThat(message.several()).isFalse();
        assertThat(message.actions())
                .singleElement()
                .satisfies(action -> assertThat(action.get("quantity").asText()).isEqualTo("0.575181"));
    }

    @Test
    void anArrayIsSeveralInTheirOrderEvenWhenItIsOne() {
        Message message = read("[{\"action\":\"close\"}, {\"action\":\"open\"}]");

        assertThat(message.several()).isTrue();
        assertThat(message.actions())
                .extracting(action -> action.get("action").asText())
                .containsExactly("close", "open");
        assertThat(read("[{\"action\":\"close\"}]").several()).isTrue();
    }

    @Test
    void objectsOnLinesOfTheirOwnAreSeveralToo() {
        Message message = read("{\"action\":\"close\"}\n\n{\"action\":\n\"open\"}\r\n{\"action\":\"open\"}\n");

        assertThat(message.several()).isTrue();
        assertThat(message.actions()).hasSize(3);
        assertThat(read("\n{\"action\":\"close\"}\n").several()).isFalse();
    }

    @Test
    void pairsBecomeTheSameFields() {
        assertThat(read("action=close;symbol=BTCUSDT").body(0))
                .isEqualTo(read("{\"symbol\":\"BTCUSDT\",\"action\":\"close\"}").body(0));
        assertThat(read("action=close\n\naction=open").several()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n\n",
                "buy btc",
                "{\"action\":\"open\"",
                "{\"action\":\"open\"} trailing",
                "{\"action\":\"open\"}{\"action\":\"open\"}",
                "{\"action\":\"open\"} {\"action\":\"open\"}",
                "{\"action\":\n\"open\"}{\"action\":\"open\"}",
                "{\"action\":\"open\"},\n{\"action\":\"open\"}",
                "{\"action\":\"open\",\"action\":\"close\"}",
                "{\"quantity\":NaN}",
                "{\"quantity\":Infinity}",
                "{\"quantity\":01}",
                "[]",
                "[{\"action\":\"open\"}",
                "[[{\"action\":\"open\"}]]",
                "[{\"action\":\"open\"},7]",
                "[{\"action\":\"open\"}]\n{\"action\":\"open\"}",
                "{\"action\":\"open\"}\n[{\"action\":\"open\"}]",
                "{\"action\":\"open\"}\n7",
                "\"open\"",
                "\"a=b\"",
                "7",
                "null",
                "{\"a\":[[[[[[[[[[1]]]]]]]]]]}",
                "{\"quantity\":1111111111111111111111111111111111111111111}",
                "{'action':'open'}",
                "\ufeff{\"action\":\"open\"}",
                "{{strategy.order.alert_message}}",
                "Keys(BTCUSDT) { market(side=buy, amount=100); } #bot"
            })
    void refusesWhatIsNoneOfTheForms(String body) {
        Problem problem = refused(body);

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.error()).isEqualTo("INVALID_REQUEST");
        assertThat(problem.detail()).isNotBlank();
    }

    @Test
    void takesTenActionsAndNotEleven() {
        assertThat(read("[" + "{\"a\":1},".repeat(9) + "{\"a\":1}]").actions()).hasSize(10);
        assertThat(refused("[" + "{\"a\":1},".repeat(10) + "{\"a\":1}]").detail())
                .contains("1 to 10");
        assertThat(refused("{\"a\":1}\n".repeat(11)).detail()).contains("1 to 10");
        assertThat(refused("a=1\n\n".repeat(11)).detail()).contains("1 to 10");
    }

    @Test
    void doesNotEvenReadWhatIsNestedTooDeep() {
        assertThat(refused("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}").detail())
                .contains("depth");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin1 = "{\"action\":\"über\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> reader.read(latin1, null));
    }

    @Test
    void aHugeExponentIsReadWithoutBeingComputed() {
        assertThat(read("{\"quantity\":1e9999999}")
                        .actions()
                        .getFirst()
                        .get("quantity")
                        .asText())
                .isEqualTo("1E+9999999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'action':'open','quantity':{{strategy.order.contracts}}} | {{ }} was not replaced by TradingView",
                "{'action':'close','symbol':'BTCUSDT',}                    | comma between two fields and none after the last",
                "{“action”:“close”}                                        | straight double quotes",
                "Long! {'action':'close'}                                  | must be a JSON object such as {'action'",
                "action: close, symbol: BTCUSDT                            | pairs such as action=close",
                "{'a':[[[[[[[[[1]]]]]]]]]}                                 | depth (9) exceeds the maximum allowed (8)"
            })
    void saysWhatWouldBeRight(String body, String advice) {
        assertThat(refused(body.replace('\'', '"')).detail())
                .contains(advice.replace('\'', '"'))
                .doesNotContain("StreamRead");
    }

    @Test
    void saysThatAFieldStandsThereTwice() {
        assertThat(refused("{\"action\":\"open\",\"action\":\"close\"}").detail())
                .contains("a field stands in it twice at line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"webhook_secret\": canary-secret}",
                "{\"webhook_secret\": \"canary-secret}",
                "{\"webhook_secret\": \"a\"}canary-secret",
                "webhook_secret:canary-secret",
                "webhook_secret:canary=secret",
                "webhook_secret='canary-secret",
                "webhook_secret='a'canary-secret",
                "canary-secret;action=close",
                "canary secret==\naction=close",
                "{{close}}canary;action=close"
            })
    void neverRepeatsWhatStoodWhereTheTextGoesWrong(String body) {
        assertThat(refused(body).toString()).doesNotContain("canary");
    }

    @Test
    void theSameContentIsTheSameTextWhateverTheOrderOfItsFields() {
        assertThat(read("{\"symbol\":\"BTCUSDT\",\"action\":\"close\",\"order\":{\"b\":[2,1],\"a\":1}}")
                        .body(0))
                .isEqualTo(read(" { \"order\" : {\"a\":1, \"b\":[2,1]},\n\"action\":\"close\",\"symbol\":\"BTCUSDT\"}")
                        .body(0))
                .isEqualTo("{\"action\":\"close\",\"order\":{\"a\":1,\"b\":[2,1]},\"symbol\":\"BTCUSDT\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"open\",\"quantity\":2,\"time\":\"1768478400\"}",
                "{\"action\":\"open\",\"quantity\":\"1\",\"time\":\"1768478400\"}",
                "{\"action\":\"open\",\"quantity\":1,\"time\":\"1768478401\"}",
                "{\"action\":\"open\",\"quantity\":1,\"time\":\"1768478400\",\"note\":\"\"}",
                "[{\"action\":\"open\",\"quantity\":1,\"time\":\"1768478400\"}]"
            })
    void everyOtherContentIsAnotherText(String other) {
        String body = read("{\"action\":\"open\",\"quantity\":1,\"time\":\"1768478400\"}")
                .body(0);

        assertThat(read(other).body(0)).isNotEqualTo(body);
    }

    @Test
    void eachOfSeveralHasTheWholeMessageAndItsPlace() {
        Message message = read("[{\"b\":1,\"a\":2},{\"b\":1,\"a\":2}]");

        assertThat(message.body(0)).isEqualTo("{\"element\":0,\"of\":[{\"a\":2,\"b\":1},{\"a\":2,\"b\":1}]}");
        assertThat(message.body(1)).isEqualTo("{\"element\":1,\"of\":[{\"a\":2,\"b\":1},{\"a\":2,\"b\":1}]}");
        assertThat(read("{\"a\":2,\"b\":1}\n{\"a\":2,\"b\":1}").body(1)).isEqualTo(message.body(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook_secret",
                "WebhookSecret",
                "secret",
                "SECRET",
                "webhook-secret",
                "passphrase",
                "token",
                "signalToken"
            })
    void theSecretIsNotInTheText(String name) {
        Message message = read("{\"action\":\"close\",\"%s\":\"horse\",\"note\":\"my horse\"}".formatted(name));

        assertThat(message.secret()).isEqualTo("horse");
        assertThat(message.body(0)).isEqualTo("{\"action\":\"close\",\"note\":\"my ***\"}");
    }

    @Test
    void whatLooksLikeASecretIsNotInTheTextHoweverDeepItLies() {
        assertThat(read("{\"extras\":{\"apiKey\":\"a\",\"list\":[{\"api_secret\":\"b\",\"x\":1}],\"password\":\"c\"}}")
                        .body(0))
                .isEqualTo("{\"extras\":{\"list\":[{\"x\":1}]}}");
    }

    @Test
    void theSecretOfTheHeaderIsNotInTheTextEither() {
        byte[] body = "{\"note\":\"it is horse\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(reader.read(body, "horse").body(0)).isEqualTo("{\"note\":\"it is ***\"}");
    }

    @Test
    void theSecretMayStandInAnyOfSeveral() {
        assertThat(read("[{\"a\":1},{\"secret\":\"horse\"}]").secret()).isEqualTo("horse");
        assertThat(read("[{\"a\":1},{\"secret\":null},{\"secret\":{}}]").secret())
                .isNull();
        assertThat(read("[{\"a\":\"horse\"},{\"secret\":\"horse\"}]").body(0)).doesNotContain("horse");
    }

    private Message read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8), null);
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
