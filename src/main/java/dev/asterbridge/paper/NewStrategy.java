package dev.asterbridge.paper;

import dev.asterbridge.exchange.Symbol;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A strategy as it was asked for.
 *
 * <p>Its links must say what its type says; where AsterDEX's documents leave open what it makes of others, they are
 * refused here.
 *
 * @param clientStrategyId absent if the venue is to name it
 */
record NewStrategy(StrategyType type, @Nullable String clientStrategyId, List<StrategyLeg> legs) {

    private static final Pattern LEGAL_ID = Pattern.compile("[.A-Z:/a-z0-9_-]*");
    private static final int MAX_ID_LENGTH = 28;

    /**
     * @throws VenueError -4015 and -1100 for its name, -1130 for legs that are too many, too few, not numbered from 1, on
     *     different symbols or tied in another way than the type says, and whatever is wrong with an order by itself
     */
    NewStrategy {
        legs = List.copyOf(legs);
        checkName(clientStrategyId);
        checkLegs(type, legs);
        checkLinks(type, legs);
        legs.forEach(leg -> ParameterChecks.check(leg.asked()));
    }

    Symbol symbol() {
        return legs.getFirst().asked().symbol();
    }

    private static void checkName(@Nullable String id) {
        if (id == null) {
            return;
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw new VenueError(-4015, "Client strategy id length should not be more than 28 chars.");
        }
        if (!LEGAL_ID.matcher(id).matches()) {
            throw new VenueError(-1100, "Illegal characters found in parameter 'clientStrategyId'.");
        }
    }

    private static void checkLegs(StrategyType type, List<StrategyLeg> legs) {
        boolean numbered =
                IntStream.range(0, legs.size()).allMatch(i -> legs.get(i).subId() == i + 1);
        boolean oneSymbol =
                legs.stream().map(leg -> leg.asked().symbol()).distinct().count() == 1;
        demand(legs.size() == type.legs() && numbered && oneSymbol);
    }

    private static void checkLinks(StrategyType type, List<StrategyLeg> legs) {
        demand(legs.stream().allMatch(leg -> leg.links().allMatch(link -> leadsToAnother(leg, link, legs.size()))));
        switch (type) {
            case OTO -> demand(legs.get(0).startsAtOnce() && legs.get(1).isDrivenBy(1, LegTrigger.PLACE_ORDER));
            case OCO ->
                demand(legs.stream().allMatch(StrategyLeg::startsAtOnce) && cancelEachOther(legs.get(0), legs.get(1)));
            case OTOCO ->
                demand(legs.get(0).startsAtOnce()
                        && legs.stream().skip(1).allMatch(leg -> leg.isDrivenBy(1, LegTrigger.PLACE_ORDER))
                        && cancelEachOther(legs.get(1), legs.get(2)));
        }
    }

    private static boolean leadsToAnother(StrategyLeg leg, LegLink link, int legs) {
        return link.drivenId() >= 1 && link.drivenId() <= legs && link.drivenId() != leg.subId();
    }

    private static boolean cancelEachOther(StrategyLeg one, StrategyLeg other) {
        return one.isDrivenBy(other.subId(), LegTrigger.CANCEL_ORDER)
                && other.isDrivenBy(one.subId(), LegTrigger.CANCEL_ORDER);
    }

    private static void demand(boolean right) {
        if (!right) {
            throw new VenueError(-1130, "Data sent for parameter 'subOrderList' is not valid.");
        }
    }
}
