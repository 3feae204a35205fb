package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.problems.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action=open;symbol=BTCUSDT.P;side=buy;quantity=0.01",
                "action=open&symbol=BTCUSDT.P&side=buy&quantity=0.01",
                "action=open|symbol=BTCUSDT.P|side=buy|quantity=0.01",
                "action=open\nsymbol=BTCUSDT.P\r\nside=buy\rquantity=0.01\n",
                " action = open ;\tsymbol= BTCUSDT.P\nside ='buy' | quantity=\"0.01\" ;",
                ";;action=open;;symbol=BTCUSDT.P;\n;side=buy&quantity=0.01"
            })
    void anySeparatorWillDo(String text) {
        assertThat(TextLines.read(text))
                .singleElement()
                .hasToString("{\"action\":\"open\",\"symbol\":\"BTCUSDT.P\",\"side\":\"buy\",\"quantity\":\"0.01\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "note=a b           # a b",
                "note=a=b==         # a=b==",
                "note=              #``",
                "note=''            #``",
                "note='a;b|c&d=e'   # a;b|c&d=e",
                "note=\"it's\"      # it's",
                "note=' a '         #` a `",
                "note=a'b           # a'b",
                "note=it's \"x\"    # it's \"x\""
            })
    void quotesMatterAtTheStartOfAValueOnly(String text, String value) {
        assertThat(TextLines.read(text))
                .singleElement()
                .satisfies(action -> assertThat(action.get("note").asText()).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 11, 12, 28, 30, 31, 127, 133, 159})
    void whatCannotBeSeenIsNoPartOfAnAction(int character) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> TextLines.read("a=1\n" + (char) character + "b=2"))
                .satisfies(e ->
                        assertThat(e.problem().detail()).isEqualTo("Line 2 of the message has a control character"));
    }

    @Test
    void aBlankLineEndsAnAction() {
        assertThat(TextLines.read("\n\na=1\nb=2\n \t\n\na=3;b=4\n\n"))
                .extracting(ObjectNode::toString)
                .containsExactly("{\"a\":\"1\",\"b\":\"2\"}", "{\"a\":\"3\",\"b\":\"4\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a=1;close                # Line 1 of the message has something that is no pair",
                "a=1;=2                   # Line 1 of the message has a key that is none",
                "a=1;b c=2                # Line 1 of the message has a key that is none",
                "1a=1                     # Line 1 of the message has a key that is none",
                "a.b=1                    # Line 1 of the message has a key that is none",
                "a='1                     # Line 1 of the message has a quote that does not end",
                "a='1'2;b=3               # Line 1 of the message goes on after a quote",
                "a=1;a=2                  # Line 1 of the message has a field that stood there before"
            })
    void saysWhichLineIsNone(String text, String what) {
        assertThat(refused(text)).startsWith(what);
        assertThat(refused("x=1\n" + text)).startsWith(what.replace("Line 1", "Line 2"));
    }

    @Test
    void aQuoteDoesNotGoOnInTheNextLine() {
        assertThat(refused("a='1\n2'")).startsWith("Line 1 of the message has a quote that does not end");
    }

    @Test
    void keysAndValuesHaveBounds() {
        String key = "k".repeat(64);
        assertThat(TextLines.read(key + "=" + "v".repeat(4096))).hasSize(1);
        assertThat(refused(key + "k=1")).contains("a key that is none");
        assertThat(refused("k=" + "v".repeat(4097))).contains("more than 4096 characters");
    }

    @Test
    void aPlaceholderThatWasNotReplacedIsNamed() {
        assertThat(refused("a=1;{{strategy.order.alert_message}};b=2"))
                .startsWith("line 1 '{{strategy.order.alert_message}}' was not replaced by TradingView");
    }

    private static String refused(String text) {
        try {
            TextLines.read(text);
        } catch (ProblemException e) {
            return e.problem().detail();
        }
        throw new AssertionError("was read: " + text);
    }
}
