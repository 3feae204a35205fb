package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonceLedgerTests {

    private static final long NOW = 1_779_000_000_000_000L;

    private final SteadyClock clock = new SteadyClock(Instant.ofEpochSecond(NOW / 1_000_000));
    private final NonceLedger ledger = new NonceLedger(clock, Duration.ofSeconds(10));

    @Test
    void aNonceIsGoodOnce() {
        ledger.use(NOW);

        assertExpired(NOW);
    }

    @ParameterizedTest
    @ValueSource(longs = {NOW - 10_000_000, NOW, NOW + 10_000_000})
    void takesNoncesWithinTenSeconds(long nonce) {
        assertThatCode(() -> ledger.use(nonce)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {NOW - 10_000_001, NOW + 10_000_001, NOW / 1000, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesNoncesFurtherAway(long nonce) {
        assertExpired(nonce);
    }

    @Test
    void takesNoncesOutOfOrderAmongTheNewestHundred() {
        for (int i = 1; i <= 100; i++) {
            ledger.use(NOW + 2 * i);
        }

        assertThatCode(() -> ledger.use(NOW + 101)).doesNotThrowAnyException();
    }

    @Test
    void refusesANonceBelowAllThatAreRemembered() {
        for (int i = 1; i <= 100; i++) {
            ledger.use(NOW + i);
        }

        assertExpired(NOW);
    }

    @Test
    void aForgottenNonceStaysUsed() {
        for (int i = 0; i <= 100; i++) {
            ledger.use(NOW + i);
        }

        assertExpired(NOW);
    }

    @Test
    void aRefusedNonceMayBeUsedWhenItsTimeHasCome() {
        assertExpired(NOW + 11_000_000);
        clock.advance(Duration.ofSeconds(2));

        assertThatCode(() -> ledger.use(NOW + 11_000_000)).doesNotThrowAnyException();
    }

    private void assertExpired(long nonce) {
        assertThatThrownBy(() -> ledger.use(nonce))
                .isInstanceOfSatisfying(
                        VenueError.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.code())
                                .isEqualTo(-4225));
    }
}
