package dev.asterbridge.aster;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Public facts of AsterDEX: rules, brackets and prices. */
final class AsterMarket implements MarketReader {

    private static final Duration RULES_LIFETIME = Duration.ofMinutes(30);
    private static final Duration BRACKETS_LIFETIME = Duration.ofMinutes(30);
    private static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(1);

    private final AsterClient client;
    private final RequestBudget budget;
    private final Clock clock;
    private final Remembered<ExchangeInfo> info;
    private final Map<Symbol, Remembered<LeverageBrackets>> brackets = new ConcurrentHashMap<>();
    private volatile boolean doubted;

    AsterMarket(AsterClient client, RequestBudget budget, Clock clock) {
        this.client = client;
        this.budget = budget;
        this.clock = clock;
        this.info = new Remembered<>(RULES_LIFETIME, clock);
    }

    /** Rules we hold are used at once, however old; whoever keeps the line alive refreshes them. */
    @Override
    public Optional<InstrumentRules> rules(Symbol symbol) {
        Optional<InstrumentRules> known = info.last().map(last -> last.rules().get(symbol));
        if (known.isPresent()) {
            return known;
        }
        refreshRules();
        return info.last().map(last -> last.rules().get(symbol));
    }

    /** From memory alone: whoever takes an alert cannot wait for an answer. */
    @Override
    public boolean isListed(Symbol symbol) {
        return info.last().map(last -> last.rules().containsKey(symbol)).orElse(false);
    }

    @Override
    public Set<Symbol> listed() {
        return info.last().map(last -> last.rules().keySet()).orElse(Set.of());
    }

    @Override
    public BigDecimal markPrice(Symbol symbol) {
        return client.markPrice(symbol);
    }

    @Override
    public LeverageBrackets brackets(Symbol symbol) {
        return brackets(symbol, client);
    }

    private LeverageBrackets brackets(Symbol symbol, AsterClient asked) {
        return brackets.computeIfAbsent(symbol, key -> new Remembered<>(BRACKETS_LIFETIME, clock))
                .get(() -> asked.brackets(symbol));
    }

    /** The same facts with the same memory, asked for by another client; the rules are everybody's. */
    MarketReader by(AsterClient other) {
        return new MarketReader() {

            @Override
            public Optional<InstrumentRules> rules(Symbol symbol) {
                return AsterMarket.this.rules(symbol);
            }

            @Override
            public boolean isListed(Symbol symbol) {
                return AsterMarket.this.isListed(symbol);
            }

            @Override
            public Set<Symbol> listed() {
                return AsterMarket.this.listed();
            }

            @Override
            public BigDecimal markPrice(Symbol symbol) {
                return other.markPrice(symbol);
            }

            @Override
            public LeverageBrackets brackets(Symbol symbol) {
                return AsterMarket.this.brackets(symbol, other);
            }
        };
    }

    /** Says that the exchange refused what our rules allowed; they are fetched anew as soon as that is fair. */
    void distrustRules() {
        doubted = true;
    }

    /** Fetches the rules when they are missing, doubted or old. */
    void keepRulesFresh() {
        boolean old = info.age().map(age -> age.compareTo(RULES_LIFETIME) >= 0).orElse(true);
        if (old || doubted) {
            refreshRules();
        }
    }

    /** At most once a minute, since a misspelt symbol must not become a stream of heavy questions. */
    private synchronized void refreshRules() {
        if (info.age().filter(age -> age.compareTo(BETWEEN_REFRESHES) < 0).isPresent()) {
            return;
        }
        budget.limits(info.refresh(client::exchangeInfo).limits());
        doubted = false;
    }
}
