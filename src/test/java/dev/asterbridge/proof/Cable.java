package dev.asterbridge.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The way from one instance to the database, which can be cut in several manners. */
final class Cable implements AutoCloseable {

    /** What happens to what is sent. */
    enum State {
        WHOLE,
        /** Connections break and new ones are refused. */
        CUT,
        /** Nothing gets through and nobody is told. */
        SILENT,
        /** The database commits, and the connection breaks before it can say so. */
        COMMITS_UNTOLD
    }

    /** What PostgreSQL says of a commit that is done. */
    private static final byte[] COMMITTED = "COMMIT\0".getBytes(US_ASCII);

    private final int target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger untold = new AtomicInteger();
    private volatile State state = State.WHOLE;
    private volatile CountDownLatch whole = new CountDownLatch(0);

    /** @param target the database's port on the loopback */
    Cable(int target) throws IOException {
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many commits the database had done when the connection broke. */
    int untold() {
        return untold.get();
    }

    void be(State next) throws IOException {
        State before = state;
        if (next == State.SILENT) {
            whole = new CountDownLatch(1);
        }
        state = next;
        if (next == State.CUT || before == State.SILENT) {
            for (Socket socket : open) {
                socket.close();
            }
        }
        if (next != State.SILENT) {
            whole.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        be(State.CUT);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void connect(Socket near) {
        open.add(near);
        try (near) {
            whole.await();
            if (state == State.CUT) {
                return;
            }
            try (Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(far);
                Thread back = Thread.ofVirtual().start(() -> pump(far, near, true));
                pump(near, far, false);
                back.join();
            }
        } catch (IOException e) {
            // the database is down
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private void pump(Socket from, Socket to, boolean back) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (back && state == State.COMMITS_UNTOLD && contains(buffer, length)) {
                    untold.incrementAndGet();
                    return;
                }
                whole.await();
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
        }
    }

    private static boolean contains(byte[] buffer, int length) {
        for (int at = 0; at <= length - COMMITTED.length; at++) {
            if (java.util.Arrays.equals(buffer, at, at + COMMITTED.length, COMMITTED, 0, COMMITTED.length)) {
                return true;
            }
        }
        return false;
    }
}
