package dev.asterbridge.shadow;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.Journal.Transaction;
import dev.asterbridge.journal.JournalsOnPostgres;
import dev.asterbridge.shadow.Played.Verdict;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Cue;
import dev.asterbridge.signals.RehearsalOnFake;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the shadow reads and writes, on the other database. */
class ShadowOnPostgresTests {

    private final JournalsOnPostgres journals = new JournalsOnPostgres();
    private final Journal journal = journals.another();
    private final Rehearsal rehearsal = RehearsalOnFake.on(journal);
    private final ShadowRecords records = new ShadowRecords();

    @AfterEach
    void close() {
        journals.close();
    }

    @Test
    void findsAlertsAndKeepsWhatTheyCameTo() {
        assertThat(rehearsal.newest()).isZero();
        signal("one");
        Cue cue = rehearsal.after(0, 10).getFirst();
        Played played = Played.without(cue, Verdict.DROPPED, "The shadow was 11 s behind", Instant.EPOCH);

        keep(played);
        keep(played);

        assertThat(cue.signal().symbol()).isEqualTo(BTC);
        assertThat(newest(BTC)).containsExactly(played);
        assertThat(newest(null)).containsExactly(played);
        assertThat(journal.read(records::open)).isEmpty();
        assertThat(journal.read(sql -> rehearsal.ending(sql, "one"))
                        .orElseThrow()
                        .verdict())
                .isNull();
    }

    @Test
    void keepsTheAccount() {
        Books.Entry entry = new Books.Entry("BTCUSDT", "a", PositionSide.BOTH, new BigDecimal("0.5"), null);
        ShadowRecords.Kept kept = new ShadowRecords.Kept("{}", new Books.Kept(List.of(entry)));
        for (int i = 0; i < 2; i++) {
            journal.write(tx -> {
                records.keep(tx, kept);
                return kept;
            });
        }

        assertThat(journal.read(records::kept)).contains(kept);
    }

    @Test
    void oneInstanceRunsIt() {
        Journal second = journals.another();

        assertThat(journal.write(records::claim)).isTrue();
        assertThat(second.write(records::claim)).isFalse();
        assertThat(journal.write(records::claim)).isTrue();
        assertThatThrownBy(() -> second.write(this::required)).isInstanceOf(ShadowRecords.Taken.class);
        assertThat(journal.write(this::required)).isTrue();

        journal.write(tx -> tx.sql()
                .sql("DELETE FROM instances WHERE name = :me")
                .param("me", tx.instance())
                .update());
        assertThat(second.write(records::claim)).isTrue();
        assertThat(second.write(this::required)).isTrue();
    }

    @Test
    void nothingIsKeptOfAnAlertThatIsGone() {
        signal("one");
        Played played = Played.without(rehearsal.after(0, 10).getFirst(), Verdict.FAILED, "why", Instant.EPOCH);
        journal.write(tx -> tx.sql().sql("DELETE FROM signals").update());

        keep(played);

        assertThat(newest(null)).isEmpty();
    }

    @Test
    void aNewAccountHasNothingToFollow() {
        signal("one");
        Played played = Played.without(rehearsal.after(0, 10).getFirst(), Verdict.FAILED, "why", Instant.EPOCH);
        journal.write(tx -> {
            records.keep(tx, new Plays.Note(played, true));
            return played;
        });
        assertThat(journal.read(records::open)).containsExactly(played);

        journal.write(tx -> {
            records.forget(tx);
            return played;
        });

        assertThat(journal.read(records::open)).isEmpty();
    }

    @Test
    void goesWithItsAlert() {
        signal("one");
        keep(Played.without(rehearsal.after(0, 10).getFirst(), Verdict.FAILED, "why", Instant.EPOCH));

        journal.write(tx -> tx.sql().sql("DELETE FROM signals").update());

        assertThat(newest(null)).isEmpty();
        int left = journal.read(sql ->
                sql.sql("SELECT count(*) FROM shadows").query(Integer.class).single());
        assertThat(left).isZero();
    }

    private boolean required(Transaction tx) {
        records.require(tx);
        return true;
    }

    private List<Played> newest(@Nullable Symbol symbol) {
        return journal.read(sql -> records.newest(sql, symbol, 10));
    }

    private void keep(Played played) {
        journal.write(tx -> {
            records.keep(tx, new Plays.Note(played, played.rests()));
            return played;
        });
    }

    private void signal(String id) {
        journal.write(tx -> tx.sql().sql("""
                        INSERT INTO signals (id, identity, content, body_hash, identified_by, source, sender, body, symbol,
                          signal, reduces, received_at, expires_at, deliveries)
                        VALUES (:id, :id, 'c', 'h', 'nothing', '/test', '1.2.3.4', '{}', 'BTCUSDT',
                          '{"action":"close"}', 1, 0, 0, 1)""").param("id", id).update());
    }
}
