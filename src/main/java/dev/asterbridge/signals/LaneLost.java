package dev.asterbridge.signals;

/** Another instance works on the lane now, or this one is stopping; nothing was written. */
final class LaneLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    LaneLost(String why) {
        super(why);
    }
}
