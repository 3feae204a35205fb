package dev.asterbridge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountServiceTests {

    private final FakeExchange exchange = new FakeExchange();
    private final TestClock clock = new TestClock();
    private final AccountService accounts = new AccountService(exchange.people(), clock);

    @Test
    void remembersBalancesForFiveSeconds() {
        accounts.balances();
        clock.advance(Duration.ofMillis(4_999));
        accounts.balances();
        assertThat(exchange.balanceReads).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        accounts.balances();
        assertThat(exchange.balanceReads).isEqualTo(2);
    }

    @Test
    void aFailureIsNotRemembered() {
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(accounts::balances);

        exchange.down = null;
        assertThat(accounts.balances()).hasSize(1);
    }

    @Test
    void oldBalancesAreNotShownWhenNewOnesCannotBeRead() {
        accounts.balances();
        clock.advance(Duration.ofSeconds(6));
        exchange.down = Refusal.of(Refusal.Reason.TOO_SLOW, "no answer");

        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(accounts::balances);
    }
}
