package dev.asterbridge.paper;

/** What the venue refuses, in AsterDEX's own codes and words; on the wire an HTTP 400. */
final class VenueError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    VenueError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Negative, such as {@code -2019}. */
    int code() {
        return code;
    }
}
