package dev.asterbridge.aster;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/**
 * Signs as {@link Sign#signMessage(byte[], ECKeyPair, boolean)} does, to the same bytes (RFC 6979, low s), in a quarter of its
 * time: the recovery id is read off the point that signing works out, rather than found by recovering the key again.
 */
final class RecoverableSignature {

    private static final ECDomainParameters CURVE = new ECDomainParameters(Sign.CURVE_PARAMS);

    private RecoverableSignature() {}

    /** r, s and v, 65 bytes. */
    static byte[] sign(byte[] digest, ECKeyPair key) {
        Signer signer = new Signer();
        signer.init(true, new ECPrivateKeyParameters(key.getPrivateKey(), CURVE));
        BigInteger[] parts = signer.generateSignature(digest);
        ECDSASignature signature = new ECDSASignature(parts[0], parts[1]);
        // The other s belongs to the point below.
        int recovery = signer.recovery ^ (signature.isCanonical() ? 0 : 1);
        ECDSASignature low = signature.toCanonicalised();
        return ByteBuffer.allocate(65)
                .put(Numeric.toBytesPadded(low.r, 32))
                .put(Numeric.toBytesPadded(low.s, 32))
                .put((byte) (27 + recovery))
                .array();
    }

    /** Remembers which of the points with the same r it has used. */
    private static final class Signer extends ECDSASigner {

        private int recovery;

        Signer() {
            super(new HMacDSAKCalculator(new SHA256Digest()));
        }

        @Override
        protected ECMultiplier createBasePointMultiplier() {
            ECMultiplier multiplier = new FixedPointCombMultiplier();
            return (base, times) -> {
                ECPoint point = multiplier.multiply(base, times).normalize();
                boolean isOdd = point.getAffineYCoord().testBitZero();
                boolean isBeyond = point.getAffineXCoord().toBigInteger().compareTo(CURVE.getN()) >= 0;
                recovery = (isOdd ? 1 : 0) + (isBeyond ? 2 : 0);
                return point;
            };
        }
    }
}
