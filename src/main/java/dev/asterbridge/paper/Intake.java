package dev.asterbridge.paper;

/** Lets orders in: those that wait for a price are kept, all others are worked at once. */
final class Intake {

    private final Admission admission;
    private final OrderStore orders;
    private final Matching matching;

    Intake(Admission admission, OrderStore orders, Matching matching) {
        this.admission = admission;
        this.orders = orders;
        this.matching = matching;
    }

    /** The order's state after it was worked; errors as {@link Admission#admit}, and nothing has changed then. */
    VenueOrder take(NewOrder asked, long now) {
        return start(admission.admit(asked, now), now);
    }

    /**
     * Puts another order in the place of an open one, under the same ids.
     *
     * @throws VenueError as {@link Admission#admit}; the order is left as it was then
     */
    VenueOrder replace(VenueOrder order, NewOrder otherwise, long now) {
        orders.lift(order);
        try {
            return start(admission.admit(otherwise, now).inPlaceOf(order), now);
        } catch (VenueError refused) {
            orders.put(order);
            throw refused;
        }
    }

    private VenueOrder start(VenueOrder admitted, long now) {
        return admitted.type().isConditional() ? orders.put(admitted) : matching.work(admitted, now);
    }
}
