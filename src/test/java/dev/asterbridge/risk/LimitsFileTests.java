package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.asterbridge.exchange.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsFileTests {

    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void symbolsAndStrategiesHaveLimitsOfTheirOwn() throws IOException {
        LimitsFile file = read("""
                # with a remark
                symbols:
                  BTCUSDT.P:
                    max_order_notional: 5000
                    max_leverage: off
                  "eth/usdt":
                    max_price_deviation: 1.10%
                strategies:
                  break out:
                    allowed_symbols: [BTCUSDT, ETHUSDT]
                    max_orders_per_minute: 5
                  idle:
                """);

        assertThat(problems).isEmpty();
        assertThat(file.symbols())
                .isEqualTo(Map.of(
                        BTC,
                        RiskOnFake.named("max_order_notional=5000", "max_leverage=off"),
                        new Symbol("ETHUSDT"),
                        RiskOnFake.named("max_price_deviation=1.10%")));
        assertThat(file.strategies())
                .isEqualTo(Map.of(
                        "break out",
                        RiskOnFake.named("allowed_symbols=BTCUSDT,ETHUSDT", "max_orders_per_minute=5"),
                        "idle",
                        Map.of()));
    }

    @Test
    void saysWhichSymbolsItNamesAndWhere() throws IOException {
        LimitsFile file = read("""
                symbols:
                  BTCUSD:
                    max_leverage: 5
                strategies:
                  night:
                    allowed_symbols: [BTCUSDT, ETHUSDT]
                  idle:
                    allowed_symbols: all
                """);

        assertThat(file.named("conf/l.yml"))
                .isEqualTo(Map.of(
                        "conf/l.yml under symbols",
                        Set.of(new Symbol("BTCUSD")),
                        "conf/l.yml under strategies.night.allowed_symbols",
                        Set.of(BTC, new Symbol("ETHUSDT"))));
        assertThat(LimitsFile.EMPTY.named("")).isEqualTo(Map.of("config/limits.yml under symbols", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "symbols:\n", "symbols: {}\nstrategies: {}\n", "---\n"})
    void anEmptyFileHasNone(String text) throws IOException {
        assertThat(read(text)).isEqualTo(LimitsFile.EMPTY);
        assertThat(problems).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithLineKeyAndValue() throws IOException {
        LimitsFile file = read("""
                symbols:
                  BTCUSDT:
                    max_leverage: 200
                    max_leverag: 5
                    max_drawdown: 5%
                    max_order_notional: 1_000
                    max_position_notional: {a: b}
                  btc-usdt:
                    max_leverage: 3
                  "not a symbol!":
                    max_leverage: 3
                  SOLUSDT: 5
                strategies:
                  "":
                    max_leverage: 3
                  trend:
                    max_price_deviation: 5
                    allowed_symbols: [BTC USDT]
                    max_leverage: 3
                    max_leverage: 4
                others: 1
                """);

        String at = folder.resolve("limits.yml") + " line ";
        String symbolKeys =
                "max_order_notional, max_position_notional, max_leverage, max_orders_per_minute, max_price_deviation.";
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        at + "21: others is not known; it must be symbols or strategies.",
                        at
                                + "3: symbols.BTCUSDT.max_leverage is \"200\"; it must be a whole number from 1 to 125, or off.",
                        at + "4: symbols.BTCUSDT.max_leverag is not known; it must be one of " + symbolKeys,
                        at + "5: symbols.BTCUSDT.max_drawdown cannot be set here; it must be one of " + symbolKeys,
                        at
                                + "6: symbols.BTCUSDT.max_order_notional is \"1_000\"; it must be an amount in USDT such as 1000, or off.",
                        at + "7: symbols.BTCUSDT.max_position_notional must be one value.",
                        at + "8: symbols.btc-usdt is there twice.",
                        at
                                + "10: symbols.not a symbol! is \"not a symbol!\"; it must be a contract name such as BTCUSDT.",
                        at + "12: symbols.SOLUSDT is \"5\"; it must be keys with values.",
                        at + "14: strategies. is \"\"; it must be a name of 1 to 100 characters.",
                        at
                                + "17: strategies.trend.max_price_deviation is \"5\"; it must be a percentage such as 15%, or off.",
                        at
                                + "18: strategies.trend.allowed_symbols is \"BTC USDT\"; it must be a contract name such as BTCUSDT.",
                        at + "20: strategies.trend.max_leverage is there twice.");
        assertThat(file.strategies()).containsOnlyKeys("trend");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "symbols: [BTCUSDT]| line 1: symbols is \"BTCUSDT\"; it must be keys with values.",
                "just text| line 1: it is \"just text\"; it must be keys with values.",
                "symbols: {a: b| is no YAML: ",
                "a: &x {b: *x}| line 1: a is not known; it must be symbols or strategies.",
                "'--- 1\n--- 2'| is no YAML: "
            })
    void whatHasAnotherShapeIsSaid(String text, String problem) throws IOException {
        assertThat(read(text)).isEqualTo(LimitsFile.EMPTY);
        assertThat(problems).first().asString().startsWith(folder.resolve("limits.yml") + " " + problem.strip());
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        LimitsFile.read(folder.resolve("nowhere.yml").toString(), problems::add);

        assertThat(problems)
                .containsExactly(folder.resolve("nowhere.yml")
                        + " cannot be read; LIMITS_FILE must name a UTF-8 text file that this user may read.");
    }

    @Test
    void aFileThatWasNotNamedNeedNotBeThere() {
        assertThat(LimitsFile.read(null, problems::add)).isEqualTo(LimitsFile.EMPTY);
        assertThat(LimitsFile.read("", problems::add)).isEqualTo(LimitsFile.EMPTY);
        assertThat(problems).isEmpty();
    }

    @Test
    void aFileIsNotEndless() throws IOException {
        read("#".repeat(1_000_001));

        assertThat(problems).containsExactly(folder.resolve("limits.yml") + " is too large; it must be at most 1 MB.");
    }

    @Test
    void whatIsNoTextIsSaid() throws IOException {
        Path file = folder.resolve("limits.yml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        LimitsFile.read(file.toString(), problems::add);
        Files.write(file, "symbols: \u0007\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        LimitsFile.read(file.toString(), problems::add);

        assertThat(problems).hasSize(2).allMatch(problem -> problem.startsWith(file.toString()));
    }

    @Test
    void theStartEndsWithWhatIsWrong() throws IOException {
        read("symbols: {BTCUSDT: {max_leverage: 0}}");
        Map<String, String> values = new HashMap<>(Map.of(
                "LIMITS_FILE",
                folder.resolve("limits.yml").toString(),
                "MAX_LEVERAGE",
                "20",
                "DEFAULT_LEVERAGE",
                "21"));
        List<String> said = new ArrayList<>();

        new LimitsCheck().check(values::containsKey, values::get, said::add);

        assertThat(said)
                .containsExactly(
                        problems.getFirst(),
                        "DEFAULT_LEVERAGE is 21 and MAX_LEVERAGE 20, so nothing could be opened; it must be at most that.");
        values.putAll(Map.of("LIMITS_FILE", "", "MAX_LEVERAGE", "off"));
        new LimitsCheck().check(values::containsKey, values::get, said::add);
        values.putAll(Map.of("MAX_LEVERAGE", "21"));
        new LimitsCheck().check(values::containsKey, values::get, said::add);
        values.remove("MAX_LEVERAGE");
        new LimitsCheck().check(values::containsKey, values::get, said::add);
        assertThat(said).hasSize(2);
    }

    @Test
    void propertiesBecomeTheLimitsOfTheAccount() throws IOException {
        read("symbols: {BTCUSDT: {max_leverage: 3}}");
        RiskProperties properties = new RiskProperties(
                "1000",
                "5000",
                "20",
                "10",
                "30",
                "250",
                "15%",
                "BTCUSDT,ETHUSDT",
                "5%",
                folder.resolve("limits.yml").toString());

        LimitSource limits = configured(properties);

        assertThat(limits.account().texts())
                .containsValues("1000 USDT", "5000 USDT", "20", "10", "30", "250 USDT", "15%", "BTCUSDT,ETHUSDT", "5%");
        assertThat(limits.limitsFor(BTC, null).symbol().caps().leverage()).isEqualTo(3);
        assertThat(limits.limitsFor(new Symbol("ETHUSDT"), "any")
                        .symbol()
                        .caps()
                        .leverage())
                .isEqualTo(20);
    }

    @Test
    void aWrongPropertyIsNamed() {
        RiskProperties properties = new RiskProperties("1000", "5000", "126", "10", "30", "5%", "15%", "all", "5%", "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configured(properties))
                .withMessage("max_leverage is \"126\"; it must be a whole number from 1 to 125, or off");
    }

    @Test
    void aFileThatWentWrongMeanwhileStopsTheStartToo() {
        RiskProperties properties = new RiskProperties(
                "off",
                "off",
                "off",
                "off",
                "off",
                "off",
                "off",
                "all",
                "off",
                folder.resolve("gone").toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configured(properties))
                .withMessageContaining("cannot be read");
    }

    private LimitsFile read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("limits.yml"), text);
        return LimitsFile.read(file.toString(), problems::add);
    }

    @Test
    void theVariableOfAllowedSymbolsIsAPlaceToo() {
        RiskProperties properties =
                new RiskProperties("off", "off", "off", "off", "off", "off", "off", "BTCUSDT,ETHUSD", "off", "");

        assertThat(new RiskConfiguration()
                        .symbolsWithLimits(properties, configured(properties), LimitsFile.EMPTY)
                        .byPlace())
                .containsEntry("ALLOWED_SYMBOLS", Set.of(BTC, new Symbol("ETHUSD")));
    }

    private static LimitSource configured(RiskProperties properties) {
        RiskConfiguration configuration = new RiskConfiguration();
        return configuration.limitSource(properties, configuration.limitsFile(properties));
    }
}
