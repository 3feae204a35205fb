package dev.asterbridge.signals;

import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks once for the positions of a symbol, so that all that is said in one preview is about one moment. One thread. */
final class OnceRead implements PositionReader {

    private final PositionReader reader;
    private final Map<Symbol, List<Position>> read = new HashMap<>();

    OnceRead(PositionReader reader) {
        this.reader = reader;
    }

    @Override
    public List<Position> open() {
        return reader.open();
    }

    @Override
    public List<Position> of(Symbol symbol) {
        return read.computeIfAbsent(symbol, reader::of);
    }
}
