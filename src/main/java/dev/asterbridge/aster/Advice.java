package dev.asterbridge.aster;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cause and fix in plain words for the errors people meet. */
final class Advice {

    static final String FIREWALL =
            "The exchange's firewall turned the request away before anyone looked at it; the region, the address or the"
                    + " host is usually why. Check ASTERDEX_BASE_URL and where this service runs";
    static final String BANNED =
            "This machine's address is banned for sending too much; this service stays silent until the ban ends."
                    + " Look for other programs at the same address";
    static final String TOO_MANY =
            "Too many requests from this address or account; wait, and look for other programs that use them";

    private static final String SIGNATURE =
            "The exchange could not verify the signature. Check that ASTERDEX_PRIVATE_KEY belongs to the API wallet in"
                    + " ASTERDEX_SIGNER_ADDRESS, that ASTERDEX_USER_ADDRESS is the wallet that approved it, and that"
                    + " ASTERDEX_BASE_URL is the network (mainnet or testnet) where it was approved";
    private static final String NO_AGENT =
            "The exchange knows no such API wallet for this user: it was never approved here, it has expired, or it"
                    + " belongs to the other network. Create one under API wallet, Pro API, on the AsterDEX site and"
                    + " set ASTERDEX_USER_ADDRESS, ASTERDEX_SIGNER_ADDRESS and ASTERDEX_PRIVATE_KEY from it";
    private static final String PERMISSION =
            "The key or API wallet may not do this: it lacks the permission to trade perpetuals, has expired, or this"
                    + " machine's address is not on its list. Check its permissions and addresses on the AsterDEX site";
    private static final String MARGIN =
            "The account has too little free margin for this order. Deposit USDT, lower the quantity, or raise the"
                    + " leverage";
    private static final String CLOCK =
            "This machine's clock disagrees with the exchange's. Switch on time synchronisation (NTP); this service"
                    + " measures the difference anew by itself";

    private Advice() {}

    static @Nullable String on(@Nullable Integer code, String text) {
        if (code == null) {
            return null;
        }
        return switch (code) {
            case AsterErrors.UNKNOWN -> onUnknown(text.toLowerCase(Locale.ROOT));
            case -1003, -1015 -> TOO_MANY;
            case -1021, -4225 -> CLOCK;
            case -1022 ->
                "The HMAC signature is wrong. Check that ASTERDEX_API_KEY and ASTERDEX_SECRET_KEY belong together and"
                        + " were copied whole";
            case -1111 ->
                "The quantity or price has more decimals than the symbol allows; the symbol's rules are fetched anew";
            case -1121 -> "The exchange does not list this symbol; check its spelling, such as BTCUSDT";
            case -2014 -> "The key is of another kind than the request; a V3 API wallet and an API key do not mix";
            case -1002, -1011, -2015, -4088 -> PERMISSION;
            case -4087 -> "The exchange lets this account only reduce positions at present";
            case -2018, -2019 -> MARGIN;
            case -2021 ->
                "The price has already passed what the order waits for: a stop_price or activation_price has to be on"
                        + " the far side of the present price";
            case -2022 ->
                "A reduce-only order found nothing to reduce: the position is already closed, or other orders will"
                        + " close it";
            case -2027, -2028 ->
                "The leverage does not fit the size of the position; change the leverage or the quantity";
            case -4047, -4048 ->
                "The margin type cannot change while the symbol has an open order or position; close them first";
            case -4061 ->
                "The account is in the other position mode; position_side BOTH is for one-way mode, LONG and SHORT for"
                        + " hedge mode. The mode is read anew";
            case -4118 ->
                "The position leaves too little margin for this reduce-only order, or other open orders already take it"
                        + " up; cancel those first, or reduce by less";
            case -4131 -> "The order book is too thin near the mark price for an order at market; use a limit, or wait";
            case -4164 -> "The order is worth less than the symbol's minimum; raise the quantity";
            case -5050 -> "The exchange wants a deposit before it lets an account trade; fund the account first";
            default -> null;
        };
    }

    private static @Nullable String onUnknown(String text) {
        if (text.contains("no agent found")) {
            return NO_AGENT;
        }
        return text.contains("signature check failed") ? SIGNATURE : null;
    }
}
