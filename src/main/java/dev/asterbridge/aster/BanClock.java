package dev.asterbridge.aster;

import dev.asterbridge.exchange.LineMemory.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when the exchange wants to hear nothing from this machine; it is sent nothing before that.
 *
 * <p>Beside that it keeps two pauses, for when the exchange counted too many requests, or too many orders, without saying
 * until when.
 */
final class BanClock {

    private static final Logger log = LoggerFactory.getLogger(BanClock.class);
    private static final String SILENCE = "silence";
    private static final Duration UNLESS_TOLD = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofDays(4);
    private static final Duration AFTER_FIREWALL = Duration.ofSeconds(10);
    private static final Pattern MILLIS = Pattern.compile("\\b(\\d{13})\\b");

    private final AsterClock clock;
    private final Pause requests = new Pause("pause of requests");
    private final Pause orders = new Pause("pause of orders");
    private volatile Instant end = Instant.EPOCH;

    BanClock(AsterClock clock) {
        this.clock = clock;
    }

    /** Takes from an answer how long to be silent, or what to hold back; answers whether it said anything about that. */
    boolean learn(int status, @Nullable Integer code, String text, @Nullable Duration retryAfter) {
        if (status == 418 || text.toLowerCase(Locale.ROOT).contains("banned until")) {
            Duration ban = Stream.of(Optional.ofNullable(retryAfter), named(text))
                    .flatMap(Optional::stream)
                    .max(Comparator.naturalOrder())
                    .orElse(UNLESS_TOLD);
            Instant until = silentFor(ban);
            log.atError()
                    .addKeyValue("event", "exchange_ban")
                    .addKeyValue("until", until)
                    .log("Banned by the exchange; nothing is sent until the ban ends");
            return true;
        }
        if (status == 403) {
            silentFor(retryAfter == null ? AFTER_FIREWALL : retryAfter);
            return true;
        }
        return learnHowMuch(status, code, retryAfter);
    }

    private boolean learnHowMuch(int status, @Nullable Integer code, @Nullable Duration retryAfter) {
        boolean tooManyOrders = status < 500 && code != null && code == AsterErrors.TOO_MANY_ORDERS;
        boolean tooManyRequests =
                status == 429 || (status < 500 && code != null && code == AsterErrors.TOO_MANY_REQUESTS);
        if (tooManyOrders) {
            hold(orders, retryAfter);
        } else if (tooManyRequests && retryAfter != null) {
            silentFor(retryAfter);
        } else if (tooManyRequests) {
            hold(requests, null);
        }
        return tooManyOrders || tooManyRequests;
    }

    /** The end of the silence, in exchange time; empty when we may speak. */
    Optional<Instant> end() {
        return Optional.of(end).filter(until -> until.isAfter(clock.now()));
    }

    /** How long there is still to be silent; empty when we may speak. */
    Optional<Duration> remaining() {
        Instant now = clock.now();
        return Optional.of(end).filter(until -> until.isAfter(now)).map(until -> Duration.between(now, until));
    }

    /** How long such a request is held back although we may speak; empty when it is not. */
    synchronized Optional<Duration> pause(boolean order, boolean urgent) {
        Instant now = clock.now();
        return Stream.of(
                        requests.remaining(urgent, now),
                        orders.remaining(urgent, now).filter(wait -> order))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** What must not be forgotten: what has not ended yet. */
    synchronized List<Limit> limits() {
        Instant now = clock.now();
        return Stream.of(new Limit(SILENCE, end, 0), requests.limit(), orders.limit())
                .filter(limit -> limit.until().isAfter(now))
                .toList();
    }

    /** Takes over what is on record; like all else it only ever makes a silence longer. */
    synchronized void recall(List<Limit> limits) {
        Instant latest = clock.now().plus(LONGEST);
        for (Limit limit : limits) {
            if (limit.name().equals(SILENCE) && limit.until().isAfter(end)) {
                end = limit.until().isAfter(latest) ? latest : limit.until();
            }
            requests.recall(limit, latest);
            orders.recall(limit, latest);
        }
    }

    private synchronized void hold(Pause pause, @Nullable Duration told) {
        if (told == null) {
            pause.begin(clock.now());
        } else {
            pause.begin(clock.now(), told.compareTo(LONGEST) > 0 ? LONGEST : told);
        }
    }

    /** An end already set is only ever moved later. */
    private synchronized Instant silentFor(Duration asked) {
        Instant until = clock.now().plus(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
        end = until.isAfter(end) ? until : end;
        return end;
    }

    /** The ban's end as the text of -1003 names it, in milliseconds since the epoch. */
    private Optional<Duration> named(String text) {
        Matcher matcher = MILLIS.matcher(text);
        return matcher.find()
                ? Optional.of(Duration.between(clock.now(), Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))))
                        .filter(Duration::isPositive)
                : Optional.empty();
    }
}
