package dev.asterbridge.signals;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.Backing;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.risk.Exposure;
import dev.asterbridge.risk.RiskGuard;
import dev.asterbridge.risk.RiskVerdict;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks the limits about an order that is planned, and once more in the transaction that puts it on record, when others may
 * have used up what was left.
 */
@Component
class Judging {

    private final RiskGuard risk;
    private final Function<Exposure, RiskVerdict> check;
    private final OrderQueries orders;
    private final Backing backing;
    private final MarkPrices markPrices;
    private final Journal journal;

    @Autowired
    Judging(RiskGuard risk, OrderQueries orders, Backing backing, MarkPrices markPrices, Journal journal) {
        this(risk, risk::check, orders, backing, markPrices, journal);
    }

    /** For a person who asks. */
    Judging(RiskGuard risk, OrderQueries orders, Backing backing, PeoplesReaders readers, Journal journal) {
        this(
                risk,
                exposure -> risk.check(exposure, readers.accounts()),
                orders,
                backing.by(readers),
                new MarkPrices(readers.market()),
                journal);
    }

    private Judging(
            RiskGuard risk,
            Function<Exposure, RiskVerdict> check,
            OrderQueries orders,
            Backing backing,
            MarkPrices markPrices,
            Journal journal) {
        this.risk = risk;
        this.check = check;
        this.orders = orders;
        this.backing = backing;
        this.markPrices = markPrices;
        this.journal = journal;
    }

    /**
     * What orders that rest, or are not proven, could still add, by position side. To be asked for before what is held: an order
     * that is filled between the two questions must not be missed by both.
     */
    Map<PositionSide, BigDecimal> underWay(Symbol symbol) {
        return journal.read(sql -> orders.mayAdd(sql, symbol));
    }

    RiskVerdict verdict(Signal signal, Plan.Go go) {
        return verdict(exposure(signal, go, underWay(signal.symbol())));
    }

    RiskVerdict verdict(Exposure exposure) {
        return check.apply(exposure);
    }

    /** What the limits have to know of an order; prices and leverage are asked for only where a limit needs them. */
    Exposure exposure(Signal signal, Plan.Go go, Map<PositionSide, BigDecimal> underWay) {
        OrderRequest order = go.order();
        Symbol symbol = signal.symbol();
        BigDecimal resting =
                order.reduceOnly() ? BigDecimal.ZERO : underWay.getOrDefault(order.positionSide(), BigDecimal.ZERO);
        return new Exposure(
                symbol,
                order.positionSide(),
                signal.strategy(),
                order.side(),
                order.quantity(),
                order.terms().prices(),
                !order.terms().endsAtOnce(),
                order.reduceOnly(),
                new Exposure.Before(
                        go.held().account(), go.held().gross(), go.held().amount(), resting),
                () -> markPrices.of(symbol),
                () -> backing.leverage(symbol, signal.margin()));
    }

    /**
     * What was filled since may be counted twice, as held and as under way; nothing is refused for that.
     *
     * @throws OldNews when what was under way is not so any more
     */
    void requireNews(Exposure exposure) {
        BigDecimal now = underWay(exposure.symbol()).getOrDefault(exposure.positionSide(), BigDecimal.ZERO);
        if (!exposure.reduces() && now.compareTo(exposure.before().resting()) != 0) {
            throw new OldNews("an order was filled, or ended, while another was planned");
        }
    }

    /** @throws OutOfBounds when a limit is reached by now */
    void requireRoom(Transaction tx, Exposure exposure) {
        if (risk.check(tx, exposure) instanceof RiskVerdict.Refused refused) {
            throw new OutOfBounds(refused);
        }
    }

    /** A limit was reached between planning and putting on record. */
    static final class OutOfBounds extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient RiskVerdict.Refused refused;

        private OutOfBounds(RiskVerdict.Refused refused) {
            super(refused.problem().detail(), null, false, false);
            this.refused = refused;
        }

        RiskVerdict.Refused refused() {
            return refused;
        }
    }
}
