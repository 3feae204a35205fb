package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.QuoteReader;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.orders.HoldingRecords;
import dev.asterbridge.orders.OrderQueries;
import dev.asterbridge.orders.PlacedOrder;
import dev.asterbridge.orders.Purpose;
import dev.asterbridge.shadow.Played.Verdict;
import dev.asterbridge.signals.Rehearsal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Where the shadow's account comes from and goes to: the journal, or the account that is traded, of which it is a copy at
 * first. One instance at a time has it. One thread.
 */
@Component
class ShadowKeeper {

    private static final Logger log = LoggerFactory.getLogger(ShadowKeeper.class);

    private final ShadowVenue.Opener opener;
    private final AccountReader accounts;
    private final OrderQueries orders;
    private final HoldingRecords holdings;
    private final Rehearsal rehearsal;
    private final QuoteReader quotes;
    private final ExchangeClock exchange;
    private final SetUp setUp;
    private final ShadowRecords records;
    private final Journal journal;
    private final Clock clock;
    private final List<Plays.Note> unwritten = new ArrayList<>();
    private @Nullable ShadowVenue venue;

    ShadowKeeper(
            ShadowVenue.Opener opener,
            AccountReader accounts,
            OrderQueries orders,
            HoldingRecords holdings,
            Rehearsal rehearsal,
            QuoteReader quotes,
            ExchangeClock exchange,
            SetUp setUp,
            ShadowRecords records,
            Journal journal,
            Clock clock) {
        this.opener = opener;
        this.accounts = accounts;
        this.orders = orders;
        this.holdings = holdings;
        this.rehearsal = rehearsal;
        this.quotes = quotes;
        this.exchange = exchange;
        this.setUp = setUp;
        this.records = records;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Takes the account for this instance; empty when another one has it.
     *
     * @throws ExchangeUnavailable when it has to be copied and cannot be read
     * @throws JournalUnavailable when the journal does not answer
     */
    Optional<Understudy> open() {
        unwritten.clear();
        if (!journal.write(records::claim)) {
            return Optional.empty();
        }
        ShadowVenue shadow = venue == null ? opener.open(clock) : venue;
        venue = shadow;
        Understudy opened = new Understudy(shadow, rehearsal, quotes, exchange, setUp, clock);
        Optional<ShadowRecords.Kept> kept = journal.read(records::kept);
        if (kept.isEmpty() || !isRestored(opened, kept.get())) {
            copy(opened);
        }
        return Optional.of(opened);
    }

    private boolean isRestored(Understudy opened, ShadowRecords.Kept kept) {
        try {
            opened.restore(kept, journal.read(records::open));
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.atWarn()
                    .addKeyValue("event", "shadow_unreadable")
                    .log("The shadow's account starts anew as a copy: {}", e.getMessage());
            return false;
        }
    }

    private void copy(Understudy opened) {
        Account account = accounts.account();
        opened.begin(
                accounts.positionMode(),
                account.totalWalletBalance(),
                account.positions(),
                symbol -> journal.read(sql -> holdings.of(sql, symbol)),
                this::copied);
        journal.write(tx -> {
            records.require(tx);
            records.forget(tx);
            return opened;
        });
        keep(opened);
    }

    /** What was taken out of a position before it was copied is not taken out again. */
    private Optional<Played> copied(String signalId) {
        List<Placed> taken = journal.read(sql -> orders.of(sql, signalId)).stream()
                .flatMap(ShadowKeeper::taken)
                .toList();
        return rehearsal.cue(signalId).map(cue -> {
            String why = "What it opened was held when the shadow began";
            return Played.without(cue, Verdict.COPIED, why, exchange.now()).now(taken);
        });
    }

    private static Stream<Placed> taken(PlacedOrder placed) {
        Order seen = placed.seen();
        if (placed.role() == null || seen == null || seen.executedQuantity().signum() == 0) {
            return Stream.empty();
        }
        Order ended = seen.status().isFinal() ? seen : seen.with(OrderStatus.CANCELED);
        List<Placed.Trade> fills = placed.fills().stream()
                .map(fill -> new Placed.Trade(fill.price(), fill.quantity()))
                .toList();
        return Stream.of(new Placed(ended, fills, Purpose.exit(placed.role()), new OrderTerms.Market().toString()));
    }

    /**
     * Puts account and comparisons on record, if something has become of an alert; what could not be written before goes
     * with it.
     *
     * @throws ShadowRecords.Taken when another instance has the account
     * @throws JournalUnavailable when the journal does not answer
     */
    void keepChanges(Understudy ready) {
        unwritten.addAll(ready.notes());
        if (!unwritten.isEmpty()) {
            keep(ready);
        }
    }

    private void keep(Understudy ready) {
        unwritten.addAll(ready.notes());
        List<Plays.Note> all = List.copyOf(unwritten);
        ShadowRecords.Kept kept = ready.kept();
        journal.write(tx -> {
            records.require(tx);
            all.forEach(note -> records.keep(tx, note));
            records.keep(tx, kept);
            return kept;
        });
        unwritten.clear();
    }

    /** What could not be written is given up. */
    void giveUp() {
        unwritten.clear();
    }
}
