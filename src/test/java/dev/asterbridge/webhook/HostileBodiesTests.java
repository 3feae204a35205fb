package dev.asterbridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.fuzz.AlertOracle;
import dev.asterbridge.fuzz.AlertOracle.Kind;
import dev.asterbridge.fuzz.Alerts;
import dev.asterbridge.fuzz.Fuzz;
import dev.asterbridge.problems.ProblemException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that were tampered with, and bodies made to keep a core busy. */
class HostileBodiesTests {

    private static final String SECRET = "secret-that-is-none";
    private static final int LONGEST = 16 * 1024;
    private static final long MOST_CPU_NANOS = 100_000_000;

    private final AlertReader reader = new AlertReader();
    private final AlertTranslator translator = Messages.translator();

    @Test
    void whatIsRightIsUnderstoodAndWhatIsNoAlertIsRefused() {
        Fuzz fuzz = new Fuzz("webhook-bodies", 6_000, 300_000);
        Alerts alerts = new Alerts(SECRET);
        AlertOracle oracle = new AlertOracle(Set.of(), SECRET);
        int understood = 0;
        for (int number = fuzz.first(); number < fuzz.end(); number++) {
            Random chance = fuzz.chance(number);
            byte[] right = alerts.right(chance);
            assertThat(oracle.judge(right, true)).isNotEqualTo(Kind.NO_ALERT);
            assertThat(understood(right)).as(fuzz.describe(number, right)).isTrue();
            byte[] body = alerts.mutated(chance);
            boolean alert = oracle.judge(body, false) != Kind.NO_ALERT;
            boolean is = understood(body);
            assertThat(is && !alert).as(fuzz.describe(number, body)).isFalse();
            understood += is ? 1 : 0;
        }
        assertThat(understood).as("some are alerts in spite of all").isPositive();
    }

    static Stream<String> bodies() {
        return Stream.of(
                "{" + many(i -> "\"field%d\":1".formatted(i)) + "}",
                "{" + many(i -> "\"%s\":1".formatted(spelt(i, "webhooksecret"))) + "}",
                "{" + many(i -> "\"%s\":\"secret%d\"".formatted(spelt(i, "token"), i)) + "}",
                "{\"note\":\"" + "{{".repeat(1900) + "\",\"comment\":\"" + "{{}".repeat(1300) + "\"}",
                "{\"note\":\"" + "{".repeat(4000) + "\",\"symbol\":\"" + ":".repeat(4000) + "\"}",
                "{\"symbol\":\"" + "A/".repeat(2000) + "\",\"quantity\":\"" + "9".repeat(4000) + "\"}",
                "{\"action\":\"open\",\"quantity\":\"" + "1e".repeat(2000) + "%p\",\"strategy\":\"" + "x".repeat(4000)
                        + "\"}",
                "{\"position_size\":1e-999999999,\"symbol\":\"BTCUSDT\",\"contracts\":9e999999999}",
                "{\"order\":{" + many(i -> "\"a%d\":{\"b\":[{\"c\":[]}]}".formatted(i)) + "},\"tv_instrument\":\"X\"}",
                "{\"take_profit\":{\"enabled\":false,\"steps\":[" + many(i -> "{\"x\":1}") + "]},\"bot_uuid\":1}",
                "[" + "{\"action\":\"close\",\"note\":\"horse horse horse\",\"symbol\":\"BTCUSDT\"},".repeat(150)
                        + "{}]",
                "[" + ("{\"note\":\"" + "horse".repeat(300) + "\"},").repeat(9) + "{}]",
                "[" + "[".repeat(LONGEST / 2),
                "{\"a\":".repeat(2700),
                "a=1;".repeat(4000),
                "a".repeat(LONGEST - 1) + "=",
                "=".repeat(LONGEST),
                ";".repeat(LONGEST),
                "\n".repeat(LONGEST - 4) + "a=1",
                "a=1\n\n".repeat(3000),
                "a='".repeat(5000),
                many(i -> "k%d='%d'".formatted(i, i)).replace(',', ';'),
                "k=" + " ".repeat(LONGEST - 10) + "1",
                "a={{" + "{".repeat(LONGEST - 100),
                " ".repeat(LONGEST),
                "\"".repeat(LONGEST));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void noBodyKeepsACoreBusy(String body) {
        byte[] bytes = body.length() > LONGEST ? body.substring(0, LONGEST).getBytes(UTF_8) : body.getBytes(UTF_8);
        for (int warm = 0; warm < 30; warm++) {
            understood(bytes);
        }
        long start = cpu();
        understood(bytes);

        assertThat(cpu() - start).isLessThan(MOST_CPU_NANOS);
    }

    @Test
    void anAnswerDoesNotListThousandsOfFaults() {
        byte[] body = ("{" + many(i -> "\"field%d\":1".formatted(i)) + "}").getBytes(UTF_8);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> translator.translate(reader.read(body, null)))
                .satisfies(e -> assertThat(e.problem().fields()).hasSize(50));
    }

    /** Nothing but a refusal may come of it where it is none. */
    private boolean understood(byte[] body) {
        try {
            List<Understood> understood = translator.translate(reader.read(body, "horse"));
            assertThat(understood)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each.body()).doesNotContain(SECRET));
            return true;
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().toString()).doesNotContain(SECRET);
            return false;
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String many(java.util.function.IntFunction<String> each) {
        return IntStream.range(0, 600)
                .mapToObj(each)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    /** The same name in other letters. */
    private static String spelt(int number, String name) {
        StringBuilder spelt = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            spelt.append((number >> (i % 10) & 1) == 1 ? Character.toUpperCase(letter) : letter);
            spelt.append(number >> i == 1 ? "_" : "");
        }
        return spelt.toString();
    }
}
