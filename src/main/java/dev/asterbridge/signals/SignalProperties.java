package dev.asterbridge.signals;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** How signals are fitted to the symbol's rules. */
@ConfigurationProperties("bridge.trading")
record SignalProperties(Rounding quantityRounding) {

    /** What to do with a quantity or price that lies between two legal ones. */
    enum Rounding {
        /** A quantity goes down to the step, a limit price to the less aggressive tick. */
        DOWN,
        /** The signal is refused. */
        REJECT
    }
}
