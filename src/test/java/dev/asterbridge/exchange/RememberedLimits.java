package dev.asterbridge.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A line's memory that lives as long as the test; it does not answer while {@link #down}. */
public final class RememberedLimits implements LineMemory {

    public volatile boolean down;
    public volatile int slot;
    public final Map<String, Long> nonces = new HashMap<>();
    public final List<List<Limit>> kept = new ArrayList<>();

    private final Map<String, Limit> limits = new ConcurrentHashMap<>();

    @Override
    public int slot() {
        requireUp();
        return slot;
    }

    @Override
    public long lastNonce(String signer) {
        requireUp();
        return nonces.getOrDefault(signer, 0L);
    }

    @Override
    public List<Limit> limits() {
        requireUp();
        return List.copyOf(limits.values());
    }

    @Override
    public synchronized void keep(List<Limit> changed) {
        requireUp();
        kept.add(changed);
        changed.forEach(limit -> limits.merge(limit.name(), limit, RememberedLimits::greater));
    }

    private static Limit greater(Limit old, Limit next) {
        int order = next.until().compareTo(old.until());
        return order > 0 || (order == 0 && next.used() > old.used()) ? next : old;
    }

    private void requireUp() {
        if (down) {
            throw new IllegalStateException("the journal does not answer");
        }
    }
}
