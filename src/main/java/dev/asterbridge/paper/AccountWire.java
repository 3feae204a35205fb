package dev.asterbridge.paper;

import static dev.asterbridge.paper.AccountAnswers.scaled;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionSide;
import java.math.BigDecimal;
import java.util.List;

/** The whole account, as {@code account} and {@code accountWithJoinMargin} answer it; totals are in USDT. */
record AccountWire(
        int feeTier,
        boolean canTrade,
        boolean canDeposit,
        boolean canWithdraw,
        long updateTime,
        BigDecimal totalInitialMargin,
        BigDecimal totalMaintMargin,
        BigDecimal totalWalletBalance,
        BigDecimal totalUnrealizedProfit,
        BigDecimal totalMarginBalance,
        BigDecimal totalPositionInitialMargin,
        BigDecimal totalOpenOrderInitialMargin,
        BigDecimal totalCrossWalletBalance,
        BigDecimal totalCrossUnPnl,
        BigDecimal availableBalance,
        BigDecimal maxWithdrawAmount,
        List<Asset> assets,
        List<Position> positions) {

    static AccountWire of(VenueAccount account) {
        return new AccountWire(
                0,
                true,
                false,
                false,
                account.updateTime(),
                scaled(account.initialMargin()),
                scaled(account.maintenanceMargin()),
                scaled(account.walletBalance()),
                scaled(account.unrealizedProfit()),
                scaled(account.marginBalance()),
                scaled(account.positionInitialMargin()),
                scaled(account.openOrderInitialMargin()),
                scaled(account.crossWalletBalance()),
                scaled(account.crossUnrealizedProfit()),
                scaled(account.availableBalance()),
                scaled(account.maxWithdrawAmount()),
                List.of(asset(account)),
                account.positions().stream().map(AccountWire::position).toList());
    }

    private static Asset asset(VenueAccount account) {
        return new Asset(
                "USDT",
                scaled(account.walletBalance()),
                scaled(account.unrealizedProfit()),
                scaled(account.marginBalance()),
                scaled(account.maintenanceMargin()),
                scaled(account.initialMargin()),
                scaled(account.positionInitialMargin()),
                scaled(account.openOrderInitialMargin()),
                scaled(account.crossWalletBalance()),
                scaled(account.crossUnrealizedProfit()),
                scaled(account.availableBalance()),
                scaled(account.maxWithdrawAmount()),
                true,
                account.updateTime());
    }

    private static Position position(VenuePosition position) {
        return new Position(
                position.symbol().name(),
                scaled(position.initialMargin()),
                scaled(position.maintenanceMargin()),
                scaled(position.unrealizedProfit()),
                scaled(position.positionInitialMargin()),
                scaled(position.openOrderInitialMargin()),
                Integer.toString(position.leverage()),
                position.marginType() == MarginType.ISOLATED,
                AccountAnswers.price(position.entryPrice()),
                position.maxNotional(),
                position.positionSide(),
                position.amount(),
                scaled(position.notional()),
                scaled(position.isolatedWallet()),
                position.updateTime());
    }

    /** One asset of the account. */
    record Asset(
            String asset,
            BigDecimal walletBalance,
            BigDecimal unrealizedProfit,
            BigDecimal marginBalance,
            BigDecimal maintMargin,
            BigDecimal initialMargin,
            BigDecimal positionInitialMargin,
            BigDecimal openOrderInitialMargin,
            BigDecimal crossWalletBalance,
            BigDecimal crossUnPnl,
            BigDecimal availableBalance,
            BigDecimal maxWithdrawAmount,
            boolean marginAvailable,
            long updateTime) {}

    /** One position of the account; flat ones are listed too. */
    record Position(
            String symbol,
            BigDecimal initialMargin,
            BigDecimal maintMargin,
            BigDecimal unrealizedProfit,
            BigDecimal positionInitialMargin,
            BigDecimal openOrderInitialMargin,
            String leverage,
            boolean isolated,
            BigDecimal entryPrice,
            BigDecimal maxNotional,
            PositionSide positionSide,
            BigDecimal positionAmt,
            BigDecimal notional,
            BigDecimal isolatedWallet,
            long updateTime) {}
}
