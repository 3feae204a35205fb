package dev.asterbridge.signals;

import dev.asterbridge.journal.Journal;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.OrderService;
import dev.asterbridge.protection.Protector;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What every lane works with. */
@Component
record LaneParts(
        Journal journal,
        SignalRecords signals,
        LaneRecords lanes,
        TargetRecords targets,
        SignalProperties properties,
        OrderService orders,
        OrderQueries queries,
        HoldingRecords holdings,
        SignalProcessor processor,
        Planning planning,
        Verdicts verdicts,
        Drift drift,
        Protector protector,
        Decisions decisions,
        Clock clock) {}
