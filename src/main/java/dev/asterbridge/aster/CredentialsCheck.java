package dev.asterbridge.aster;

import dev.asterbridge.aster.Credentials.ApiWallet;
import dev.asterbridge.settings.SettingsCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The keys must be one whole set, and the private key the API wallet's own. */
class CredentialsCheck implements SettingsCheck {

    private static final List<String> WALLET =
            List.of("ASTERDEX_USER_ADDRESS", "ASTERDEX_SIGNER_ADDRESS", "ASTERDEX_PRIVATE_KEY");
    private static final List<String> KEY = List.of("ASTERDEX_API_KEY", "ASTERDEX_SECRET_KEY");

    @Override
    public void check(UnaryOperator<@Nullable String> value, Consumer<String> complain) {
        problems(value).forEach(complain);
    }

    /** What is wrong with the keys, one sentence each, without the value of a secret. */
    static List<String> problems(UnaryOperator<@Nullable String> value) {
        List<String> problems = new ArrayList<>();
        List<String> wallet = WALLET.stream().filter(name -> isSet(value, name)).toList();
        List<String> key = KEY.stream().filter(name -> isSet(value, name)).toList();
        if (!wallet.isEmpty() && !key.isEmpty()) {
            problems.add("%s and %s are both set; it must be either an API wallet (%s) or an API key (%s)."
                    .formatted(list(wallet), list(key), list(WALLET), list(KEY)));
        }
        missing(WALLET, wallet, "an API wallet", problems);
        missing(KEY, key, "an API key", problems);
        if (wallet.size() == WALLET.size()) {
            wallet(text(value, WALLET.get(0)), text(value, WALLET.get(1)), text(value, WALLET.get(2)), problems);
        }
        return List.copyOf(problems);
    }

    private static void missing(List<String> all, List<String> given, String what, List<String> problems) {
        if (!given.isEmpty() && given.size() < all.size()) {
            List<String> absent =
                    all.stream().filter(name -> !given.contains(name)).toList();
            problems.add("%s missing; %s needs %s together."
                    .formatted(list(absent) + (absent.size() == 1 ? " is" : " are"), what, list(all)));
        }
    }

    private static void wallet(String user, String signer, String privateKey, List<String> problems) {
        address(WALLET.get(0), user, problems);
        address(WALLET.get(1), signer, problems);
        if (!ApiWallet.isPrivateKey(privateKey)) {
            problems.add(
                    "ASTERDEX_PRIVATE_KEY is no private key; it must be 64 hexadecimal digits, with or without 0x.");
            return;
        }
        String owner = ApiWallet.addressOf(privateKey);
        if (ApiWallet.isAddress(signer) && !owner.equalsIgnoreCase(signer)) {
            problems.add(
                    "ASTERDEX_SIGNER_ADDRESS is %s, but ASTERDEX_PRIVATE_KEY belongs to %s; it must be the API wallet's own key."
                            .formatted(signer, owner));
        }
    }

    private static void address(String name, String text, List<String> problems) {
        if (!ApiWallet.isAddress(text)) {
            problems.add("%s is \"%s\"; it must be a wallet address, spelled exactly as it was copied."
                    .formatted(name, text));
        }
    }

    private static boolean isSet(UnaryOperator<@Nullable String> value, String name) {
        return !text(value, name).isEmpty();
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
