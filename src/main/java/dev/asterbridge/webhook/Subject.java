package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Symbol;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What an action of a message is about, as far as that could be read: for the log, which has to name it also where the rest
 * was not understood.
 *
 * @param strategy empty for the one without a name
 */
record Subject(@Nullable Symbol symbol, String strategy) {

    /** Puts on a line of the log what several are about; nothing where it is not known. */
    static LoggingEventBuilder on(LoggingEventBuilder line, List<Subject> about) {
        String symbols = about.stream()
                .map(Subject::symbol)
                .filter(Objects::nonNull)
                .map(Symbol::name)
                .distinct()
                .collect(Collectors.joining(", "));
        String strategies = about.stream()
                .map(Subject::strategy)
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        LoggingEventBuilder named = symbols.isEmpty() ? line : line.addKeyValue("symbol", symbols);
        return strategies.isEmpty() ? named : named.addKeyValue("strategy", strategies);
    }
}
