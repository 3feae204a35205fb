package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.crypto.Sign.SignatureData;

/** Whatever is signed, with whatever key, web3j signs the same. */
class RecoverableSignatureTests {

    private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();

    static Stream<BigInteger> keys() {
        Random random = new Random(1);
        return Stream.concat(
                Stream.of(BigInteger.ONE, BigInteger.TWO, ORDER.subtract(BigInteger.ONE)),
                Stream.generate(() -> new BigInteger(255, random).add(BigInteger.ONE))
                        .limit(20));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void signsAsWeb3jDoes(BigInteger secret) {
        ECKeyPair key = ECKeyPair.create(secret);
        Random random = new Random(secret.hashCode());
        for (int i = 0; i < 40; i++) {
            byte[] digest = new byte[32];
            random.nextBytes(digest);

            assertThat(RecoverableSignature.sign(digest, key)).isEqualTo(web3j(digest, key));
        }
    }

    @Test
    void signsWhatIsShortAndWhatIsFull() {
        ECKeyPair key = ECKeyPair.create(BigInteger.valueOf(12345));
        for (byte value : new byte[] {0, 1, (byte) 0x80, (byte) 0xff}) {
            byte[] digest = new byte[32];
            Arrays.fill(digest, value);

            assertThat(RecoverableSignature.sign(digest, key)).isEqualTo(web3j(digest, key));
        }
    }

    private static byte[] web3j(byte[] digest, ECKeyPair key) {
        SignatureData signature = Sign.signMessage(digest, key, false);
        return ByteBuffer.allocate(65)
                .put(signature.getR())
                .put(signature.getS())
                .put(signature.getV())
                .array();
    }
}
