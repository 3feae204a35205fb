package dev.asterbridge.aster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What an exchange, or whatever stands between, may answer: right answers, wrong ones, and no answers at all. */
final class OddAnswers {

    /**
     * One answer.
     *
     * @param wire all that is sent before the connection ends or goes on
     * @param whole whether that is a whole HTTP response
     * @param ends whether the connection ends then
     */
    record Odd(int status, byte[] body, byte[] wire, boolean whole, boolean ends) {}

    private enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_THE_END
    }

    private static final List<Integer> STATUSES = List.of(
            200, 200, 200, 201, 204, 206, 301, 302, 304, 307, 308, 400, 400, 400, 401, 403, 404, 405, 408, 409, 413,
            418, 422, 429, 451, 499, 500, 502, 503, 503, 504, 520, 525, 599);

    private static final List<String> CODES = List.of(
            "-1000",
            "-1001",
            "-1003",
            "-1006",
            "-1007",
            "-1016",
            "-1021",
            "-1022",
            "-1102",
            "-1111",
            "-2010",
            "-2011",
            "-2013",
            "-2019",
            "-2022",
            "-4061",
            "-4164",
            "-4225",
            "-5050",
            "-9999",
            "0",
            "200",
            "-0",
            "-2019.0",
            "-2.019e3",
            "\"-2019\"",
            "\" -2019\"",
            "\"-2019x\"",
            "4294965277",
            "18446744073709549597",
            "-4294969315",
            "-2147483649",
            "-99999999999999999999",
            "null",
            "true",
            "[-2019]",
            "{\"code\":-2019}",
            "\"\"",
            "-1e9999999",
            "-02019");

    private static final List<String> TEXTS = List.of(
            "Margin is insufficient.",
            "Signature check failed",
            "No agent found",
            "Duplicate order sent.",
            "duplicate",
            "banned until 1999999999999",
            "Way too many requests; IP banned until 9999999999999.",
            "",
            "{{",
            "%s %d",
            "\\u0000\\ud800",
            "0x" + "ab".repeat(40),
            "x".repeat(5000));

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "true",
            "0",
            "\"text\"",
            "[]",
            "{}",
            "[{}]",
            "[[[[]]]]",
            "<html><body>502 Bad Gateway</body></html>",
            "{\"code\":",
            "{\"code\":-2019,\"msg\":\"x\"} {\"orderId\":1}",
            "{\"code\":-2019,\"msg\":\"x\"}}",
            "\ufeff{\"code\":-2019}",
            "{'code':-2019}",
            "{\"code\":-2019,\"code\":1}",
            "{\"code\":1,\"code\":-2019}",
            "{\"msg\":\"x\"}",
            "[{\"code\":-2019}]",
            "{\"data\":{\"code\":-2019}}",
            "{\"Code\":-2019}",
            "OK",
            "\0\0\0\0",
            "{\"code\":-2019,\"msg\":[1,2]}");

    private static final List<String> VALUES = List.of(
            "1e9999999",
            "-1e-9999999",
            "1e999999999999",
            "\"1e9999999\"",
            "\"1e999999999999\"",
            "null",
            "true",
            "\"\"",
            "\"NaN\"",
            "[]",
            "{}",
            "-1",
            "0",
            "\"-0.0\"",
            "9223372036854775808",
            "\"9223372036854775808\"",
            "12.5",
            "\"abc\"",
            "\"\\ud800\"",
            "\"" + "9".repeat(70) + "\"",
            "\"ETHUSDT\"",
            "\"SELL\"",
            "\"NEW_STATE\"",
            "\"abc-2\"",
            "99999999999999999999999999");

    private final String right;

    /** @param right an answer that is as it should be */
    OddAnswers(String right) {
        this.right = right;
    }

    Odd next(Random chance) {
        int status = chance.nextInt(20) == 0 ? 200 + chance.nextInt(400) : pick(STATUSES, chance);
        byte[] body = status == 204 || status == 304 ? new byte[0] : body(chance);
        return onTheWire(status, body, chance);
    }

    private byte[] body(Random chance) {
        return switch (chance.nextInt(10)) {
            case 0 -> right.getBytes(UTF_8);
            case 1, 2 -> otherValue(chance).getBytes(UTF_8);
            case 3, 4, 5 -> error(chance).getBytes(UTF_8);
            case 6 -> pick(BODIES, chance).getBytes(UTF_8);
            case 7 -> damaged((chance.nextBoolean() ? right : error(chance)).getBytes(UTF_8), chance);
            case 8 -> deep(chance).getBytes(UTF_8);
            default -> recoded(chance.nextBoolean() ? right : error(chance), chance);
        };
    }

    private static String error(Random chance) {
        return "{\"code\":%s,\"msg\":\"%s\"}".formatted(code(chance), pick(TEXTS, chance));
    }

    private static String code(Random chance) {
        return chance.nextInt(4) == 0 ? Integer.toString(-1000 - chance.nextInt(4500)) : pick(CODES, chance);
    }

    private String otherValue(Random chance) {
        String[] parts = right.split(",");
        int which = chance.nextInt(parts.length);
        String name = parts[which].substring(0, parts[which].indexOf(':') + 1);
        parts[which] = switch (chance.nextInt(4)) {
            case 0 -> name + "\"-1\"";
            case 1 -> parts[which] + ",\"code\":" + code(chance);
            default -> name + pick(VALUES, chance);
        };
        String text = String.join(",", parts).strip();
        return text.endsWith("}") ? text : text + "}";
    }

    private static byte[] damaged(byte[] body, Random chance) {
        byte[] damaged = chance.nextBoolean() ? body.clone() : Arrays.copyOf(body, chance.nextInt(body.length));
        for (int times = chance.nextInt(4); times > 0 && damaged.length > 0; times--) {
            damaged[chance.nextInt(damaged.length)] ^= (byte) (1 << chance.nextInt(8));
        }
        return damaged;
    }

    private String deep(Random chance) {
        int depth = 1 << chance.nextInt(12);
        String nested = "[".repeat(depth) + "]".repeat(depth);
        return right.stripTrailing().replaceFirst("}$", ",\"more\":" + nested + "}");
    }

    private static byte[] recoded(String text, Random chance) {
        return switch (chance.nextInt(4)) {
            case 0 -> text.getBytes(StandardCharsets.UTF_16LE);
            case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
            case 2 -> ("\ufeff" + text).getBytes(UTF_8);
            default -> text.replace("e", "\u00e9").getBytes(ISO_8859_1);
        };
    }

    private static Odd onTheWire(int status, byte[] body, Random chance) {
        Framing framing = body.length == 0 && (status == 204 || status == 304)
                ? Framing.LENGTH
                : Framing.values()[Math.max(0, chance.nextInt(6) - 3)];
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(("HTTP/1.1 " + status + " -\r\n" + headers(chance)).getBytes(US_ASCII));
        switch (framing) {
            case LENGTH -> {
                wire.writeBytes(("Content-Length: " + body.length + "\r\n\r\n").getBytes(US_ASCII));
                wire.writeBytes(body);
            }
            case CHUNKED -> {
                wire.writeBytes(("Transfer-Encoding: chunked\r\n\r\n").getBytes(US_ASCII));
                chunks(body, chance, wire);
            }
            case UNTIL_THE_END -> {
                wire.writeBytes("Connection: close\r\n\r\n".getBytes(US_ASCII));
                wire.writeBytes(body);
            }
        }
        byte[] bytes = wire.toByteArray();
        boolean cut = framing != Framing.UNTIL_THE_END && chance.nextInt(8) == 0;
        if (cut) {
            return new Odd(status, body, Arrays.copyOf(bytes, chance.nextInt(bytes.length)), false, true);
        }
        if (chance.nextInt(40) == 0) {
            byte[] junk = new byte[1 + chance.nextInt(60)];
            chance.nextBytes(junk);
            return new Odd(status, body, junk, false, true);
        }
        return new Odd(status, body, bytes, true, framing == Framing.UNTIL_THE_END);
    }

    private static void chunks(byte[] body, Random chance, ByteArrayOutputStream wire) {
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + chance.nextInt(body.length));
            wire.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(US_ASCII));
            wire.write(body, at, length);
            wire.writeBytes("\r\n".getBytes(US_ASCII));
            at += length;
        }
        wire.writeBytes("0\r\n\r\n".getBytes(US_ASCII));
    }

    private static String headers(Random chance) {
        return switch (chance.nextInt(12)) {
            case 0 -> "Retry-After: 999999\r\n";
            case 1 -> "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n";
            case 2 -> "Retry-After: -1e9\r\nX-MBX-USED-WEIGHT-1M: 999999999\r\n";
            case 3 -> "X-MBX-USED-WEIGHT-9999d: 99999999999\r\nX-MBX-ORDER-COUNT-1M: x\r\n";
            case 4 -> "Content-Type: text/html; charset=nonsense\r\n";
            case 5 -> "Location: http://127.0.0.1:1/\r\n";
            case 6 -> "Content-Encoding: gzip\r\n";
            case 7 -> "Set-Cookie: a=b\r\n".repeat(50);
            default -> "Content-Type: application/json\r\n";
        };
    }

    private static <T> T pick(List<T> list, Random chance) {
        return list.get(chance.nextInt(list.size()));
    }
}
