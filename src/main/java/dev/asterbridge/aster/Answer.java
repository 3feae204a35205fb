package dev.asterbridge.aster;

import java.util.function.Function;

/** A success: the HTTP status and the body read as JSON. */
record Answer(int status, WireObject body) {

    /** Reads the body; what cannot be read fails the call. */
    <T> T as(Function<WireObject, T> reader) {
        try {
            return reader.apply(body);
        } catch (IllegalArgumentException e) {
            throw CallFailed.unreadable(status, String.valueOf(e.getMessage()));
        }
    }
}
