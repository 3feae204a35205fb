package dev.asterbridge.paper;

import dev.asterbridge.exchange.ShadowVenue;
import java.time.Clock;

/** Opens a venue for a room that does not know this one. No bean: beside real money this room has none. */
final class ShadowOpener implements ShadowVenue.Opener {

    @Override
    public ShadowVenue open(Clock clock) {
        return new ShadowDesk(ExchangeInfo.load(), clock);
    }
}
