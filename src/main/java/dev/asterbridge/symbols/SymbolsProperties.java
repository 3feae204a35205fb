package dev.asterbridge.symbols;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the book of symbols is.
 *
 * @param file empty for {@code config/symbols.yml}, if it is there
 */
@ConfigurationProperties("bridge.symbols")
record SymbolsProperties(@DefaultValue("") String file) {}
