package dev.asterbridge.symbols;

import dev.asterbridge.settings.SettingsCheck;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The file of symbols can be read. */
class SymbolsCheck implements SettingsCheck {

    @Override
    public void check(Predicate<String> given, UnaryOperator<@Nullable String> value, Consumer<String> complain) {
        SymbolBook unused = SymbolsFile.read(value.apply("SYMBOLS_FILE"), complain);
    }
}
