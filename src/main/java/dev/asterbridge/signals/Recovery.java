package dev.asterbridge.signals;

import dev.asterbridge.exchange.ExchangeConnection;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalCheck;
import dev.asterbridge.journal.JournalUnavailable;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Goes on where the journal is, each time the service starts. Alerts are taken from the first moment; the lanes are opened
 * one by one once the exchange can be asked, each after its unproven requests are settled and what is held was compared.
 */
@Component
class Recovery implements HealthIndicator, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Recovery.class);
    private static final Duration EVERY = Duration.ofMillis(200);

    private final Journal journal;
    private final JournalCheck check;
    private final SignalRecords records;
    private final Lanes lanes;
    private final ExchangeConnection connection;
    private final PositionReader positions;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("recovery").factory());
    private boolean verified;
    private boolean damaged;
    private volatile boolean done;
    private volatile String waitsFor = "the start";

    Recovery(
            Journal journal,
            JournalCheck check,
            SignalRecords records,
            Lanes lanes,
            ExchangeConnection connection,
            PositionReader positions) {
        this.journal = journal;
        this.check = check;
        this.records = records;
        this.lanes = lanes;
        this.connection = connection;
        this.positions = positions;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var unused = executor.scheduleWithFixedDelay(this::tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Recovers, and from then on looks for signals that another instance took, or a commit that came late. */
    void tick() {
        try {
            if (done) {
                lanes.wakeAll();
            } else {
                recover();
            }
        } catch (JournalUnavailable | ExchangeUnavailable e) {
            waitsFor = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            waitsFor = "a fault in this service: " + e.getClass().getSimpleName();
            log.atError().addKeyValue("event", "recovery_failed").setCause(e).log("A bug during recovery");
        }
    }

    private void recover() {
        if (!verified) {
            damaged = check.verify() instanceof JournalCheck.Damaged;
            verified = true;
        }
        if (damaged) {
            waitsFor = "a sound journal";
            return;
        }
        if (!connection.state().ready()) {
            waitsFor = "the exchange";
            return;
        }
        Set<Symbol> symbols = new TreeSet<>(lanes.withWork());
        symbols.addAll(journal.read(records::held));
        positions.open().stream().map(Position::symbol).forEach(symbols::add);
        for (Symbol symbol : symbols) {
            waitsFor = "the lane of " + symbol;
            lanes.recover(symbol);
        }
        lanes.open();
        done = true;
        log.atInfo()
                .addKeyValue("event", "recovered")
                .addKeyValue("lanes", symbols.size())
                .log("Trading is open; {} symbols were gone through", symbols.size());
    }

    @Override
    public Health health() {
        return done
                ? Health.up().build()
                : Health.down()
                        .withDetail("waits_for", "not trading yet, waiting for " + waitsFor)
                        .build();
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
