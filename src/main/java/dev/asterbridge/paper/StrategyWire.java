package dev.asterbridge.paper;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Strategies in AsterDEX's words and order of fields. */
final class StrategyWire {

    private static final String SECURITY = "FUTURE";

    private StrategyWire() {}

    static Placed placed(StrategyAnswer answer) {
        Strategy strategy = answer.strategy();
        return new Placed(
                strategy.strategyId(),
                strategy.clientStrategyId(),
                strategy.type(),
                strategy.status(),
                strategy.updateTime(),
                answer.failureCode(),
                answer.failureReason());
    }

    static Changed changed(long strategyId, StrategyType type, LegAnswer answer, long now) {
        @Nullable Strategy strategy = answer.strategy();
        return new Changed(
                strategyId,
                strategy == null ? "" : strategy.clientStrategyId(),
                type,
                strategy == null ? StrategyStatus.REJECTED : strategy.status(),
                answer.subId(),
                answer.failureCode() == 0 ? "SUCCESS" : "FAIL",
                strategy == null ? now : strategy.updateTime(),
                answer.failureCode(),
                answer.failureReason());
    }

    static Shown shown(Strategy strategy) {
        return new Shown(
                strategy.strategyId(),
                strategy.clientStrategyId(),
                strategy.type(),
                strategy.status(),
                strategy.bookTime(),
                strategy.updateTime(),
                strategy.legs().stream()
                        .map(leg -> leg(strategy.strategyId(), leg))
                        .toList());
    }

    /** Ids and prices that are not there are zero, texts empty. */
    private static Leg leg(long strategyId, StrategyLeg leg) {
        NewOrder asked = leg.asked();
        @Nullable VenueOrder order = leg.order();
        @Nullable LegLink first = leg.first();
        @Nullable LegLink second = leg.second();
        return new Leg(
                strategyId,
                order == null ? 0 : order.orderId(),
                order == null ? Objects.requireNonNullElse(asked.clientOrderId(), "") : order.clientOrderId(),
                leg.status(),
                leg.subId(),
                first == null ? 0 : first.drivenId(),
                first == null ? "" : first.on().name(),
                first == null ? "" : first.trigger().name(),
                second == null ? 0 : second.drivenId(),
                second == null ? "" : second.on().name(),
                second == null ? "" : second.trigger().name(),
                SECURITY,
                asked.symbol().name(),
                asked.side(),
                Objects.requireNonNullElse(asked.positionSide(), PositionSide.BOTH),
                asked.type(),
                Objects.requireNonNullElse(asked.timeInForce(), TimeInForce.GTC),
                orZero(asked.quantity()),
                Boolean.TRUE.equals(asked.reduceOnly()),
                asked.closePosition(),
                orZero(asked.price()),
                order == null ? BigDecimal.ZERO : AccountAnswers.price(order.averagePrice()),
                asked.priceProtect(),
                orZero(asked.stopPrice()),
                asked.activationPrice(),
                asked.callbackRate(),
                Objects.requireNonNullElse(asked.workingType(), WorkingType.CONTRACT_PRICE),
                order == null || order.executedQuantity().signum() == 0 ? 0 : order.updateTime());
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return Objects.requireNonNullElse(value, BigDecimal.ZERO);
    }

    /** The answer of {@code placeStrategyOrder}. */
    record Placed(
            long strategyId,
            String clientStrategyId,
            StrategyType strategyType,
            StrategyStatus strategyStatus,
            long updateTime,
            int failureCode,
            String failureReason) {}

    /** One element of the answer of {@code updateStrategyOrder}. */
    record Changed(
            long strategyId,
            String clientStrategyId,
            StrategyType strategyType,
            StrategyStatus strategyStatus,
            int updatedSubOrder,
            String updateStatus,
            long updateTime,
            int failureCode,
            String failureReason) {}

    /** The answer of {@code strategyOpenOrder} and {@code strategyHistoryOrder}. */
    record Shown(
            long strategyId,
            String clientStrategyId,
            StrategyType strategyType,
            StrategyStatus strategyStatus,
            long bookTime,
            long updateTime,
            List<Leg> subOrders) {}

    /** {@code triggerTime} is zero until something is filled, and then when the order last changed. */
    record Leg(
            long strategyId,
            long orderId,
            String clientOrderId,
            LegStatus status,
            int strategySubId,
            int firstDrivenId,
            String firstDrivenOn,
            String firstTrigger,
            int secondDrivenId,
            String secondDrivenOn,
            String secondTrigger,
            String securityType,
            String symbol,
            Side side,
            PositionSide positionSide,
            VenueOrderType type,
            TimeInForce timeInForce,
            BigDecimal quantity,
            boolean reduceOnly,
            boolean closePosition,
            BigDecimal price,
            BigDecimal avgPrice,
            boolean priceProtect,
            BigDecimal stopPrice,
            @Nullable BigDecimal activatePrice,
            @Nullable BigDecimal callbackRate,
            WorkingType workingType,
            long triggerTime) {}
}
