package dev.asterbridge.signals;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How signals are fitted to the symbol's rules, and how long they are worth anything.
 *
 * @param maxAlertAge how old a signal may be for which something is opened
 * @param maxExitAge how old a signal may be that only reduces
 * @param onDrift what happens when more or less is held than the journal can explain
 * @param onGap what happens when an alert of a strategy seems to be missing
 * @param exchangeExits whether the exchange is to tie exits to an order that opens something
 */
@ConfigurationProperties("bridge.trading")
record SignalProperties(
        Rounding quantityRounding,
        Duration maxAlertAge,
        Duration maxExitAge,
        OnDrift onDrift,
        OnGap onGap,
        boolean exchangeExits) {

    /** A target that comes late may still take something away. */
    Duration maxAge(Signal signal) {
        return signal.opens() && !(signal.intent() instanceof Signal.Target) ? maxAlertAge : maxExitAge;
    }

    /** What to do with a quantity or price that lies between two legal ones. */
    enum Rounding {
        /** A quantity goes down to the step, a limit price to the less aggressive tick. */
        DOWN,
        /** The signal is refused. */
        REJECT
    }

    /** What to do about a position that nothing on record explains. */
    enum OnDrift {
        /** It is reported, and taken as it is. */
        ADOPT,
        /** It is reported, and nothing new is opened on the symbol until a person releases it. */
        FREEZE
    }

    /** What to do about a target that does not follow from what the strategy said before. */
    enum OnGap {
        /** It is reported, and the target is gone to. */
        FOLLOW,
        /** It is reported, and nothing new is opened on the symbol until a person releases it. */
        FREEZE
    }
}
