package dev.asterbridge.aster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/**
 * Signs the parameter text as EIP-712 typed data with the API wallet's key.
 *
 * <p>The one fixed type is hashed directly; a general encoder would parse JSON for every request.
 */
final class Eip712Signer implements RequestSigner {

    private static final byte[] DOMAIN_TYPE =
            keccak("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static final byte[] MESSAGE_TYPE = keccak("Message(string msg)");
    private static final byte[] NAME = keccak("AsterSignTransaction");
    private static final byte[] VERSION = keccak("1");

    private final Credentials.ApiWallet wallet;
    private final byte[] domainSeparator;
    private final NonceSource nonces;
    private final Duration nonceWindow;

    /**
     * Signs for one chain.
     *
     * @param nonceWindow how far from its own time the exchange takes a nonce
     */
    Eip712Signer(Credentials.ApiWallet wallet, int chainId, NonceSource nonces, Duration nonceWindow) {
        this.wallet = wallet;
        this.domainSeparator = domainSeparator(chainId);
        this.nonces = nonces;
        this.nonceWindow = nonceWindow;
    }

    @Override
    public Scheme scheme() {
        return Scheme.V3;
    }

    @Override
    public String name() {
        return wallet.name();
    }

    @Override
    public boolean isWallet(String address) {
        return wallet.signer().equalsIgnoreCase(address);
    }

    @Override
    public SignedText sign(Parameters parameters) {
        long nonce = nonces.next();
        Parameters complete =
                parameters.and("nonce", nonce).and("user", wallet.user()).and("signer", wallet.signer());
        String message = complete.encoded();
        byte[] digest = digest(message);
        String trace = "length %d, parameters %s, nonce %d, digest %s"
                .formatted(message.length(), complete, nonce, Numeric.toHexString(digest));
        Instant at = Instant.EPOCH.plus(nonce, ChronoUnit.MICROS);
        return new SignedText(message, signature(digest), Map.of(), nonce, at, nonceWindow, trace);
    }

    /** What is signed for a message: {@code keccak256(0x19 0x01 domainSeparator structHash)}. */
    byte[] digest(String message) {
        byte[] struct = Hash.sha3(
                ByteBuffer.allocate(64).put(MESSAGE_TYPE).put(keccak(message)).array());
        return Hash.sha3(ByteBuffer.allocate(66)
                .put((byte) 0x19)
                .put((byte) 0x01)
                .put(domainSeparator)
                .put(struct)
                .array());
    }

    /** {@code 0x}, then r, s and v in hexadecimal. */
    String signature(byte[] digest) {
        return Numeric.toHexString(RecoverableSignature.sign(digest, wallet.key()));
    }

    static byte[] domainSeparator(int chainId) {
        return Hash.sha3(ByteBuffer.allocate(160)
                .put(DOMAIN_TYPE)
                .put(NAME)
                .put(VERSION)
                .put(Numeric.toBytesPadded(BigInteger.valueOf(chainId), 32))
                .put(new byte[32])
                .array());
    }

    private static byte[] keccak(String text) {
        return Hash.sha3(text.getBytes(UTF_8));
    }
}
