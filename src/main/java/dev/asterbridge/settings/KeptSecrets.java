package dev.asterbridge.settings;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** Secrets that are set here, for whoever writes down what others send: they must not stand in it. */
public record KeptSecrets(Set<String> texts) {

    public KeptSecrets {
        texts = Set.copyOf(texts);
    }

    /** Those of a file, or of another place that is no variable. */
    public static KeptSecrets of(Collection<String> texts) {
        return new KeptSecrets(Set.copyOf(texts));
    }

    /** Those of the variables, each of several in one by itself. */
    public static KeptSecrets ofVariables(ConfigurableEnvironment environment) {
        PropertySource<?> settings = environment.getPropertySources().get(SettingsLoader.SETTINGS);
        List<String> texts = settings == null
                ? List.of()
                : Variables.ALL.stream()
                        .filter(Variable::secret)
                        .map(variable -> String.valueOf(settings.getProperty(variable.name())))
                        .flatMap(text -> Stream.of(text.split("\\s+")))
                        // Of a key others may write without the prefix.
                        .map(text -> text.replaceFirst("^0[xX]", ""))
                        .filter(text -> text.length() >= ChosenSecret.FOR_ALERTS)
                        .toList();
        return of(texts);
    }

    /** These and others. */
    public KeptSecrets and(KeptSecrets others) {
        return of(
                Stream.concat(texts.stream(), others.texts.stream()).distinct().toList());
    }

    @Override
    public String toString() {
        return "KeptSecrets[***]";
    }
}
