package dev.asterbridge.shadow;

import dev.asterbridge.exchange.Account.AccountPosition;
import dev.asterbridge.exchange.ExchangeClock;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.QuoteReader;
import dev.asterbridge.exchange.ShadowVenue;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.StandingOrder;
import dev.asterbridge.shadow.Played.Verdict;
import dev.asterbridge.signals.Rehearsal;
import dev.asterbridge.signals.Rehearsal.Cue;
import dev.asterbridge.signals.Rehearsal.Step;
import dev.asterbridge.signals.Signal;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does on the paper venue what is done with money, exits and all. Used by one thread. */
final class Understudy {

    private static final Logger log = LoggerFactory.getLogger(Understudy.class);

    private final ShadowVenue venue;
    private final Rehearsal rehearsal;
    private final Quotes quotes;
    private final ExchangeClock exchange;
    private final Clock clock;
    private final PaperAccount account;
    private final ExitWatch exits;

    Understudy(
            ShadowVenue venue,
            Rehearsal rehearsal,
            QuoteReader quotes,
            ExchangeClock exchange,
            SetUp setUp,
            Clock clock) {
        this.venue = venue;
        this.rehearsal = rehearsal;
        this.quotes = new Quotes(quotes, venue, clock);
        this.exchange = exchange;
        this.clock = clock;
        this.account = new PaperAccount(venue, setUp);
        this.exits = new ExitWatch(account);
    }

    /**
     * Starts as a copy of the account that is traded.
     *
     * @param opened the alert of that id, by which something that is held should end
     */
    void begin(
            PositionMode mode,
            BigDecimal wallet,
            List<AccountPosition> positions,
            Function<Symbol, List<Holding>> holdings,
            Function<String, Optional<Played>> opened) {
        account.begin(mode, wallet, positions, holdings, opened);
        exits.begin();
    }

    /**
     * Goes on where it was.
     *
     * @param open alerts of which something may still happen
     */
    void restore(ShadowRecords.Kept kept, List<Played> open) {
        account.restore(kept, open);
        exits.begin();
    }

    ShadowRecords.Kept kept() {
        return account.kept();
    }

    /** What has become of alerts since this was asked last. */
    List<Plays.Note> notes() {
        return account.notes();
    }

    /** Symbols that need prices: an order rests, or an exit is missing. */
    Set<Symbol> waiting() {
        return Stream.concat(account.resting().stream(), exits.unfinished().stream())
                .collect(Collectors.toSet());
    }

    /**
     * Lets what rests and what is held meet present prices.
     *
     * @throws ExchangeUnavailable when there are none
     */
    void follow(Symbol symbol) {
        Optional<InstrumentRules> rules = venue.rules(symbol);
        if (rules.isPresent()) {
            meet(symbol, rules.get());
        }
    }

    /** Runs a signal; what keeps it from being run is noted. */
    void play(Cue cue) {
        Symbol symbol = cue.signal().symbol();
        Optional<InstrumentRules> rules = venue.rules(symbol);
        if (rules.isEmpty()) {
            note(cue, Verdict.REFUSED, "It is not listed on the paper exchange");
            return;
        }
        boolean cancels = cue.signal().intent() instanceof Signal.Cancel;
        try {
            Quotes.Look look = meet(symbol, rules.get());
            if (!cancels) {
                account.note(new Performance(account, rehearsal, cue, rules.get(), look, exchange::now)
                        .play(clock::instant));
                exits.look(symbol, rules.get(), look.mark());
            }
        } catch (ExchangeUnavailable e) {
            if (!cancels) {
                note(cue, Verdict.FAILED, "There were no prices: " + e.getMessage());
            }
        }
        if (cancels) {
            cancel(cue);
        }
    }

    /** Of an alert that could not be tried, or was not; what is noted of it already stays. */
    void note(Cue cue, Verdict verdict, String why) {
        if (!account.isNoted(cue.id())) {
            account.note(Played.without(cue, verdict, why, exchange.now()));
            if (verdict == Verdict.FAILED || verdict == Verdict.DROPPED) {
                log.atWarn()
                        .addKeyValue("event", "shadow_missed")
                        .addKeyValue("signal", cue.id())
                        .log("{} was not run on paper: {}", cue.signal().intent(), why);
            }
        }
    }

    /** Before anything new: what has been filled meanwhile belongs to those who ordered it, and ends as they said. */
    private Quotes.Look meet(Symbol symbol, InstrumentRules rules) {
        account.expire(symbol, exchange.now());
        Quotes.Look look = quotes.look(symbol);
        account.see(symbol);
        exits.look(symbol, rules, look.mark());
        return look;
    }

    /** What rests is ended whether there are prices or not. */
    private void cancel(Cue cue) {
        Symbol symbol = cue.signal().symbol();
        switch (rehearsal.cancel(cue.signal(), account.standing(symbol))) {
            case Step.Cancel cancel -> {
                List<StandingOrder> orders = cancel.orders();
                orders.forEach(order -> account.cancel(symbol, order.order().id()));
                String names =
                        orders.stream().map(order -> order.order().id().value()).collect(Collectors.joining(", "));
                note(cue, Verdict.EXECUTED, "%d cancelled: %s".formatted(orders.size(), names));
            }
            case Step.Refused refused -> note(cue, Verdict.REFUSED, Performance.sentence(refused));
            case Step.Nothing nothing -> note(cue, Verdict.EXECUTED, nothing.message());
            case Step.Superseded superseded -> throw new IllegalStateException("a cancel is none: " + superseded);
            case Step.Rests rests -> throw new IllegalStateException("a cancel lets nothing rest: " + rests);
            case Step.Place place -> throw new IllegalStateException("a cancel orders nothing: " + place);
        }
    }
}
