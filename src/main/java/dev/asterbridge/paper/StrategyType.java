package dev.asterbridge.paper;

/** What the legs of a strategy do to each other. */
enum StrategyType {
    /** The first leg places the second. */
    OTO(2),
    /** Each of two legs cancels the other. */
    OCO(2),
    /** The first leg places two others, each of which cancels the other. */
    OTOCO(3);

    private final int legs;

    StrategyType(int legs) {
        this.legs = legs;
    }

    int legs() {
        return legs;
    }
}
