package dev.asterbridge.web;

import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says in the OpenAPI document what the fields of the trade's words mean.
 *
 * <p>The vocabulary knows no framework, so that its types cannot say it themselves.
 */
final class FieldMeanings {

    private static final String ALL = """
            Order.order_id: The exchange's number
            Order.client_order_id: The name it was sent with; ours begin with ab-
            Order.position_side: BOTH in one-way mode, LONG or SHORT in hedge mode
            Order.type: A triggered stop becomes MARKET or LIMIT
            Order.orig_type: What it was placed as
            Order.status: OTHER stands for what the exchange may add
            Order.time_in_force: As the exchange has it: GTC, IOC, FOK, GTX
            Order.quantity: Base asset units
            Order.executed_qty: Base asset units that are filled
            Order.price: The limit; 0 at market
            Order.avg_price: Of the fills; 0 when nothing is filled
            Order.stop_price: What triggers it; 0 when there is nothing to
            Order.cum_quote: What the fills are worth, in the quote asset
            Order.reduce_only: Whether it can only make a position smaller
            Order.close_position: Whether it closes all that is held when it is triggered
            Order.working_type: Which price triggers it: CONTRACT_PRICE, the last one, or MARK_PRICE
            Order.time: When it was created; absent in the webhook's answer
            Order.update_time: When it last changed
            Position.position_side: BOTH in one-way mode, LONG or SHORT in hedge mode
            Position.position_amt: Base asset units; negative for short
            Position.entry_price: Average price of what is held
            Position.mark_price: What profit and liquidation go by
            Position.unrealized_profit: In the quote asset
            Position.isolated_margin: Margin of an isolated position, otherwise 0
            Position.liquidation_price: 0 when there is none
            Position.max_notional_value: The largest position that the leverage allows, in the quote asset
            LeverageChange.max_notional_value: The largest position that the leverage allows, in the quote asset
            Adjustment.from: What was asked for
            Adjustment.to: What is sent
            Adjustment.rule: LOT_SIZE, MARKET_LOT_SIZE or PRICE_FILTER
            Account.can_trade: Whether the exchange lets the account trade
            Account.total_wallet_balance: All totals in USDT; with other collateral the assets are the truth
            Account.total_margin_balance: Wallet balance and unrealised profit
            Account.max_withdraw_amount: What could be taken out now
            Account.positions: Those that are not flat
            AccountPosition.position_amt: Base asset units; negative for short
            AccountAsset.margin_balance: Wallet balance and unrealised profit
            Balance.wallet_balance: Without unrealised profit
            Balance.available_balance: What new orders can use
            """;

    private static final Map<String, String> MEANINGS = ALL.lines()
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toUnmodifiableMap(part -> part[0], part -> part[1]));

    private FieldMeanings() {}

    /** Explains the fields of one of its types; what explains itself, or is only a reference, is left alone. */
    static void addTo(String name, Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((field, type) -> {
                String meaning = MEANINGS.get(name + "." + field);
                if (meaning != null && type.get$ref() == null && type.getDescription() == null) {
                    type.setDescription(meaning);
                }
            });
        }
    }
}
