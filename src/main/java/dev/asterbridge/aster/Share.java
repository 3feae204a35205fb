package dev.asterbridge.aster;

/**
 * Whose request it is, and by that up to where our half of the exchange's limits may be used for it, the smallest part
 * first. All count together, so that what one of them may not use is left to those behind it.
 */
enum Share {
    /** Who only looks on: the prices of the shadow. */
    SPARE(40),
    /** What people ask for over REST. */
    PEOPLE(50),
    /** Alerts, and what looks after the account and what rests. */
    TRADING(80),
    /** What must not wait: orders that reduce a position, reading the position they reduce, and looking up an order. */
    URGENT(100);

    private final int percent;

    Share(int percent) {
        this.percent = percent;
    }

    /** Up to where a half may be used. */
    int of(int half) {
        return (int) ((long) half * percent / 100);
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
            case TRADING, URGENT ->
                "this service's request budget, half of what AsterDEX allows, is used up for the next %d s"
                        .formatted(seconds);
        };
    }
}
