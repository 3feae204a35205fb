package dev.asterbridge.signals;

/** What was planned must not be done any more, because somebody else may do it by now; nothing was written or sent. */
final class LaneLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    LaneLost(String why) {
        super(why);
    }
}
