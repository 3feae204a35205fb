package dev.asterbridge.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How the events of one slot hang together: each one's hash covers its row and the hash before it. */
final class Chain {

    /** What stands for the hash before the first event. */
    static final String START = "0".repeat(64);

    private Chain() {}

    /** The last event of a chain. */
    record Head(long seq, String hash) {}

    /** One event as it is kept. */
    record Event(int chain, long seq, long at, String subject, String kind, String data, String previous) {

        /** SHA-256 in hexadecimal; the lengths keep one text from running into the next. */
        String hash() {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(ByteBuffer.allocate(20)
                        .putInt(chain)
                        .putLong(seq)
                        .putLong(at)
                        .array());
                for (String text : new String[] {subject, kind, data, previous}) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                    sha256.update(bytes);
                }
                return HexFormat.of().formatHex(sha256.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
