package dev.asterbridge.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The clock of one machine, which may be wrong and may jump. */
final class MachineClock extends Clock {

    private final World world;
    private long ahead;

    MachineClock(World world) {
        this.world = world;
    }

    void jump(long micros) {
        ahead += micros;
    }

    /** True time of what this clock will show then. */
    long trueTime(Instant shown) {
        return World.micros(shown) - ahead;
    }

    @Override
    public Instant instant() {
        return world.instant().plus(ahead, ChronoUnit.MICROS);
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
