package dev.asterbridge.orders;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.SignedOrder;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.StoredJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal's tables of orders, attempts, fills and holdings. */
@Component
class OrderRecords {

    /** Symbols with something that should be ended, or rests only for so long. */
    private static final String GUARDED = """
            symbol FROM (
              SELECT symbol FROM holdings WHERE exits IS NOT NULL
              UNION ALL SELECT symbol FROM orders
              WHERE (role <> '' OR cancel_at IS NOT NULL) AND status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')) w""";

    /** Puts a request on record that is about to be sent. */
    void prepare(Transaction tx, Leg leg, SignedOrder signed, Instant now) {
        OrderRequest order = signed.request();
        tx.sql()
                .sql("""
                        INSERT INTO orders (signal_id, leg, symbol, strategy, side, position_side, quantity, terms, reduce_only,
                          early, role, exits, cancel_at, tied, executed_quantity, booked)
                        VALUES (:signal, :leg, :symbol, :strategy, :side, :positionSide, :quantity, :terms, :reduceOnly, :early,
                          :role, :exits, :cancelAt, :tied, '0', '0')
                        ON CONFLICT (signal_id, leg) DO UPDATE SET side = excluded.side, quantity = excluded.quantity, reduce_only = excluded.reduce_only,
                          terms = excluded.terms, tied = excluded.tied, position_side = excluded.position_side, early = excluded.early""")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .param("symbol", order.symbol().name())
                .param("strategy", leg.strategy())
                .param("side", order.side().name())
                .param("positionSide", order.positionSide().name())
                .param("quantity", order.quantity().toString())
                .param("terms", order.terms().toString())
                .param("reduceOnly", order.reduceOnly() ? 1 : 0)
                .param("early", leg.early() ? 1 : 0)
                .param("role", leg.purpose().role())
                .param("exits", leg.purpose().exits())
                .param(
                        "cancelAt",
                        leg.purpose().cancelAt() == null
                                ? null
                                : leg.purpose().cancelAt().toEpochMilli())
                .param(
                        "tied",
                        order.tiedStop() == null ? null : order.tiedStop().toString())
                .update();
        tx.sql()
                .sql("""
                        INSERT INTO attempts (client_order_id, signal_id, leg, signer, nonce, request_hash, prepared_at,
                          horizon_at)
                        VALUES (:id, :signal, :leg, :signer, :nonce, :hash, :now, :horizon)""")
                .param("id", order.clientOrderId().value())
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .param("signer", signed.signer())
                .param("nonce", signed.nonce())
                .param("hash", signed.requestHash())
                .param("now", now.toEpochMilli())
                .param("horizon", signed.horizon().toEpochMilli())
                .update();
        tx.record(
                leg.signalId(),
                "attempt_recorded",
                Map.of("client_order_id", order.clientOrderId().value(), "order", describe(order)));
    }

    /** Puts the outcome of a request on record; what is settled once stays. */
    boolean settle(Transaction tx, Leg leg, ClientOrderId id, Placement placement, Instant now) {
        record Settled(String outcome, String answer, String proof) {}
        Settled settled = switch (placement) {
            case Placement.Placed placed ->
                new Settled("executed", "order " + placed.order().orderId(), "the exchange shows the order");
            case Placement.Refused refused ->
                new Settled("refused", refused.refusal().toString(), "refused before anything was executed");
            case Placement.NotExecuted not -> new Settled("not_executed", "", not.proof());
            case Placement.Unproven unproven -> throw new IllegalArgumentException(unproven.why());
        };
        int rows = tx.sql()
                .sql("""
                        UPDATE attempts SET outcome = :outcome, answer = :answer, proof = :proof, resolved_at = :now
                        WHERE client_order_id = :id AND outcome IS NULL""")
                .param("outcome", settled.outcome())
                .param("answer", settled.answer())
                .param("proof", settled.proof())
                .param("now", now.toEpochMilli())
                .param("id", id.value())
                .update();
        if (rows == 0) {
            return false;
        }
        tx.record(
                leg.signalId(),
                "attempt_" + settled.outcome(),
                Map.of("client_order_id", id.value(), "answer", settled.answer(), "proof", settled.proof()));
        if (placement instanceof Placement.Placed placed) {
            seen(tx, leg, placed.order(), now);
        }
        return true;
    }

    /**
     * Takes over what the exchange shows of an order; what was filled since moves the holdings.
     *
     * @return whether its state, or how much of it is filled, is another one than before
     */
    boolean seen(Transaction tx, Leg leg, Order order, Instant now) {
        record Before(BigDecimal executed, @Nullable String status) {}
        Before known = tx.sql()
                .sql("SELECT executed_quantity, status FROM orders WHERE signal_id = :signal AND leg = :leg")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .query((row, n) -> new Before(new BigDecimal(row.getString(1)), row.getString(2)))
                .single();
        BigDecimal before = known.executed();
        // What is filled stays filled, what has ended stays ended; an older view that comes late changes nothing.
        if (order.executedQuantity().compareTo(before) < 0) {
            return false;
        }
        int rows = tx.sql()
                .sql("""
                        UPDATE orders SET order_id = :order, status = :status, executed_quantity = :executed, seen = :seen,
                          seen_at = :now
                        WHERE signal_id = :signal AND leg = :leg AND executed_quantity = :before
                          AND (:final = 1 OR status IS NULL OR status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER'))""")
                .param("final", order.status().isFinal() ? 1 : 0)
                .param("order", order.orderId())
                .param("status", order.status().name())
                .param("executed", plain(order.executedQuantity()))
                .param("seen", StoredJson.text(order))
                .param("now", now.toEpochMilli())
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .param("before", plain(before))
                .update();
        BigDecimal filled = order.executedQuantity().subtract(before);
        if (rows == 1 && filled.signum() > 0) {
            BigDecimal change = order.side() == Side.BUY ? filled : filled.negate();
            boolean turned = move(tx, order.symbol(), leg.strategy(), order.positionSide(), change);
            if (turned) {
                guardAnew(tx, leg, order);
            } else {
                guard(tx, leg, order);
            }
            tx.record(
                    leg.signalId(),
                    "order_filled",
                    Map.of(
                            "client_order_id", order.clientOrderId(),
                            "filled", plain(filled),
                            "average_price", plain(order.averagePrice()),
                            "status", order.status().name()));
        }
        return rows == 1 && (filled.signum() > 0 || !order.status().name().equals(known.status()));
    }

    /**
     * Takes an order that the exchange does not know any more for ended; what was filled of it stays filled.
     *
     * @return whether it was still alive on record
     */
    boolean gone(Transaction tx, LiveAttempt order, Instant now) {
        Leg leg = order.leg();
        String last = tx.sql()
                .sql("SELECT seen FROM orders WHERE signal_id = :signal AND leg = :leg")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .query((row, n) -> row.getString(1))
                .single();
        boolean ended = seen(tx, leg, StoredJson.read(last, Order.class).with(OrderStatus.EXPIRED), now);
        if (ended) {
            tx.record(
                    leg.signalId(),
                    "order_gone",
                    Map.of("client_order_id", order.id().value()));
        }
        return ended;
    }

    /** What should be held of the symbol, by strategy; what was ever held, flat or not. */
    List<Holding> holdings(JdbcClient sql, Symbol symbol) {
        return sql.sql("SELECT * FROM holdings WHERE symbol = :symbol ORDER BY strategy, position_side")
                .param("symbol", symbol.name())
                .query((row, n) -> new Holding(
                        row.getString("strategy"),
                        PositionSide.valueOf(row.getString("position_side")),
                        new BigDecimal(row.getString("amount")),
                        guard(row)))
                .list();
    }

    private static Holding.@Nullable Guard guard(ResultSet row) throws SQLException {
        String exits = row.getString("exits");
        return exits == null
                ? null
                : new Holding.Guard(
                        row.getString("exits_of"),
                        exits,
                        new BigDecimal(row.getString("exits_from")),
                        row.getInt("exits_even") == 1);
    }

    /** True when nothing is held any more, or something is again, or the other way round. */
    boolean move(Transaction tx, Symbol symbol, String strategy, PositionSide side, BigDecimal change) {
        BigDecimal before = amount(tx.sql(), symbol, strategy, side);
        BigDecimal after = before.add(change);
        tx.sql()
                .sql("INSERT INTO holdings (symbol, strategy, position_side, amount)"
                        + " VALUES (:symbol, :strategy, :side, :amount)"
                        + " ON CONFLICT (symbol, strategy, position_side) DO UPDATE SET amount = excluded.amount")
                .param("symbol", symbol.name())
                .param("strategy", strategy)
                .param("side", side.name())
                .param("amount", plain(after))
                .update();
        if (after.signum() != before.signum()) {
            tx.sql()
                    .sql("UPDATE holdings SET exits = NULL, exits_of = NULL, exits_from = NULL, exits_even = 0"
                            + " WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side")
                    .param("symbol", symbol.name())
                    .param("strategy", strategy)
                    .param("side", side.name())
                    .update();
        }
        return after.signum() != before.signum();
    }

    private BigDecimal amount(JdbcClient sql, Symbol symbol, String strategy, PositionSide side) {
        return holdings(sql, symbol).stream()
                .filter(held -> held.strategy().equals(strategy) && held.positionSide() == side)
                .map(Holding::amount)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** What an order says about the end of what it opens counts from its first fill on, and from its price. */
    private void guard(Transaction tx, Leg leg, Order order) {
        BigDecimal held = amount(tx.sql(), order.symbol(), leg.strategy(), order.positionSide());
        if (leg.purpose().exits() == null || held.signum() != (order.side() == Side.BUY ? 1 : -1)) {
            return;
        }
        tx.sql()
                .sql("""
                        UPDATE holdings SET exits_even = CASE WHEN exits_of = :signal THEN exits_even ELSE 0 END, exits = :exits,
                          exits_of = :signal, exits_from = :price
                        WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side""")
                .param("exits", leg.purpose().exits())
                .param("signal", leg.signalId())
                .param("price", plain(order.averagePrice()))
                .param("symbol", order.symbol().name())
                .param("strategy", leg.strategy())
                .param("side", order.positionSide().name())
                .update();
    }

    /** Fills are not always seen in their order: what is held now is what the newest order to that side opened. */
    private void guardAnew(Transaction tx, Leg leg, Order order) {
        record Newest(Leg leg, Order seen) {}
        BigDecimal held = amount(tx.sql(), order.symbol(), leg.strategy(), order.positionSide());
        tx.sql()
                .sql("""
                        SELECT o.* FROM orders o JOIN signals s ON s.id = o.signal_id
                          JOIN attempts a ON a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        WHERE o.symbol = :symbol AND o.strategy = :strategy AND o.position_side = :side AND o.role = ''
                          AND o.side = :direction AND o.reduce_only = 0 AND o.executed_quantity <> '0' AND o.seen IS NOT NULL
                        ORDER BY a.prepared_at DESC, s.seq DESC, o.leg DESC LIMIT 1""")
                .param("symbol", order.symbol().name())
                .param("strategy", leg.strategy())
                .param("side", order.positionSide().name())
                .param("direction", held.signum() < 0 ? "SELL" : "BUY")
                .query((row, n) -> new Newest(leg(row), StoredJson.read(row.getString("seen"), Order.class)))
                .optional()
                .filter(newest -> newest.leg().purpose().exits() != null)
                // Where that one says nothing, it may have come and gone while the one that fills now rested.
                .ifPresentOrElse(newest -> guard(tx, newest.leg(), newest.seen()), () -> guard(tx, leg, order));
    }

    /** From now on the stop of what is held belongs where nothing is lost any more. */
    void even(Transaction tx, Symbol symbol, Holding held) {
        tx.sql()
                .sql(
                        "UPDATE holdings SET exits_even = 1 WHERE symbol = :symbol AND strategy = :strategy AND position_side = :side")
                .param("symbol", symbol.name())
                .param("strategy", held.strategy())
                .param("side", held.positionSide().name())
                .update();
    }

    /** Whether something of the symbol has to be watched: what should be ended, or what rests only for so long. */
    boolean isGuarded(JdbcClient sql, Symbol symbol) {
        return !sql.sql("SELECT " + GUARDED + " WHERE symbol = :symbol LIMIT 1")
                .param("symbol", symbol.name())
                .query()
                .listOfRows()
                .isEmpty();
    }

    /** Symbols of which something has to be watched. */
    List<Symbol> guarded(JdbcClient sql) {
        return sql.sql("SELECT DISTINCT " + GUARDED)
                .query((row, n) -> new Symbol(row.getString(1)))
                .list();
    }

    /** What rests, and every exit of what is held; those that were refused are left out. */
    List<StandingOrder> standing(JdbcClient sql, Symbol symbol) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.* FROM (
                          SELECT * FROM orders WHERE symbol = :symbol AND status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')
                          UNION SELECT e.* FROM holdings h CROSS JOIN orders e
                          WHERE h.symbol = :symbol AND e.signal_id = h.exits_of AND e.role <> '') o CROSS JOIN attempts a
                        WHERE a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        ORDER BY a.prepared_at, a.client_order_id""")
                .param("symbol", symbol.name())
                .query((row, n) -> standing(row))
                .list();
    }

    private static StandingOrder standing(ResultSet row) throws SQLException {
        return new StandingOrder(
                new LiveAttempt(
                        leg(row),
                        request(row, row.getString("client_order_id")),
                        time(row, "prepared_at"),
                        time(row, "horizon_at")),
                row.getString("status") == null ? null : OrderStatus.valueOf(row.getString("status")),
                new BigDecimal(row.getString("executed_quantity")));
    }

    /** Remembers on whose behalf an order is going to be ended. */
    void cancels(Transaction tx, String signalId, Leg leg) {
        tx.sql()
                .sql("UPDATE orders SET cancelled_by = :by WHERE signal_id = :signal AND leg = :leg")
                .param("by", signalId)
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .update();
    }

    List<StandingOrder> cancelledBy(JdbcClient sql, String signalId) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.* FROM orders o CROSS JOIN attempts a
                        WHERE o.cancelled_by = :by AND a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        ORDER BY a.prepared_at, a.client_order_id""")
                .param("by", signalId)
                .query((row, n) -> standing(row))
                .list();
    }

    /** The number that the next order of the signal gets, and the number of requests that there were for it. */
    record Count(int orders, int attempts) {}

    Count count(JdbcClient sql, String signalId) {
        return sql.sql("""
                        SELECT (SELECT count(*) FROM orders WHERE signal_id = :signal),
                          (SELECT count(*) FROM attempts WHERE signal_id = :signal)""")
                .param("signal", signalId)
                .query((row, n) -> new Count(row.getInt(1), row.getInt(2)))
                .single();
    }

    /** The quantity that orders which may still fill, and are not reduce-only, have not filled yet. */
    BigDecimal mayAdd(JdbcClient sql, Symbol symbol, PositionSide side) {
        return sql
                .sql("""
                        SELECT o.quantity, o.executed_quantity FROM orders o
                        WHERE o.symbol = :symbol AND o.position_side = :side AND o.reduce_only = 0
                          AND (o.status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER') OR EXISTS (SELECT 1 FROM attempts a
                            WHERE a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome IS NULL))""")
                .param("symbol", symbol.name())
                .param("side", side.name())
                .query((row, n) -> new BigDecimal(row.getString(1)).subtract(new BigDecimal(row.getString(2))))
                .list()
                .stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    // In both, CROSS JOIN keeps SQLite from walking through all that was ever ordered to find the few that are under
    // way.

    List<LiveAttempt> live(JdbcClient sql, Symbol symbol) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.*
                        FROM attempts a CROSS JOIN orders o
                        WHERE o.signal_id = a.signal_id AND o.leg = a.leg AND a.outcome IS NULL AND o.symbol = :symbol
                        ORDER BY a.prepared_at, a.client_order_id""")
                .param("symbol", symbol.name())
                .query((row, n) -> attempt(row))
                .list();
    }

    /** Orders that rest at the exchange, with the id under which they can be found. */
    List<LiveAttempt> resting(JdbcClient sql) {
        return watched(sql).stream().map(Watched::order).toList();
    }

    /** The order of that name that the exchange has shown once, whatever became of it. */
    Optional<LiveAttempt> placed(JdbcClient sql, Symbol symbol, ClientOrderId id) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.*
                        FROM attempts a JOIN orders o ON o.signal_id = a.signal_id AND o.leg = a.leg
                        WHERE a.client_order_id = :id AND a.outcome = 'executed' AND o.symbol = :symbol""")
                .param("id", id.value())
                .param("symbol", symbol.name())
                .query((row, n) -> attempt(row))
                .optional();
    }

    /**
     * An order that rests, and how far it was known to be.
     *
     * @param seen the order as the exchange last showed it, as text
     */
    record Watched(LiveAttempt order, OrderStatus status, BigDecimal executed, String seen) {

        Symbol symbol() {
            return order.request().symbol();
        }

        boolean isAsKnown(Order shown) {
            return shown.status() == status
                    && shown.executedQuantity().compareTo(executed) == 0
                    && shown.type().equals(StoredJson.read(seen, Order.class).type());
        }
    }

    List<Watched> watched(JdbcClient sql) {
        return sql.sql("""
                        SELECT a.client_order_id, a.prepared_at, a.horizon_at, o.*
                        FROM orders o CROSS JOIN attempts a
                        WHERE a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                          AND o.status IN ('NEW', 'PARTIALLY_FILLED', 'OTHER')""")
                .query((row, n) -> new Watched(
                        attempt(row),
                        OrderStatus.valueOf(row.getString("status")),
                        new BigDecimal(row.getString("executed_quantity")),
                        row.getString("seen")))
                .list();
    }

    List<PlacedOrder> of(JdbcClient sql, String signalId) {
        record Row(
                Leg leg,
                String asked,
                Symbol symbol,
                @Nullable Order seen) {}
        List<Row> rows = sql.sql("SELECT * FROM orders WHERE signal_id = :signal ORDER BY abs(leg), leg DESC")
                .param("signal", signalId)
                .query((row, n) -> {
                    String seen = row.getString("seen");
                    OrderRequest request = request(row, "any");
                    return new Row(
                            leg(row),
                            describe(request),
                            request.symbol(),
                            seen == null ? null : StoredJson.read(seen, Order.class));
                })
                .list();
        return rows.stream()
                .map(row -> new PlacedOrder(
                        row.leg(),
                        row.asked(),
                        row.seen(),
                        attempts(sql, row.leg()),
                        row.seen() == null
                                ? List.of()
                                : fills(sql, row.symbol(), row.seen().orderId())))
                .toList();
    }

    /** An order of which more is executed than is explained by fills. */
    record Unbooked(Leg leg, Symbol symbol, long orderId, Instant preparedAt) {}

    List<Unbooked> unbooked(JdbcClient sql) {
        return sql.sql("""
                        SELECT o.*, (SELECT min(e.prepared_at) FROM attempts e
                            WHERE e.signal_id = o.signal_id AND e.leg = abs(o.leg)) AS prepared_at
                        FROM orders o JOIN attempts a ON a.signal_id = o.signal_id AND a.leg = o.leg AND a.outcome = 'executed'
                        WHERE o.booked <> o.executed_quantity AND o.order_id IS NOT NULL
                        ORDER BY o.seen_at DESC LIMIT 200""")
                .query((row, n) -> new Unbooked(
                        leg(row),
                        new Symbol(row.getString("symbol")),
                        row.getLong("order_id"),
                        time(row, "prepared_at")))
                .list();
    }

    void book(Transaction tx, Unbooked order, List<Fill> fills) {
        for (Fill fill : fills) {
            tx.sql()
                    .sql("""
                            INSERT INTO fills (symbol, trade_id, order_id, signal_id, price, quantity, commission,
                              commission_asset, realized_profit, maker, at)
                            VALUES (:symbol, :trade, :order, :signal, :price, :quantity, :commission, :asset, :profit, :maker, :at)
                            ON CONFLICT (symbol, trade_id) DO NOTHING""")
                    .param("symbol", fill.symbol().name())
                    .param("trade", fill.tradeId())
                    .param("order", fill.orderId())
                    .param("signal", order.leg().signalId())
                    .param("price", plain(fill.price()))
                    .param("quantity", plain(fill.quantity()))
                    .param("commission", plain(fill.commission()))
                    .param("asset", fill.commissionAsset())
                    .param("profit", plain(fill.realizedProfit()))
                    .param("maker", fill.maker() ? 1 : 0)
                    .param("at", fill.time().toEpochMilli())
                    .update();
        }
        BigDecimal booked = fills(tx.sql(), order.symbol(), order.orderId()).stream()
                .map(PlacedOrder.Trade::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        tx.sql()
                .sql("UPDATE orders SET booked = :booked WHERE signal_id = :signal AND leg = :leg")
                .param("booked", plain(booked))
                .param("signal", order.leg().signalId())
                .param("leg", order.leg().number())
                .update();
    }

    /** Symbols that were ever traded and are still on record. */
    List<Symbol> symbols(JdbcClient sql) {
        return sql.sql("SELECT DISTINCT symbol FROM orders")
                .query((row, n) -> new Symbol(row.getString(1)))
                .list();
    }

    static String describe(OrderRequest order) {
        String terms = order.terms().toString();
        String what = "%s %s %s".formatted(order.side(), order.quantity(), order.symbol());
        return terms.replaceFirst("^\\w+", "$0 " + what)
                + (order.reduceOnly() ? " reduce-only" : "")
                + (order.tiedStop() == null ? "" : ", tied to it " + order.tiedStop());
    }

    private static List<PlacedOrder.Attempt> attempts(JdbcClient sql, Leg leg) {
        return sql.sql(
                        "SELECT * FROM attempts WHERE signal_id = :signal AND leg = :leg ORDER BY prepared_at, client_order_id")
                .param("signal", leg.signalId())
                .param("leg", leg.number())
                .query((row, n) -> new PlacedOrder.Attempt(
                        new ClientOrderId(row.getString("client_order_id")),
                        row.getString("signer"),
                        row.getObject("nonce") == null ? null : row.getLong("nonce"),
                        row.getString("request_hash"),
                        time(row, "prepared_at"),
                        time(row, "horizon_at"),
                        row.getString("outcome"),
                        row.getString("answer"),
                        row.getString("proof"),
                        row.getObject("resolved_at") == null ? null : time(row, "resolved_at")))
                .list();
    }

    private static List<PlacedOrder.Trade> fills(JdbcClient sql, Symbol symbol, long orderId) {
        return sql.sql("SELECT * FROM fills WHERE symbol = :symbol AND order_id = :order ORDER BY trade_id")
                .param("symbol", symbol.name())
                .param("order", orderId)
                .query((row, n) -> new PlacedOrder.Trade(
                        row.getLong("trade_id"),
                        new BigDecimal(row.getString("price")),
                        new BigDecimal(row.getString("quantity")),
                        new BigDecimal(row.getString("commission")),
                        row.getString("commission_asset"),
                        new BigDecimal(row.getString("realized_profit")),
                        row.getInt("maker") == 1,
                        time(row, "at")))
                .list();
    }

    private static Leg leg(ResultSet row) throws SQLException {
        Instant cancelAt = row.getObject("cancel_at") == null ? null : time(row, "cancel_at");
        return new Leg(
                row.getString("signal_id"),
                row.getInt("leg"),
                row.getInt("early") == 1,
                row.getString("strategy"),
                new Purpose(row.getString("role"), row.getString("exits"), cancelAt));
    }

    private static LiveAttempt attempt(ResultSet row) throws SQLException {
        return new LiveAttempt(
                leg(row),
                request(row, row.getString("client_order_id")),
                time(row, "prepared_at"),
                time(row, "horizon_at"));
    }

    private static OrderRequest request(ResultSet row, String clientOrderId) throws SQLException {
        return new OrderRequest(
                new ClientOrderId(clientOrderId),
                new Symbol(row.getString("symbol")),
                Side.valueOf(row.getString("side")),
                PositionSide.valueOf(row.getString("position_side")),
                Quantity.of(row.getString("quantity")),
                OrderTerms.parse(row.getString("terms")),
                row.getInt("reduce_only") == 1,
                row.getString("tied") == null ? null : (OrderTerms.Triggered) OrderTerms.parse(row.getString("tied")));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
