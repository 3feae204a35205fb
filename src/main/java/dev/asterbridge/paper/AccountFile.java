package dev.asterbridge.paper;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keeps the account across restarts. It is replaced as a whole: a crash leaves the old one or the new one.
 *
 * <p>A file that cannot be read is set aside under another name, never overwritten.
 */
final class AccountFile {

    private static final Logger log = LoggerFactory.getLogger(AccountFile.class);

    private static final List<String> ADDED_LATER = List.of("fundedUntil", "nextStrategyId", "strategies");

    private final Path file;
    private final JsonMapper json = WireJson.mapper()
            .rebuild()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    AccountFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    Optional<VenueState> load() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode kept = json.readTree(Files.readAllBytes(file));
            addWhatOlderFilesLack(kept);
            return Optional.of(json.treeToValue(kept, VenueState.class));
        } catch (IOException | RuntimeException e) {
            setAside(e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    void save(VenueState state) throws IOException {
        byte[] bytes = json.writeValueAsBytes(state);
        Path folder = file.getParent();
        Files.createDirectories(folder);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A file of an older version has none of the newer fields; one that has some of them is broken. */
    private static void addWhatOlderFilesLack(JsonNode kept) {
        if (kept instanceof ObjectNode state && ADDED_LATER.stream().noneMatch(state::has)) {
            state.put("fundedUntil", 0).put("nextStrategyId", StrategyStore.FIRST_ID);
            state.putArray("strategies");
        }
    }

    void setAside(String reason) {
        Path aside = file.resolveSibling(file.getFileName() + ".broken");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException("cannot set aside the unreadable paper account " + file, e);
        }
        log.atError()
                .addKeyValue("event", "paper_account_unreadable")
                .addKeyValue("file", file)
                .addKeyValue("set_aside_as", aside)
                .addKeyValue("reason", reason)
                .log("the paper account's file is unreadable; it is kept as {} and the account starts over", aside);
    }
}
