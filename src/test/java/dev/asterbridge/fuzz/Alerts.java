package dev.asterbridge.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Alerts that are right, and what can be done to them. */
public final class Alerts {

    private final String secret;

    public Alerts(String secret) {
        this.secret = secret;
    }

    private static final List<String> RIGHT =
            List.of("""
            {"webhook_secret":"%s","action":"open","symbol":"BTCUSDT.P","side":"BUY","quantity":"0.01"}""", """
            {"webhook_secret":"%s","action":"open","ticker":"BINANCE:ETHUSDT.P","side":"sell","qty":0.5,\
            "order_type":"LIMIT","price":"9500","strategy":"s1","id":"Long","comment":"a note"}""", """
            {"webhook_secret":"%s","action":"increase","symbol":"BTC/USDT","contracts":0.002,"interval":"15"}""", """
            {"webhook_secret":"%s","action":"decrease","symbol":"BTC-USDT","quantity":"0.001","close":65000.5}""", """
            { "secret" : "%s", "Action" : "CLOSE", "symbol" : "sol/usdt:usdt", "positionSide":"BOTH" }""", """
            {"webhook_secret":"%s","action":"open","symbol":"BTCUSDT","side":"BUY","quantity":"5%%","max_slippage":"0.5"}""", """
            {"webhook_secret":"%s","action":"open","symbol":"BTCUSDT","side":"SELL","quote_quantity":100,\
            "order_type":"STOP","stop_price":"9000","strategy":"s1"}""", """
            {"webhook_secret":"%s","action":"decrease","symbol":"BTCUSDT","quantity":50,\
            "quantity_type":"percent_of_position","order_type":"LIMIT","price":"70000","time_in_force":"IOC"}""", """
            {"webhook_secret":"%s","symbol":"BTCUSDT.P","order_action":"buy","contracts":"0.01","position_size":"0.01",\
            "market_position":"long","market_position_size":"0.01","prev_market_position":"flat","strategy":"s2"}""", """
            {"secret":"%s","symbol":"ETHUSDT.P","market_position":"short","market_position_size":0.1}""", """
            [{"webhook_secret":"%s","action":"close","symbol":"BTCUSDT"},\
            {"action":"open","symbol":"BTCUSDT","side":"BUY","quantity":"0.01","comment":"close, then open"}]""", """
            {"action":"close","symbol":"BTCUSDT"}
            {"token":"%s","symbol":"ETHUSDT","position_size":"-0.2"}""", """
            webhook_secret=%s;action=open;symbol=BTCUSDT.P;side=buy;quantity=0.01""", """
            webhook_secret="%s"
            action=close & symbol = 'BTCUSDT' | comment='a;b'

            action=open;symbol=SOLUSDT;side=SELL;quantity=100 USDT""", """
            {"passphrase":"%s","ticker":"BTCUSDT","action":"buy","sentiment":"bullish","quantity":"0.01",\
            "price":"65000","interval":"60","extras":{"a":[1]}}""", """
            {"secret":"%s","tv_instrument":"ETHUSDT.P","tv_exchange":"BINANCE","action":"sell","bot_uuid":"u",\
            "strategy_info":{"market_position":"flat","market_position_size":"0"},\
            "order":{"amount":"0.1","currency_type":"base"},"take_profit":{"enabled":false,"steps":[{"price_percent":1}]}}""", """
            {"signalToken":"%s","instrument":"SOL-USDT-SWAP","action":"ENTER_LONG","orderType":"market",\
            "investmentType":"base","amount":"1"}""");

    private static final List<String> VALUES = List.of(
            "1e9999999",
            "-1e9999999",
            "1e-9999999",
            "1E400",
            "1e999999999999",
            "0",
            "-0",
            "-1",
            "0.0",
            "1e18",
            "1e19",
            "1e-18",
            "1e-19",
            "99999999999999999999999999999999999999999",
            "0.123456789012345678901234567890123456789",
            "NaN",
            "Infinity",
            "0x10",
            "007",
            "+1",
            ".5",
            "5.",
            "1_000",
            "1,5",
            "true",
            "false",
            "null",
            "[]",
            "{}",
            "[1]",
            "{\"a\":1}",
            "\"\"",
            "\" \"",
            "\"NaN\"",
            "\"1e9999999\"",
            "\"1e-9999999\"",
            "\"Infinity\"",
            "\"0.1e2147483648\"",
            "\"0.1e-2147483648\"",
            "\"\\u0660.\\u0661\"",
            "\"\\uff11\"",
            "\" 0.01 \"",
            "\"+0.01\"",
            "\"-0.01\"",
            "\"{{strategy.order.contracts}}\"",
            "\"{{ticker}}\"",
            "\"{{plot(\\\"x\\\")}}\"",
            "\"{{\"",
            "\"{{}}\"",
            "\"}}{{\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u202eBUY\"",
            "\"BUY\\u200b\"",
            "\"\u017fELL\"",
            "\"S\u0130LL\"",
            "\"\ufeffBUY\"",
            "\"' OR 1=1 --\"",
            "\"${jndi:ldap://x}\"",
            "\"%s%n\"",
            "\"../../etc/passwd\"",
            "\"<script>\"",
            "\"BTCUSDT\"",
            "\"NOPEUSDT\"",
            "\"BTC USDT\"",
            "\"BTCUSDT&side=SELL\"",
            "\"A:B:C:BTCUSDT\"",
            "\"BTC/USDT:USDT\"",
            "\"btcusdt_perp\"",
            "\"open\"",
            "\"close\"",
            "\"buy\"",
            "\"LIMIT\"",
            "\"STOP\"",
            "\"market\"",
            "\"5%\"",
            "\"101%p\"",
            "\"1%r\"",
            "\"100 USDT\"",
            "\"100$\"",
            "\"%\"",
            "\"flat\"",
            "\"short\"",
            "\"exit\"",
            "\"enter_long\"",
            "\"IOC\"",
            "\"base\"",
            "[{}]",
            "{\"enabled\":false}",
            "{\"amount\":1,\"currency_type\":\"base\"}",
            "\"LONG\"",
            "\"2026-11-21T00:00:00Z\"",
            "\"{{timenow}}\"",
            "\"9999-12-31T23:59:59Z\"",
            "1767225600000",
            "\"0001-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "9223372036854775807",
            "9223372036854775808");

    private static final List<String> FIELDS = List.of(
            "action",
            "symbol",
            "ticker",
            "side",
            "quantity",
            "qty",
            "contracts",
            "order_type",
            "price",
            "position_side",
            "webhook_secret",
            "secret",
            "strategy",
            "comment",
            "id",
            "time",
            "timestamp",
            "timenow",
            "bar_time",
            "interval",
            "exchange",
            "close",
            "order_price",
            "note",
            "stop_loss",
            "leverage",
            "quote_quantity",
            "quantity_type",
            "stop_price",
            "time_in_force",
            "max_slippage",
            "expire_after",
            "max_lag",
            "order_action",
            "position_size",
            "market_position",
            "market_position_size",
            "prev_market_position",
            "prev_market_position_size",
            "sentiment",
            "tv_instrument",
            "strategy_info",
            "order",
            "take_profit",
            "instrument",
            "investmentType",
            "amount",
            "token",
            "__proto__",
            "",
            "ACTION",
            "Tic\u212aer",
            "a.b",
            "symbol\\u0000",
            "order-type",
            "action ");

    public byte[] right(Random chance) {
        return pick(RIGHT, chance).formatted(secret).getBytes(UTF_8);
    }

    public byte[] mutated(Random chance) {
        byte[] body = right(chance);
        for (int times = 1 + chance.nextInt(3); times > 0; times--) {
            body = mutate(body, chance);
        }
        return body;
    }

    private byte[] mutate(byte[] body, Random chance) {
        return switch (chance.nextInt(14)) {
            case 0, 1, 2 -> otherValue(body, chance);
            case 3, 4 -> field(body, chance);
            case 5 -> flip(body, chance);
            case 6 -> cut(body, chance);
            case 7 -> with(body, at(body, chance), junk(chance));
            case 8 -> with(body, at(body, chance), Arrays.copyOfRange(body, at(body, chance) / 2, body.length));
            case 9 -> deep(body, chance);
            case 10 -> wide(body, chance);
            case 11 -> recoded(body, chance);
            case 12 ->
                with(
                        body,
                        chance.nextBoolean() ? 0 : body.length,
                        pick(AROUND, chance).getBytes(UTF_8));
            default -> withoutOne(body, chance);
        };
    }

    private static final List<String> AROUND = List.of(
            " ", "\n", "\n\n", "\ufeff", ";", "|", "=", "\n{}", "a=1;", "{{a}};", "{}", ",", "[", "]", "}", "null",
            "\0", "/* */", "// x\n", "'", "Keys(", "\u00a0");

    /** Puts another value where one stands. */
    private static byte[] otherValue(byte[] body, Random chance) {
        String text = new String(body, UTF_8);
        List<Integer> colons = java.util.stream.IntStream.range(0, text.length())
                .filter(at -> text.charAt(at) == ':')
                .boxed()
                .toList();
        if (colons.isEmpty()) {
            return flip(body, chance);
        }
        int from = pick(colons, chance) + 1;
        int to = from;
        boolean quoted = false;
        while (to < text.length() && (quoted || ",}".indexOf(text.charAt(to)) < 0)) {
            quoted ^= text.charAt(to) == '"';
            to++;
        }
        return (text.substring(0, from) + pick(VALUES, chance) + text.substring(to)).getBytes(UTF_8);
    }

    /** Adds a field, which may stand there already. */
    private static byte[] field(byte[] body, Random chance) {
        String text = new String(body, UTF_8);
        String added = "\"" + pick(FIELDS, chance) + "\":" + pick(VALUES, chance);
        int brace = text.indexOf('{');
        return brace < 0
                ? ("{" + added + "}").getBytes(UTF_8)
                : (text.substring(0, brace + 1) + added + "," + text.substring(brace + 1)).getBytes(UTF_8);
    }

    /** Takes a field out, from one comma to the next. */
    private static byte[] withoutOne(byte[] body, Random chance) {
        String[] parts = new String(body, UTF_8).split(",", -1);
        parts[chance.nextInt(parts.length)] = chance.nextBoolean() ? "" : "\"note\":1";
        return String.join(",", parts).getBytes(UTF_8);
    }

    private static byte[] flip(byte[] body, Random chance) {
        byte[] flipped = body.clone();
        for (int times = chance.nextInt(4); times >= 0 && body.length > 0; times--) {
            flipped[chance.nextInt(body.length)] ^= (byte) (1 << chance.nextInt(8));
        }
        return flipped;
    }

    private static byte[] cut(byte[] body, Random chance) {
        int end = at(body, chance);
        return chance.nextBoolean() ? Arrays.copyOf(body, end) : Arrays.copyOfRange(body, end, body.length);
    }

    private static byte[] deep(byte[] body, Random chance) {
        int depth = 1 << chance.nextInt(13);
        String open = chance.nextBoolean() ? "[" : "{\"a\":";
        String nested = "\"comment\":" + open.repeat(depth) + (open.equals("[") ? "]" : "1}").repeat(depth) + ",";
        return with(body, Math.min(body.length, 1), nested.getBytes(UTF_8));
    }

    private static byte[] wide(byte[] body, Random chance) {
        String filler = pick(List.of("x", "\\u0041", "9", " ", "{{", "\u00fc", "\\\\", "[", "\ud83d\ude00"), chance);
        String value = filler.repeat(1 << chance.nextInt(12));
        String field = pick(List.of("comment", "quantity", "symbol", "action", "price", "nobody"), chance);
        String added = switch (chance.nextInt(3)) {
            case 0 -> "\"" + field + "\":\"" + value + "\",";
            case 1 -> "\"" + value + "\":1,";
            default -> "\"" + field + "\":" + value + ",";
        };
        return with(body, Math.min(body.length, 1), added.getBytes(UTF_8));
    }

    private static byte[] recoded(byte[] body, Random chance) {
        String text = new String(body, UTF_8);
        return switch (chance.nextInt(4)) {
            case 0 -> text.getBytes(UTF_16LE);
            case 1 -> ("\ufeff" + text).getBytes(java.nio.charset.StandardCharsets.UTF_16BE);
            case 2 -> text.getBytes(java.nio.charset.Charset.forName("UTF-32BE"));
            default -> text.replace("a", "\u00e4").getBytes(ISO_8859_1);
        };
    }

    private static byte[] junk(Random chance) {
        byte[] junk = new byte[1 + chance.nextInt(12)];
        chance.nextBytes(junk);
        return junk;
    }

    private static int at(byte[] body, Random chance) {
        return chance.nextInt(body.length + 1);
    }

    static byte[] with(byte[] body, int at, byte[] inserted) {
        int where = Math.min(at, body.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(body, 0, where);
        all.writeBytes(inserted);
        all.write(body, where, body.length - where);
        return all.toByteArray();
    }

    static <T> T pick(List<T> list, Random chance) {
        return list.get(chance.nextInt(list.size()));
    }
}
