package dev.asterbridge.signals;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How what is asked for is to be ordered.
 *
 * @param terms with prices as asked for, before they are put on the symbol's ticks
 * @param maxSlippage how far from the mark price an order at market may be filled, in percent; as far as it takes if absent
 * @param expireAfter for how long an order may rest; as long as it takes if absent
 * @param exits how the position is to end
 */
public record Entry(
        OrderTerms terms,
        @Nullable BigDecimal maxSlippage,
        @Nullable Duration expireAfter,
        Exits exits) {

    /** At market. */
    public static final Entry MARKET = new Entry(new OrderTerms.Market(), null, null, Exits.NONE);

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    public Entry {
        if (maxSlippage != null && !(terms instanceof OrderTerms.Market)) {
            throw new IllegalArgumentException("max_slippage goes with order_type MARKET only");
        }
        if (maxSlippage != null && (maxSlippage.signum() <= 0 || maxSlippage.compareTo(WHOLE) >= 0)) {
            throw new IllegalArgumentException("max_slippage must be more than 0 and less than 100 percent");
        }
        if (expireAfter != null && terms.endsAtOnce()) {
            throw new IllegalArgumentException("expire_after goes with orders that rest only");
        }
    }

    /** Under these terms, whatever it takes. */
    public static Entry of(OrderTerms terms) {
        return new Entry(terms, null, null, Exits.NONE);
    }

    /** The same with exits. */
    public Entry with(Exits how) {
        return new Entry(terms, maxSlippage, expireAfter, how);
    }

    /** The same for so long. */
    public Entry within(@Nullable Duration time) {
        return new Entry(terms, maxSlippage, time, exits);
    }

    /** What an order that is placed now is for; by the exchange's clock. */
    public Purpose purpose(Instant now) {
        return new Purpose(
                "",
                exits.equals(Exits.NONE) ? null : exits.toString(),
                expireAfter == null ? null : now.plus(expireAfter));
    }

    @Override
    public String toString() {
        String slippage = maxSlippage == null ? "" : " within %s%%".formatted(Decimals.plain(maxSlippage));
        String expires = expireAfter == null ? "" : " for " + expireAfter;
        String ends = exits.equals(Exits.NONE) ? "" : "; " + exits;
        return (terms instanceof OrderTerms.Market ? "at market" + slippage : terms + expires) + ends;
    }
}
