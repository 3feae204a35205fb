package dev.asterbridge.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** One strategy's alerts on their way to the service. */
final class Player {

    private static final int LONGEST_STRETCH = 60;

    /** Decimals of the symbol's step. */
    private static final int STEP = 3;

    private final Service service;
    private final ExecutorService threads;
    private final String strategy;
    private final List<Fill> alerts;
    private final List<BigDecimal> positions;
    private final Shuffler shuffler;
    private final List<Shuffler.Stretch> stretches;
    private final Random chance;
    private final Map<Integer, Set<String>> signals = new ConcurrentHashMap<>();
    private int last = -1;
    private int deliveries;
    private boolean left;

    /**
     * @param strategy its name in the alerts; empty for none
     * @param mirrored whether it sells where the log buys
     */
    Player(Service service, ExecutorService threads, String strategy, boolean mirrored, long seed) {
        this.service = service;
        this.threads = threads;
        this.strategy = strategy;
        this.chance = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        List<Fill> log = AlertLog.alerts();
        List<Fill> fills = mirrored ? log.stream().map(Fill::mirrored).toList() : log;
        // The newest of them is not from the future.
        Instant from = now().minusSeconds(Shuffler.seconds(fills).size());
        this.alerts = Shuffler.compressed(fills, from);
        List<BigDecimal> held = AlertLog.positions();
        this.positions = mirrored ? held.stream().map(BigDecimal::negate).toList() : held;
        this.shuffler = new Shuffler(alerts, LONGEST_STRETCH, chance);
        this.stretches = shuffler.stretches();
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    int stretches() {
        return stretches.size();
    }

    /** Brings in a stretch of the alerts; nothing where there is none of that number. */
    void play(int number) {
        if (number >= stretches.size()) {
            return;
        }
        List<Future<?>> all = new ArrayList<>();
        for (Shuffler.Wave wave : stretches.get(number).waves()) {
            List<Future<?>> sent = new ArrayList<>();
            for (int alert : wave.alerts()) {
                deliveries++;
                Duration patience = Duration.ofMillis(chance.nextInt(100) < 5 ? chance.nextInt(1, 40) : 3000);
                sent.add(threads.submit(() -> deliver(alert, patience)));
            }
            all.addAll(sent);
            // Most waves come while the one before is being worked on.
            (chance.nextInt(4) == 0 ? sent : sent.subList(0, 1)).forEach(Player::await);
        }
        all.forEach(Player::await);
        last = stretches.get(number).last();
    }

    /** Ends what it holds. */
    void leave() {
        BigDecimal held = alerts.getLast().after();
        Fill exit = new Fill("Leave", "", held.signum() < 0, held.abs(), held, BigDecimal.ZERO, now().plusSeconds(1));
        service.deliver(exit.message(Service.SECRET, strategy));
        left = true;
    }

    /** What the strategy holds, on the symbol's steps. */
    BigDecimal holds() {
        return left || last < 0 ? BigDecimal.ZERO : positions.get(last).setScale(STEP, RoundingMode.DOWN);
    }

    /** What the service made of each alert: the ids of its signals. */
    Map<Integer, Set<String>> signals() {
        return signals;
    }

    int deliveries() {
        return deliveries;
    }

    int lost() {
        return shuffler.lost();
    }

    static void await(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A sender that has hung up sends it again. */
    private void deliver(int alert, Duration patience) {
        String message = alerts.get(alert).message(Service.SECRET, strategy);
        Optional<String> signal = service.deliver(message, patience);
        while (signal.isEmpty()) {
            signal = service.deliver(message);
        }
        signals.computeIfAbsent(alert, number -> ConcurrentHashMap.newKeySet()).add(signal.get());
    }

    @Override
    public String toString() {
        return "%s up to alert %d".formatted(strategy.isEmpty() ? "the one without a name" : strategy, last);
    }
}
