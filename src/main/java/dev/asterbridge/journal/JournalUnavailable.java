package dev.asterbridge.journal;

/** The journal did not answer, or it is not certain that it kept what it was given. */
public final class JournalUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JournalUnavailable(String why) {
        super(why);
    }

    public JournalUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
