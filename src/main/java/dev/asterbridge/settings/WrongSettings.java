package dev.asterbridge.settings;

import java.util.List;

/** The settings cannot be used; the message has one line per problem. */
final class WrongSettings extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
