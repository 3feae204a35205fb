package dev.asterbridge.symbols;

import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says which symbols of the settings the exchange does not list: a limit on a mistyped one holds nothing back, and nobody
 * would know.
 *
 * <p>Looks once after each start, when it is known what is listed, so that a symbol which is delisted later is nobody's
 * mistake. Trading goes on whatever it finds.
 */
@Component("unlisted")
class UnlistedSymbols implements HealthIndicator, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(UnlistedSymbols.class);

    private final List<NamedSymbols> named;
    private final MarketReader market;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("unlisted-symbols").factory());
    private volatile List<Found> found = List.of();

    UnlistedSymbols(List<NamedSymbols> named, MarketReader market) {
        this.named = List.copyOf(named);
        this.market = market;
    }

    private record Found(String place, Symbol symbol, Optional<Symbol> meant) {

        String sentence() {
            return "%s names %s, which AsterDEX does not list, so that it counts for nothing%s"
                    .formatted(
                            place,
                            symbol,
                            meant.map("; was %s meant?"::formatted).orElse(""));
        }

        String words() {
            return symbol + meant.map(" (was %s meant?)"::formatted).orElse("");
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var unused = executor.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    private void tick() {
        if (look()) {
            executor.shutdown();
        }
    }

    /** Compares, where it is known what is listed; false where it is not. */
    boolean look() {
        Set<Symbol> listed = market.listed();
        if (listed.isEmpty()) {
            return false;
        }
        found = named.stream()
                .flatMap(names -> names.byPlace().entrySet().stream())
                .sorted(Map.Entry.comparingByKey())
                .flatMap(place -> new TreeSet<>(place.getValue())
                        .stream()
                                .filter(symbol -> !listed.contains(symbol))
                                .map(symbol -> new Found(place.getKey(), symbol, Nearest.to(symbol, listed))))
                .toList();
        found.forEach(each -> log.atWarn()
                .addKeyValue("event", "symbol_unlisted")
                .addKeyValue("symbol", each.symbol().name())
                .log("{}", each.sentence()));
        return true;
    }

    /** One that is listed since is no mistake any more. Anybody may see it, so that files and strategies are not named. */
    @Override
    public Health health() {
        Set<Symbol> listed = market.listed();
        String names = found.stream()
                .filter(each -> !listed.contains(each.symbol()))
                .map(Found::words)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Health.up().build()
                : Health.up()
                        .withDetail(
                                "notices",
                                List.of(
                                        "the settings name what AsterDEX does not list, and it counts for nothing: %s; the log says where"
                                                .formatted(names)))
                        .build();
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
