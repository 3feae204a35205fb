package dev.asterbridge.aster;

import java.util.Locale;
import java.util.regex.Pattern;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** With what requests are signed; never printed. */
sealed interface Credentials {

    /** The key of an API wallet (the signer), which may trade for the user but is not the user. */
    record ApiWallet(String user, String signer, ECKeyPair key) implements Credentials {

        private static final Pattern ADDRESS = Pattern.compile("0[xX][0-9a-fA-F]{40}");
        private static final Pattern PRIVATE_KEY = Pattern.compile("(0[xX])?[0-9a-fA-F]{64}");

        /** Reads the three values; they must have passed {@link CredentialsCheck}. */
        static ApiWallet of(String user, String signer, String privateKey) {
            return new ApiWallet(
                    Keys.toChecksumAddress(user.strip()), Keys.toChecksumAddress(signer.strip()), keyPair(privateKey));
        }

        /** Whether the text is an address; one in mixed case must carry the right check sum (EIP-55). */
        static boolean isAddress(String text) {
            if (!ADDRESS.matcher(text).matches()) {
                return false;
            }
            String digits = text.substring(2);
            boolean oneCase =
                    digits.equals(digits.toLowerCase(Locale.ROOT)) || digits.equals(digits.toUpperCase(Locale.ROOT));
            return oneCase || Keys.toChecksumAddress(text).equals("0x" + digits);
        }

        static boolean isPrivateKey(String text) {
            if (!PRIVATE_KEY.matcher(text).matches()) {
                return false;
            }
            var number = Numeric.toBigInt(digits(text));
            return number.signum() > 0 && number.compareTo(Sign.CURVE_PARAMS.getN()) < 0;
        }

        static String addressOf(String privateKey) {
            return Keys.toChecksumAddress(Keys.getAddress(keyPair(privateKey)));
        }

        /** The signer as it is put on record. */
        String name() {
            return signer.toLowerCase(Locale.ROOT);
        }

        private static ECKeyPair keyPair(String privateKey) {
            return ECKeyPair.create(Numeric.toBigInt(digits(privateKey.strip())));
        }

        private static String digits(String privateKey) {
            return privateKey.substring(privateKey.length() - 64);
        }

        @Override
        public String toString() {
            return "ApiWallet[user=" + user + ", signer=" + signer + "]";
        }
    }

    /** An API key of the older kind. */
    record ApiKey(String key, String secret) implements Credentials {

        @Override
        public String toString() {
            return "ApiKey[***]";
        }
    }
}
