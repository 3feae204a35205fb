package dev.asterbridge.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The file of a journal: its owner's alone, on a disk of this machine, and used by one process at a time. */
final class JournalFile implements AutoCloseable {

    /** Their locks and their fsync are not those of a disk. */
    private static final Set<String> FAR_AWAY = Set.of(
            "9p", "afs", "afpfs", "ceph", "cifs", "davfs", "davfs2", "glusterfs", "lustre", "ncpfs", "sshfs", "webdav");

    /** A second lock of the same process would end the first when it is closed. */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private volatile Path file;
    private @Nullable FileChannel lock;
    private @Nullable Object identity;

    JournalFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    Path path() {
        return file;
    }

    /**
     * Creates the file where there is none and takes it for this process; does nothing the next time.
     *
     * @throws JournalRefused when it must not be used
     * @throws IOException when the disk does not let us
     */
    void claim() throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "an absolute file has a folder");
        createFolder(folder);
        String type = Files.getFileStore(folder).type();
        if (isFarAway(type)) {
            throw new JournalRefused(
                    "%s is on a network file system (%s); the journal must be on a disk of this machine, see JOURNAL_FILE."
                            .formatted(file, type));
        }
        if (lock == null) {
            file = Files.exists(file) ? file.toRealPath() : folder.toRealPath().resolve(file.getFileName());
            lock = lock();
        }
        createPrivately(file);
        if (identity == null) {
            identity = identity();
        }
    }

    /** Whether the path still leads to the file that was claimed. */
    boolean isStillThere() {
        try {
            return Objects.equals(identity, identity());
        } catch (IOException e) {
            return false;
        }
    }

    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, mode(folder, "rwx------"));
        }
    }

    /** Creates an empty file that only its owner may open, or takes the rights of all others away. */
    static void createPrivately(Path path) throws IOException {
        try {
            Files.createFile(path, mode(path, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (isPosix(path)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    static boolean isFarAway(String fileSystem) {
        String name = fileSystem.toLowerCase(Locale.ROOT).replaceFirst("^fuse\\.", "");
        return name.startsWith("nfs") || name.startsWith("smb") || FAR_AWAY.contains(name);
    }

    /** Lets the next process have the file; the lock's own file stays, for deleting it would let two in. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
            lock = null;
            TAKEN.remove(file);
        }
    }

    private FileChannel lock() throws IOException {
        if (!TAKEN.add(file)) {
            throw inUse();
        }
        FileChannel channel = null;
        try {
            Path path = file.resolveSibling(file.getFileName() + ".lock");
            createPrivately(path);
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (IOException | RuntimeException e) {
            letGo(channel);
            throw e;
        }
        letGo(channel);
        throw inUse();
    }

    private void letGo(@Nullable FileChannel channel) throws IOException {
        TAKEN.remove(file);
        if (channel != null) {
            channel.close();
        }
    }

    private JournalRefused inUse() {
        return new JournalRefused(
                "another process uses the journal %s; stop that one first, or set JOURNAL_FILE to a file of its own."
                        .formatted(file));
    }

    private @Nullable Object identity() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static FileAttribute<?>[] mode(Path where, String mode) {
        return isPosix(where)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
