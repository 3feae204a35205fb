package dev.asterbridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

        assertThat(found("\"event\",\\s*\"([a-z_]+)\"", CODE))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(logging).contains("`" + event + "`"));
    }

    @Test
    void everyErrorIsExplained() throws IOException {
        String api = Files.readString(Path.of("docs/api.md"));

        assertThat(found("(?:of\\(\\s*|new Problem\\(\\s*|refused\\(\\s*|, )\\d{3},\\s*\"([A-Z_]+)\"", CODE))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(api).contains("`" + error + "`"));
    }

    @Test
    void everyEndpointHasACurl() throws IOException {
        String readme = Files.readString(README);
        Set<String> endpoints = new TreeSet<>();
        for (Path controller : files(CODE, "Controller.java")) {
            String room = first("@RequestMapping\\(\"(/[a-z]+)\"\\)", controller);
            for (String path : found("@(?:Get|Post)Mapping\\(\"([^\"]+)\"\\)", controller)) {
                endpoints.add(room + path.replaceAll("\\{symbol}", "BTCUSDT"));
            }
        }

        assertThat(endpoints)
                .hasSizeGreaterThanOrEqualTo(9)
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
