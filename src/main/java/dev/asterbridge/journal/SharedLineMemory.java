package dev.asterbridge.journal;

import dev.asterbridge.exchange.LineMemory;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keeps for the line to the exchange, in the journal, what it must not forget. */
@Component
class SharedLineMemory implements LineMemory {

    private static final String KEEP = """
            INSERT INTO limits (name, until_at, used) VALUES (:name, :until, :used)
            ON CONFLICT (name) DO UPDATE SET until_at = excluded.until_at, used = excluded.used
            WHERE excluded.until_at > limits.until_at
               OR (excluded.until_at = limits.until_at AND excluded.used > limits.used)""";

    private final Journal journal;
    private final Seat seat;

    SharedLineMemory(Journal journal, Seat seat) {
        this.journal = journal;
        this.seat = seat;
    }

    @Override
    public int slot() {
        return seat.slot();
    }

    @Override
    public long lastNonce(String signer) {
        return journal.read(sql -> sql.sql("SELECT coalesce(max(nonce), 0) FROM attempts WHERE signer = :signer")
                .param("signer", signer)
                .query(Long.class)
                .single());
    }

    @Override
    public List<Limit> limits() {
        return journal.read(sql -> sql.sql("SELECT name, until_at, used FROM limits ORDER BY name")
                .query((row, n) -> new Limit(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getInt(3)))
                .list());
    }

    @Override
    public void keep(List<Limit> limits) {
        journal.write(transaction -> {
            for (Limit limit : limits) {
                transaction
                        .sql()
                        .sql(KEEP)
                        .param("name", limit.name())
                        .param("until", limit.until().toEpochMilli())
                        .param("used", limit.used())
                        .update();
            }
            return limits.size();
        });
    }
}
