package dev.asterbridge.aster;

/**
 * Whose request it is, and by that up to where the exchange's limits may be used for it, the smallest part first. All count
 * together, and what others at our address use, too, so that what one of them may not use is left to those behind it.
 */
enum Share {
    /** Who only looks on: the prices of the shadow. */
    SPARE(20),
    /** What people ask for over REST. */
    PEOPLE(25),
    /** Alerts, and what looks after the account and what rests. */
    TRADING(40),
    /**
     * What must not wait: orders that reduce a position, reading the position they reduce, and looking up an order. We leave
     * half to others, but not where a position could not be ended.
     */
    URGENT(90);

    private final int percent;

    Share(int percent) {
        this.percent = percent;
    }

    /** Up to where a limit may be used. */
    int of(int limit) {
        return (int) ((long) limit * percent / 100);
    }

    /** The share of what must not wait; only those that trade have one. */
    Share urgent() {
        return this == TRADING ? URGENT : this;
    }

    /** Why something is not sent. */
    String usedUp(long seconds) {
        return switch (this) {
            case SPARE -> "what may still be asked this minute is kept for trading";
            case PEOPLE ->
                "what may be asked for by hand is used up for the next %d s; the rest of this service's request budget is kept for alerts"
                        .formatted(seconds);
            case TRADING ->
                "this service's request budget is used up for the next %d s; what is left is for exits"
                        .formatted(seconds);
            case URGENT -> "what AsterDEX allows this address is used up for the next %d s".formatted(seconds);
        };
    }
}
