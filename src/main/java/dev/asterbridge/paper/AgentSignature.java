package dev.asterbridge.paper;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * Recovers who signed an EIP-712 message of AsterDEX's V3 scheme.
 *
 * <p>Domain {@code AsterSignTransaction}, version 1, the chain's id, zero address; one field {@code msg}.
 */
final class AgentSignature {

    private static final byte[] DOMAIN_TYPE =
            keccak("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static final byte[] MESSAGE_TYPE = keccak("Message(string msg)");
    private static final int SIGNATURE_BYTES = 65;

    private final byte[] domainSeparator;

    AgentSignature(long chainId) {
        byte[] chain = ByteBuffer.allocate(32).putLong(24, chainId).array();
        byte[] zeroAddress = new byte[32];
        domainSeparator = Hash.sha3(join(DOMAIN_TYPE, keccak("AsterSignTransaction"), keccak("1"), chain, zeroAddress));
    }

    /** The lower-case address whose key made the signature over the message; empty if it is no signature at all. */
    Optional<String> signer(String message, String signature) {
        try {
            byte[] bytes = HexFormat.of().parseHex(signature.startsWith("0x") ? signature.substring(2) : signature);
            if (bytes.length != SIGNATURE_BYTES || (bytes[64] != 27 && bytes[64] != 28)) {
                return Optional.empty();
            }
            var parts = new Sign.SignatureData(
                    bytes[64], Arrays.copyOfRange(bytes, 0, 32), Arrays.copyOfRange(bytes, 32, 64));
            BigInteger publicKey = Sign.signedMessageHashToKey(digest(message), parts);
            return Optional.of("0x" + Keys.getAddress(publicKey));
        } catch (IllegalArgumentException | ArithmeticException | SignatureException e) {
            return Optional.empty();
        }
    }

    byte[] digest(String message) {
        byte[] struct = Hash.sha3(join(MESSAGE_TYPE, keccak(message)));
        return Hash.sha3(join(new byte[] {0x19, 0x01}, domainSeparator, struct));
    }

    private static byte[] keccak(String text) {
        return Hash.sha3(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
