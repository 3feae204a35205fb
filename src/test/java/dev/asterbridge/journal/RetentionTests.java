package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTests {

    private static final Duration KEPT = Duration.ofDays(30);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private JournalOnDisk opened;
    private Retention retention;
    private int signals;

    @BeforeEach
    void open() {
        Path file = folder.resolve("journal.db");
        opened = new JournalOnDisk(new SqliteDatabase(file, clock), clock, Duration.ofSeconds(20));
        retention = new Retention(opened.journal, new JournalProperties(file, "", KEPT, Duration.ofSeconds(2)));
    }

    @AfterEach
    void close() {
        retention.destroy();
        opened.close();
    }

    @Test
    void whatIsOldAndDecidedGoesWithAllThatHangsOnIt() {
        signal("old", "content-a", "time", "executed");
        order("old", "FILLED", "executed");
        clock.advance(KEPT.plusDays(1));
        signal("new", "content-b", "time", "executed");
        order("new", "FILLED", "executed");
        retention.tidy();

        assertThat(opened.ask("SELECT id FROM signals", String.class)).containsExactly("new");
        assertThat(opened.ask("SELECT signal_id FROM orders", String.class)).containsExactly("new");
        assertThat(opened.ask("SELECT signal_id FROM attempts", String.class)).containsExactly("new");
        assertThat(opened.ask("SELECT signal_id FROM fills", String.class)).containsExactly("new");
    }

    @Test
    void whatIsUnderWayStaysHoweverOldItIs() {
        signal("waiting", "content-a", "time", null);
        signal("live", "content-b", "time", "executed");
        order("live", "FILLED", null);
        signal("resting", "content-c", "time", "executed");
        order("resting", "NEW", "executed");
        clock.advance(KEPT.plusDays(1));
        retention.tidy();

        assertThat(opened.ask("SELECT id FROM signals ORDER BY seq", String.class))
                .containsExactly("waiting", "live", "resting");
    }

    @Test
    void whatMayStillHappenOnPaperStaysToo() {
        signal("over", "content-a", "time", "executed");
        shadow("over", 0);
        signal("open", "content-b", "time", "executed");
        shadow("open", 1);
        clock.advance(KEPT.plusDays(1));
        retention.tidy();

        assertThat(opened.ask("SELECT id FROM signals", String.class)).containsExactly("open");
        assertThat(opened.ask("SELECT signal_id FROM shadows", String.class)).containsExactly("open");
    }

    @Test
    void theNewestOfEachContentWithoutATimeStays() {
        signal("1", "content-a", "nothing", "executed");
        signal("2", "content-a", "nothing", "executed");
        signal("3", "content-b", "id", "refused");
        signal("4", "content-c", "time", "refused");
        clock.advance(KEPT.plusDays(1));
        retention.tidy();

        assertThat(opened.ask("SELECT id FROM signals ORDER BY seq", String.class))
                .containsExactly("2", "3");
    }

    @Test
    void manyGoInSeveralSteps() {
        for (int i = 0; i < 2 * Retention.BATCH + 7; i++) {
            signal("s" + i, "content-" + i, i % 50 == 0 ? "id" : "time", "executed");
            opened.event("s" + i);
        }
        clock.advance(KEPT.plusDays(1));
        opened.event("new");
        retention.tidy();

        assertThat(opened.ask("SELECT count(*) FROM signals", Long.class)).containsExactly(9L);
        assertThat(opened.events()).isEqualTo(1);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(1));
    }

    @Test
    void theLastEventOfAChainStaysSoThatTheNextContinuesIt() {
        opened.event("a");
        opened.event("b");
        clock.advance(KEPT.plusDays(1));
        retention.tidy();
        close();
        open();
        opened.event("c");

        assertThat(opened.ask("SELECT seq FROM events ORDER BY seq", Long.class))
                .containsExactly(2L, 3L);
        assertThat(opened.check()).isEqualTo(new JournalCheck.Sound(2));
    }

    private void signal(String id, String content, String identifiedBy, String verdict) {
        signals++;
        opened.journal.write(transaction -> transaction
                .sql()
                .sql("""
                        INSERT INTO signals (id, identity, content, body_hash, identified_by, source, sender, body, symbol,
                          signal, reduces, received_at, expires_at, deliveries, verdict, decided_at)
                        VALUES (:id, :identity, :content, '', :by, '', '', '', 'BTCUSDT', '{}', 0, :now, :now, 1, :verdict, :now)""")
                .param("id", id)
                .param("identity", "identity" + signals)
                .param("content", content)
                .param("by", identifiedBy)
                .param("now", transaction.now())
                .param("verdict", verdict)
                .update());
    }

    private void shadow(String id, int resting) {
        opened.journal.write(transaction -> transaction
                .sql()
                .sql("""
                        INSERT INTO shadows (signal_id, seq, symbol, strategy, verdict, asked, run_at, priced_ms, ahead_ms,
                          placed, resting)
                        VALUES (:id, 1, 'BTCUSDT', '', 'executed', '', 0, 0, 0, '{}', :resting)""")
                .param("id", id)
                .param("resting", resting)
                .update());
    }

    private void order(String id, String status, String outcome) {
        opened.journal.write(transaction -> {
            transaction.sql().sql("""
                            INSERT INTO orders (signal_id, leg, symbol, side, position_side, quantity, reduce_only, early,
                              status, executed_quantity, booked)
                            VALUES (:id, 1, 'BTCUSDT', 'BUY', 'BOTH', '1', 0, 0, :status, '1', '1')""").param("id", id).param("status", status).update();
            transaction
                    .sql()
                    .sql("""
                            INSERT INTO attempts (client_order_id, signal_id, leg, signer, nonce, request_hash, prepared_at,
                              horizon_at, outcome)
                            VALUES (:id, :id, 1, 'signer', :nonce, '', 0, 0, :outcome)""")
                    .param("id", id)
                    .param("nonce", signals)
                    .param("outcome", outcome)
                    .update();
            return transaction
                    .sql()
                    .sql("""
                            INSERT INTO fills (symbol, trade_id, order_id, signal_id, price, quantity, commission,
                              commission_asset, realized_profit, maker, at)
                            VALUES ('BTCUSDT', :trade, 1, :id, '1', '1', '0', 'USDT', '0', 0, 0)""")
                    .param("trade", signals)
                    .param("id", id)
                    .update();
        });
    }
}
