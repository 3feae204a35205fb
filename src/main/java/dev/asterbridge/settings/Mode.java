package dev.asterbridge.settings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out whose money it is: {@code venue}, {@code paper}, {@code testnet} or {@code live}. */
final class Mode {

    private static final List<String> KEYS = List.of(
            "ASTERDEX_USER_ADDRESS",
            "ASTERDEX_SIGNER_ADDRESS",
            "ASTERDEX_PRIVATE_KEY",
            "ASTERDEX_API_KEY",
            "ASTERDEX_SECRET_KEY");
    private static final String TESTNET_CHAIN = "714";

    private Mode() {}

    /** The chain that belongs to a host when nobody said which. */
    static String chainOf(@Nullable String baseUrl) {
        return baseUrl != null && isTestnet(baseUrl) ? TESTNET_CHAIN : "1666";
    }

    static String decide(Settings settings) {
        String asked = settings.value("MODE");
        if ("venue".equals(asked)) {
            return "venue";
        }
        String found = byKeys(settings);
        if (asked != null && !asked.equals(found)) {
            settings.complain(
                    found.equals("paper")
                            ? "MODE is \"%s\", but no keys are set; it must be unset, paper or venue without ASTERDEX_* keys."
                                    .formatted(asked)
                            : "MODE is \"%s\", but the ASTERDEX_* keys and address given make it %s; it must be unset or %s."
                                    .formatted(asked, found, found));
        }
        return found;
    }

    private static String byKeys(Settings settings) {
        if (KEYS.stream().noneMatch(settings::given)) {
            return "paper";
        }
        return TESTNET_CHAIN.equals(settings.value("ASTERDEX_CHAIN_ID")) ? "testnet" : "live";
    }

    private static boolean isTestnet(String baseUrl) {
        String host = URI.create(baseUrl).getHost();
        return host != null && host.toLowerCase(Locale.ROOT).endsWith("asterdex-testnet.com");
    }
}
