package dev.asterbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnvExampleTests {

    private static final Path EXAMPLE = Path.of(".env.example");

    @Test
    void namesEveryVariableWithItsSentenceAndNoOther() throws IOException {
        List<String> expected = Variables.ALL.stream()
                .flatMap(variable -> Stream.of("# " + variable.meaning(), assignment(variable)))
                .toList();
        List<String> example = Files.readAllLines(EXAMPLE);
        int start = example.indexOf(expected.get(0));

        assertThat(start).isPositive();
        assertThat(example.subList(start, example.size()))
                .filteredOn(line -> !line.isBlank())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void canBeUsedAsItIs() {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = DotEnv.read(EXAMPLE, problems::add);
        Settings settings = new Settings();
        settings.read(values::get);

        assertThat(problems).isEmpty();
        assertThat(settings.problems()).isEmpty();
    }

    private static String assignment(Variable variable) {
        return variable.byDefault() == null
                ? variable.name() + "="
                : "#" + variable.name() + "=" + variable.byDefault();
    }
}
