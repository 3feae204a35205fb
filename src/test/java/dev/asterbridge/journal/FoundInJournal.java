package dev.asterbridge.journal;

/** Lets the tests of other rooms say what a check of the journal finds. */
public final class FoundInJournal {

    private FoundInJournal() {}

    public static JournalCheck always(JournalCheck.Finding finding) {
        return new JournalCheck(null, null, null) {
            @Override
            public Finding verify() {
                return finding;
            }
        };
    }
}
