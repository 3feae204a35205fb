package dev.asterbridge.risk;

/** What a rule says to an order. */
sealed interface Finding {

    Finding FINE = new Fine();

    /** It keeps the rule. */
    record Fine() implements Finding {}

    /**
     * It would break the rule.
     *
     * @param detail the limit, its value, and what the order would have made of it
     */
    record Exceeded(String detail) implements Finding {}

    /** A person, or a limit, has ended what the order is about. */
    record Halted(Halt halt) implements Finding {}

    /**
     * Nobody can say.
     *
     * @param why what could not be computed
     */
    record Unknown(String why) implements Finding {}
}
