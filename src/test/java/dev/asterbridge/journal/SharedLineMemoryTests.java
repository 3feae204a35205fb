package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.LineMemory.Limit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLineMemoryTests {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @TempDir
    Path folder;

    private JournalOnDisk opened;
    private SharedLineMemory memory;

    @BeforeEach
    void open() {
        opened = new JournalOnDisk(folder.resolve("journal.db"));
        memory = new SharedLineMemory(opened.journal, opened.seat);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void remembersTheHighestNonceOfEachSigner() {
        assertThat(memory.lastNonce("0xabc")).isZero();
        attempt("a", "0xabc", 5L);
        attempt("b", "0xabc", 7L);
        attempt("c", "0xdef", 9L);
        attempt("d", "0x123", null);

        assertThat(memory.lastNonce("0xabc")).isEqualTo(7);
        assertThat(memory.lastNonce("0x123")).isZero();
    }

    @Test
    void ofTwoLimitsTheLaterStaysAndOfTwoThatEndTogetherTheFuller() {
        memory.keep(List.of(new Limit("silence", NOON, 0), new Limit("weight", NOON, 10)));
        memory.keep(List.of(new Limit("silence", NOON.minusSeconds(1), 5), new Limit("weight", NOON, 20)));
        memory.keep(List.of(new Limit("silence", NOON.plusSeconds(1), 1), new Limit("weight", NOON, 15)));

        assertThat(memory.limits())
                .containsExactly(new Limit("silence", NOON.plusSeconds(1), 1), new Limit("weight", NOON, 20));
        close();
        open();
        assertThat(memory.limits()).hasSize(2);
        assertThat(memory.slot()).isZero();
    }

    private void attempt(String id, String signer, Long nonce) {
        opened.journal.write(transaction -> {
            transaction.sql().sql("""
                    INSERT INTO signals (id, identity, content, body_hash, identified_by, source, sender, body, symbol, signal,
                      reduces, received_at, expires_at, deliveries)
                    VALUES (:id, :id, '', '', 'time', '', '', '', 'BTCUSDT', '{}', 0, 0, 0, 1)""").param("id", id).update();
            transaction.sql().sql("""
                    INSERT INTO orders (signal_id, leg, symbol, side, position_side, quantity, reduce_only, early,
                      executed_quantity, booked)
                    VALUES (:id, 1, 'BTCUSDT', 'BUY', 'BOTH', '1', 0, 0, '0', '0')""").param("id", id).update();
            return transaction
                    .sql()
                    .sql("""
                    INSERT INTO attempts (client_order_id, signal_id, leg, signer, nonce, request_hash, prepared_at, horizon_at)
                    VALUES (:id, :id, 1, :signer, :nonce, '', 0, 0)""")
                    .param("id", id)
                    .param("signer", signer)
                    .param("nonce", nonce)
                    .update();
        });
    }
}
