package dev.asterbridge.simulation;

/** One life of an instance, from its start to its crash. */
final class Life {

    final String name;
    final int machine;
    private final World world;
    private final Weather weather;
    private boolean dead;
    private long pausedUntil;

    Life(String name, int machine, World world, Weather weather) {
        this.name = name;
        this.machine = machine;
        this.world = world;
        this.weather = weather;
    }

    boolean isDead() {
        return dead;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void kill() {
        dead = true;
    }

    /** Stands still from now on; a call under way does not return before the end either. */
    void pause(long micros) {
        pausedUntil = Math.max(pausedUntil, world.now() + micros);
    }

    /** Time goes by while this process waits for something. */
    void spend(long micros) {
        world.pass(micros);
        check();
    }

    /** A place where the process may die, or be stopped for a while. */
    void point(String where) {
        check();
        if (weather.kills(this, where)) {
            throw new Crash();
        }
        if (weather.stops(this, where)) {
            check();
        }
    }

    /** Ends what a dead process was about to do, and holds up what a paused one was. */
    void check() {
        while (!dead && pausedUntil > world.now()) {
            world.pass(pausedUntil - world.now());
        }
        if (dead) {
            throw new Crash();
        }
    }
}
