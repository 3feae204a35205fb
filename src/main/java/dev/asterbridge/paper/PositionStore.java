package dev.asterbridge.paper;

import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the account holds, and how each symbol is traded. Flat positions are not kept. */
final class PositionStore {

    // Sorted, so that going through all positions has one order whatever happened before.
    private final Map<Symbol, Map<PositionSide, Held>> held = new TreeMap<>();
    private final Map<Symbol, VenueState.Setting> settings = new TreeMap<>();
    private PositionMode mode = PositionMode.ONE_WAY;
    private long changes;

    PositionMode mode() {
        return mode;
    }

    void setMode(PositionMode newMode) {
        mode = newMode;
        changes++;
    }

    /** The sides a position can have in the present mode. */
    List<PositionSide> sides() {
        return switch (mode) {
            case ONE_WAY -> List.of(PositionSide.BOTH);
            case HEDGE -> List.of(PositionSide.LONG, PositionSide.SHORT);
        };
    }

    Held get(Symbol symbol, PositionSide side) {
        Held found = held.getOrDefault(symbol, Map.of()).get(side);
        return found == null ? Held.flat(symbol, side) : found;
    }

    void put(Held position) {
        Map<PositionSide, Held> sides = held.computeIfAbsent(position.symbol(), s -> new EnumMap<>(PositionSide.class));
        if (position.flat()) {
            sides.remove(position.positionSide());
        } else {
            sides.put(position.positionSide(), position);
        }
        changes++;
    }

    /** Those that are not flat. */
    List<Held> of(Symbol symbol) {
        return List.copyOf(held.getOrDefault(symbol, Map.of()).values());
    }

    /** Those that are not flat, of every symbol. */
    List<Held> all() {
        return held.values().stream().flatMap(sides -> sides.values().stream()).toList();
    }

    VenueState.Setting setting(Instrument instrument) {
        VenueState.Setting found = settings.get(instrument.symbol());
        return found == null
                ? new VenueState.Setting(instrument.symbol(), instrument.defaultLeverage(), MarginType.CROSSED)
                : found;
    }

    void put(VenueState.Setting setting) {
        settings.put(setting.symbol(), setting);
        changes++;
    }

    List<VenueState.Setting> settings() {
        return List.copyOf(settings.values());
    }

    long changes() {
        return changes;
    }

    void restore(PositionMode newMode, List<VenueState.Setting> newSettings, List<Held> positions) {
        mode = newMode;
        settings.clear();
        held.clear();
        newSettings.forEach(this::put);
        positions.forEach(this::put);
        changes++;
    }
}
