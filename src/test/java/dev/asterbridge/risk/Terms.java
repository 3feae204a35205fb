package dev.asterbridge.risk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The limits of one story: as the settings and the file would say them, and as the referee reads them. */
final class Terms {

    static final List<String> SYMBOLS = List.of("AAAUSDT", "BBBUSDT", "CCCUSDT", "DDDUSDT");
    static final List<String> STRATEGIES = List.of("trend", "range");

    private final Map<String, String> account = new HashMap<>();
    private final Map<String, Map<String, String>> symbols = new HashMap<>();
    private final Map<String, Map<String, String>> strategies = new HashMap<>();
    private final Random chance;

    Terms(Random chance) {
        this.chance = chance;
        account.putAll(own(0.75));
        maybe(account, 0.6, "max_open_positions", whole(1, 5));
        maybe(account, 0.6, "max_daily_loss", chance.nextBoolean() ? percent(2, 20) : amount(1.5, 3.5));
        maybe(account, 0.6, "max_drawdown", percent(3, 30));
        maybe(account, 0.2, "allowed_symbols", "AAAUSDT,BBBUSDT,CCCUSDT");
        for (String symbol : SYMBOLS) {
            if (chance.nextInt(4) == 0) {
                symbols.put(symbol, own(0.5));
            }
        }
        for (String strategy : STRATEGIES) {
            if (chance.nextInt(3) == 0) {
                strategies.put(strategy, own(0.5));
                maybe(strategies.get(strategy), 0.3, "allowed_symbols", "AAAUSDT,DDDUSDT");
            }
        }
    }

    private Map<String, String> own(double share) {
        Map<String, String> own = new HashMap<>();
        maybe(own, share, "max_order_notional", amount(1, 4));
        maybe(own, share, "max_position_notional", amount(2, 5));
        maybe(own, share, "max_leverage", whole(5, 40));
        maybe(own, share, "max_orders_per_minute", whole(1, 8));
        maybe(own, share, "max_price_deviation", percent(1, 15));
        return own;
    }

    private void maybe(Map<String, String> own, double share, String name, String text) {
        if (chance.nextDouble() < share) {
            own.put(name, chance.nextInt(12) == 0 ? "off" : text);
        }
    }

    private String amount(double least, double most) {
        return new BigDecimal(Math.pow(10, least + chance.nextDouble() * (most - least)), new MathContext(4))
                .setScale(2, RoundingMode.DOWN)
                .toPlainString();
    }

    private String whole(int least, int most) {
        return Integer.toString(least + chance.nextInt(most - least + 1));
    }

    private String percent(int least, int most) {
        return whole(least, most) + (chance.nextBoolean() ? "%" : ".5%");
    }

    /** As the service reads them. */
    LimitSource source() {
        LimitsFile file = new LimitsFile(new HashMap<>(), new HashMap<>());
        symbols.forEach((name, own) -> file.symbols().put(new dev.asterbridge.exchange.Symbol(name), named(own)));
        strategies.forEach((name, own) -> file.strategies().put(name, named(own)));
        return new ConfiguredLimits(named(account), file);
    }

    private static Map<Caps.Name, String> named(Map<String, String> own) {
        Map<Caps.Name, String> named = new EnumMap<>(Caps.Name.class);
        own.forEach((name, text) -> named.put(Caps.Name.valueOf(name.toUpperCase(java.util.Locale.ROOT)), text));
        return named;
    }

    /** What the account says; null when nothing. */
    @Nullable
    String account(String name) {
        return said(account.get(name));
    }

    /** What holds for the symbol: its own word, or else the account's. */
    @Nullable
    String symbol(String name, String symbol) {
        Map<String, String> own = symbols.getOrDefault(symbol, Map.of());
        return own.containsKey(name) ? said(own.get(name)) : account(name);
    }

    @Nullable
    String strategy(String name, @Nullable String strategy) {
        return strategy == null
                ? null
                : said(strategies.getOrDefault(strategy, Map.of()).get(name));
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.equals("off") ? null : text;
    }

    @Override
    public String toString() {
        return "account %s, symbols %s, strategies %s".formatted(account, symbols, strategies);
    }
}
