package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.time.Instant;

/** An order that waits for its price at the {@link FakeExchange}. */
final class Waiting {

    final OrderRequest request;
    BigDecimal filled = BigDecimal.ZERO;
    private final long id;
    private final Instant createdAt;
    private Instant changedAt;
    private OrderStatus status = OrderStatus.NEW;
    private BigDecimal shown = BigDecimal.ZERO;
    private BigDecimal best;
    private boolean setOff;
    private boolean follows;

    Waiting(OrderRequest request, long id, BigDecimal mark, Instant createdAt) {
        this.request = request;
        this.id = id;
        this.createdAt = createdAt;
        this.changedAt = createdAt;
        this.best = mark;
    }

    BigDecimal left() {
        return request.quantity().value().subtract(filled);
    }

    /** Whether it is filled at this price; one that waits sees every price, and remembers. */
    boolean isMet(BigDecimal mark) {
        boolean buys = request.side() == Side.BUY;
        return switch (request.terms()) {
            case OrderTerms.Market ignored -> true;
            case OrderTerms.Limit limit -> reached(mark, limit.price(), !buys);
            case OrderTerms.Triggered it -> {
                setOff |= reached(mark, it.trigger(), (it.kind() == OrderTerms.Kind.STOP) == buys);
                yield setOff && (it.limit() == null || reached(mark, it.limit(), !buys));
            }
            case OrderTerms.Trailing it -> isTurned(it, mark, buys);
        };
    }

    /** Whether it would be set off on arrival, which the exchange refuses. */
    boolean isTooLate(BigDecimal mark) {
        boolean buys = request.side() == Side.BUY;
        return switch (request.terms()) {
            case OrderTerms.Market ignored -> false;
            case OrderTerms.Limit ignored -> false;
            case OrderTerms.Triggered it -> reached(mark, it.trigger(), (it.kind() == OrderTerms.Kind.STOP) == buys);
            case OrderTerms.Trailing it -> it.activation() != null && reached(mark, it.activation(), !buys);
        };
    }

    private boolean isTurned(OrderTerms.Trailing it, BigDecimal mark, boolean buys) {
        follows |= it.activation() == null || reached(mark, it.activation(), !buys);
        if (!follows) {
            best = mark;
            return false;
        }
        best = buys ? best.min(mark) : best.max(mark);
        BigDecimal distance = best.multiply(it.callback()).movePointLeft(2);
        Price turn = new Price(buys ? best.add(distance) : best.subtract(distance));
        return reached(mark, turn, buys);
    }

    private static boolean reached(BigDecimal mark, Price level, boolean fromBelow) {
        return fromBelow ? mark.compareTo(level.value()) >= 0 : mark.compareTo(level.value()) <= 0;
    }

    /** Looked at again it is as it was. */
    Order show(OrderStatus now, BigDecimal executed, BigDecimal mark, Instant at) {
        if (now != status || executed.compareTo(shown) != 0) {
            changedAt = at;
            status = now;
            shown = executed;
        }
        String type = request.terms().type();
        BigDecimal average = executed.signum() == 0 ? BigDecimal.ZERO : mark;
        Price limit = request.terms().limit();
        return new Order(
                id,
                request.clientOrderId().value(),
                request.symbol(),
                request.side(),
                request.positionSide(),
                status,
                setOff ? limit == null ? "MARKET" : "LIMIT" : type,
                type,
                "GTC",
                request.quantity().value(),
                executed,
                limit == null ? BigDecimal.ZERO : limit.value(),
                average,
                request.terms() instanceof OrderTerms.Triggered it
                        ? it.trigger().value()
                        : BigDecimal.ZERO,
                executed.multiply(average),
                request.reduceOnly(),
                false,
                "MARK_PRICE",
                createdAt,
                changedAt);
    }

    Fill trade(long tradeId, BigDecimal quantity, BigDecimal mark, Instant now) {
        return new Fill(
                tradeId,
                id,
                request.symbol(),
                request.side(),
                request.positionSide(),
                mark,
                quantity,
                BigDecimal.ZERO,
                "USDT",
                BigDecimal.ZERO,
                false,
                now);
    }
}
