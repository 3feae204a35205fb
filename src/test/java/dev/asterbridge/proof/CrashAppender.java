package dev.asterbridge.proof;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.event.KeyValuePair;

/**
 * Kills its own process when an event is logged for the n-th time, before the line that logs it returns.
 *
 * <p>Runs inside the service under proof, put there by {@link Bridge}; the service itself knows nothing of it.
 */
public final class CrashAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    static final String EVENT = "proof.crash.event";
    static final String NTH = "proof.crash.nth";

    private final String event = System.getProperty(EVENT, "");
    private final int nth = Integer.getInteger(NTH, 1);
    private final AtomicInteger seen = new AtomicInteger();

    @Override
    protected void append(ILoggingEvent line) {
        List<KeyValuePair> pairs = line.getKeyValuePairs();
        boolean hit = pairs != null
                && pairs.stream()
                        .anyMatch(pair -> pair.key.equals("event") && event.equals(String.valueOf(pair.value)));
        if (hit && seen.incrementAndGet() == nth) {
            kill();
        }
    }

    /** The thread that logs gets no further; what others do until the signal comes is a matter of milliseconds. */
    private static void kill() {
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-9", self).start().waitFor();
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
