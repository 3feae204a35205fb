package dev.asterbridge.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;

/** One kept connection over which alerts are sent one after the other; light, so that it does not disturb what it measures. */
final class Line implements AutoCloseable {

    /** @param location where the signal's story is, as far as the answer says */
    record Reply(int status, Optional<String> location, String body) {

        Optional<String> signal() {
            return location.map(path -> path.substring(path.lastIndexOf('/') + 1));
        }
    }

    private final Socket socket;
    private final InputStream in;

    Line(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Posts without waiting for more than the receipt. */
    Reply post(String path, String body) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        String head =
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nPrefer: respond-async\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, socket.getPort(), content.length);
        socket.getOutputStream().write((head + body).getBytes(UTF_8));
        int status = Integer.parseInt(line().split(" ")[1]);
        Optional<String> location = Optional.empty();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = header.substring(header.indexOf(':') + 1).strip();
            switch (name) {
                case "location" -> location = Optional.of(value);
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = true;
                default -> {}
            }
        }
        return new Reply(status, location, chunked ? chunks() : new String(in.readNBytes(length), UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.write(in.readNBytes(size));
            line();
        }
        line();
        return all.toString(UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended in the middle of an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
