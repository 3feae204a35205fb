package dev.asterbridge.aster;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until when the exchange wants to hear nothing from this machine; it is sent nothing before that. */
final class BanClock {

    private static final Logger log = LoggerFactory.getLogger(BanClock.class);
    private static final Duration UNLESS_TOLD = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofDays(4);
    private static final Duration AFTER_FIREWALL = Duration.ofSeconds(10);
    private static final Pattern MILLIS = Pattern.compile("\\b(\\d{13})\\b");

    private final AsterClock clock;
    private volatile Instant end = Instant.EPOCH;

    BanClock(AsterClock clock) {
        this.clock = clock;
    }

    /** Takes from an answer how long to be silent. */
    void learn(int status, String text, @Nullable Duration retryAfter) {
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
        } else if (status == 429 && retryAfter != null) {
            silentFor(retryAfter);
        } else if (status == 403) {
            silentFor(retryAfter == null ? AFTER_FIREWALL : retryAfter);
        }
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
