package dev.asterbridge.paper;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers about the account: balance, positions and how symbols are traded. Amounts have eight decimals. */
final class AccountAnswers {

    private static final int SCALE = 8;
    private static final int PRICE_SCALE = 11;
    private static final int MOST_LEVERAGE = 125;
    private static final String ASSET = "USDT";
    private static final long NEVER_EXPIRES = 4_102_444_800_000L;

    private final PaperVenue venue;
    private final PriceBoard market;
    private final String signer;

    AccountAnswers(PaperVenue venue, PriceBoard market, String signer) {
        this.venue = venue;
        this.market = market;
        this.signer = signer;
    }

    Object balance(Call call) {
        VenueAccount account = venue.account();
        return List.of(new WireBalance(
                "paper",
                ASSET,
                scaled(account.walletBalance()),
                scaled(account.crossWalletBalance()),
                scaled(account.crossUnrealizedProfit()),
                scaled(account.availableBalance()),
                scaled(account.maxWithdrawAmount()),
                true,
                account.updateTime()));
    }

    Object account(Call call) {
        return AccountWire.of(venue.account());
    }

    Object positionRisk(Call call) {
        return venue.positions(call.symbolIfGiven().orElse(null)).stream()
                .map(AccountAnswers::risk)
                .toList();
    }

    Object leverage(Call call) {
        Symbol symbol = call.symbol();
        long leverage = call.parameters().whole("leverage").orElseThrow(() -> Parameters.missing("leverage"));
        if (leverage < 1 || leverage > MOST_LEVERAGE) {
            throw new VenueError(-4028, "Leverage " + leverage + " is not valid");
        }
        BigDecimal most = venue.setLeverage(symbol, (int) leverage);
        return new WireLeverage((int) leverage, most, symbol.name());
    }

    Object marginType(Call call) {
        Symbol symbol = call.symbol();
        MarginType type = call.parameters()
                .constant("marginType", MarginType.class, -1130)
                .orElseThrow(() -> Parameters.missing("marginType"));
        venue.setMarginType(symbol, type);
        return CodeAnswer.SUCCESS;
    }

    Object positionMargin(Call call) {
        Symbol symbol = call.symbol();
        Parameters parameters = call.parameters();
        BigDecimal amount = parameters.decimal("amount").orElseThrow(() -> Parameters.missing("amount"));
        long type = parameters.whole("type").orElseThrow(() -> Parameters.missing("type"));
        if (type != 1 && type != 2) {
            throw new VenueError(-1130, "Data sent for parameter 'type' is not valid.");
        }
        if (amount.signum() <= 0) {
            throw new VenueError(-4055, "Amount must be positive.");
        }
        PositionSide side =
                parameters.constant("positionSide", PositionSide.class, -4060).orElse(PositionSide.BOTH);
        venue.changePositionMargin(symbol, side, type == 1 ? amount : amount.negate());
        return new MarginChange(amount, 200, "Successfully modify position margin.", (int) type);
    }

    Object positionMode(Call call) {
        return Map.of("dualSidePosition", venue.positionMode() == PositionMode.HEDGE);
    }

    Object setPositionMode(Call call) {
        boolean hedge =
                call.parameters().flag("dualSidePosition").orElseThrow(() -> Parameters.missing("dualSidePosition"));
        venue.setPositionMode(hedge ? PositionMode.HEDGE : PositionMode.ONE_WAY);
        return CodeAnswer.SUCCESS;
    }

    Object multiAssets(Call call) {
        return Map.of("multiAssetsMargin", false);
    }

    Object leverageBracket(Call call) {
        Optional<Symbol> asked = call.symbolIfGiven();
        if (asked.isPresent()) {
            return BracketWire.of(market.instrument(asked.get()));
        }
        return market.symbols().stream()
                .map(symbol -> BracketWire.of(market.instrument(symbol)))
                .toList();
    }

    Object commissionRate(Call call) {
        Symbol symbol = market.instrument(call.symbol()).symbol();
        return new Commission(symbol.name(), PaperVenue.MAKER_FEE, PaperVenue.TAKER_FEE);
    }

    Object income(Call call) {
        IncomeType type = call.parameters()
                .constant("incomeType", IncomeType.class, -1130)
                .orElse(null);
        Window window = TradingAnswers.window(call.parameters(), "fromId", 100);
        return venue.income(call.symbolIfGiven().orElse(null), type, window).stream()
                .map(AccountAnswers::income)
                .toList();
    }

    Object agents(Call call) {
        return List.of(new Agent("paper", signer, "", true, true, false, false, NEVER_EXPIRES));
    }

    private static WireRisk risk(VenuePosition position) {
        return new WireRisk(
                position.symbol().name(),
                position.amount(),
                price(position.entryPrice()),
                scaled(position.markPrice()),
                scaled(position.unrealizedProfit()),
                position.liquidationPrice(),
                Integer.toString(position.leverage()),
                position.maxNotional(),
                position.marginType() == MarginType.ISOLATED ? "isolated" : "cross",
                scaled(position.isolatedMargin()),
                "false",
                position.positionSide(),
                scaled(position.notional()),
                scaled(position.isolatedWallet()),
                position.updateTime());
    }

    private static WireIncome income(Income income) {
        Symbol symbol = income.symbol();
        Long tradeId = income.tradeId();
        return new WireIncome(
                symbol == null ? "" : symbol.name(),
                income.type(),
                scaled(income.amount()),
                ASSET,
                income.info(),
                income.time(),
                income.tranId(),
                tradeId == null ? "" : tradeId.toString());
    }

    /** A price that was worked out, with eleven decimals at most, as AsterDEX shows it. */
    static BigDecimal price(BigDecimal price) {
        return price.setScale(Math.min(price.scale(), PRICE_SCALE), RoundingMode.HALF_EVEN);
    }

    static BigDecimal scaled(BigDecimal amount) {
        return amount.setScale(SCALE, RoundingMode.HALF_EVEN);
    }

    private record WireBalance(
            String accountAlias,
            String asset,
            BigDecimal balance,
            BigDecimal crossWalletBalance,
            BigDecimal crossUnPnl,
            BigDecimal availableBalance,
            BigDecimal maxWithdrawAmount,
            boolean marginAvailable,
            long updateTime) {}

    /** {@code isAutoAddMargin} is text, as at AsterDEX. */
    private record WireRisk(
            String symbol,
            BigDecimal positionAmt,
            BigDecimal entryPrice,
            BigDecimal markPrice,
            BigDecimal unRealizedProfit,
            BigDecimal liquidationPrice,
            String leverage,
            BigDecimal maxNotionalValue,
            String marginType,
            BigDecimal isolatedMargin,
            String isAutoAddMargin,
            PositionSide positionSide,
            BigDecimal notional,
            BigDecimal isolatedWallet,
            long updateTime) {}

    private record WireLeverage(int leverage, BigDecimal maxNotionalValue, String symbol) {}

    private record MarginChange(
            @JsonSerialize(using = WireJson.DecimalNumber.class)
            BigDecimal amount,

            int code,
            String msg,
            int type) {}

    private record Commission(String symbol, BigDecimal makerCommissionRate, BigDecimal takerCommissionRate) {}

    private record WireIncome(
            String symbol,
            IncomeType incomeType,
            BigDecimal income,
            String asset,
            String info,
            long time,
            long tranId,
            String tradeId) {}

    private record Agent(
            String agentName,
            String agentAddress,
            String ipWhitelist,
            boolean canRead,
            boolean canPerpTrade,
            boolean canSpotTrade,
            boolean canWithdraw,
            long expired) {}
}
