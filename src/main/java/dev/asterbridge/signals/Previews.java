package dev.asterbridge.signals;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.Backing;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.protection.PlannedExit;
import dev.asterbridge.risk.RiskGuard;
import dev.asterbridge.risk.RiskVerdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What would become of an alert now, by the same steps as if it were carried out, but read as people read. Puts nothing on
 * record and orders nothing.
 */
@Component
class Previews {

    private static final ClientOrderId PREVIEWED = new ClientOrderId("ab-preview-1");

    private final PeoplesReaders readers;
    private final OrderPlanner planner;
    private final OrderQueries orders;
    private final HoldingRecords holdings;
    private final Backing backing;
    private final RiskGuard risk;
    private final Canceller canceller;
    private final SignalRecords records;
    private final ExchangeClock exchange;
    private final Journal journal;

    Previews(
            PeoplesReaders readers,
            OrderPlanner planner,
            OrderQueries orders,
            HoldingRecords holdings,
            Backing backing,
            RiskGuard risk,
            Canceller canceller,
            SignalRecords records,
            ExchangeClock exchange,
            Journal journal) {
        this.readers = readers;
        this.planner = planner;
        this.orders = orders;
        this.holdings = holdings;
        this.backing = backing;
        this.risk = risk;
        this.canceller = canceller;
        this.records = records;
        this.exchange = exchange;
        this.journal = journal;
    }

    /** @throws ProblemException when the exchange could not be asked, or has been asked enough in this minute */
    Preview of(Alert alert) {
        Signal signal = alert.signal();
        try {
            records.requireFresh(alert, exchange.now());
            String frozen = journal.read(sql -> records.frozen(sql, signal.symbol()));
            if (frozen != null && signal.opens() && !signal.isTarget()) {
                return Preview.refused(Verdicts.frozen(signal, frozen));
            }
            PeoplesReaders once = new PeoplesReaders(
                    new OnceRead(readers.positions()), readers.accounts(), readers.orders(), readers.market());
            return isCancel(signal) ? told(signal, canceller.plan(signal), once) : planned(signal, frozen, once);
        } catch (ProblemException e) {
            return Preview.refused(e.problem());
        } catch (Unexplained e) {
            return Preview.refused(Problem.conflict("POSITION_NOT_EXPLAINED", String.valueOf(e.getMessage())));
        } catch (ExchangeUnavailable e) {
            throw new ProblemException(Problem.of(e.refusal()));
        }
    }

    private Preview told(Signal signal, Succession succession, PeoplesReaders once) {
        Preview preview = switch (succession.plan()) {
            case Plan.Go go ->
                new Preview(
                        go.order(),
                        exits(signal.symbol(), go.endsOnceFilled(() -> price(go.order()))),
                        List.of(),
                        go.adjusted(),
                        go.arithmetic().isEmpty() ? null : go.arithmetic(),
                        new MarginCheck(risk, backing.by(once), once).warning(signal, go),
                        null);
            case Plan.Done done ->
                new Preview(
                        null,
                        exits(signal.symbol(), done.ends()),
                        List.of(),
                        done.adjusted(),
                        done.message(),
                        null,
                        null);
            case Plan.Stop stop -> Preview.refused(stop.problem());
        };
        return preview.cancelling(succession.replaced());
    }

    /**
     * What would be ordered first, and what would be cancelled.
     *
     * @param frozen why nothing may be opened on the symbol; absent when it may
     */
    private Preview planned(Signal signal, @Nullable String frozen, PeoplesReaders once) {
        Holder holder = new Holder(once.positions(), holdings, orders, journal, exchange::now);
        MarkPrices markPrices = new MarkPrices(once.market());
        Planning planning = new Planning(once.market(), markPrices, once.accounts(), holder, planner, backing.by(once));
        String onlyExits =
                frozen == null ? null : Verdicts.frozen(signal, frozen).detail();
        Plan plan = planning.plan(signal, PREVIEWED, onlyExits, false, frozen != null);
        List<StandingOrder> earlier = canceller.restingOfOthers(signal, "");
        Succession succession = Succession.of(plan, earlier);
        Judging judging = new Judging(risk, orders.without(succession.replaced()), backing, once, journal);
        if (!(succession.plan() instanceof Plan.Go go)
                || !(judging.verdict(signal, go) instanceof RiskVerdict.Refused refused)) {
            return told(signal, succession, once);
        }
        // What a target takes away is taken away all the same; what rests is cancelled before anybody asks the limits.
        Plan stop = new Plan.Stop(refused.problem());
        Plan exit = signal.isTarget()
                ? planning.plan(signal, PREVIEWED, refused.problem().detail(), false, frozen != null)
                : stop;
        Plan less = exit instanceof Plan.Stop ? stop : exit;
        return told(
                signal,
                succession instanceof Succession.Before
                        ? new Succession.Before(less, earlier)
                        : Succession.of(less, earlier),
                once);
    }

    private static boolean isCancel(Signal signal) {
        return signal.intent() instanceof Signal.Cancel;
    }

    /** At which an order would be filled. */
    private BigDecimal price(OrderRequest order) {
        List<Price> named = order.terms().prices();
        return named.isEmpty()
                ? new MarkPrices(readers.market()).of(order.symbol())
                : named.getLast().value();
    }

    /** What would rest to end the position; nothing where that stays as it is. */
    private List<Preview.Exit> exits(Symbol symbol, @Nullable Ends ends) {
        Optional<InstrumentRules> rules = readers.market().rules(symbol);
        if (ends == null || rules.isEmpty()) {
            return List.of();
        }
        return PlannedExit.of(ends.exits(), rules.get(), ends.direction(), ends.price(), ends.size()).stream()
                .map(exit -> new Preview.Exit(
                        exit.role(),
                        new OrderRequest(
                                PREVIEWED,
                                symbol,
                                ends.direction().opposite(),
                                ends.positionSide(),
                                exit.quantity(),
                                exit.terms(),
                                true)))
                .toList();
    }
}
