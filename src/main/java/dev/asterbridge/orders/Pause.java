package dev.asterbridge.orders;

import java.time.Duration;

/** Lets time pass; a test lets it pass at once. */
@FunctionalInterface
interface Pause {

    void of(Duration duration) throws InterruptedException;
}
