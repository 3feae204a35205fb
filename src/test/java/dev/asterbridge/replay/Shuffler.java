package dev.asterbridge.replay;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens to alerts between a strategy and the service. The same seed tells the same story.
 *
 * <p>Up to one in ten is lost. Of the others each comes 1 to 4 times: copies in the same moment; a copy later, because its
 * sender was told 5xx or nothing although it had come; or for the first time later, because the first sending got no further
 * than a proxy. What comes in the same moment, alerts of up to six seconds, comes in any order.
 *
 * <p>What may be lost is what the service promises to make up for. Where the position is compared, all alerts of the second
 * that is the newest have come. If that second ended where it began, those of the one before it have come, too, because
 * nothing but what was held before tells the order of a round trip.
 */
public final class Shuffler {

    /**
     * What comes in at one moment.
     *
     * @param alerts by their numbers in the log; a copy has the number of its alert
     */
    public record Wave(List<Integer> alerts) {}

    /**
     * A part of the log, after which the position is compared.
     *
     * @param last the number of its last alert
     */
    public record Stretch(List<Wave> waves, int last) {}

    private static final int MOST_LATE = 3;

    private final List<Fill> fills;
    private final List<List<Integer>> seconds;
    private final Random chance;
    private final int lossPercent;
    private final int longestStretch;
    private int lost;
    private int late;
    private int copies;

    /** @param longestStretch how many seconds of the log pass at most until the position is compared */
    public Shuffler(List<Fill> fills, int longestStretch, Random chance) {
        this.fills = fills;
        this.seconds = seconds(fills);
        this.chance = chance;
        this.lossPercent = chance.nextInt(11);
        this.longestStretch = longestStretch;
    }

    /** Alerts by their numbers, those of each second together. */
    static List<List<Integer>> seconds(List<Fill> fills) {
        List<List<Integer>> seconds = new ArrayList<>();
        for (int i = 0; i < fills.size(); i++) {
            if (i == 0 || !fills.get(i).at().equals(fills.get(i - 1).at())) {
                seconds.add(new ArrayList<>());
            }
            seconds.getLast().add(i);
        }
        return seconds;
    }

    /** The log as if each second with something in it were followed by the next one, from a given time on. */
    public static List<Fill> compressed(List<Fill> fills, Instant from) {
        List<Fill> moved = new ArrayList<>();
        List<List<Integer>> seconds = seconds(fills);
        for (int second = 0; second < seconds.size(); second++) {
            Instant at = from.plusSeconds(second);
            seconds.get(second).forEach(number -> moved.add(fills.get(number).at(at)));
        }
        return moved;
    }

    public List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (int from = 0; from < seconds.size(); ) {
            int to = Math.min(seconds.size(), from + chance.nextInt(1, longestStretch + 1));
            stretches.add(stretch(from, to));
            from = to;
        }
        return stretches;
    }

    public int lost() {
        return lost;
    }

    public int late() {
        return late;
    }

    public int copies() {
        return copies;
    }

    private Stretch stretch(int from, int to) {
        Set<Integer> needed = needed(from, to);
        List<List<Integer>> waves = new ArrayList<>();
        int wave = 0;
        for (int second = from; second < to; wave++) {
            int end = Math.min(to, second + chance.nextInt(1, 7));
            for (; second < end; second++) {
                for (int alert : seconds.get(second)) {
                    if (chance.nextInt(100) < lossPercent && !needed.contains(second) && lost < fills.size() / 10) {
                        lost++;
                    } else {
                        send(alert, wave, waves);
                    }
                }
            }
        }
        waves.forEach(alerts -> Collections.shuffle(alerts, chance));
        List<Wave> filled = waves.stream()
                .filter(alerts -> !alerts.isEmpty())
                .map(Wave::new)
                .toList();
        return new Stretch(filled, seconds.get(to - 1).getLast());
    }

    private Set<Integer> needed(int from, int to) {
        Set<Integer> needed = new TreeSet<>();
        for (int second = to - 1; second >= from; second--) {
            needed.add(second);
            if (!isRoundTrip(second)) {
                break;
            }
        }
        return needed;
    }

    private boolean isRoundTrip(int second) {
        BigDecimal before = fills.get(seconds.get(second).getFirst()).before();
        return before.compareTo(fills.get(seconds.get(second).getLast()).after()) == 0;
    }

    private void send(int alert, int wave, List<List<Integer>> waves) {
        int how = chance.nextInt(100);
        if (how < 15) {
            late++;
            at(wave + chance.nextInt(1, MOST_LATE + 1), waves).add(alert);
            return;
        }
        at(wave, waves).add(alert);
        if (how < 30) {
            int more = chance.nextInt(1, 4);
            copies += more;
            at(wave, waves).addAll(Collections.nCopies(more, alert));
        } else if (how < 45) {
            copies++;
            at(wave + chance.nextInt(1, MOST_LATE + 1), waves).add(alert);
        }
    }

    private static List<Integer> at(int wave, List<List<Integer>> waves) {
        while (waves.size() <= wave) {
            waves.add(new ArrayList<>());
        }
        return waves.get(wave);
    }
}
