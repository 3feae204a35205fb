package dev.asterbridge.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Five minutes of a market, in tenths of a dollar.
 *
 * @param at when it begins
 */
record Candle(Instant at, long open, long high, long low, long close) {

    static final int SECONDS = 300;

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final long FIRST_PRICE = 900_000;
    private static final long SEED = 20_260_105;
    private static final int COUNT = 1_200;

    /**
     * A walk that changes its direction every 20 to 60 candles and is rough in between. All in whole numbers, so that it is
     * the same on every machine.
     */
    static List<Candle> walk() {
        Random chance = new Random(SEED);
        List<Candle> candles = new ArrayList<>();
        long price = FIRST_PRICE;
        long drift = 0;
        int left = 0;
        for (int i = 0; i < COUNT; i++) {
            if (left-- == 0) {
                drift = chance.nextInt(-7, 8);
                left = chance.nextInt(20, 61);
            }
            long change = price * (drift * 10 + chance.nextInt(-160, 161)) / 50_000;
            long close = price + change;
            long high = Math.max(price, close) + price * chance.nextInt(0, 120) / 50_000;
            long low = Math.min(price, close) - price * chance.nextInt(0, 120) / 50_000;
            candles.add(new Candle(START.plusSeconds((long) i * SECONDS), price, high, low, close));
            price = close;
        }
        return candles;
    }

    static Candle read(String line) {
        String[] cells = line.split(",");
        return new Candle(
                Instant.parse(cells[0]),
                Long.parseLong(cells[1]),
                Long.parseLong(cells[2]),
                Long.parseLong(cells[3]),
                Long.parseLong(cells[4]));
    }

    String line() {
        return "%s,%d,%d,%d,%d".formatted(at, open, high, low, close);
    }
}
