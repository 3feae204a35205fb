package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;

/**
 * A position as it is remembered: its size, its cost, and the margin set aside for it.
 *
 * @param amount negative for short
 * @param isolatedWallet zero when crossed
 * @param updateTime milliseconds
 */
record Held(
        Symbol symbol,
        PositionSide positionSide,
        BigDecimal amount,
        BigDecimal entryPrice,
        BigDecimal isolatedWallet,
        long updateTime) {

    static Held flat(Symbol symbol, PositionSide side) {
        return new Held(symbol, side, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0);
    }

    boolean flat() {
        return amount.signum() == 0;
    }

    /** How much of a fill makes the position smaller; never more than is held. */
    BigDecimal closedBy(BigDecimal signed) {
        return signed.signum() * amount.signum() < 0 ? signed.abs().min(amount.abs()) : BigDecimal.ZERO;
    }

    /** What a fill earns; zero when it only adds. */
    BigDecimal realizedBy(BigDecimal signed, BigDecimal price) {
        BigDecimal gain = price.subtract(entryPrice).multiply(closedBy(signed));
        return Usdt.round(amount.signum() < 0 ? gain.negate() : gain);
    }

    /** The position after a fill; what goes across zero is a new position at the fill's price. */
    Held after(BigDecimal signed, BigDecimal price, long time) {
        BigDecimal closed = closedBy(signed);
        BigDecimal total = amount.add(signed);
        BigDecimal opened = signed.abs().subtract(closed);
        return new Held(
                symbol, positionSide, total, entryAfter(closed, opened, total, price), keptMargin(closed), time);
    }

    Held withIsolatedWallet(BigDecimal margin) {
        return new Held(symbol, positionSide, amount, entryPrice, margin, updateTime);
    }

    private BigDecimal entryAfter(BigDecimal closed, BigDecimal opened, BigDecimal total, BigDecimal price) {
        if (total.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (opened.signum() == 0) {
            return entryPrice;
        }
        BigDecimal kept = amount.abs().subtract(closed);
        return Usdt.price(kept.multiply(entryPrice).add(opened.multiply(price)), kept.add(opened));
    }

    private BigDecimal keptMargin(BigDecimal closed) {
        if (closed.signum() == 0) {
            return isolatedWallet;
        }
        return Usdt.share(isolatedWallet, amount.abs().subtract(closed), amount.abs());
    }
}
