package dev.asterbridge.exchange;

import java.math.BigDecimal;
import java.util.List;

/**
 * The whole account.
 *
 * <p>The totals count USDT only; with other collateral the assets are the truth.
 *
 * @param positions those that are not flat
 */
public record Account(
        boolean canTrade,
        BigDecimal totalWalletBalance,
        BigDecimal totalMarginBalance,
        BigDecimal totalUnrealizedProfit,
        BigDecimal totalInitialMargin,
        BigDecimal totalMaintenanceMargin,
        BigDecimal availableBalance,
        BigDecimal maxWithdrawAmount,
        List<Asset> assets,
        List<AccountPosition> positions) {

    public Account {
        assets = List.copyOf(assets);
        positions = List.copyOf(positions);
    }

    /** One asset of the account. */
    public record Asset(
            String asset,
            BigDecimal walletBalance,
            BigDecimal marginBalance,
            BigDecimal unrealizedProfit,
            BigDecimal initialMargin,
            BigDecimal maintenanceMargin,
            BigDecimal availableBalance,
            BigDecimal maxWithdrawAmount) {}

    /** A position as the account shows it: with its margin, without the mark price. */
    public record AccountPosition(
            Symbol symbol,
            PositionSide positionSide,
            BigDecimal positionAmount,
            BigDecimal entryPrice,
            BigDecimal unrealizedProfit,
            int leverage,
            boolean isolated,
            BigDecimal initialMargin,
            BigDecimal maintenanceMargin) {}
}
