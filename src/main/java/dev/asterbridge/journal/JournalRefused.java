package dev.asterbridge.journal;

/** The journal must not be used as it is set up; the message is a sentence for the operator. */
final class JournalRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    JournalRefused(String sentence) {
        super(sentence);
    }
}
