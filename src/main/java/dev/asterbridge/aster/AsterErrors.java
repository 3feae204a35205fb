package dev.asterbridge.aster;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.asterbridge.aster.CallFailed.Again;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Refusal.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer other than success means.
 *
 * <p>Only the codes listed here prove that an order was not executed. Any other code, any 5xx, any redirect and any
 * text that is no error of AsterDEX leaves the question open.
 */
final class AsterErrors {

    static final int UNKNOWN = -1000;
    static final int TOO_MANY_REQUESTS = -1003;
    static final int TOO_MANY_ORDERS = -1015;
    static final int WRONG_HMAC = -1022;
    static final int NO_SUCH_ORDER = -2013;
    /** The order is not open: it has ended, or never was. */
    static final Set<Integer> NOTHING_TO_CANCEL = Set.of(-2011, NO_SUCH_ORDER);

    static final int SAME_MARGIN_TYPE = -4046;
    static final int POSITION_SIDE_NOT_MATCH = -4061;

    private static final int NEW_ORDER_REJECTED = -2010;
    private static final int MAX_TEXT = 300;

    /** Who is asking is not accepted. */
    private static final Set<Integer> NOT_AUTHORISED = codes("-1002 -1011 -1022 -1109 -2014 -2015 -4056 -4057 -4088");

    private static final Set<Integer> TOO_MANY = Set.of(TOO_MANY_REQUESTS, TOO_MANY_ORDERS);
    private static final Set<Integer> CLOCK = codes("-1021 -4225");
    private static final Set<Integer> TRY_AGAIN = codes("-1001 -1006 -1007 -1016");

    /** Understood and refused: malformed requests, filters, and the state of the account or of the market. */
    private static final Set<Integer> REFUSED = codes("""
            -1004 -1005 -1013 -1014 -1020 -1021 -1023
            -1100 -1101 -1102 -1103 -1104 -1105 -1106 -1108 -1110 -1111 -1112 -1113 -1114 -1115 -1116 -1117 -1118
            -1119 -1120 -1121 -1127 -1128 -1130 -1136
            -2016 -2018 -2019 -2020 -2021 -2022 -2023 -2024 -2025 -2026 -2027 -2028 -2031
            -4000 -4001 -4002 -4003 -4004 -4005 -4006 -4007 -4008 -4009 -4010 -4011 -4012 -4013 -4014 -4015 -4016
            -4017 -4018 -4019 -4020 -4021 -4022 -4023 -4024 -4025 -4026 -4027 -4028 -4029 -4030 -4031 -4032 -4033
            -4044 -4045 -4047 -4048 -4049 -4050 -4051 -4053 -4054 -4055 -4058 -4060 -4061 -4062 -4063 -4064 -4065
            -4066 -4067 -4068 -4069 -4070 -4071 -4072 -4073 -4074 -4075 -4076 -4077 -4078 -4079 -4080 -4081 -4082
            -4084 -4085 -4086 -4087 -4104 -4114 -4118 -4131 -4135 -4137 -4138 -4139 -4140 -4141 -4142 -4144 -4161
            -4164 -4165 -4168 -4183 -4184
            -5047 -5050 -5051 -5052 -5053 -5060 -5076
            """);

    /** The rules we hold of the symbol may be out of date. */
    private static final Set<Integer> RULES = codes(
            "-1111 -1121 -4001 -4002 -4003 -4004 -4005 -4013 -4014 -4022 -4023 -4139 -4140 -4141 -4164 -5060 -5076");

    private AsterErrors() {}

    /**
     * Judges an answer that is no success.
     *
     * @param code AsterDEX's own code; absent when the body could not be read as one of its errors
     * @param text AsterDEX's own words
     * @param retryAfter what the header of that name says
     */
    static CallFailed judge(int status, @Nullable Integer code, String text, @Nullable Duration retryAfter) {
        String shown = code == null ? "HTTP %d without a readable error".formatted(status) : clean(text);
        String advice = Advice.on(code, text);
        if (status == 418 || status == 429 || status == 403) {
            return refusedAtTheDoor(status, code, shown, retryAfter);
        }
        if (status >= 500) {
            Reason reason = status == 504 ? Reason.TOO_SLOW : Reason.UNREACHABLE;
            return new CallFailed(new Refusal(reason, code, shown, advice, retryAfter), false, Again.LATER, status);
        }
        if (code == null || (status >= 300 && status < 400)) {
            boolean passing = status == 408 || status < 300;
            Reason reason = status == 401 ? Reason.NOT_AUTHORISED : Reason.UNREACHABLE;
            return new CallFailed(
                    new Refusal(reason, code, shown, advice, null), false, passing ? Again.LATER : Again.NO, status);
        }
        return new CallFailed(
                new Refusal(reason(code, text), code, shown, advice, retryAfter),
                provesNotExecuted(code, text),
                again(code),
                status);
    }

    /** Whether an order answered with this code, on a status that is no 5xx, certainly does not exist. */
    static boolean provesNotExecuted(int code, String text) {
        return switch (code) {
            case UNKNOWN -> isAboutTheSigner(text);
            case NEW_ORDER_REJECTED -> !text.toLowerCase(Locale.ROOT).contains("duplicate");
            default -> REFUSED.contains(code) || NOT_AUTHORISED.contains(code) || TOO_MANY.contains(code);
        };
    }

    static boolean concernsRules(@Nullable Integer code) {
        return code != null && RULES.contains(code);
    }

    static boolean concernsClock(@Nullable Integer code) {
        return code != null && CLOCK.contains(code);
    }

    /** Whether the exchange could not make sense of the signature, or does not know the signer. */
    static boolean isAboutTheSigner(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("signature check failed") || lower.contains("no agent found");
    }

    private static CallFailed refusedAtTheDoor(
            int status, @Nullable Integer code, String text, @Nullable Duration retryAfter) {
        Refusal refusal = switch (status) {
            case 403 -> new Refusal(Reason.NOT_AUTHORISED, code, "HTTP 403: " + text, Advice.FIREWALL, retryAfter);
            case 418 -> new Refusal(Reason.RATE_LIMITED, code, "HTTP 418: " + text, Advice.BANNED, retryAfter);
            default -> new Refusal(Reason.RATE_LIMITED, code, "HTTP 429: " + text, Advice.TOO_MANY, retryAfter);
        };
        return new CallFailed(refusal, true, status == 429 ? Again.LATER : Again.NO, status);
    }

    private static Reason reason(int code, String text) {
        if (NOT_AUTHORISED.contains(code) || (code == UNKNOWN && isAboutTheSigner(text))) {
            return Reason.NOT_AUTHORISED;
        }
        if (TOO_MANY.contains(code)) {
            return Reason.RATE_LIMITED;
        }
        if (CLOCK.contains(code)) {
            return Reason.CLOCK;
        }
        return switch (code) {
            case -1007 -> Reason.TOO_SLOW;
            case -1001, -1006, -1016 -> Reason.UNREACHABLE;
            default -> Reason.REFUSED;
        };
    }

    private static Again again(int code) {
        if (CLOCK.contains(code)) {
            return Again.AFTER_CLOCK_SYNC;
        }
        return TRY_AGAIN.contains(code) || TOO_MANY.contains(code) ? Again.LATER : Again.NO;
    }

    /** Their words without control characters, without anything like a key or a signature, and not too many. */
    private static String clean(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ")
                .replaceAll("[0-9a-fA-F]{60,}", "***")
                .strip();
        return plain.length() <= MAX_TEXT ? plain : plain.substring(0, MAX_TEXT) + "...";
    }

    private static Set<Integer> codes(String list) {
        return Arrays.stream(list.strip().split("\\s+")).map(Integer::valueOf).collect(toUnmodifiableSet());
    }
}
