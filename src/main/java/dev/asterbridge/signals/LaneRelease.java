package dev.asterbridge.signals;

import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.LiveAttempt;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Goes on where a person has looked. */
@Service
class LaneRelease {

    private static final Logger log = LoggerFactory.getLogger(LaneRelease.class);

    private final Journal journal;
    private final LaneRecords lanes;
    private final OrderService orders;
    private final OrderQueries queries;
    private final Drift drift;
    private final Lanes runners;
    private final ExchangeClock exchange;

    LaneRelease(
            Journal journal,
            LaneRecords lanes,
            OrderService orders,
            OrderQueries queries,
            Drift drift,
            Lanes runners,
            ExchangeClock exchange) {
        this.journal = journal;
        this.lanes = lanes;
        this.orders = orders;
        this.queries = queries;
        this.drift = drift;
        this.runners = runners;
        this.exchange = exchange;
    }

    /** @throws ProblemException 404 for a symbol without a lane, 409 while a request may still be executed */
    LaneState release(Symbol symbol) {
        if (state(symbol).isEmpty()) {
            throw new ProblemException(
                    Problem.notFound("LANE_NOT_FOUND", "Nothing was ever done on %s here".formatted(symbol)));
        }
        Instant there = exchange.ask();
        List<LiveAttempt> live = journal.read(sql -> queries.live(sql, symbol));
        live.stream()
                .filter(attempt -> !there.isAfter(attempt.horizon()))
                .findFirst()
                .ifPresent(attempt -> {
                    throw new ProblemException(Problem.conflict(
                            "ORDER_NOT_PROVEN",
                            "Order %s may still be executed until %s; it is looked up until then"
                                    .formatted(attempt.id(), attempt.horizon())));
                });
        Map<PositionSide, BigDecimal> difference = drift.difference(symbol);
        journal.write(tx -> {
            live.forEach(attempt -> orders.giveUp(tx, attempt));
            drift.adopt(tx, symbol, difference);
            lanes.release(tx, symbol);
            return symbol;
        });
        log.atWarn()
                .addKeyValue("event", "lane_released")
                .addKeyValue("symbol", symbol.name())
                .log("A person released {}; {} unproven requests count as not executed", symbol, live.size());
        runners.wake(symbol);
        return state(symbol).orElseThrow();
    }

    private Optional<LaneState> state(Symbol symbol) {
        return journal.read(lanes::all).stream()
                .filter(lane -> lane.symbol().equals(symbol))
                .findFirst();
    }
}
