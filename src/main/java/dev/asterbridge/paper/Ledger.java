package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The wallet, and why it holds what it holds: it changes by posting an income entry and in no other way. */
final class Ledger {

    private final History<Income> income = new History<>();
    private BigDecimal balance = BigDecimal.ZERO;
    private long updateTime;
    private long nextTranId = 1;
    private long fundedUntil;
    private long changes;

    /** Starts a wallet with its first deposit. */
    void open(BigDecimal deposit, long now) {
        restore(BigDecimal.ZERO, now, nextTranId, List.of());
        post(null, IncomeType.TRANSFER, deposit, null, now);
    }

    /** Changes the balance; an amount of zero leaves no trace. */
    void post(@Nullable Symbol symbol, IncomeType type, BigDecimal amount, @Nullable Long tradeId, long now) {
        if (amount.signum() == 0) {
            return;
        }
        balance = balance.add(amount);
        updateTime = now;
        income.add(new Income(nextTranId++, symbol, type, amount, "", tradeId, now));
        changes++;
    }

    BigDecimal balance() {
        return balance;
    }

    long updateTime() {
        return updateTime;
    }

    long nextTranId() {
        return nextTranId;
    }

    /** Up to when funding is booked, milliseconds; zero when it never was. */
    long fundedUntil() {
        return fundedUntil;
    }

    void fundUntil(long time) {
        fundedUntil = time;
        changes++;
    }

    List<Income> income() {
        return income.list();
    }

    long changes() {
        return changes;
    }

    void restore(BigDecimal newBalance, long updatedAt, long nextId, List<Income> entries) {
        balance = newBalance;
        updateTime = updatedAt;
        nextTranId = nextId;
        income.replace(entries);
        changes++;
    }
}
