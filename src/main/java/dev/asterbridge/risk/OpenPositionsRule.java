package dev.asterbridge.risk;

import java.util.HashSet;
import java.util.Set;

/** How many positions there may be; an order that rests counts as the one it could come to. */
final class OpenPositionsRule implements RiskRule {

    @Override
    public String name() {
        return Caps.Name.MAX_OPEN_POSITIONS.text();
    }

    @Override
    public Finding check(Exposure order, Limits limits, AccountState account) {
        Integer most = limits.account().openPositions();
        if (most == null) {
            return Finding.FINE;
        }
        if (account.fresh().isEmpty()) {
            return new Finding.Unknown(account.unread());
        }
        // One that was closed just now may still count; that does not make it one that is there.
        Set<Held> open = new HashSet<>(account.open());
        open.add(new Held(order.symbol(), order.positionSide()));
        int after = order.isNew() ? open.size() : 0;
        return after <= most
                ? Finding.FINE
                : new Finding.Exceeded(
                        "%s of the account is %d; with the order there would be %d".formatted(name(), most, after));
    }
}
