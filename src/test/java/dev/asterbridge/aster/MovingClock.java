package dev.asterbridge.aster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves when a test says so. */
class MovingClock extends Clock {

    private volatile Instant now = Instant.parse("2026-11-20T12:00:00.123456Z");

    void advance(Duration by) {
        now = now.plus(by);
    }

    void moveTo(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
