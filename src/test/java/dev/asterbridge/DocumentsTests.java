package dev.asterbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents name what the code has. */
class DocumentsTests {

    private static final Path CODE = Path.of("src/main/java");
    private static final Path README = Path.of("README.md");

    @Test
    void everyEventIsExplained() throws IOException {
        String logging = Files.readString(Path.of("docs/logging.md"));

        assertThat(events())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(logging).contains("`" + event + "`"));
    }

    @Test
    void noEventIsExplainedThatIsGone() {
        Path logging = Path.of("docs/logging.md");

        assertThat(found("(?m)^\\| `([a-z_]+)` \\| (?:DEBUG|INFO|WARN|ERROR)", logging))
                .isNotEmpty()
                .isSubsetOf(events());
    }

    @Test
    void everyKindOfTheJournalIsExplained() throws IOException {
        String journal = Files.readString(Path.of("docs/journal.md"));
        Set<String> kinds = found("\\.record\\(\\s*[^;\"]*,\\s*\"([a-z_]+[a-z])\"", CODE);
        found("new Settled\\(\\s*\"([a-z_]+)\"", CODE).forEach(outcome -> kinds.add("attempt_" + outcome));
        found("(?m)^ {4}([A-Z]+)[,;]$", CODE.resolve("dev/asterbridge/signals/Verdict.java"))
                .forEach(verdict -> kinds.add("signal_" + verdict.toLowerCase(Locale.ROOT)));

        assertThat(kinds)
                .contains("attempt_recorded", "attempt_not_executed", "signal_superseded", "lane_taken")
                .allSatisfy(kind -> assertThat(journal).contains("`" + kind + "`"));
        assertThat(found("(?m)^\\| `([a-z]+_[a-z_]+)` \\| (?:an alert|a symbol) \\|", Path.of("docs/journal.md")))
                .isSubsetOf(kinds);
    }

    @Test
    void everyErrorIsExplained() throws IOException {
        String api = Files.readString(Path.of("docs/api.md"));

        Set<String> errors = found("(?:of\\(\\s*|new Problem\\(\\s*|refused\\(\\s*|, )\\d{3},\\s*\"([A-Z_]+)\"", CODE);
        errors.addAll(found("(?:conflict|notFound|badRequest)\\(\\s*\"([A-Z_]+)\"", CODE));

        assertThat(errors)
                .contains("SYMBOL_FROZEN", "ALERT_EXPIRED")
                .allSatisfy(error -> assertThat(api).contains("`" + error + "`"));
    }

    @Test
    void everyEndpointHasACurl() throws IOException {
        String readme = Files.readString(README);
        Set<String> endpoints = new TreeSet<>();
        for (Path controller : files(CODE, "Controller.java")) {
            String room = first("@RequestMapping\\(\"(/[a-z]+)\"\\)", controller);
            for (String path : found("@(?:Get|Post|Delete)Mapping\\(\"([^\"]+)\"\\)", controller)) {
                endpoints.add(room
                        + path.replace("{symbol}", "BTCUSDT")
                                .replace("{id}", "$ID")
                                .replace("{clientOrderId}", "$ORDER"));
            }
            found("@GetMapping(\n)", controller).forEach(none -> endpoints.add(room));
        }

        assertThat(endpoints)
                .hasSizeGreaterThanOrEqualTo(15)
                .allSatisfy(endpoint ->
                        assertThat(readme).containsPattern("curl[^\\n]*(\\\\\\n[^\\n]*)*" + Pattern.quote(endpoint)));
    }

    @Test
    void everyVariableStandsInTheReadmeWithItsSentence() throws IOException {
        String readme = Files.readString(README);
        List<String> lines = Files.readAllLines(Path.of(".env.example"));
        for (int i = 1; i < lines.size(); i++) {
            Matcher variable = Pattern.compile("^#?\\s?([A-Z_]{4,})=.*").matcher(lines.get(i));
            if (variable.matches()) {
                assertThat(readme).contains("`" + variable.group(1) + "`");
            }
        }
    }

    @Test
    void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
        List<Path> documents = new java.util.ArrayList<>(files(Path.of("docs"), ".md"));
        documents.addAll(
                List.of(README, Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md"), Path.of("requests/README.md")));
        for (Path document : documents) {
            for (String link : found("]\\((?!https?:|#|mailto:)([^)#\\s]+)", document)) {
                Path target = document.resolveSibling(link).normalize();
                assertThat(target).as("linked from %s", document).exists();
            }
        }
    }

    private static Set<String> events() {
        Set<String> events = found("\"event\",\\s*\"([a-z_]+)\"", CODE);
        events.addAll(found("\"event\",[^\"]*\\?\\s*\"([a-z_]+)\"", CODE));
        events.addAll(found("\"event\",[^\"]*\\?\\s*\"[a-z_]+\"\\s*:\\s*\"([a-z_]+)\"", CODE));
        return events;
    }

    private static String first(String regex, Path file) {
        return found(regex, file).stream().findFirst().orElse("");
    }

    private static Set<String> found(String regex, Path where) {
        Pattern pattern = Pattern.compile(regex);
        Set<String> found = new TreeSet<>();
        for (Path file : Files.isDirectory(where) ? files(where, ".java") : List.of(where)) {
            pattern.matcher(read(file)).results().forEach(match -> found.add(match.group(1)));
        }
        return found;
    }

    private static List<Path> files(Path where, String ending) {
        try (Stream<Path> files = Files.walk(where)) {
            return files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
