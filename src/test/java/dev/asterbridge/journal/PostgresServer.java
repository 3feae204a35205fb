package dev.asterbridge.journal;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * A real PostgreSQL on loopback, with fsync, for tests; it ends with the JVM that started it, however that ends.
 *
 * <p>Not for several threads. Its log is {@link #log}.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String USER = "bridge";
    public static final String PASSWORD = "not-a-secret";

    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    private static final String NOBODY = "65534";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /**
     * Ends the server when the pipe from the JVM closes. The process that runs this becomes the server itself, so that
     * its id is the server's; the watcher is nobody's child, because the server looks after its own.
     */
    private static final String UNTIL_THE_JVM_ENDS =
            "exec 3<&0; ( { read gone <&3; kill -QUIT $$; } & ); exec 3<&-; exec \"$@\" </dev/null";

    private final Path directory;
    private final Path programs;
    private final int port;
    private Process process;

    private PostgresServer(Path directory, Path programs, int port) {
        this.directory = directory;
        this.programs = programs;
        this.port = port;
    }

    /** The one of this JVM, for whoever leaves it running; each test takes a database of its own. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** A server of its own, to be stopped, killed and paused; takes about two seconds. */
    public static PostgresServer start() {
        try {
            Path programs = unpacked().resolve("bin");
            Path directory = Files.createTempDirectory("asterbridge-postgres");
            if (root()) {
                Files.setAttribute(directory, "unix:uid", Integer.valueOf(NOBODY));
            }
            PostgresServer server = new PostgresServer(directory, programs, freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            server.initialise();
            server.startAgain();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public Path log() {
        return directory.resolve("log");
    }

    /** Creates an empty database and returns its name. */
    public String freshDatabase() {
        String name = "bridge" + DATABASES.incrementAndGet();
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException("no database; see " + log(), e);
        }
    }

    /** As JDBC wants it, without user and password. */
    public String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    public static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** As hosting services give it, with user and password. */
    public String url(String database) {
        return url(port, database);
    }

    public static String url(int port, String database) {
        return "postgresql://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, PASSWORD);
    }

    /** Starts it after {@link #stop} or {@link #kill}, on the same port; returns when it answers. */
    public void startAgain() {
        process = run(
                "sh",
                "-c",
                UNTIL_THE_JVM_ENDS,
                "sh",
                programs.resolve("postgres").toString(),
                "-D",
                data(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "shared_buffers=32MB",
                "-c",
                "max_connections=60");
        await("PostgreSQL, see " + log())
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(this::answers);
    }

    /** Breaks all connections, then ends it in good order. */
    public void stop() {
        if (process.isAlive()) {
            signal("-INT", Stream.of(process.toHandle()));
            awaitEnd();
        }
    }

    /** Kills it with all its processes, as a power cut would that spares the disk. */
    public void kill() {
        // Stopped first, or the server would start new ones meanwhile.
        signal("-STOP", Stream.of(process.toHandle()));
        List<ProcessHandle> all = all().toList();
        signal("-KILL", all.stream());
        all.forEach(handle -> handle.onExit().join());
        awaitEnd();
    }

    /** Stops all its processes where they are; connections stay open and silent. */
    public void pause() {
        signal("-STOP", all());
    }

    public void resume() {
        signal("-CONT", all());
    }

    /** Kills it and removes its files. */
    @Override
    public synchronized void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
        FileSystemUtils.deleteRecursively(directory.toFile());
    }

    private void initialise() {
        try {
            Path password = Files.writeString(directory.resolve("password"), PASSWORD);
            Process initdb = run(
                    programs.resolve("initdb").toString(),
                    "-D",
                    data(),
                    "-U",
                    USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync");
            if (initdb.waitFor() != 0) {
                throw new IllegalStateException("initdb failed: " + Files.readString(log()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PostgreSQL ended at once; see " + log());
        }
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants());
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end; see " + log());
            }
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As another user when this is root, because PostgreSQL refuses to be that. */
    private Process run(String... command) {
        List<String> line = new ArrayList<>();
        if (root()) {
            line.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        line.addAll(List.of(command));
        try {
            return new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, Stream<ProcessHandle> processes) {
        List<String> line = new ArrayList<>(List.of("kill", signal));
        processes.forEach(handle -> line.add(Long.toString(handle.pid())));
        try {
            // One that has ended meanwhile makes it complain, and needs no signal.
            new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Below the ports that the system gives to clients, one of which could take it while the server is down. */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (java.net.BindException taken) {
                continue;
            }
        }
    }

    /** The directory with the programs, kept for the next run. */
    private static synchronized Path unpacked() throws IOException {
        Path directory = home().resolve(version());
        if (Files.notExists(directory)) {
            Path half = Files.createDirectories(
                    home().resolve(version() + "." + ProcessHandle.current().pid()));
            Process tar = new ProcessBuilder("tar", "-x", "--no-same-owner", "-C", half.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (InputStream packed = PostgresServer.class.getResourceAsStream(BINARIES);
                    var in = new XZInputStream(packed);
                    var out = tar.getOutputStream()) {
                in.transferTo(out);
            }
            if (tar.onExit().join().exitValue() != 0) {
                throw new IOException("tar could not unpack PostgreSQL into " + half);
            }
            try {
                Files.move(half, directory, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException another) {
                FileSystemUtils.deleteRecursively(half);
            }
        }
        return directory;
    }

    private static String version() {
        String[] address = PostgresServer.class.getResource(BINARIES).getPath().split("[/!]+");
        return address[address.length - 2].replace(".jar", "");
    }

    /** Where the user who runs it may look. */
    private static Path home() throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        for (Path each = target.getParent(); root() && each != null; each = each.getParent()) {
            if (((int) Files.getAttribute(each, "unix:mode") & 1) == 0) {
                return Path.of(System.getProperty("java.io.tmpdir"), "asterbridge-postgres-binaries");
            }
        }
        return target;
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }
}
