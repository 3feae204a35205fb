package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.orders.Backing;
import dev.asterbridge.risk.RiskGuard;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says when the account seems to lack the margin for an order. The exchange decides that: it counts fees, orders that rest
 * and other collateral, too.
 *
 * <p>Asks for nothing that a preview does not ask for anyway: the balance is the one of the last reading of the account.
 */
final class MarginCheck {

    private final RiskGuard risk;
    private final Backing backing;
    private final PeoplesReaders readers;

    /** @param readers which do not ask twice for a position */
    MarginCheck(RiskGuard risk, Backing backing, PeoplesReaders readers) {
        this.risk = risk;
        this.backing = backing;
        this.readers = readers;
    }

    /** Absent when there is enough, or when it is not known. */
    @Nullable
    String warning(Signal signal, Plan.Go go) {
        BigDecimal growth = growth(go);
        if (go.order().reduceOnly() || growth.signum() <= 0) {
            return null;
        }
        try {
            Optional<BigDecimal> price = price(go.order());
            Optional<BigDecimal> available = readers.market()
                    .rules(signal.symbol())
                    .map(InstrumentRules::quoteAsset)
                    .flatMap(risk::available);
            if (price.isEmpty() || available.isEmpty()) {
                return null;
            }
            int leverage = backing.leverage(signal.symbol(), signal.margin());
            BigDecimal notional = growth.multiply(price.get());
            BigDecimal margin = notional.divide(BigDecimal.valueOf(Math.max(1, leverage)), 2, RoundingMode.UP);
            return margin.compareTo(available.get()) <= 0
                    ? null
                    : "The order needs about %s of margin (%s at %dx), and %s are available: AsterDEX may refuse it"
                            .formatted(plain(margin), plain(notional), leverage, plain(available.get()));
        } catch (ExchangeUnavailable e) {
            return null;
        }
    }

    /** By how much the position of the account becomes larger; what is closed first sets its margin free. */
    private static BigDecimal growth(Plan.Go go) {
        BigDecimal quantity = go.order().quantity().value();
        BigDecimal before = go.held().account();
        BigDecimal after = before.add(go.order().side() == Side.BUY ? quantity : quantity.negate());
        return after.abs().subtract(before.abs());
    }

    private Optional<BigDecimal> price(OrderRequest order) {
        List<Price> named = order.terms().prices();
        return named.isEmpty()
                ? readers.positions().of(order.symbol()).stream()
                        .map(Position::markPrice)
                        .filter(mark -> mark.signum() > 0)
                        .findFirst()
                : Optional.of(named.getLast().value());
    }
}
