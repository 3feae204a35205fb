package dev.asterbridge.trading;

import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.MarketReader;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionReader;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Halt.Kind;
import dev.asterbridge.risk.Halt.Scope;
import dev.asterbridge.risk.Held;
import dev.asterbridge.risk.OwnLimits;
import dev.asterbridge.risk.RiskGuard;
import dev.asterbridge.risk.TradingSwitch;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalIntake;
import dev.asterbridge.trading.Flattened.Closing;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Turns the switch. */
@Service
class TradingService {

    private static final String SOURCE = "/trading/flatten";
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final TradingSwitch trading;
    private final RiskGuard guard;
    private final OwnLimits limits;
    private final AccountReader accounts;
    private final SignalIntake intake;
    private final PositionReader positions;
    private final MarketReader market;
    private final RestingOrders resting;
    private final Clock clock;

    TradingService(
            TradingSwitch trading,
            RiskGuard guard,
            OwnLimits limits,
            AccountReader accounts,
            SignalIntake intake,
            PositionReader positions,
            MarketReader market,
            RestingOrders resting,
            Clock clock) {
        this.trading = trading;
        this.guard = guard;
        this.limits = limits;
        this.accounts = accounts;
        this.intake = intake;
        this.positions = positions;
        this.market = market;
        this.resting = resting;
        this.clock = clock;
    }

    TradingState state() {
        return TradingState.of(guard.standing(), limits, accounts.knownPositionMode());
    }

    /** @throws ProblemException 404 for a symbol that is not listed: a halt of it would hold nothing back */
    TradingState halt(Scope scope, String why, String by) {
        requireListed(scope);
        trading.halt(scope, why, by);
        boolean unheard = scope.kind() == Kind.STRATEGY && !intake.knows(scope.name());
        return state().with(unheard ? unheardOf(scope.name()) : null);
    }

    /** @throws ProblemException 409 while the loss is over a limit, 404 for a symbol that is neither halted nor listed */
    TradingState resume(Scope scope, String why, String by, boolean resetPeak) {
        if (trading.inForce().stream().noneMatch(halt -> halt.scope().equals(scope))) {
            requireListed(scope);
        }
        trading.resume(scope, why, by, resetPeak);
        return state();
    }

    /**
     * Halts, ends orders that could still open something, and then closes what is open: one that is filled first is closed
     * with the rest.
     *
     * @param key the caller's own name for it; absent for one that never was
     * @throws ProblemException 503 when a close is not on record, 404 for a symbol that is not listed
     */
    Flattened flatten(Scope scope, String why, String by, @Nullable String key) {
        requireListed(scope);
        trading.halt(scope, why, by);
        boolean ofStrategy = scope.kind() == Kind.STRATEGY;
        RestingOrders.Ended entries = ofStrategy ? resting.endOf(scope.name(), by) : resting.end(symbol(scope), by);
        String id = key == null ? clock.instant().toString() : key;
        List<Closing> closing = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Found found = ofStrategy ? new Found(guard.heldBy(scope.name()), null) : find(scope);
        found.held().stream().sorted(Comparator.comparing(Held::toString)).forEach(held -> {
            try {
                Receipt receipt = intake.accept(close(scope, held, id, by), Duration.ZERO);
                closing.add(new Closing(
                        held.symbol(), held.side(), receipt.id(), receipt.duplicate() ? Boolean.TRUE : null));
            } catch (ProblemException e) {
                failed.add("%s (%s)".formatted(held, e.problem().detail()));
            }
        });
        if (!failed.isEmpty()) {
            throw new ProblemException(new Problem(
                    503,
                    "NOT_TAKING_SIGNALS",
                    "Trading is halted, and %d closes are on record, but not %s; send it again"
                            .formatted(closing.size(), String.join(", ", failed)),
                    null,
                    AGAIN,
                    List.of()));
        }
        boolean nothing =
                closing.isEmpty() && entries.cancelled().isEmpty() && List.of().equals(entries.resting());
        return new Flattened(
                closing,
                entries.cancelled(),
                entries.resting(),
                ofStrategy && nothing && found.note() == null ? nothingOf(scope.name()) : found.note());
    }

    private static String unheardOf(String strategy) {
        return "No alert of strategy %s is on record; it is halted all the same, and names count to the letter"
                .formatted(strategy);
    }

    /** A name that nobody has would look like success. */
    private static String nothingOf(String strategy) {
        return "Strategy %s holds nothing on record, and nothing of it rests; names count to the letter"
                .formatted(strategy);
    }

    /** @param note what is not as sure as it should be */
    private record Found(Set<Held> held, @Nullable String note) {}

    /** What the exchange shows, and what orders under way may open before anybody sees it. */
    private Found find(Scope scope) {
        Set<Held> held = new HashSet<>();
        String note = null;
        try {
            positions.open().stream()
                    .filter(Position::isOpen)
                    .map(position -> new Held(position.symbol(), position.positionSide()))
                    .forEach(held::add);
            held.addAll(guard.underWay());
            held.addAll(guard.expected());
        } catch (ExchangeUnavailable e) {
            held.addAll(guard.open());
            note = "The positions could not be read (%s); what was known to be open is closed as soon as it can be"
                    .formatted(e.refusal());
        }
        Symbol only = symbol(scope);
        held.removeIf(it -> only != null && !it.symbol().equals(only));
        return new Found(held, note);
    }

    private static Alert close(Scope scope, Held held, String id, String by) {
        boolean ofStrategy = scope.kind() == Kind.STRATEGY;
        String body = "{\"action\":\"close\",\"position_side\":\"%s\",\"symbol\":\"%s\",\"of\":\"%s\"}"
                .formatted(held.side(), held.symbol(), ofStrategy ? "strategy" : "all");
        return new Alert(
                SOURCE,
                by,
                body,
                "%s %s %s".formatted(id, scope, held),
                null,
                false,
                ofStrategy
                        ? new Signal(held.symbol(), scope.name(), held.side(), new Signal.Close())
                        : new Signal(held.symbol(), held.side(), new Signal.Close(true)));
    }

    private void requireListed(Scope scope) {
        Symbol symbol = symbol(scope);
        if (symbol != null && !isListed(symbol)) {
            throw new ProblemException(Problem.notListed(symbol));
        }
    }

    /** A halt must not fail because nobody can be asked. */
    private boolean isListed(Symbol symbol) {
        try {
            return market.rules(symbol).isPresent();
        } catch (ExchangeUnavailable e) {
            return true;
        }
    }

    private static @Nullable Symbol symbol(Scope scope) {
        return scope.kind() == Kind.SYMBOL ? new Symbol(scope.name()) : null;
    }
}
