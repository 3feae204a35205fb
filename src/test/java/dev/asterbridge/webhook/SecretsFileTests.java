package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsFileTests {

    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void strategiesHaveOneSecretOrSeveral() throws IOException {
        assertThat(read("""
                # with a remark
                trend: correct-horse
                break out: [battery-staple, "old #staple"]
                night:
                  - 0123456789
                """.replace("old #staple", "old-#staple"), "general-one"))
                .isEqualTo(Map.of(
                        "trend", List.of("correct-horse"),
                        "break out", List.of("battery-staple", "old-#staple"),
                        "night", List.of("0123456789")));
        assertThat(problems).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithoutASecret() throws IOException {
        Map<String, List<String>> secrets = read("""
                a: canary7
                b: [canary-b1, canary-b1, canary-general]
                c:
                d: {canary-d1: canary-d2}
                e: []
                f: "canary with spaces"
                g: change-me-canary
                ? [x]
                : canary-list
                "": canary-empty
                a: canary-again
                h: canary-fine
                """, "canary-general");

        String at = folder.resolve("secrets.yml") + " line ";
        String must = "it must be at least 8 printable ASCII characters without spaces, and no placeholder.";
        String other = "it must be another one than every other, and than WEBHOOK_SECRET.";
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        at + "1: a holds something else (not shown, 7 characters); " + must,
                        at + "2: b holds something else (not shown, 9 characters); " + other,
                        at + "2: b holds something else (not shown, 14 characters); " + other,
                        at + "3: c holds something else (not shown, 0 characters); " + must,
                        at + "4: d must be one value, or a list of them.",
                        at + "5: e must be one value, or a list of them.",
                        at + "6: f holds something else (not shown, 18 characters); " + must,
                        at + "7: g holds something else (not shown, 16 characters); " + must,
                        at + "10:  is \"\"; it must be a name of 1 to 64 printable characters.",
                        at + "11: a is there twice.");
        assertThat(secrets.get("h")).containsExactly("canary-fine");
        assertThat(secrets.get("b")).containsExactly("canary-b1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-secret",
                "[canary-secret]",
                "a: *canary-secret",
                "a: &canary-x [b: *canary-y]",
                "a: 'canary-secret",
                "a: {canary-secret",
                "a: !!canary-secret x",
                "a: %canary",
                "a: \"canary\\zsecret\"",
                "a: canary-\u0007secret",
                "--- canary-1\n--- canary-2"
            })
    void whatIsNoFileOfSecretsIsSaidWithoutThem(String text) throws IOException {
        read(text, "general-one");

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith(folder.resolve("secrets.yml") + " "))
                .noneMatch(problem -> problem.contains("canary"));
    }

    @Test
    void withoutAGeneralSecretThereAreNone() throws IOException {
        read("trend: correct-horse");

        assertThat(problems)
                .containsExactly(
                        "Strategies have secrets of their own (STRATEGY_SECRETS_FILE), but WEBHOOK_SECRET is not"
                                + " set; it must be set, too.");
    }

    @Test
    void aFileThatWasNamedMustBeThereAndOneThatWasNotNeedNot() {
        assertThat(SecretsFile.read(null, List.of(), problems::add)).isEmpty();
        assertThat(problems).isEmpty();

        Path nowhere = folder.resolve("nowhere.yml");
        assertThat(SecretsFile.read(nowhere.toString(), List.of(), problems::add))
                .isEmpty();
        assertThat(problems)
                .containsExactly(
                        nowhere
                                + " cannot be read; STRATEGY_SECRETS_FILE must name a UTF-8 text file that this user may read.");
    }

    @Test
    void theStartEndsWithWhatIsWrong() throws IOException {
        read("trend: correct-horse", "correct-horse", "old-horse");
        Map<String, String> values = Map.of(
                "WEBHOOK_SECRET",
                "correct-horse old-horse",
                "STRATEGY_SECRETS_FILE",
                folder.resolve("secrets.yml").toString());
        List<String> said = new ArrayList<>();

        new SecretsCheck().check(values::containsKey, values::get, said::add);

        assertThat(said).isEqualTo(problems).hasSize(1);
        WebhookProperties properties = new WebhookProperties(
                "correct-horse old-horse", folder.resolve("secrets.yml").toString(), Duration.ofSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookConfiguration().webhookSecrets(properties))
                .withMessage(problems.getFirst());
    }

    @Test
    void nothingIsWrongWithNothing() {
        new SecretsCheck().check(name -> false, name -> null, problems::add);

        assertThat(problems).isEmpty();
        assertThat(new WebhookConfiguration()
                        .webhookSecrets(new WebhookProperties("", "", Duration.ofSeconds(1)))
                        .isEmpty())
                .isTrue();
    }

    private Map<String, List<String>> read(String text, String... general) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets.yml"), text);
        return SecretsFile.read(file.toString(), List.of(general), problems::add);
    }
}
