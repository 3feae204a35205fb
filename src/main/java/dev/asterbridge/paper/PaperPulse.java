package dev.asterbridge.paper;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What happens at the paper exchange while nobody asks: prices go on, the account is kept, AsterDEX's prices are fetched.
 *
 * <p>The account is restored before the first request is taken and kept once more after the last.
 */
@Component
class PaperPulse implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PaperPulse.class);
    private static final long PRICES_SECONDS = 3;
    private static final long PRICES_SECONDS_AFTER_FAILURE = 30;

    private final PaperDesk desk;
    private final AccountFile file;
    private final boolean followsLivePrices;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("paper-", 1).factory());
    private volatile boolean running;
    private long kept = Long.MIN_VALUE;

    PaperPulse(PaperDesk desk, PaperProperties properties) {
        this.desk = desk;
        this.file = new AccountFile(properties.dataFile());
        this.followsLivePrices = properties.priceSource() == PaperProperties.PriceSource.AUTO;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void start() {
        running = true;
        restore();
        log.atInfo()
                .addKeyValue("event", "paper_opened")
                .addKeyValue("symbols", desk.marketStatus().get("symbols"))
                .addKeyValue("follows_live_prices", followsLivePrices)
                .log("the paper exchange is open at /paper");
        threads.scheduleWithFixedDelay(this::beat, 0, 1, TimeUnit.SECONDS);
        if (followsLivePrices) {
            threads.execute(this::fetchPrices);
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        keep();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server starts, and after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Makes the account what the file says; a file that holds no sound account is set aside. */
    synchronized void restore() {
        file.load().ifPresent(state -> {
            try {
                desk.venue().restore(state);
            } catch (RuntimeException e) {
                file.setAside(e.getClass().getSimpleName());
                desk.reset();
            }
        });
        kept = desk.venue().revision();
    }

    /** Writes the account if it has changed; a failure is logged and tried again at the next beat. */
    synchronized void keep() {
        long revision = desk.venue().revision();
        if (revision == kept) {
            return;
        }
        try {
            file.save(desk.venue().snapshot());
            kept = revision;
        } catch (IOException e) {
            log.atError()
                    .addKeyValue("event", "paper_account_not_kept")
                    .setCause(e)
                    .log("the paper account could not be written");
        }
    }

    private void beat() {
        try {
            desk.pulse();
            keep();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("event", "paper_failed").setCause(e).log("the paper exchange has a fault");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void fetchPrices() {
        try {
            boolean told = desk.livePrices().refresh();
            if (running) {
                threads.schedule(
                        this::fetchPrices, told ? PRICES_SECONDS : PRICES_SECONDS_AFTER_FAILURE, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
