package dev.asterbridge.aster;

import dev.asterbridge.aster.Credentials.ApiWallet;
import dev.asterbridge.settings.SettingsCheck;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The keys must be one whole set, and the private key the API wallet's own. */
class CredentialsCheck implements SettingsCheck {

    private static final List<String> WALLET =
            List.of("ASTERDEX_USER_ADDRESS", "ASTERDEX_SIGNER_ADDRESS", "ASTERDEX_PRIVATE_KEY");
    private static final List<String> KEY = List.of("ASTERDEX_API_KEY", "ASTERDEX_SECRET_KEY");
    private static final String EXITS = "EXCHANGE_EXITS";

    @Override
    public void check(Predicate<String> given, UnaryOperator<@Nullable String> value, Consumer<String> complain) {
        List<String> wallet = WALLET.stream().filter(given).toList();
        List<String> key = KEY.stream().filter(given).toList();
        if (!wallet.isEmpty() && !key.isEmpty()) {
            complain.accept("%s and %s are both set; it must be either an API wallet (%s) or an API key (%s)."
                    .formatted(list(wallet), list(key), list(WALLET), list(KEY)));
        }
        missing(WALLET, wallet, "an API wallet", complain);
        missing(KEY, key, "an API key", complain);
        if (!key.isEmpty() && text(value, EXITS).equals("on")) {
            // Whoever wants them believes that a fill has its exits while this service does not run.
            complain.accept(
                    "%s is \"on\", but AsterDEX ties exits only to orders of an API wallet; it must be unset or off with %s."
                            .formatted(EXITS, list(KEY)));
        }
        if (wallet.size() == WALLET.size()) {
            wallet(text(value, WALLET.get(0)), text(value, WALLET.get(1)), text(value, WALLET.get(2)), complain);
        }
    }

    private static void missing(List<String> all, List<String> given, String what, Consumer<String> complain) {
        if (!given.isEmpty() && given.size() < all.size()) {
            List<String> absent =
                    all.stream().filter(name -> !given.contains(name)).toList();
            complain.accept("%s missing; %s needs %s together."
                    .formatted(list(absent) + (absent.size() == 1 ? " is" : " are"), what, list(all)));
        }
    }

    private static void wallet(String user, String signer, String privateKey, Consumer<String> complain) {
        address(WALLET.get(0), user, complain);
        address(WALLET.get(1), signer, complain);
        if (!ApiWallet.isPrivateKey(privateKey)) {
            complain.accept(
                    "ASTERDEX_PRIVATE_KEY is no private key; it must be 64 hexadecimal digits, with or without 0x.");
            return;
        }
        String owner = ApiWallet.addressOf(privateKey);
        if (ApiWallet.isAddress(signer) && !owner.equalsIgnoreCase(signer)) {
            complain.accept(
                    "ASTERDEX_SIGNER_ADDRESS is %s, but ASTERDEX_PRIVATE_KEY belongs to %s; it must be the API wallet's own key."
                            .formatted(signer, owner));
        }
    }

    private static void address(String name, String text, Consumer<String> complain) {
        if (!ApiWallet.isAddress(text)) {
            complain.accept("%s is \"%s\"; it must be a wallet address, spelled exactly as it was copied."
                    .formatted(name, text));
        }
    }

    private static String text(UnaryOperator<@Nullable String> value, String name) {
        String text = value.apply(name);
        return text == null ? "" : text.strip();
    }

    private static String list(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.getFirst() : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
