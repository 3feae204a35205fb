package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.protection.Level;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a position is to end, as 3Commas' signal bot is told: {@code take_profit} and {@code stop_loss}. */
final class ThreeCommasExits {

    private ThreeCommasExits() {}

    /** They are of entries; whatever stands there, an exit must not fail for it. */
    static Exits read(Fields fields, boolean enters) {
        if (!enters) {
            fields.noteWhole("take_profit", "stop_loss");
            return Exits.NONE;
        }
        List<Exits.Take> takes = takes(on(fields, "take_profit"));
        return new Exits(stop(on(fields, "stop_loss")), takes, null, null);
    }

    /** What is there and switched on. */
    private static @Nullable Fields on(Fields fields, String name) {
        if (fields.isOff(name)) {
            fields.noteWhole(name);
            return null;
        }
        Fields exit = fields.inside(name);
        if (exit != null && !exit.word("enabled").equals("true")) {
            exit.fault("enabled", "must be true or false");
        }
        if (exit != null) {
            exit.note("enabled");
        }
        return exit;
    }

    private static List<Exits.Take> takes(@Nullable Fields take) {
        if (take == null) {
            return List.of();
        }
        if (!take.says("steps")) {
            take.fault("steps", "is missing: give at least one");
        }
        List<Exits.Take> takes = take.each("steps", ThreeCommasExits::noStep, ThreeCommasExits::step);
        try {
            return new Exits(null, takes, null, null).takes();
        } catch (IllegalArgumentException e) {
            take.fault("steps", String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static Exits.Take noStep(String text) {
        throw new IllegalArgumentException("must be an object");
    }

    private static Exits.@Nullable Take step(Fields step) {
        atMarket(step);
        Level at = step.need("give it in percent of the price of entry", ThreeCommasExits::away, "price_percent");
        BigDecimal share =
                step.need("give the share of the position in percent", ThreeCommasExits::share, "volume_percent");
        return at == null || share == null ? null : new Exits.Take(at, share);
    }

    private static @Nullable Level stop(@Nullable Fields stop) {
        if (stop == null) {
            return null;
        }
        atMarket(stop);
        stop.refuse("is not supported: give trigger_price_percent", "price", "price_percent", "trigger_price");
        Level at =
                stop.need("give it in percent of the price of entry", ThreeCommasExits::away, "trigger_price_percent");
        return ExitWords.lessThanAll(stop, "trigger_price_percent", at);
    }

    /** They are triggered by the mark price and go at market; what moves them otherwise cannot be had. */
    private static void atMarket(Fields exit) {
        exit.read(
                text -> {
                    if (!text.strip().equalsIgnoreCase("market")) {
                        throw new IllegalArgumentException("must be market, at which it goes once the price is there");
                    }
                    return text;
                },
                "order_type");
        for (String name : List.of("trailing", "breakeven")) {
            if (!exit.isOff(name)) {
                exit.refuse(Words.NOT_YET, name);
            }
            exit.noteWhole(name);
        }
    }

    private static Level away(String text) {
        return new Level.Percent(Decimals.parse(text));
    }

    private static BigDecimal share(String text) {
        return new Exits.Take(new Level.Percent(BigDecimal.ONE), Decimals.parse(text)).share();
    }
}
