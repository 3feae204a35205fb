package dev.asterbridge.aster;

/**
 * A request to make.
 *
 * @param urgent whether it may use the share of the budget kept for what must not wait
 */
record Call(Endpoint endpoint, Parameters parameters, boolean urgent) {

    static Call of(Endpoint endpoint, Parameters parameters) {
        return new Call(endpoint, parameters, false);
    }
}
