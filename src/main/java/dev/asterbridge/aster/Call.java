package dev.asterbridge.aster;

/**
 * A request to make.
 *
 * @param share of the request budget
 */
record Call(Endpoint endpoint, Parameters parameters, Share share) {

    /** A request of those that trade. */
    static Call of(Endpoint endpoint, Parameters parameters) {
        return new Call(endpoint, parameters, Share.TRADING);
    }

    boolean urgent() {
        return share == Share.URGENT;
    }
}
