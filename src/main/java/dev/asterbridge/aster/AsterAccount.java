package dev.asterbridge.aster;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.LeverageChange;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.SymbolSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The account at AsterDEX: money, positions and settings. */
final class AsterAccount implements AccountReader, PositionReader, SymbolSettings {

    /** Asking costs as much as thirty other questions. */
    private static final Duration MODE_LIFETIME = Duration.ofMinutes(1);

    private final AsterClient client;
    private final Remembered<PositionMode> mode;

    AsterAccount(AsterClient client, Clock clock) {
        this(client, new Remembered<>(MODE_LIFETIME, clock));
    }

    private AsterAccount(AsterClient client, Remembered<PositionMode> mode) {
        this.client = client;
        this.mode = mode;
    }

    /** The same account with the same memory, asked by another client. */
    AsterAccount by(AsterClient other) {
        return new AsterAccount(other, mode);
    }

    @Override
    public List<Balance> balances() {
        return client.balances();
    }

    @Override
    public Account account() {
        return client.account();
    }

    @Override
    public PositionMode positionMode() {
        return mode.get(client::positionMode);
    }

    @Override
    public Optional<PositionMode> knownPositionMode() {
        return mode.last();
    }

    void forgetPositionMode() {
        mode.forget();
    }

    @Override
    public List<Position> open() {
        return client.openPositions();
    }

    @Override
    public List<Position> of(Symbol symbol) {
        return client.positions(symbol);
    }

    @Override
    public LeverageChange setLeverage(Symbol symbol, int leverage) {
        return client.setLeverage(symbol, leverage);
    }

    @Override
    public void setMarginType(Symbol symbol, MarginType marginType) {
        client.setMarginType(symbol, marginType);
    }
}
