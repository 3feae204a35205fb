package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresServerTests {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void end() {
        server.close();
        assertThat(Files.exists(server.log())).isFalse();
    }

    @Test
    void writesToDiskBeforeItAnswers() throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            assertThat(text(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(text(connection, "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws SQLException {
        String database = server.freshDatabase();
        try (Connection connection = server.connect(database)) {
            connection.createStatement().execute("CREATE TABLE kept AS SELECT 'yes' AS answer");
            server.kill();
            assertThatThrownBy(() -> text(connection, "SELECT answer FROM kept"))
                    .isInstanceOf(IllegalStateException.class);
        }
        server.startAgain();
        try (Connection connection = server.connect(database)) {
            assertThat(text(connection, "SELECT answer FROM kept")).isEqualTo("yes");
        }
    }

    @Test
    void stopsAndStartsAgainOnTheSamePort() throws SQLException {
        int port = server.port();
        server.stop();
        assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
        server.startAgain();
        assertThat(server.port()).isEqualTo(port);
        server.connect("postgres").close();
    }

    @Test
    void saysNothingWhileItIsPaused() throws Exception {
        try (Connection connection = server.connect("postgres")) {
            server.pause();
            var answer = CompletableFuture.supplyAsync(() -> text(connection, "SELECT 'here'"));
            assertThatThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            server.resume();
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("here");
        }
    }

    @Test
    void givesEachTestADatabaseOfItsOwn() {
        assertThat(server.freshDatabase()).isNotEqualTo(server.freshDatabase());
    }

    private static String text(Connection connection, String query) {
        try (var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
