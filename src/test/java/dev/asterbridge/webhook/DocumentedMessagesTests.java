package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told to copy is understood. */
class DocumentedMessagesTests {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CELL = Pattern.compile("\\| `(\\{\"webhook_secret.*?\\})` ");

    static Stream<String> messages() {
        return Stream.concat(
                Stream.of("docs/tradingview.md", "docs/protection.md")
                        .flatMap(file -> found(BLOCK, file))
                        .filter(match -> !List.of("pine", "yaml", "console").contains(match.group(1)))
                        .map(match -> match.group(2)),
                found(CELL, "README.md").map(match -> match.group(1)));
    }

    private static Stream<MatchResult> found(Pattern pattern, String file) {
        try {
            return pattern.matcher(Files.readString(Path.of(file))).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void eachIsUnderstoodOnceItIsFilledIn(String message) {
        Template template = new Template("", "", "", message);
        List<Understood> understood = Messages.translator()
                .translate(new AlertReader()
                        .read(TemplatesControllerTests.filled(template).getBytes(StandardCharsets.UTF_8), null));

        assertThat(understood)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.firedAt()).isNotNull());
    }

    @Test
    void someAreFound() {
        assertThat(messages()).hasSizeGreaterThanOrEqualTo(16);
    }
}
