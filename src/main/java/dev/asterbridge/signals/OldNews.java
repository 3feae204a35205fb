package dev.asterbridge.signals;

/** What a plan was made from is not so any more, or was read too long ago; it is to be made anew. */
final class OldNews extends RuntimeException {

    private static final long serialVersionUID = 1;

    OldNews(String message) {
        super(message, null, false, false);
    }
}
