package dev.asterbridge.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.asterbridge.exchange.MarginTerms;
import dev.asterbridge.exchange.MarginType;
import dev.asterbridge.exchange.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolsFileTests {

    private static final Symbol BTC = new Symbol("BTCUSDT");
    private static final Symbol ETH = new Symbol("ETHUSDT");

    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void symbolsHaveTermsAndOtherNames() throws IOException {
        SymbolBook book = read("""
                # with a remark
                BTCUSDT:
                  leverage: 10
                  margin_type: isolated
                  aliases: [BTCUSD, "BITMEX:XBTUSDT.P"]
                "eth/usdt":
                  leverage: 5x
                SOLUSDT:
                  aliases: SOLUSD
                DOGEUSDT:
                """);

        assertThat(problems).isEmpty();
        assertThat(book.termsOf(BTC)).isEqualTo(new MarginTerms(10, MarginType.ISOLATED));
        assertThat(book.termsOf(ETH)).isEqualTo(new MarginTerms(5, null));
        assertThat(book.termsOf(new Symbol("SOLUSDT"))).isEqualTo(MarginTerms.NONE);
        assertThat(book.termsOf(new Symbol("XRPUSDT"))).isEqualTo(MarginTerms.NONE);
        assertThat(book.aliases())
                .isEqualTo(Map.of(
                        new Symbol("BTCUSD"),
                        BTC,
                        new Symbol("XBTUSDT"),
                        BTC,
                        new Symbol("SOLUSD"),
                        new Symbol("SOLUSDT")));
        assertThat(book.meantBy(new Symbol("XBTUSDT"))).isEqualTo(BTC);
        assertThat(book.meantBy(BTC)).isNull();
    }

    @Test
    void saysWhichSymbolsItNamesAndWhereAndAliasesAreNone() throws IOException {
        SymbolBook book = read("""
                BTCUSDT:
                  aliases: BTCUSD
                ETHUSDT:
                  leverage: 5
                """);

        assertThat(SymbolsFile.named("conf/s.yml", book).byPlace()).isEqualTo(Map.of("conf/s.yml", Set.of(BTC, ETH)));
        assertThat(SymbolsFile.named("", SymbolBook.EMPTY).byPlace()).isEqualTo(Map.of("config/symbols.yml", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "{}", "BTCUSDT:\n", "BTCUSDT: {}\n"})
    void anEmptyFileSaysNothing(String text) throws IOException {
        assertThat(read(text).termsOf(BTC)).isEqualTo(MarginTerms.NONE);
        assertThat(problems).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithLineKeyAndValue() throws IOException {
        SymbolBook book = read("""
                BTCUSDT:
                  leverage: 126
                  margin_type: portfolio
                  leverag: 5
                  aliases: [ETHUSDT, "not a symbol!", BTCUSD, BTC-USD]
                ETHUSDT:
                  leverage: [5, 6]
                  margin_type: {a: b}
                  aliases: [BTCUSD, ethusdt.p]
                btc-usdt:
                  leverage: 3
                "not a symbol!":
                  leverage: 3
                SOLUSDT: 5
                DOGEUSDT:
                  aliases: {}
                XRPUSDT:
                  aliases: []
                """);

        String at = folder.resolve("symbols.yml") + " line ";
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        at + "2: BTCUSDT.leverage is \"126\"; it must be a whole number from 1 to 125.",
                        at + "3: BTCUSDT.margin_type is \"portfolio\"; it must be ISOLATED or CROSSED.",
                        at + "4: BTCUSDT.leverag is not known; it must be one of leverage, margin_type, aliases.",
                        at
                                + "5: BTCUSDT.aliases is \"ETHUSDT\"; it must be another name: ETHUSDT is a symbol of this file.",
                        at + "5: BTCUSDT.aliases is \"not a symbol!\"; it must be a contract name such as BTCUSDT.",
                        at
                                + "5: BTCUSDT.aliases is \"BTC-USD\"; it must be there once: BTCUSD is an alias of BTCUSDT already.",
                        at + "7: ETHUSDT.leverage is \"5,6\"; it must be a whole number from 1 to 125.",
                        at + "8: ETHUSDT.margin_type must be one value.",
                        at
                                + "9: ETHUSDT.aliases is \"BTCUSD\"; it must be there once: BTCUSD is an alias of BTCUSDT already.",
                        at
                                + "9: ETHUSDT.aliases is \"ethusdt.p\"; it must be another name: ETHUSDT is a symbol of this file.",
                        at + "10: btc-usdt is there twice.",
                        at + "12: not a symbol! is \"not a symbol!\"; it must be a contract name such as BTCUSDT.",
                        at + "14: SOLUSDT is \"5\"; it must be keys with values.",
                        at + "16: DOGEUSDT.aliases must be one value, or a list of them.",
                        at + "18: XRPUSDT.aliases must be one value, or a list of them.");
        assertThat(book.aliases()).isEqualTo(Map.of(new Symbol("BTCUSD"), BTC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[BTCUSDT]         | line 1: it is \"BTCUSDT\"; it must be keys with values.",
                "just text         | line 1: it is \"just text\"; it must be keys with values.",
                "BTCUSDT: {a: b    | is no YAML: "
            })
    void whatHasAnotherShapeIsSaid(String text, String problem) throws IOException {
        assertThat(read(text)).isEqualTo(SymbolBook.EMPTY);
        assertThat(problems).singleElement().asString().startsWith(folder.resolve("symbols.yml") + " " + problem);
    }

    @Test
    void aFileThatWasNamedMustBeThereAndOneThatWasNotNeedNot() {
        assertThat(SymbolsFile.read(null, problems::add)).isEqualTo(SymbolBook.EMPTY);
        assertThat(SymbolsFile.read("", problems::add)).isEqualTo(SymbolBook.EMPTY);
        assertThat(problems).isEmpty();

        Path nowhere = folder.resolve("nowhere.yml");
        SymbolsFile.read(nowhere.toString(), problems::add);
        assertThat(problems)
                .containsExactly(
                        nowhere + " cannot be read; SYMBOLS_FILE must name a UTF-8 text file that this user may read.");
    }

    @Test
    void theStartEndsWithWhatIsWrong() throws IOException {
        read("BTCUSDT: {leverage: 0}");
        String file = folder.resolve("symbols.yml").toString();
        List<String> said = new ArrayList<>();

        new SymbolsCheck().check(name -> true, name -> name.equals("SYMBOLS_FILE") ? file : null, said::add);

        assertThat(said).isEqualTo(problems).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SymbolsConfiguration().symbolBook(new SymbolsProperties(file)))
                .withMessage(problems.getFirst());
    }

    @Test
    void whatTheSettingsNameIsRead() throws IOException {
        read("BTCUSDT: {leverage: 3}");

        SymbolBook book = new SymbolsConfiguration()
                .symbolBook(new SymbolsProperties(folder.resolve("symbols.yml").toString()));

        assertThat(book.termsOf(BTC)).hasToString("3x");
    }

    private SymbolBook read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("symbols.yml"), text);
        return SymbolsFile.read(file.toString(), problems::add);
    }
}
