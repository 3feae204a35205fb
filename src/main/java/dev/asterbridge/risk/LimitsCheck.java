package dev.asterbridge.risk;

import dev.asterbridge.settings.SettingsCheck;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The file of limits can be read, and the leverage that is set on every symbol is one that may be traded with. */
class LimitsCheck implements SettingsCheck {

    @Override
    public void check(Predicate<String> given, UnaryOperator<@Nullable String> value, Consumer<String> complain) {
        LimitsFile.read(value.apply("LIMITS_FILE"), complain);
        String most = value.apply("MAX_LEVERAGE");
        String usual = value.apply("DEFAULT_LEVERAGE");
        if (most != null && usual != null && !most.equals("off") && Integer.parseInt(usual) > Integer.parseInt(most)) {
            complain.accept(
                    "DEFAULT_LEVERAGE is %s and MAX_LEVERAGE %s, so nothing could be opened; it must be at most that."
                            .formatted(usual, most));
        }
    }
}
