package dev.asterbridge.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.asterbridge.fuzz.AlertOracle.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Requests that carry a good alert in a way that must not count, such as cut short, wrongly framed or hidden in another. */
final class WireRequests {

    /**
     * What to send.
     *
     * @param pieces in the order in which they are sent
     * @param halfClosed whether the sender says that nothing more comes
     * @param hangsUp whether the sender does not wait for an answer
     */
    record WireRequest(String what, List<byte[]> pieces, boolean halfClosed, boolean hangsUp) {

        byte[] all() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            pieces.forEach(all::writeBytes);
            return all.toByteArray();
        }
    }

    private static final String END = "Connection: close\r\n\r\n";

    private static final List<String> FIRST_LINES = List.of(
            "POST /webhook/tradingview",
            "POST /webhook/tradingview HTTP/9.9",
            "POST /webhook/tradingview HTTP/1.1 x",
            "GET /webhook/tradingview HTTP/1.1",
            "PUT /webhook/tradingview HTTP/1.1",
            "TRACE /webhook/tradingview HTTP/1.1",
            "CONNECT /webhook/tradingview HTTP/1.1",
            "PRI * HTTP/2.0",
            "POST * HTTP/1.1",
            "P\0ST /webhook/tradingview HTTP/1.1",
            "POST /webhook/tradingview\0 HTTP/1.1",
            "POST \\webhook\\tradingview HTTP/1.1",
            "POST /webhook//tradingview HTTP/1.1",
            "POST /webhook/%2e%2e/webhook/tradingview HTTP/1.1",
            "POST /webhook/tradingview;a=b HTTP/1.1",
            "POST /webhook/tradingview%00 HTTP/1.1",
            "POST /webhook/tradingview/ HTTP/1.1",
            "POST /WEBHOOK/tradingview HTTP/1.1",
            "POST /webhook%2ftradingview HTTP/1.1",
            "POST /webhook/tradingview%ff HTTP/1.1",
            "POST /webhook/tradingview?{}| HTTP/1.1",
            "post /webhook/tradingview HTTP/1.1",
            "\u00ff\u00fe\u0016\u0003\u0001",
            "POST /nowhere HTTP/1.1",
            "POST /positions/%zz/leverage HTTP/1.1",
            "GET /signals/%00 HTTP/1.1",
            "GET /orders?limit=99999999999999999999&symbol=%f0%9f%98%80 HTTP/1.1",
            "GET /positions/\u0101 HTTP/1.1");

    private static final List<String> FRAMINGS = List.of(
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: abc",
            "Content-Length: 0x10",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: 5, 5",
            "Content-Length : 5\r\nContent-Length: 7",
            "Transfer-Encoding: x",
            "Transfer-Encoding: chunked, x",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
            "Transfer-Encoding:\u000bchunked",
            "Content-Length: +5",
            "Content-Length: 1e3",
            "Expect: 200-maybe\r\nContent-Length: -5");

    private static final List<String> BAD_CHUNKS = List.of(
            "zz\r\n",
            "-1\r\n",
            "FFFFFFFFFFFFFFFFF\r\n",
            "5\r\n12345",
            "5\r\n1234567\r\n",
            "5;" + "x".repeat(20_000) + "\r\n",
            "\r\n",
            "0x5\r\n12345\r\n",
            "5 5\r\n12345\r\n",
            "00000000000000000000005\r\n1234\n",
            "7fffffff\r\n{");

    private final Alerts alerts;
    private final AlertOracle oracle;

    WireRequests(Alerts alerts, AlertOracle oracle) {
        this.alerts = alerts;
        this.oracle = oracle;
    }

    /** The case's number is the request's id, by which the log knows it. */
    WireRequest next(int number, Random chance) {
        WireRequest request = next(chance);
        byte[] id = ("\r\nX-Request-Id: case-" + number + "\r\n").getBytes(ISO_8859_1);
        byte[] all = request.all();
        int line = new String(all, ISO_8859_1).indexOf("\r\n");
        if (line < 0) {
            return request;
        }
        byte[] rest = Arrays.copyOfRange(all, line + 2, all.length);
        byte[] named = Alerts.with(Alerts.with(Arrays.copyOf(all, line), line, id), line + id.length, rest);
        return new WireRequest(request.what(), pieces(named, chance), request.halfClosed(), request.hangsUp());
    }

    private WireRequest next(Random chance) {
        byte[] body = alerts.right(chance);
        return switch (chance.nextInt(12)) {
            case 0 -> whole("first line", Alerts.pick(FIRST_LINES, chance), length(body.length), body, chance);
            case 1 -> whole("framing", null, Alerts.pick(FRAMINGS, chance) + "\r\n", body, chance);
            case 2 -> cut("length too long", null, length(body.length + 1 + chance.nextInt(9000)), body, chance);
            case 3 -> whole("length too short", null, length(tooShort(body, chance)), body, chance);
            case 4 -> chunked(body, chance);
            case 5 -> smuggled(body, chance);
            case 6 -> flood(body, chance);
            case 7 ->
                cut(
                        "cut anywhere",
                        null,
                        length(body.length),
                        Arrays.copyOf(body, chance.nextInt(body.length)),
                        chance);
            case 8 -> junk(chance);
            case 9 -> whole("header", null, length(body.length) + badHeader(chance) + "\r\n", body, chance);
            case 10 -> whole("no host", "POST /webhook/tradingview HTTP/1.1", "", new byte[0], chance);
            default -> whole("tampered body", null, length(2), ("{}").getBytes(ISO_8859_1), chance);
        };
    }

    /** A beginning that is no alert by itself: pairs can be. */
    private int tooShort(byte[] body, Random chance) {
        int length = chance.nextInt(body.length);
        return oracle.judge(Arrays.copyOf(body, length), true) == Kind.NO_ALERT ? length : tooShort(body, chance);
    }

    private static WireRequest whole(String what, String firstLine, String framing, byte[] body, Random chance) {
        return request(what, firstLine, framing, body, chance, chance.nextBoolean(), chance.nextInt(20) == 0);
    }

    private static WireRequest cut(String what, String firstLine, String framing, byte[] body, Random chance) {
        return request(what, firstLine, framing, body, chance, chance.nextInt(4) > 0, chance.nextInt(5) == 0);
    }

    private static WireRequest request(
            String what,
            String firstLine,
            String framing,
            byte[] body,
            Random chance,
            boolean halfClosed,
            boolean hangsUp) {
        String first = firstLine == null ? "POST /webhook/tradingview HTTP/1.1" : firstLine;
        String host = what.equals("no host") ? "" : "Host: localhost\r\n";
        byte[] head =
                (first + "\r\n" + host + "Content-Type: application/json\r\n" + framing + END).getBytes(ISO_8859_1);
        return new WireRequest(what, pieces(Alerts.with(head, head.length, body), chance), halfClosed, hangsUp);
    }

    private static String length(int length) {
        return "Content-Length: " + length + "\r\n";
    }

    private static WireRequest chunked(byte[] body, Random chance) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
        chunks.write(body, 0, body.length - chance.nextInt(3));
        if (chance.nextBoolean()) {
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        chunks.writeBytes(Alerts.pick(BAD_CHUNKS, chance).getBytes(ISO_8859_1));
        return cut("chunks", null, "Transfer-Encoding: chunked\r\n", chunks.toByteArray(), chance);
    }

    /** A second request in what is the body of the first, by one of two ways to say where that ends. */
    private static WireRequest smuggled(byte[] body, Random chance) {
        String hidden = "POST /webhook/tradingview HTTP/1.1\r\nHost: localhost\r\n" + length(body.length) + "\r\n"
                + new String(body, ISO_8859_1);
        String inner = "0\r\n\r\n" + hidden;
        boolean lengthFirst = chance.nextBoolean();
        String both = lengthFirst
                ? length(inner.length()) + "Transfer-Encoding: chunked\r\n"
                : "Transfer-Encoding: chunked\r\n" + length(inner.length());
        String head = "POST /webhook/tradingview HTTP/1.1\r\nHost: localhost\r\n" + both + "\r\n";
        return new WireRequest("smuggled", pieces((head + inner).getBytes(ISO_8859_1), chance), true, false);
    }

    private static WireRequest flood(byte[] body, Random chance) {
        String headers = switch (chance.nextInt(3)) {
            case 0 -> "X-A: b\r\n".repeat(200 + chance.nextInt(3000));
            case 1 -> "X-" + "a".repeat(9000) + ": b\r\n";
            default -> "Cookie: " + "a=b; ".repeat(2000) + "\r\n";
        };
        return whole("header flood", null, headers + length(body.length), body, chance);
    }

    private static String badHeader(Random chance) {
        return Alerts.pick(
                List.of(
                        "X\0: y",
                        "X: \0",
                        "no colon",
                        ": no name",
                        " folded: x",
                        "X-\u00ff: y",
                        "Content-Encoding: gzip",
                        "Content-Encoding: br, gzip",
                        "Transfer-Encoding: cow",
                        "Host: a\r\nHost: b",
                        "Host: [::1",
                        "(x): y"),
                chance);
    }

    private static WireRequest junk(Random chance) {
        byte[] junk = new byte[1 + chance.nextInt(300)];
        chance.nextBytes(junk);
        return new WireRequest("junk", pieces(junk, chance), true, false);
    }

    private static List<byte[]> pieces(byte[] all, Random chance) {
        List<byte[]> pieces = new ArrayList<>();
        int most = chance.nextBoolean() ? all.length : 1 + chance.nextInt(200);
        for (int at = 0; at < all.length; ) {
            int end = Math.min(all.length, at + 1 + chance.nextInt(most));
            pieces.add(Arrays.copyOfRange(all, at, end));
            at = end;
        }
        return pieces;
    }
}
