package dev.asterbridge.signals;

import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Backing;
import dev.asterbridge.problems.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks at all that the next order for a signal depends on, and has it planned: the rules of the symbol, what is held, and
 * whether the account can be had as the alert asks for. Sends nothing but questions.
 */
@Component
class Planning {

    private final MarketReader market;
    private final MarkPrices markPrices;
    private final AccountReader accounts;
    private final Holder holder;
    private final OrderPlanner planner;
    private final Backing backing;

    Planning(
            MarketReader market,
            MarkPrices markPrices,
            AccountReader accounts,
            Holder holder,
            OrderPlanner planner,
            Backing backing) {
        this.market = market;
        this.markPrices = markPrices;
        this.accounts = accounts;
        this.holder = holder;
        this.planner = planner;
        this.backing = backing;
    }

    boolean isListed(Symbol symbol) {
        return market.rules(symbol).isPresent();
    }

    /**
     * What would be ordered next.
     *
     * @param onlyExits why nothing may be opened; absent when it may
     * @param split whether an order across zero was refused, so that it has to be two
     * @param asFarAsKnown whether nobody will explain what is held soon, so that an exit ends what is surely the strategy's
     * @throws Unexplained when nobody can say what the strategy holds
     * @throws ExchangeUnavailable when something that it depends on cannot be read
     */
    Plan plan(Signal signal, ClientOrderId id, @Nullable String onlyExits, boolean split, boolean asFarAsKnown) {
        Optional<InstrumentRules> rules = market.rules(signal.symbol());
        if (rules.isEmpty()) {
            return Plan.Stop.notUnderstood(Problem.badField(
                    "symbol", signal.symbol().name(), "is not listed on AsterDEX; a listed one is BTCUSDT"));
        }
        Symbol alias = signal.alias();
        if (alias != null && market.isListed(alias)) {
            return Plan.Stop.notUnderstood(Problem.badField(
                    "symbol",
                    alias.name(),
                    "is listed on AsterDEX itself and cannot stand for %s; take it out of the file of symbols (SYMBOLS_FILE)"
                            .formatted(signal.symbol())));
        }
        Situation situation = new Situation(
                rules.get(),
                holder.held(signal, asFarAsKnown),
                accounts::positionMode,
                () -> markPrices.of(signal.symbol()),
                () -> accounts.account().totalMarginBalance(),
                onlyExits,
                split);
        return backed(signal, situation, id);
    }

    /** A plan that keeps to the margin terms; a target that cannot have them takes away what it would, and no more. */
    private Plan backed(Signal signal, Situation now, ClientOrderId id) {
        try {
            Plan plan = planner.plan(signal, now, id);
            if (!(plan instanceof Plan.Go go) || go.isExit()) {
                return plan;
            }
            Optional<Problem> obstacle = backing.obstacle(signal.symbol(), signal.margin());
            return obstacle.isEmpty()
                    ? plan
                    : planner.less(signal, now, obstacle.get().detail(), id)
                            .orElse(new Plan.Stop(obstacle.get(), go.missing()));
        } catch (ExchangeUnavailable e) {
            // What is taken away depends on nothing but what is held.
            return planner.less(signal, now, e.refusal().toString(), id).orElseThrow(() -> e);
        }
    }
}
