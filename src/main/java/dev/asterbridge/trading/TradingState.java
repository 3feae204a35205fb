package dev.asterbridge.trading;

import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.risk.Halt;
import dev.asterbridge.risk.OwnLimits;
import dev.asterbridge.risk.Standing;
import dev.asterbridge.risk.Standing.Equity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be opened, and how much of the limits is used. */
record TradingState(
        @Schema(
                description =
                        "Whether nothing new is opened at all; single symbols and strategies may be halted besides")
        boolean halted,

        List<InForce> halts,

        @Schema(description = "The account as it was read last; absent before the first time") @Nullable
        Loss account,

        @Schema(description = "Held, or what orders that rest could come to")
        int openPositions,

        @Schema(description = "Orders that opened or added") int ordersLastMinute,

        @Schema(description = "Each limit of the account by its name; off when there is none")
        Map<String, String> limits,

        @Schema(
                description =
                        "What config/limits.yml says of single symbols, in place of the account's; absent when nothing")
        @Nullable
        Map<Symbol, Map<String, String>> symbolLimits,

        @Schema(description = "What it says of strategies, on top of the others; absent when nothing") @Nullable
        Map<String, Map<String, String>> strategyLimits,

        @Schema(
                description =
                        "The account's, as it was read last, which is at the start and before orders; absent until then",
                allowableValues = {"one_way", "hedge"},
                example = "one_way")
        @Nullable
        String positionMode,

        @Schema(description = "What to look at after a halt; absent when all is well") @Nullable
        String note) {

    /** The same, with something to look at. */
    TradingState with(@Nullable String note) {
        return new TradingState(
                halted,
                halts,
                account,
                openPositions,
                ordersLastMinute,
                limits,
                symbolLimits,
                strategyLimits,
                positionMode,
                note);
    }

    static TradingState of(Standing standing, OwnLimits own, Optional<PositionMode> mode) {
        return new TradingState(
                standing.halts().stream().anyMatch(halt -> halt.scope().kind() == Halt.Kind.ACCOUNT),
                standing.halts().stream().map(InForce::of).toList(),
                standing.equity() == null ? null : Loss.of(standing.equity()),
                standing.openPositions(),
                standing.ordersLastMinute(),
                standing.limits(),
                own.symbols().isEmpty() ? null : own.symbols(),
                own.strategies().isEmpty() ? null : own.strategies(),
                mode.map(it -> it.name().toLowerCase(Locale.ROOT)).orElse(null),
                null);
    }

    /** Why nothing new is opened. */
    @Schema(name = "HaltInForce")
    record InForce(
            @Schema(description = "account, symbol or strategy", example = "account")
            String scope,

            @Nullable Symbol symbol,
            @Nullable String strategy,
            String why,

            @Schema(
                    description = "The limit that did it, or the address the request came from",
                    example = "max_drawdown")
            String by,

            @Schema(description = "Whether a limit did it; it stays until a person resumes")
            boolean automatic,

            Instant since) {

        static InForce of(Halt halt) {
            return switch (halt.scope().kind()) {
                case ACCOUNT -> of(halt, null, null);
                case SYMBOL -> of(halt, new Symbol(halt.scope().name()), null);
                case STRATEGY -> of(halt, null, halt.scope().name());
            };
        }

        private static InForce of(Halt halt, @Nullable Symbol symbol, @Nullable String strategy) {
            return new InForce(
                    halt.scope().kind().text(),
                    symbol,
                    strategy,
                    halt.why(),
                    halt.by(),
                    halt.automatic(),
                    halt.since());
        }
    }

    /** What the account is worth, and has lost; in USDT. */
    @Schema(name = "AccountLoss")
    record Loss(
            @Schema(description = "Wallet balance and unrealised profit")
            BigDecimal equity,

            @Schema(description = "Its first value since midnight UTC; absent until it is taken anew") @Nullable
            BigDecimal dayStart,

            @Schema(description = "Negative for a profit") @Nullable
            BigDecimal dailyLoss,

            @Schema(description = "The highest equity so far; absent until it is taken anew") @Nullable
            BigDecimal peak,

            @Nullable BigDecimal drawdown,

            @Schema(description = "As part of the peak", example = "12.5%") @Nullable
            String drawdownPercent,

            Instant readAt,
            long ageMs,

            @Schema(description = "Whether it is too old, so that nothing new is opened where a limit needs it")
            boolean stale) {

        static Loss of(Equity equity) {
            return new Loss(
                    equity.equity(),
                    equity.dayStart(),
                    equity.dailyLoss(),
                    equity.peak(),
                    equity.drawdown(),
                    equity.drawdownShare(),
                    equity.readAt(),
                    equity.age().toMillis(),
                    equity.stale());
        }
    }
}
