package dev.asterbridge.web;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts wrong keys per address and minute; remembers at most 10,000 addresses. */
final class WrongKeys {

    static final int ALLOWED = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MAX_ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    WrongKeys(Clock clock) {
        this.clock = clock;
    }

    /** Books one more wrong key; true when there were too many. */
    synchronized boolean tooMany(String address) {
        long now = clock.millis();
        Window window = windows.get(address);
        Window next = window == null || now - window.start >= WINDOW.toMillis()
                ? new Window(now, 1)
                : new Window(window.start, Math.min(window.count + 1, ALLOWED + 1));
        windows.put(address, next);
        return next.count > ALLOWED;
    }

    synchronized int size() {
        return windows.size();
    }

    private record Window(long start, int count) {}
}
