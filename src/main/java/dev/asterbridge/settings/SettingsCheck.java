package dev.asterbridge.settings;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A rule of one room about several environment variables together, checked before anything starts.
 *
 * <p>Named in {@code META-INF/spring.factories}; needs a constructor without parameters.
 */
public interface SettingsCheck {

    /**
     * Looks for contradictions.
     *
     * @param given whether a variable was set, rightly or wrongly
     * @param value the value of a variable, tidied up or by default, null when unset; asking for a variable that is
     *     wrong by itself ends the check, for that has been said already
     * @param complain takes one sentence per problem, which names the variables and never a secret's value
     */
    void check(Predicate<String> given, UnaryOperator<@Nullable String> value, Consumer<String> complain);
}
