package dev.asterbridge.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Searches what all other tests have logged, at every level, for secrets.
 *
 * <p>Runs in an execution of its own after them; the keys and secrets that the suite trades with are the canaries.
 */
class NoSecretInAnyLogTests {

    private static final Path OUTPUT = Path.of("target", "surefire-reports");

    private static final Map<String, Pattern> CANARIES = Map.of(
            "the demo private key", Pattern.compile("ac0974bec39a17e36ba4a6b4d238ff94"),
            "the demo API secret", Pattern.compile("2b5eb11e18796d12d88f13dc27dbbd02"),
            "the journey's webhook secret", Pattern.compile("journey-secret"),
            "a V3 signature", Pattern.compile("(?i)signature=(0x)?[0-9a-f]{16}"),
            "anything as long as a signature", Pattern.compile("(?i)[0-9a-f]{128}"),
            "an API key in a header", Pattern.compile("(?i)(x-mbx-apikey|x-api-key|x-webhook-secret)[:=] ?\\S"));

    @Test
    void nothingSecretWasLogged() throws IOException {
        List<Path> outputs;
        try (Stream<Path> files = Files.list(OUTPUT)) {
            outputs = files.filter(file -> file.toString().endsWith("-output.txt"))
                    .toList();
        }

        String searched = outputs.stream().map(NoSecretInAnyLogTests::read).collect(Collectors.joining());
        assertThat(searched)
                .as("the journeys were logged, so there is something to search")
                .contains("order_sent")
                .contains("signal_accepted");
        CANARIES.forEach((what, canary) -> assertThat(canary.matcher(searched).results())
                .as(what)
                .map(match -> searched.substring(Math.max(0, match.start() - 80), match.start()))
                .isEmpty());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
