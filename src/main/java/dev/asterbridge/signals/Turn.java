package dev.asterbridge.signals;

import org.jspecify.annotations.Nullable;

/**
 * Under what circumstances a signal is worked on.
 *
 * @param early whether others are before it, or an order of the symbol is not proven
 * @param certain whether every order of the symbol is proven
 * @param frozen why nothing new may be opened; absent when it may
 * @param delayedBy why it had to wait the last time; absent when it had not
 */
record Turn(
        boolean early,
        boolean certain,
        @Nullable String frozen,
        @Nullable String delayedBy) {}
