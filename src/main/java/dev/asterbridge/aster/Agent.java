package dev.asterbridge.aster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An API wallet as the exchange knows it: what it may do, and until when. */
record Agent(
        String address,
        boolean canPerpTrade,
        boolean canWithdraw,
        @Nullable Instant expires) {

    static Agent from(WireObject wire) {
        Instant expires = wire.time("expired");
        return new Agent(
                wire.text("agentAddress"),
                wire.flag("canPerpTrade", true),
                wire.flag("canWithdraw", false),
                expires == null || expires.toEpochMilli() <= 0 ? null : expires);
    }
}
