package dev.asterbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsLoaderTests {

    private static final String KEY_64 = "5f".repeat(32);

    private final Map<String, Object> environment = new HashMap<>();
    private final Map<String, Object> commandLine = new HashMap<>();

    @TempDir
    Path folder;

    @Test
    void everyDefaultIsPinned() {
        Map<String, String> defaults = new TreeMap<>();
        StandardEnvironment loaded = load();
        for (Variable variable : Variables.ALL) {
            defaults.put(variable.name(), loaded.getProperty(variable.name()));
        }

        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ASTERDEX_USER_ADDRESS", ""),
                        Map.entry("ASTERDEX_SIGNER_ADDRESS", ""),
                        Map.entry("ASTERDEX_PRIVATE_KEY", ""),
                        Map.entry("ASTERDEX_API_KEY", ""),
                        Map.entry("ASTERDEX_SECRET_KEY", ""),
                        Map.entry("ASTERDEX_BASE_URL", "https://fapi.asterdex.com"),
                        Map.entry("ASTERDEX_CHAIN_ID", "1666"),
                        Map.entry("SERVER_HOST", "0.0.0.0"),
                        Map.entry("SERVER_PORT", "8000"),
                        Map.entry("WEBHOOK_SECRET", ""),
                        Map.entry("STRATEGY_SECRETS_FILE", ""),
                        Map.entry("SYMBOLS_FILE", ""),
                        Map.entry("API_KEY", ""),
                        Map.entry("DEFAULT_LEVERAGE", "10"),
                        Map.entry("DEFAULT_MARGIN_TYPE", "CROSSED"),
                        Map.entry("MAX_ALERT_AGE", "60000ms"),
                        Map.entry("MAX_EXIT_AGE", "600000ms"),
                        Map.entry("ON_DRIFT", "adopt"),
                        Map.entry("ON_GAP", "follow"),
                        Map.entry("EXCHANGE_EXITS", "off"),
                        Map.entry("QUANTITY_ROUNDING", "down"),
                        Map.entry("MAX_ORDER_NOTIONAL", "off"),
                        Map.entry("MAX_POSITION_NOTIONAL", "off"),
                        Map.entry("MAX_LEVERAGE", "off"),
                        Map.entry("MAX_OPEN_POSITIONS", "off"),
                        Map.entry("MAX_ORDERS_PER_MINUTE", "off"),
                        Map.entry("MAX_DAILY_LOSS", "off"),
                        Map.entry("MAX_DRAWDOWN", "off"),
                        Map.entry("ALLOWED_SYMBOLS", "all"),
                        Map.entry("MAX_PRICE_DEVIATION", "off"),
                        Map.entry("LIMITS_FILE", ""),
                        Map.entry("WEBHOOK_WAIT", "1500ms"),
                        Map.entry("JOURNAL_FILE", "data/journal-paper.db"),
                        Map.entry("DATABASE_URL", ""),
                        Map.entry("JOURNAL_RETENTION", "90d"),
                        Map.entry("REQUEST_TIMEOUT", "30000ms"),
                        Map.entry("NONCE_WINDOW", "60000ms"),
                        Map.entry("MAX_RETRIES", "3"),
                        Map.entry("RATE_LIMIT_RETRY_DELAY", "2000ms"),
                        Map.entry("LOG_LEVEL", "INFO"),
                        Map.entry("LOG_FORMAT", "json"),
                        Map.entry("MODE", ""),
                        Map.entry("PAPER_PRICES", "auto"),
                        Map.entry("SHADOW", "false")));
        assertThat(loaded.getProperty("bridge.mode")).isEqualTo("paper");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ASTERDEX_USER_ADDRESS   | 0x12 | is \"0x12\"; it must be a wallet address: 0x and 40 hexadecimal digits.",
                "ASTERDEX_SIGNER_ADDRESS | bob  | is \"bob\"; it must be a wallet address: 0x and 40 hexadecimal digits.",
                "ASTERDEX_BASE_URL       | ftp://x | is \"ftp://x\"; it must be an http or https address such as https://fapi.asterdex.com.",
                "ASTERDEX_BASE_URL       | https://a:b@x | is \"https://***@x\"; it must be an http or https address such as https://fapi.asterdex.com.",
                "ASTERDEX_CHAIN_ID       | 1 | is \"1\"; it must be 1666 or 714.",
                "SERVER_HOST             | no where | is \"no where\"; it must be an address of this machine, such as 0.0.0.0 or 127.0.0.1.",
                "SERVER_PORT             | 65536 | is \"65536\"; it must be a whole number from 1 to 65535.",
                "SERVER_PORT             | http | is \"http\"; it must be a whole number from 1 to 65535.",
                "DEFAULT_LEVERAGE        | 126 | is \"126\"; it must be a whole number from 1 to 125.",
                "DEFAULT_LEVERAGE        | 0 | is \"0\"; it must be a whole number from 1 to 125.",
                "DEFAULT_LEVERAGE        | 99999999999 | is \"99999999999\"; it must be a whole number from 1 to 125.",
                "DEFAULT_MARGIN_TYPE     | CROSS | is \"CROSS\"; it must be CROSSED or ISOLATED.",
                "QUANTITY_ROUNDING       | up | is \"up\"; it must be down or reject.",
                "MAX_ALERT_AGE           | 4s | is \"4s\"; it must be a time from 5 s to 86400 s, such as 2, 2s or 500ms.",
                "MAX_EXIT_AGE            | 25h | is \"25h\"; it must be a time from 5 s to 86400 s, such as 2, 2s or 500ms.",
                "ON_DRIFT                | ignore | is \"ignore\"; it must be adopt or freeze.",
                "ON_GAP                  | ignore | is \"ignore\"; it must be follow or freeze.",
                "EXCHANGE_EXITS          | yes | is \"yes\"; it must be on or off.",
                "MAX_ORDER_NOTIONAL      | 0 | is \"0\"; it must be an amount in USDT such as 1000, or off.",
                "MAX_ORDER_NOTIONAL      | 1e3 | is \"1e3\"; it must be an amount in USDT such as 1000, or off.",
                "MAX_POSITION_NOTIONAL   | 5% | is \"5%\"; it must be an amount in USDT such as 1000, or off.",
                "MAX_LEVERAGE            | 126 | is \"126\"; it must be a whole number from 1 to 125, or off.",
                "MAX_OPEN_POSITIONS      | 0 | is \"0\"; it must be a whole number from 1 to 1000, or off.",
                "MAX_ORDERS_PER_MINUTE   | none | is \"none\"; it must be a whole number from 1 to 1000, or off.",
                "MAX_DAILY_LOSS          | 101% | is \"101%\"; it must be a percentage such as 5% or an amount in USDT such as 250, or off.",
                "MAX_DRAWDOWN            | 15 | is \"15\"; it must be a percentage such as 15%, or off.",
                "MAX_DRAWDOWN            | 0% | is \"0%\"; it must be a percentage such as 15%, or off.",
                "ALLOWED_SYMBOLS         | BTC/USDT | is \"BTC/USDT\"; it must be all, or contract names such as BTCUSDT,ETHUSDT.",
                "ALLOWED_SYMBOLS         | BTCUSDT, | is \"BTCUSDT,\"; it must be all, or contract names such as BTCUSDT,ETHUSDT.",
                "MAX_PRICE_DEVIATION     | 5 | is \"5\"; it must be a percentage such as 15%, or off.",
                "WEBHOOK_WAIT            | 3s | is \"3s\"; it must be a time from 0.5 s to 2.5 s, such as 2, 2s or 500ms.",
                "REQUEST_TIMEOUT         | soon | is \"soon\"; it must be a time from 0.1 s to 120 s, such as 2, 2s or 500ms.",
                "MAX_RETRIES             | 11 | is \"11\"; it must be a whole number from 0 to 10.",
                "RATE_LIMIT_RETRY_DELAY  | -1 | is \"-1\"; it must be a time from 0.01 s to 60 s, such as 2, 2s or 500ms.",
                "LOG_LEVEL               | LOUD | is \"LOUD\"; it must be TRACE, DEBUG, INFO, WARN, WARNING, ERROR or CRITICAL.",
                "LOG_FORMAT              | xml | is \"xml\"; it must be json or console.",
                "MODE                    | real | is \"real\"; it must be venue, paper, testnet or live.",
                "PAPER_PRICES            | none | is \"none\"; it must be auto or walk."
            })
    void aWrongValueIsNamedWithWhatIsAllowed(String name, String value, String sentence) {
        environment.put(name, value);

        assertThat(problems()).contains(name + " " + sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "ASTERDEX_PRIVATE_KEY, 0xcanary1234",
        "ASTERDEX_API_KEY, canary key",
        "ASTERDEX_SECRET_KEY, canary/key/with/slashes",
        "WEBHOOK_SECRET, canary",
        "WEBHOOK_SECRET, changeme-canary",
        "WEBHOOK_SECRET, your-secret-canary",
        "WEBHOOK_SECRET, canary${HOME}",
        "WEBHOOK_SECRET, canary-that-is-new canary",
        "WEBHOOK_SECRET, canary-that-is-new canary-that-is-new",
        "API_KEY, canary7",
        "API_KEY, canary canary canary canary"
    })
    void aWrongSecretIsNamedButNeverShown(String name, String value) {
        environment.put(name, value);

        assertThat(problems())
                .noneMatch(problem -> problem.contains("canary"))
                .first()
                .asString()
                .startsWith(name + " holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASTERDEX_SIGNER_ADDRESS", "ASTERDEX_USER_ADDRESS", "MODE", "SERVER_HOST"})
    void aPrivateKeyInTheWrongPlaceIsNotShown(String name) {
        environment.put(name, "0x" + KEY_64);

        assertThat(problems()).asString().contains(name).doesNotContain(KEY_64);
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        environment.put("SERVER_PORT", "x");
        environment.put("LOG_LEVEL", "y");
        environment.put("API_KEY", "z");
        environment.put("WEBHOOK_SECRET_FILE", folder.resolve("nowhere").toString());

        assertThat(problems()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "LOG_LEVEL, warning, WARN",
        "LOG_LEVEL, CRITICAL, ERROR",
        "REQUEST_TIMEOUT, 30, 30000ms",
        "REQUEST_TIMEOUT, 1.5s, 1500ms",
        "REQUEST_TIMEOUT, 500ms, 500ms",
        "REQUEST_TIMEOUT, 2m, 120000ms",
        "DEFAULT_MARGIN_TYPE, isolated, ISOLATED",
        "DEFAULT_LEVERAGE, 007, 7",
        "MAX_ORDER_NOTIONAL, OFF, off",
        "MAX_ORDER_NOTIONAL, 250.50, 250.50",
        "MAX_DAILY_LOSS, 2.5 %, 2.5%",
        "MAX_DAILY_LOSS, 250, 250",
        "ALLOWED_SYMBOLS, 'btcusdt, ETHUSDT', 'BTCUSDT,ETHUSDT'",
        "ALLOWED_SYMBOLS, off, all",
        "WEBHOOK_SECRET, '  the-new-0ne   the-old-0ne ', 'the-new-0ne the-old-0ne'",
        "ASTERDEX_BASE_URL, http://127.0.0.1:9000/, http://127.0.0.1:9000"
    })
    void valuesAreTidiedUp(String name, String given, String read) {
        environment.put(name, given);

        assertThat(load().getProperty(name)).isEqualTo(read);
    }

    @Test
    void timesCanBeReadBySpring() {
        StandardEnvironment loaded = load();
        loaded.setConversionService(new ApplicationConversionService());

        assertThat(loaded.getProperty("WEBHOOK_WAIT", Duration.class)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        dotEnv("SERVER_PORT=1001", "MAX_RETRIES=1", "DEFAULT_LEVERAGE=1");
        environment.put("SERVER_PORT", "1002");
        environment.put("MAX_RETRIES", "2");
        commandLine.put("SERVER_PORT", "1003");

        StandardEnvironment loaded = load();

        assertThat(loaded.getProperty("SERVER_PORT")).isEqualTo("1003");
        assertThat(loaded.getProperty("MAX_RETRIES")).isEqualTo("2");
        assertThat(loaded.getProperty("DEFAULT_LEVERAGE")).isEqualTo("1");
    }

    @Test
    void anEmptyValueIsUnset() throws IOException {
        dotEnv("LOG_LEVEL=", "DEFAULT_LEVERAGE=\"\"");
        environment.put("SERVER_PORT", "");
        environment.put("MAX_RETRIES", "  ");

        StandardEnvironment loaded = load();

        assertThat(loaded.getProperty("SERVER_PORT")).isEqualTo("8000");
        assertThat(loaded.getProperty("server.port")).isEqualTo("8000");
        assertThat(loaded.getProperty("MAX_RETRIES")).isEqualTo("3");
        assertThat(loaded.getProperty("LOG_LEVEL")).isEqualTo("INFO");
    }

    @Test
    void aSecretMayComeFromAFile() throws IOException {
        environment.put("API_KEY_FILE", file("k9Vw2m7Qx4Tz8Lp3\n").toString());

        assertThat(load().getProperty("API_KEY")).isEqualTo("k9Vw2m7Qx4Tz8Lp3");
    }

    @Test
    void severalSecretsMayStandInAFileOnLinesOfTheirOwn() throws IOException {
        environment.put(
                "WEBHOOK_SECRET_FILE", file("the-new-0ne\nthe-old-0ne\n").toString());

        assertThat(load().getProperty("WEBHOOK_SECRET")).isEqualTo("the-new-0ne the-old-0ne");
    }

    @Test
    void aSecretGivenTwiceIsRefused() throws IOException {
        environment.put("API_KEY", "k9Vw2m7Qx4Tz8Lp3");
        environment.put("API_KEY_FILE", file("k9Vw2m7Qx4Tz8Lp3").toString());

        assertThat(problems()).containsExactly("API_KEY and API_KEY_FILE are both set; it must be one of them.");
    }

    @Test
    void anEmptyOrMissingSecretFileIsRefused() throws IOException {
        environment.put("API_KEY_FILE", file("\n").toString());
        environment.put("WEBHOOK_SECRET_FILE", "/nowhere/at/all");

        assertThat(problems())
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("API_KEY_FILE names") && problem.contains("is empty"))
                .contains("WEBHOOK_SECRET_FILE names /nowhere/at/all, which cannot be read; "
                        + "it must be a file that holds the value of WEBHOOK_SECRET.");
    }

    @Test
    void onlySecretsComeFromFiles() throws IOException {
        environment.put("SERVER_PORT_FILE", file("9000").toString());

        assertThat(load().getProperty("SERVER_PORT")).isEqualTo("8000");
    }

    @Test
    void theFileMayHaveCommentsQuotesAndExports() throws IOException {
        dotEnv(
                "# a comment",
                "export SERVER_PORT = 9001 # the port",
                "LOG_LEVEL='DEBUG'",
                "MAX_RETRIES=\"4\" # four",
                "");

        StandardEnvironment loaded = load();

        assertThat(loaded.getProperty("SERVER_PORT")).isEqualTo("9001");
        assertThat(loaded.getProperty("LOG_LEVEL")).isEqualTo("DEBUG");
        assertThat(loaded.getProperty("MAX_RETRIES")).isEqualTo("4");
    }

    @Test
    void aLineThatIsNoAssignmentIsRefusedAndNotShown() throws IOException {
        dotEnv("SERVER_PORT=9001", "canary", "API_KEY=\"canary");

        assertThat(problems())
                .containsExactly(
                        "test.env line 2 (not shown) cannot be read; it must be NAME=value.",
                        "test.env line 3 (not shown) cannot be read; it must be NAME=value.");
    }

    @Test
    void keysDecideTheMode() {
        environment.put("ASTERDEX_API_KEY", KEY_64);
        environment.put("ASTERDEX_SECRET_KEY", KEY_64);
        assertThat(load().getProperty("bridge.mode")).isEqualTo("live");

        environment.put("ASTERDEX_BASE_URL", "https://fapi.AsterDEX-testnet.com");
        StandardEnvironment testnet = load();
        assertThat(testnet.getProperty("bridge.mode")).isEqualTo("testnet");
        assertThat(testnet.getProperty("ASTERDEX_CHAIN_ID")).isEqualTo("714");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://fapi.asterdex.com", "https://fapi.asterdex-testnet.com"})
    void withRealMoneyAndOnTheTestnetEveryLimitStandsUnlessSomethingElseWasSaid(String exchange) {
        environment.put("ASTERDEX_API_KEY", KEY_64);
        environment.put("ASTERDEX_SECRET_KEY", KEY_64);
        environment.put("ASTERDEX_BASE_URL", exchange);
        environment.put("MAX_LEVERAGE", "off");
        environment.put("MAX_OPEN_POSITIONS", "3");
        StandardEnvironment loaded = load();

        assertThat(Variables.WITH_REAL_MONEY.keySet().stream().map(name -> name + "=" + loaded.getProperty(name)))
                .containsExactlyInAnyOrder(
                        "MAX_ORDER_NOTIONAL=1000",
                        "MAX_POSITION_NOTIONAL=5000",
                        "MAX_LEVERAGE=off",
                        "MAX_OPEN_POSITIONS=3",
                        "MAX_ORDERS_PER_MINUTE=30",
                        "MAX_DAILY_LOSS=5%",
                        "MAX_DRAWDOWN=15%",
                        "MAX_PRICE_DEVIATION=5%");
        assertThat(loaded.getProperty("ALLOWED_SYMBOLS")).isEqualTo("all");
    }

    @Test
    void everyDefaultOfALimitIsAllowed() {
        Variables.WITH_REAL_MONEY.forEach((name, limit) -> assertThat(Variables.ALL)
                .filteredOn(variable -> variable.name().equals(name))
                .singleElement()
                .satisfies(variable ->
                        assertThat(variable.rule().reading().read(limit)).isEqualTo(limit)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"venue", "paper", "Paper"})
    void aModeWithoutKeysMayBeNamed(String mode) {
        environment.put("MODE", mode);

        assertThat(load().getProperty("bridge.mode")).isEqualToIgnoringCase(mode);
    }

    @Test
    void liveWithoutKeysIsRefused() {
        environment.put("MODE", "live");

        assertThat(problems())
                .containsExactly(
                        "MODE is \"live\", but no keys are set; it must be unset, paper or venue without ASTERDEX_* keys.");
    }

    @ParameterizedTest
    @CsvSource({"paper,", "venue, venue"})
    void aShadowOfNothingIsRefused(String found, String asked) {
        environment.put("SHADOW", "TRUE");
        if (asked != null) {
            environment.put("MODE", asked);
        }

        assertThat(problems())
                .containsExactly(
                        "SHADOW is \"true\", but the mode is %s, in which nothing is traded beside which a shadow could run; it must be unset or false without ASTERDEX_* keys."
                                .formatted(found));
    }

    @Test
    void realMoneyMayHaveAShadow() {
        environment.put("SHADOW", "true");
        environment.put("ASTERDEX_API_KEY", KEY_64);
        environment.put("ASTERDEX_SECRET_KEY", KEY_64);
        environment.put("WEBHOOK_SECRET", "journey-words");

        assertThat(load().getProperty("SHADOW")).isEqualTo("true");
    }

    @Test
    void paperWithKeysIsRefused() {
        environment.put("MODE", "paper");
        environment.put("ASTERDEX_API_KEY", KEY_64);
        environment.put("ASTERDEX_SECRET_KEY", KEY_64);

        assertThat(problems())
                .containsExactly("MODE is \"paper\", but the ASTERDEX_* keys and address given make it live; "
                        + "it must be unset or live.");
    }

    @Test
    void frameworksAreQuieterThanWe() {
        environment.put("LOG_LEVEL", "DEBUG");
        assertThat(load().getProperty("bridge.log.others")).isEqualTo("INFO");
        environment.put("LOG_LEVEL", "INFO");
        assertThat(load().getProperty("bridge.log.others")).isEqualTo("WARN");
        environment.put("LOG_LEVEL", "CRITICAL");
        assertThat(load().getProperty("bridge.log.others")).isEqualTo("ERROR");
    }

    @Test
    void theStarterMayChangeTheLogFormatsDefaultOnly() {
        commandLine.put("bridge.log-format-default", "console");
        assertThat(load().getProperty("LOG_FORMAT")).isEqualTo("console");

        environment.put("LOG_FORMAT", "json");
        assertThat(load().getProperty("LOG_FORMAT")).isEqualTo("json");
    }

    @Test
    void aCheckThatNeedsAWrongVariableSaysNothing() {
        Settings settings = new Settings();
        settings.read(Map.of("API_KEY", "short")::get);
        settings.check((given, value, complain) -> {
            complain.accept("before");
            value.apply("API_KEY");
            complain.accept("after");
        });

        assertThat(settings.problems()).hasSize(2).contains("before").doesNotContain("after");
    }

    @Test
    void aKeyThatIsWrongByItselfDoesNotHideThatItsPartnersAreMissing() {
        environment.put("ASTERDEX_PRIVATE_KEY", "0x12");

        assertThatExceptionOfType(WrongSettings.class)
                .isThrownBy(this::load)
                .withMessageContaining("ASTERDEX_PRIVATE_KEY holds something else")
                .withMessageContaining("ASTERDEX_USER_ADDRESS and ASTERDEX_SIGNER_ADDRESS are missing");
    }

    @Test
    void theReportIsShortAndPlain() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        WrongSettingsReporter reporter =
                new WrongSettingsReporter(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(reporter.reportException(new IllegalStateException())).isFalse();
        assertThat(reporter.reportException(new WrongSettings(List.of("A is wrong.", "B is wrong."))))
                .isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .contains("  - A is wrong.", "  - B is wrong.")
                .hasSizeLessThan(8)
                .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(
                        WrongSettings.class, e -> e.getMessage().lines().forEach(problems::add));
        return problems;
    }

    private StandardEnvironment load() {
        StandardEnvironment loaded = new StandardEnvironment();
        loaded.getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
        loaded.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        commandLine.put("bridge.env-file", folder.resolve("test.env").toString());
        loaded.getPropertySources().addFirst(new MapPropertySource("commandLineArgs", commandLine));
        new SettingsLoader().postProcessEnvironment(loaded, new SpringApplication());
        return loaded;
    }

    private void dotEnv(String... lines) throws IOException {
        Files.write(folder.resolve("test.env"), List.of(lines));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content);
    }
}
