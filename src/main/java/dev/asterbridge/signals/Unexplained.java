package dev.asterbridge.signals;

/** What is held is not what the strategies hold together, so that nobody can say what belongs to one of them. */
final class Unexplained extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unexplained(String message) {
        super(message);
    }
}
