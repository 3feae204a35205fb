package dev.asterbridge.paper;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;

/**
 * A position and what it is worth now; flat ones are shown too.
 *
 * @param amount negative for short
 * @param entryPrice zero when flat
 * @param markPrice zero when the symbol was never quoted
 * @param notional amount times mark price, signed as the amount
 * @param liquidationPrice zero when there is none
 * @param maxNotional the most the leverage allows
 * @param isolatedWallet margin set aside for it; zero when crossed
 * @param isolatedMargin {@code isolatedWallet} with the unrealised profit; zero when crossed
 * @param initialMargin {@code positionInitialMargin} and {@code openOrderInitialMargin}
 * @param updateTime last changed at, milliseconds; zero when never
 */
record VenuePosition(
        Symbol symbol,
        PositionSide positionSide,
        BigDecimal amount,
        BigDecimal entryPrice,
        BigDecimal markPrice,
        BigDecimal unrealizedProfit,
        BigDecimal notional,
        BigDecimal liquidationPrice,
        int leverage,
        BigDecimal maxNotional,
        MarginType marginType,
        BigDecimal isolatedWallet,
        BigDecimal isolatedMargin,
        BigDecimal initialMargin,
        BigDecimal positionInitialMargin,
        BigDecimal openOrderInitialMargin,
        BigDecimal maintenanceMargin,
        long updateTime) {}
