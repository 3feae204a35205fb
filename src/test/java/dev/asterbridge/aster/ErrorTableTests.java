package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.aster.CallFailed.Again;
import dev.asterbridge.exchange.Refusal.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented code, and what it proves about an order. */
class ErrorTableTests {

    /** The order certainly does not exist. */
    static final Set<Integer> DEFINITE = codes(
            "-1002 -1003 -1004 -1005 -1011 -1013 -1014 -1015 -1020 -1021 -1022 -1023",
            "-1100..-1106 -1108..-1121 -1127 -1128 -1130 -1136",
            "-2014..-2016 -2018..-2028 -2031",
            "-4000..-4033 -4044 -4045 -4047..-4051 -4053..-4058 -4060..-4082 -4084..-4088 -4104 -4114",
            "-4118 -4131 -4135 -4137..-4142 -4161 -4164 -4165 -4168 -4183 -4184 -4144",
            "-5047 -5050..-5053 -5060 -5076");

    /** Documented, and proving nothing. */
    private static final Set<Integer> OPEN =
            codes("-1001 -1006 -1007 -1010 -1016 -1125 -2011 -2013 -4046 -4052 -4059 -4083 -4115 -4116 -4225");

    static Stream<Integer> definite() {
        return DEFINITE.stream();
    }

    static Stream<Integer> open() {
        return OPEN.stream();
    }

    @ParameterizedTest
    @MethodSource("definite")
    void provesThatAnOrderWasNotExecuted(int code) {
        for (int status : new int[] {200, 400, 401, 404}) {
            assertThat(AsterErrors.judge(status, code, "text", null).notExecuted())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("open")
    void leavesAnOrderOpen(int code) {
        assertThat(AsterErrors.judge(400, code, "text", null).notExecuted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 520, 526, 300, 302, 307})
    void provesNothingOnAServerErrorOrARedirectWhateverTheCode(int status) {
        DEFINITE.forEach(
                code -> assertThat(AsterErrors.judge(status, code, "text", null).notExecuted())
                        .isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "Signature check failed, true, NOT_AUTHORISED, could not verify the signature",
        "No agent found, true, NOT_AUTHORISED, knows no such API wallet",
        "An unknown error occured, false, REFUSED,",
    })
    void readsTheTextOfTheUnspecificError(String text, boolean definite, Reason reason, String advice) {
        CallFailed failure = AsterErrors.judge(400, -1000, text, null);
        assertThat(failure.notExecuted()).isEqualTo(definite);
        assertThat(failure.refusal().reason()).isEqualTo(reason);
        if (advice != null) {
            assertThat(failure.refusal().advice()).contains(advice);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Duplicate order", "Filter failure: duplicate clientOrderId"})
    void doesNotTakeADuplicateForARefusal(String text) {
        assertThat(AsterErrors.judge(400, -2010, text, null).notExecuted()).isFalse();
        assertThat(AsterErrors.judge(400, -2010, "NEW_ORDER_REJECTED", null).notExecuted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                -1022, -2019, -2018, -2015, -4088, -1021, -4061, -4164, -1111, -2022, -4118, -4131, -5050, -1121, -2014
            })
    void advisesOnWhatPeopleMeet(int code) {
        assertThat(AsterErrors.judge(400, code, "text", null).refusal().advice())
                .hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @CsvSource({
        "-1021, AFTER_CLOCK_SYNC",
        "-4225, AFTER_CLOCK_SYNC",
        "-1003, LATER",
        "-1001, LATER",
        "-1016, LATER",
        "-2019, NO",
        "-9999, NO",
        "-1022, NO"
    })
    void saysWhenAReadMayBeRepeated(int code, Again again) {
        assertThat(AsterErrors.judge(400, code, "text", null).again()).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({
        "429, LATER",
        "403, NO",
        "418, NO",
        "404, NO",
        "405, NO",
        "302, NO",
        "408, LATER",
        "200, LATER",
        "502, LATER"
    })
    void saysWhenAReadMayBeRepeatedWithoutACode(int status, Again again) {
        assertThat(AsterErrors.judge(status, null, "", null).again()).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({
        "504,, TOO_SLOW",
        "503,, UNREACHABLE",
        "400, -1007, TOO_SLOW",
        "400, -1021, CLOCK",
        "400, -1001, UNREACHABLE",
        "401,, NOT_AUTHORISED"
    })
    void tellsSlownessFromSilence(int status, @Nullable Integer code, Reason reason) {
        assertThat(AsterErrors.judge(status, code, "", null).refusal().reason()).isEqualTo(reason);
    }

    @Test
    void keepsTheWaitTheExchangeAskedFor() {
        assertThat(AsterErrors.judge(429, null, "", Duration.ofSeconds(3))
                        .refusal()
                        .retryAfter())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void showsTheExchangesWordsWithoutAnythingLikeASignature() {
        String text = "bad 0x" + "ab12".repeat(30) + "\r\nnext " + "x".repeat(400);
        assertThat(AsterErrors.judge(400, -1100, text, null).refusal().text())
                .doesNotContain("ab12ab12", "\n", "\r")
                .hasSizeLessThan(310);
    }

    private static Set<Integer> codes(String... lists) {
        return Arrays.stream(lists)
                .flatMap(list -> Arrays.stream(list.split(" ")))
                .flatMap(ErrorTableTests::range)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Integer> range(String text) {
        String[] ends = text.split("\\.\\.");
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        return IntStream.rangeClosed(last, first).boxed();
    }
}
