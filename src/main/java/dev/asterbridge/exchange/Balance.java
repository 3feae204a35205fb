package dev.asterbridge.exchange;

import java.math.BigDecimal;

/** What the account has of one asset. */
public record Balance(
        String asset,
        BigDecimal walletBalance,
        BigDecimal availableBalance,
        BigDecimal crossWalletBalance,
        BigDecimal unrealizedProfit) {}
