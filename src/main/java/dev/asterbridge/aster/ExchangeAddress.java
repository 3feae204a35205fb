package dev.asterbridge.aster;

import dev.asterbridge.exchange.ExchangeConnection.Mode;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the exchange is: known from the start, except for the paper exchange, whose port this service first has to get. */
final class ExchangeAddress {

    private final Mode mode;
    private volatile @Nullable URI base;

    ExchangeAddress(Mode mode, @Nullable URI base) {
        this.mode = mode;
        this.base = base;
    }

    Mode mode() {
        return mode;
    }

    Optional<URI> base() {
        return Optional.ofNullable(base);
    }

    void moveTo(URI newBase) {
        base = newBase;
    }

    String host() {
        URI known = base;
        return known == null ? "not started" : known.getAuthority();
    }
}
