package dev.asterbridge.paper;

/** A request refused before it reaches the venue, with an HTTP status other than the venue's 400. */
final class WireError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    WireError(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
