package dev.asterbridge.risk;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.risk.Limits.Own;
import java.math.BigDecimal;

/**
 * What a position may come to be worth, with all that rests: the account's, also when only those are left that hold it one
 * way, and the strategy's share of it.
 */
final class PositionNotionalRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.MAX_POSITION_NOTIONAL.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        Finding first = check(order, order.before(), limits.symbol());
        return first == Finding.FINE ? check(order, order.before().alone(), limits.strategy()) : first;
    }

    private Finding check(Exposure order, Exposure.Before before, Own own) {
        BigDecimal most = own.caps().positionNotional();
        if (most == null) {
            return Finding.FINE;
        }
        BigDecimal size = order.worst(before);
        BigDecimal worth = size.multiply(order.dearest());
        return worth.compareTo(most) <= 0
                ? Finding.FINE
                : new Finding.Exceeded(
                        "%s of %s is %s USDT; the position could come to be worth %s USDT (%s %s at %s)%s"
                                .formatted(
                                        name(),
                                        own.whose(),
                                        Decimals.plain(most),
                                        Decimals.plain(worth),
                                        Decimals.plain(size),
                                        order.symbol(),
                                        Decimals.plain(order.dearest()),
                                        why(order, before)));
    }

    /** Where that is more than somebody would think who looks at the account. */
    private static String why(Exposure order, Exposure.Before held) {
        if (order.rests() && held.account().signum() == (order.side() == Side.BUY ? -1 : 1)) {
            return "; it rests, and what it takes away may have gone before it is filled";
        }
        return order.leavesBothWays(held)
                ? "; what others hold the other way makes no room, because they may get out"
                : "";
    }
}
