package dev.asterbridge.paper;

import static dev.asterbridge.paper.TestVenue.stop;

import dev.asterbridge.exchange.Side;

/** A leg of a strategy in the making. */
final class Sub {

    private final int id;
    private final Ask ask;
    private LegLink first;
    private LegLink second;

    Sub(int id, Ask ask) {
        this.id = id;
        this.ask = ask;
    }

    static Ask stopLoss(String stopPrice) {
        return stop(Side.SELL, VenueOrderType.STOP_MARKET, "1", stopPrice).reduceOnly(true);
    }

    static Ask takeProfit(String stopPrice) {
        return stop(Side.SELL, VenueOrderType.TAKE_PROFIT_MARKET, "1", stopPrice)
                .reduceOnly(true);
    }

    /** An entry whose fill, even a part of it, places a stop-loss at 950 and a take-profit at 1050. */
    static Sub[] bracket(Ask entry) {
        return bracket(entry, stopLoss("950"), takeProfit("1050"));
    }

    static Sub[] bracket(Ask entry, Ask stopLoss, Ask takeProfit) {
        LegEvent any = LegEvent.PARTIALLY_FILLED_OR_FILLED;
        return new Sub[] {
            new Sub(1, entry),
            new Sub(2, stopLoss).placedBy(1, any).cancelledBy(3, any),
            new Sub(3, takeProfit).placedBy(1, any).cancelledBy(2, any)
        };
    }

    static Sub[] oco(Ask one, Ask other) {
        return new Sub[] {
            new Sub(1, one).cancelledBy(2, LegEvent.FILLED), new Sub(2, other).cancelledBy(1, LegEvent.FILLED)
        };
    }

    Sub placedBy(int other, LegEvent on) {
        return linked(new LegLink(other, on, LegTrigger.PLACE_ORDER));
    }

    Sub cancelledBy(int other, LegEvent on) {
        return linked(new LegLink(other, on, LegTrigger.CANCEL_ORDER));
    }

    private Sub linked(LegLink link) {
        if (first == null) {
            first = link;
        } else {
            second = link;
        }
        return this;
    }

    StrategyLeg build() {
        return new StrategyLeg(id, ask.build(), first, second);
    }
}
