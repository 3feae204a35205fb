package dev.asterbridge.paper;

import java.math.BigDecimal;
import java.util.List;

/**
 * The account at one moment; all amounts in USDT.
 *
 * @param walletBalance deposits, realised profit and fees
 * @param crossWalletBalance the wallet without what isolated positions hold
 * @param marginBalance wallet balance and unrealised profit
 * @param initialMargin {@code positionInitialMargin} and {@code openOrderInitialMargin}
 * @param availableBalance what new orders may use; never negative
 * @param positions as {@link PaperVenue#positions}, of every symbol
 * @param updateTime wallet last changed at, milliseconds
 */
record VenueAccount(
        BigDecimal walletBalance,
        BigDecimal crossWalletBalance,
        BigDecimal unrealizedProfit,
        BigDecimal crossUnrealizedProfit,
        BigDecimal marginBalance,
        BigDecimal initialMargin,
        BigDecimal positionInitialMargin,
        BigDecimal openOrderInitialMargin,
        BigDecimal maintenanceMargin,
        BigDecimal availableBalance,
        BigDecimal maxWithdrawAmount,
        List<VenuePosition> positions,
        long updateTime) {

    VenueAccount {
        positions = List.copyOf(positions);
    }
}
