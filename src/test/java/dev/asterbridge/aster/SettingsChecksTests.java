package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsChecksTests {

    private static final String KEY = Venue.PRIVATE_KEY;
    private final Map<String, String> given = new HashMap<>();

    @Test
    void needsNoKeysAtAll() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void takesAWholeWallet() {
        wallet();
        assertThat(problems()).isEmpty();
        given.put("ASTERDEX_PRIVATE_KEY", KEY.substring(2));
        assertThat(problems()).isEmpty();
    }

    @Test
    void takesAWholeApiKey() {
        given.putAll(Map.of("ASTERDEX_API_KEY", "abc", "ASTERDEX_SECRET_KEY", "def"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void anApiKeyCannotHaveTheExchangeTieExits() {
        given.putAll(Map.of("ASTERDEX_API_KEY", "abc", "ASTERDEX_SECRET_KEY", "def", "EXCHANGE_EXITS", "on"));
        assertThat(problems())
                .containsExactly(
                        "EXCHANGE_EXITS is \"on\", but AsterDEX ties exits only to orders of an API wallet; it must be unset or off with ASTERDEX_API_KEY and ASTERDEX_SECRET_KEY.");
        given.put("EXCHANGE_EXITS", "off");
        assertThat(problems()).isEmpty();
    }

    @Test
    void anApiWalletCanHaveTheExchangeTieExits() {
        wallet();
        given.put("EXCHANGE_EXITS", "on");
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASTERDEX_USER_ADDRESS", "ASTERDEX_SIGNER_ADDRESS", "ASTERDEX_PRIVATE_KEY"})
    void namesWhatIsMissingOfAWallet(String missing) {
        wallet();
        given.remove(missing);
        assertThat(problems()).singleElement().asString().startsWith(missing + " is missing; an API wallet needs");
    }

    @Test
    void namesWhatIsMissingOfAnApiKey() {
        given.put("ASTERDEX_API_KEY", "abc");
        assertThat(problems()).singleElement().asString().startsWith("ASTERDEX_SECRET_KEY is missing");
    }

    @Test
    void namesBothSetsWhenBothAreGiven() {
        wallet();
        given.putAll(Map.of("ASTERDEX_API_KEY", "abc", "ASTERDEX_SECRET_KEY", "def"));
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("ASTERDEX_PRIVATE_KEY", "ASTERDEX_API_KEY", "both set");
    }

    @Test
    void wantsTheKeyOfTheSigner() {
        wallet();
        given.put("ASTERDEX_SIGNER_ADDRESS", Venue.USER);
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("ASTERDEX_SIGNER_ADDRESS", Venue.USER, "ASTERDEX_PRIVATE_KEY", Venue.SIGNER);
    }

    @Test
    void noticesAMistypedAddressByItsCheckSum() {
        wallet();
        given.put("ASTERDEX_USER_ADDRESS", Venue.USER.replace("C5", "c5"));
        assertThat(problems()).singleElement().asString().startsWith("ASTERDEX_USER_ADDRESS");
        given.put("ASTERDEX_USER_ADDRESS", Venue.USER.toLowerCase(Locale.ROOT));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x0000000000000000000000000000000000000000000000000000000000000000",
                "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "0x1234",
                "not a key at all"
            })
    void wantsAPrivateKeyWithoutEverShowingIt(String key) {
        wallet();
        given.put("ASTERDEX_PRIVATE_KEY", key);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("ASTERDEX_PRIVATE_KEY")
                .doesNotContain(key);
    }

    @ParameterizedTest
    @CsvSource({
        "https://fapi.asterdex.com, 1666",
        "https://fapi3.asterdex.com, 1666",
        "https://FAPI.asterdex-testnet.com, 714",
        "https://proxy.example.com/aster, 714",
        "http://127.0.0.1:9999/paper, 1666",
        "http://localhost:9999, 714",
        "http://[::1]:9999, 1666",
    })
    void takesTheseHostsOnTheseChains(String url, String chain) {
        given.putAll(Map.of("ASTERDEX_BASE_URL", url, "ASTERDEX_CHAIN_ID", chain));
        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://fapi.asterdex.com, 714, ASTERDEX_CHAIN_ID",
        "https://fapi3.asterdex.com, 714, ASTERDEX_CHAIN_ID",
        "https://fapi.asterdex-testnet.com, 1666, ASTERDEX_CHAIN_ID",
        "http://fapi.asterdex.com, 1666, ASTERDEX_BASE_URL",
        "http://10.0.0.1, 1666, ASTERDEX_BASE_URL",
    })
    void refusesTheseHostsOnTheseChains(String url, String chain, String named) {
        given.putAll(Map.of("ASTERDEX_BASE_URL", url, "ASTERDEX_CHAIN_ID", chain));
        assertThat(problems()).singleElement().asString().startsWith(named);
    }

    @Test
    void namesAllProblemsAtOnce() {
        given.putAll(Map.of(
                "ASTERDEX_API_KEY", "abc",
                "ASTERDEX_USER_ADDRESS", Venue.USER,
                "ASTERDEX_BASE_URL", "http://fapi.asterdex.com",
                "ASTERDEX_CHAIN_ID", "714"));
        assertThat(problems()).hasSize(5);
    }

    private void wallet() {
        given.putAll(Map.of(
                "ASTERDEX_USER_ADDRESS", Venue.USER,
                "ASTERDEX_SIGNER_ADDRESS", Venue.SIGNER,
                "ASTERDEX_PRIVATE_KEY", KEY));
    }

    private List<String> problems() {
        List<String> complaints = new ArrayList<>();
        new BaseUrlCheck().check(name -> !given.getOrDefault(name, "").isBlank(), given::get, complaints::add);
        new CredentialsCheck().check(name -> !given.getOrDefault(name, "").isBlank(), given::get, complaints::add);
        return complaints;
    }
}
