package dev.asterbridge.orders;

import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.orders.Holding.Guard;
import dev.asterbridge.orders.HoldingRecords.Overrun;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;

/**
 * What a fill does to what is held, and to what guards it. What an exit takes beyond zero is not its strategy's own: where
 * several hold the symbol, it is from what the others hold.
 */
@Component
class HoldingFills {

    private final HoldingRecords holdings;

    HoldingFills(HoldingRecords holdings) {
        this.holdings = holdings;
    }

    /** Moves what is held by what was filled of an order since it was last seen, and guards it as the order says. */
    void filled(Transaction tx, Leg leg, Order order, BigDecimal filled) {
        BigDecimal change = order.side() == Side.BUY ? filled : filled.negate();
        boolean turned = holdings.move(tx, order.symbol(), leg.strategy(), order.positionSide(), change);
        if (!turned) {
            guard(tx, leg, order);
        } else if (isWrongWay(tx, leg, order) || (!guardAnew(tx, leg, order) && leg.isExit())) {
            overran(tx, leg, order);
        }
    }

    /** Where there are two positions nothing can be short on the long one: it is of what others hold there. */
    private boolean isWrongWay(Transaction tx, Leg leg, Order order) {
        int sign = holdings.amount(tx.sql(), order.symbol(), leg.strategy(), order.positionSide())
                .signum();
        return sign == (order.positionSide() == PositionSide.LONG ? -1 : 1)
                && order.positionSide() != PositionSide.BOTH;
    }

    /** What an order says about the end of what it opens counts from its first fill on, and from its price. */
    private void guard(Transaction tx, Leg leg, Order order) {
        String exits = leg.purpose().exits();
        if (exits != null) {
            Guard guard = new Guard(leg.signalId(), exits, order.averagePrice(), false);
            holdings.guard(tx, order.symbol(), leg.strategy(), order.positionSide(), order.side(), guard);
        }
    }

    /**
     * Fills are not always seen in their order. What is held ends as the newest of those orders says that were filled since it
     * was last flat, and said something.
     *
     * @return whether one of its orders has opened it
     */
    private boolean guardAnew(Transaction tx, Leg leg, Order order) {
        BigDecimal amount = holdings.amount(tx.sql(), order.symbol(), leg.strategy(), order.positionSide());
        Holding held = new Holding(leg.strategy(), order.positionSide(), amount, null);
        BigDecimal then = amount;
        boolean opened = false;
        boolean since = false;
        for (TradedOrder traded : TradedOrder.newest(tx.sql(), order.symbol(), held, false, leg)) {
            if (opened && then.signum() != amount.signum()) {
                break;
            }
            if (traded.opens(held)) {
                since |= then.signum() == amount.signum();
                if (traded.leg().purpose().exits() != null) {
                    guard(tx, traded.leg(), traded.seen());
                    return since;
                }
                opened = true;
            }
            then = then.subtract(traded.change());
        }
        // Two fills of one moment have no order that is known: rather exits that nobody asked for than none.
        guard(tx, leg, order);
        return since;
    }

    /**
     * Where an order of its own may have filled unseen, it is only remembered whose exit it was; the row says nothing of the
     * end of what is held otherwise.
     */
    private void overran(Transaction tx, Leg leg, Order order) {
        BigDecimal amount = holdings.amount(tx.sql(), order.symbol(), leg.strategy(), order.positionSide());
        if (amount.signum() == 0) {
            return;
        }
        if (!mayHaveFilled(tx, leg, order)) {
            holdings.share(tx, order.symbol(), new Overrun(leg.strategy(), order.positionSide(), amount));
            return;
        }
        tx.sql()
                .sql("UPDATE holdings SET exits_of = :signal WHERE symbol = :symbol AND strategy = :strategy"
                        + " AND position_side = :side")
                .param("signal", leg.signalId())
                .param("symbol", order.symbol().name())
                .param("strategy", leg.strategy())
                .param("side", order.positionSide().name())
                .update();
    }

    /** Whether an order that rests, or is not proven, could have opened what the exit has ended. */
    private static boolean mayHaveFilled(Transaction tx, Leg leg, Order exit) {
        return tx.sql()
                        .sql("""
                                SELECT count(*) FROM orders o
                                WHERE o.symbol = :symbol AND o.strategy = :strategy AND o.position_side = :side AND o.role = ''
                                  AND o.side = :direction AND (o.status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')
                                    OR EXISTS (SELECT 1 FROM attempts a
                                      WHERE a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome IS NULL))""")
                        .param("symbol", exit.symbol().name())
                        .param("strategy", leg.strategy())
                        .param("side", exit.positionSide().name())
                        .param("direction", exit.side().opposite().name())
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
