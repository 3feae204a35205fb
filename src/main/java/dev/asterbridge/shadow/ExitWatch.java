package dev.asterbridge.shadow;

import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Holding.Guard;
import dev.asterbridge.protection.ExitStep;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sees to it that what should end what is held rests on the paper venue, and nothing else does; one thread. */
final class ExitWatch {

    /** More than the longest ladder takes; what is left is for the next look. */
    private static final int MOST_STEPS = 50;

    private final PaperAccount account;
    private final Set<Symbol> unfinished = new HashSet<>();

    ExitWatch(PaperAccount account) {
        this.account = account;
    }

    /** Nobody knows how far it has come with what is held. */
    void begin() {
        unfinished.clear();
        unfinished.addAll(account.guarded());
    }

    /** Symbols of which an exit is missing. */
    Set<Symbol> unfinished() {
        return Set.copyOf(unfinished);
    }

    /** Does what is to be done; what the venue refuses is left for the next look. */
    void look(Symbol symbol, InstrumentRules rules, BigDecimal mark) {
        Set<String> inVain = new HashSet<>();
        for (int i = 0; i < MOST_STEPS; i++) {
            account.agree(symbol);
            List<ExitStep> steps = ExitStep.of(rules, account.holdings(symbol), account.standing(symbol), mark);
            Optional<ExitStep> next =
                    steps.stream().filter(step -> !inVain.contains(name(step))).findFirst();
            if (next.isEmpty()) {
                break;
            }
            if (!take(symbol, next.get())) {
                inVain.add(name(next.get()));
            }
        }
        if (inVain.isEmpty()) {
            unfinished.remove(symbol);
        } else {
            unfinished.add(symbol);
        }
    }

    /** Answers whether something has changed by it. */
    private boolean take(Symbol symbol, ExitStep step) {
        return switch (step) {
            case ExitStep.Place place -> place(symbol, place);
            case ExitStep.Cancel cancel ->
                account.cancel(symbol, cancel.order().order().id());
            case ExitStep.MoveStop move -> account.even(symbol, move.held());
        };
    }

    private boolean place(Symbol symbol, ExitStep.Place exit) {
        return switch (order(symbol, exit)) {
            case OrderOutcome.Accepted accepted ->
                !accepted.order().status().isFinal()
                        || accepted.order().executedQuantity().signum() > 0;
            case OrderOutcome.Rejected rejected ->
                exit.instead(rejected.refusal())
                        .filter(other -> place(symbol, other))
                        .isPresent();
            case OrderOutcome.Unknown unknown -> throw new IllegalStateException(unknown.why());
        };
    }

    private OrderOutcome order(Symbol symbol, ExitStep.Place exit) {
        Guard guard = Objects.requireNonNull(exit.held().guard());
        return account.end(symbol, exit.held(), guard, exit.role(), exit.terms(), exit.quantity());
    }

    /** Which one it is, however large. */
    private static String name(ExitStep step) {
        Stream<Object> parts = switch (step) {
            case ExitStep.Place it -> Stream.of(it.held().strategy(), it.held().positionSide(), it.role());
            case ExitStep.Cancel it -> Stream.of(it.order().order().id());
            case ExitStep.MoveStop it ->
                Stream.of(it.held().strategy(), it.held().positionSide());
        };
        return parts.toList().toString();
    }
}
