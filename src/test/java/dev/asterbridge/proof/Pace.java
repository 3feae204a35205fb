package dev.asterbridge.proof;

import java.time.Duration;

/** How long a fault lasts, and how far apart alerts come. Nothing is waited for by letting time pass. */
final class Pace {

    private Pace() {}

    static void lasts(Duration length) throws InterruptedException {
        Thread.sleep(length);
    }

    static void lasts(long millis) throws InterruptedException {
        lasts(Duration.ofMillis(millis));
    }
}
