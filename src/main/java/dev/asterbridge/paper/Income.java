package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One change of the wallet balance. The sum of all since the account was opened is the wallet balance.
 *
 * @param symbol absent for a transfer
 * @param amount USDT; negative when paid
 * @param tradeId absent when no trade caused it
 * @param time milliseconds
 */
record Income(
        long tranId,
        @Nullable Symbol symbol,
        IncomeType type,
        BigDecimal amount,
        String info,
        @Nullable Long tradeId,
        long time) {}
