package dev.asterbridge.paper;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers to placing, changing and looking up strategies. What is malformed is an error as everywhere; what the venue
 * refuses is an HTTP 200 whose {@code failureCode} says so.
 */
final class StrategyAnswers {

    private static final long DAYS_BACK = Duration.ofDays(90).toMillis();
    private static final int MOST_LEGS = 9;

    private final PaperVenue venue;

    StrategyAnswers(PaperVenue venue) {
        this.venue = venue;
    }

    Object place(Call call) {
        Parameters parameters = call.parameters();
        StrategyType type = type(parameters);
        List<StrategyLeg> legs = SubOrderList.read(parameters.required("subOrderList")).stream()
                .map(StrategyAnswers::leg)
                .toList();
        String name = parameters.text("clientStrategyId").orElse(null);
        return StrategyWire.placed(venue.placeStrategy(new NewStrategy(type, name, legs)));
    }

    Object update(Call call) {
        Parameters parameters = call.parameters();
        long id = parameters.whole("strategyId").orElseThrow(() -> Parameters.missing("strategyId"));
        StrategyType type = type(parameters);
        List<LegChange> changes = SubOrderList.read(parameters.required("subOrderList")).stream()
                .map(order -> OrderParameters.change(subId(order), order))
                .toList();
        if (changes.size() > type.legs()) {
            throw new VenueError(-1130, "Data sent for parameter 'subOrderList' is not valid.");
        }
        return venue.updateStrategy(id, type, changes).stream()
                .map(answer -> StrategyWire.changed(id, type, answer, call.now()))
                .toList();
    }

    Object open(Call call) {
        return StrategyWire.shown(venue.openStrategy(key(call.parameters(), null, null)));
    }

    /** One strategy, however long the time asked for. */
    Object history(Call call) {
        Parameters parameters = call.parameters();
        parameters.limit(500, 1000);
        @Nullable Long from = parameters.whole("startTime").orElse(null);
        if (from != null && from < call.now() - DAYS_BACK) {
            throw new VenueError(-5047, "Start time is more than 90 days ago.");
        }
        return StrategyWire.shown(venue.endedStrategy(
                key(parameters, from, parameters.whole("endTime").orElse(null))));
    }

    private static StrategyKey key(Parameters parameters, @Nullable Long from, @Nullable Long to) {
        return new StrategyKey(
                type(parameters),
                parameters.whole("strategyId").orElse(null),
                parameters.text("clientStrategyId").orElse(null),
                from,
                to);
    }

    private static StrategyType type(Parameters parameters) {
        return parameters
                .constant("strategyType", StrategyType.class, -1130)
                .orElseThrow(() -> Parameters.missing("strategyType"));
    }

    private static StrategyLeg leg(Parameters order) {
        return new StrategyLeg(subId(order), OrderParameters.leg(order), link(order, "first"), link(order, "second"));
    }

    private static int subId(Parameters order) {
        if (!order.required("securityType").equals("USDT_FUTURES")) {
            throw new VenueError(-1130, "Data sent for parameter 'securityType' is not valid.");
        }
        return small(order, "strategySubId");
    }

    /** Both ids must be there, zero for none: AsterDEX calls them optional and refuses orders without. */
    private static @Nullable LegLink link(Parameters order, String which) {
        int drivenId = small(order, which + "DrivenId");
        if (drivenId == 0) {
            return null;
        }
        String on = which + "DrivenOn";
        String trigger = which + "Trigger";
        return new LegLink(
                drivenId,
                order.constant(on, LegEvent.class, -1130).orElseThrow(() -> Parameters.missing(on)),
                order.constant(trigger, LegTrigger.class, -1130).orElseThrow(() -> Parameters.missing(trigger)));
    }

    private static int small(Parameters order, String name) {
        long number = order.whole(name).orElseThrow(() -> Parameters.missing(name));
        if (number < 0 || number > MOST_LEGS) {
            throw new VenueError(-1130, "Data sent for parameter '" + name + "' is not valid.");
        }
        return (int) number;
    }
}
