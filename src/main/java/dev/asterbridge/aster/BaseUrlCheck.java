package dev.asterbridge.aster;

import dev.asterbridge.settings.SettingsCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** AsterDEX's own hosts sign for their own chain, and what leaves this machine is encrypted. */
class BaseUrlCheck implements SettingsCheck {

    static final int MAINNET = 1666;
    static final int TESTNET = 714;

    private static final Map<String, Integer> CHAINS = Map.of(
            "fapi.asterdex.com", MAINNET,
            "fapi3.asterdex.com", MAINNET,
            "fapi.asterdex-testnet.com", TESTNET);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public void check(Predicate<String> given, UnaryOperator<@Nullable String> value, Consumer<String> complain) {
        problems(value).forEach(complain);
    }

    /** What is wrong with the address, one sentence each. */
    static List<String> problems(UnaryOperator<@Nullable String> value) {
        String given = value.apply("ASTERDEX_BASE_URL");
        String chain = value.apply("ASTERDEX_CHAIN_ID");
        if (given == null) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        URI uri = URI.create(given);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !LOOPBACK.contains(host)) {
            problems.add(
                    "ASTERDEX_BASE_URL is \"%s\"; it must be https unless the host is this machine.".formatted(given));
        }
        Integer own = CHAINS.get(host);
        if (own != null && chain != null && !chain.equals(own.toString())) {
            problems.add("ASTERDEX_CHAIN_ID is \"%s\", but the chain of %s is %d; it must be unset or %d."
                    .formatted(chain, host, own, own));
        }
        return List.copyOf(problems);
    }
}
