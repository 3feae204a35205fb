package dev.asterbridge.paper;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One order of a strategy, before it is placed and after.
 *
 * <p>Part of the stored state: its methods are named so that no JSON mapper takes them for properties.
 *
 * @param subId its number in the strategy, from 1
 * @param first absent when no other leg drives it
 * @param second absent when at most one other leg drives it
 * @param order the order as last seen; absent before it is placed, and for ever if it never is
 */
record StrategyLeg(
        int subId,
        NewOrder asked,
        @Nullable LegLink first,
        @Nullable LegLink second,
        LegStatus status,
        @Nullable VenueOrder order) {

    StrategyLeg(int subId, NewOrder asked, @Nullable LegLink first, @Nullable LegLink second) {
        this(subId, asked, first, second, LegStatus.PENDING, null);
    }

    Stream<LegLink> links() {
        return Stream.of(Optional.ofNullable(first), Optional.ofNullable(second))
                .flatMap(Optional::stream);
    }

    /** Those that make it do this. */
    Stream<LegLink> links(LegTrigger trigger) {
        return links().filter(link -> link.trigger() == trigger);
    }

    boolean startsAtOnce() {
        return links(LegTrigger.PLACE_ORDER).findAny().isEmpty();
    }

    boolean isDrivenBy(int otherId, LegTrigger trigger) {
        return links(trigger).anyMatch(link -> link.drivenId() == otherId);
    }

    StrategyLeg seen(VenueOrder now) {
        return new StrategyLeg(subId, asked, first, second, LegStatus.of(now.status()), now);
    }

    /** The end of a leg that was not placed. */
    StrategyLeg ended(LegStatus as) {
        return new StrategyLeg(subId, asked, first, second, as, null);
    }

    StrategyLeg asking(NewOrder otherwise) {
        return new StrategyLeg(subId, otherwise, first, second, status, order);
    }
}
