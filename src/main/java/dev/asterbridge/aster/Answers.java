package dev.asterbridge.aster;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.LeverageBrackets;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From AsterDEX's words to ours. */
final class Answers {

    private Answers() {}

    /** The order of that name, and of no other. */
    static Order orderNamed(Symbol symbol, String clientOrderId, WireObject body) {
        if (!body.text("clientOrderId").equals(clientOrderId)
                || !body.text("symbol").equals(symbol.name())) {
            throw new IllegalArgumentException("the answer is about another order");
        }
        return order(body);
    }

    static Order order(WireObject wire) {
        String type = wire.text("type", "");
        return new Order(
                wire.requiredNumber("orderId"),
                wire.text("clientOrderId"),
                wire.symbol(),
                wire.choice("side", Side.class),
                wire.choice("positionSide", PositionSide.class, PositionSide.BOTH),
                wire.choice("status", OrderStatus.class, OrderStatus.OTHER),
                type,
                wire.text("origType", type),
                wire.text("timeInForce", ""),
                wire.decimalOrZero("origQty"),
                wire.decimalOrZero("executedQty"),
                wire.decimalOrZero("price"),
                wire.decimalOrZero("avgPrice"),
                wire.decimalOrZero("stopPrice"),
                wire.decimalOrZero("cumQuote"),
                wire.flag("reduceOnly", false),
                wire.flag("closePosition", false),
                wire.text("workingType", ""),
                wire.time("time"),
                Optional.ofNullable(wire.time("updateTime")).orElse(Instant.EPOCH));
    }

    static Fill fill(WireObject wire) {
        return new Fill(
                wire.requiredNumber("id"),
                wire.requiredNumber("orderId"),
                wire.symbol(),
                wire.choice("side", Side.class),
                wire.choice("positionSide", PositionSide.class, PositionSide.BOTH),
                wire.decimal("price"),
                wire.decimal("qty"),
                wire.decimalOrZero("commission"),
                wire.text("commissionAsset", ""),
                wire.decimalOrZero("realizedPnl"),
                wire.flag("maker", false),
                Instant.ofEpochMilli(wire.requiredNumber("time")));
    }

    static Position position(WireObject wire) {
        return new Position(
                wire.symbol(),
                wire.choice("positionSide", PositionSide.class, PositionSide.BOTH),
                wire.decimal("positionAmt"),
                wire.decimalOrZero("entryPrice"),
                wire.decimalOrZero("markPrice"),
                wire.decimalOrZero("unRealizedProfit"),
                wire.decimalOrZero("leverage").intValue(),
                marginType(wire.text("marginType", "")),
                wire.decimalOrZero("isolatedMargin"),
                wire.decimalOrZero("liquidationPrice"),
                wire.decimalOrZero("maxNotionalValue"),
                Optional.ofNullable(wire.time("updateTime")).orElse(Instant.EPOCH));
    }

    static boolean isOpen(WireObject position) {
        return position.decimal("positionAmt").signum() != 0;
    }

    static Balance balance(WireObject wire) {
        return new Balance(
                wire.text("asset"),
                wire.decimal("balance"),
                wire.decimalOrZero("availableBalance"),
                wire.decimalOrZero("crossWalletBalance"),
                wire.decimalOrZero("crossUnPnl"));
    }

    static Account account(WireObject wire) {
        return new Account(
                wire.flag("canTrade", true),
                wire.decimalOrZero("totalWalletBalance"),
                wire.decimalOrZero("totalMarginBalance"),
                wire.decimalOrZero("totalUnrealizedProfit"),
                wire.decimalOrZero("totalInitialMargin"),
                wire.decimalOrZero("totalMaintMargin"),
                wire.decimalOrZero("availableBalance"),
                wire.decimalOrZero("maxWithdrawAmount"),
                wire.list("assets").stream().map(Answers::asset).toList(),
                wire.list("positions").stream()
                        .filter(Answers::isOpen)
                        .map(Answers::accountPosition)
                        .toList());
    }

    static LeverageBrackets brackets(WireObject wire) {
        List<LeverageBrackets.Bracket> brackets = wire.list("brackets").stream()
                .map(bracket -> new LeverageBrackets.Bracket(
                        bracket.decimal("initialLeverage").intValue(),
                        bracket.decimalOrZero("notionalFloor"),
                        bracket.decimal("notionalCap"),
                        bracket.decimalOrZero("maintMarginRatio")))
                .toList();
        return new LeverageBrackets(wire.symbol(), brackets);
    }

    /** The exchange writes {@code isolated} and {@code cross}, in requests {@code CROSSED}. */
    private static MarginType marginType(String text) {
        return text.toUpperCase(Locale.ROOT).equals("ISOLATED") ? MarginType.ISOLATED : MarginType.CROSSED;
    }

    private static Account.Asset asset(WireObject wire) {
        return new Account.Asset(
                wire.text("asset"),
                wire.decimalOrZero("walletBalance"),
                wire.decimalOrZero("marginBalance"),
                wire.decimalOrZero("unrealizedProfit"),
                wire.decimalOrZero("initialMargin"),
                wire.decimalOrZero("maintMargin"),
                wire.decimalOrZero("availableBalance"),
                wire.decimalOrZero("maxWithdrawAmount"));
    }

    private static Account.AccountPosition accountPosition(WireObject wire) {
        BigDecimal amount = wire.decimal("positionAmt");
        return new Account.AccountPosition(
                wire.symbol(),
                wire.choice("positionSide", PositionSide.class, PositionSide.BOTH),
                amount,
                wire.decimalOrZero("entryPrice"),
                wire.decimalOrZero("unrealizedProfit"),
                wire.decimalOrZero("leverage").intValue(),
                wire.flag("isolated", false),
                wire.decimalOrZero("initialMargin"),
                wire.decimalOrZero("maintMargin"));
    }
}
