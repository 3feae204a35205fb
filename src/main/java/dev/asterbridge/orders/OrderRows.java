package dev.asterbridge.orders;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How rows of orders and requests read. The columns are those of the table of orders; a request adds its
 * {@code client_order_id}, {@code prepared_at} and {@code horizon_at}.
 */
final class OrderRows {

    private OrderRows() {}

    static Leg leg(ResultSet row) throws SQLException {
        Instant cancelAt = row.getObject("cancel_at") == null ? null : time(row, "cancel_at");
        return new Leg(
                row.getString("signal_id"),
                row.getInt("leg"),
                row.getInt("early") == 1,
                row.getString("strategy"),
                new Purpose(row.getString("role"), row.getString("exits"), cancelAt));
    }

    static LiveAttempt attempt(ResultSet row) throws SQLException {
        return new LiveAttempt(
                leg(row),
                request(row, row.getString("client_order_id")),
                time(row, "prepared_at"),
                time(row, "horizon_at"));
    }

    static StandingOrder standing(ResultSet row) throws SQLException {
        return new StandingOrder(
                attempt(row),
                row.getString("status") == null ? null : OrderStatus.valueOf(row.getString("status")),
                new BigDecimal(row.getString("executed_quantity")),
                row.getObject("seen_at") == null ? null : time(row, "seen_at"));
    }

    /** @param clientOrderId the name under which it is, or was, asked for */
    static OrderRequest request(ResultSet row, String clientOrderId) throws SQLException {
        return new OrderRequest(
                new ClientOrderId(clientOrderId),
                new Symbol(row.getString("symbol")),
                Side.valueOf(row.getString("side")),
                PositionSide.valueOf(row.getString("position_side")),
                Quantity.of(row.getString("quantity")),
                OrderTerms.parse(row.getString("terms")),
                row.getInt("reduce_only") == 1,
                tied(row.getString("tied")));
    }

    private static List<OrderTerms.Triggered> tied(@Nullable String text) {
        return Stream.ofNullable(text)
                .flatMap(it -> Stream.of(it.split(OrderRequest.AND)))
                .map(it -> (OrderTerms.Triggered) OrderTerms.parse(it))
                .toList();
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
