package dev.asterbridge.account;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.PeoplesReaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Service;

/** Reads the account; one question at a time for the balances. */
@Service
class AccountService {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final AccountReader accounts;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private Balances known = new Balances(List.of(), Instant.MIN);

    AccountService(PeoplesReaders readers, Clock clock) {
        this.accounts = readers.accounts();
        this.clock = clock;
    }

    List<Balance> balances() {
        asking.lock();
        try {
            Instant now = clock.instant();
            if (!now.isBefore(known.staleFrom())) {
                known = new Balances(accounts.balances(), now.plus(FRESH));
            }
            return known.balances();
        } finally {
            asking.unlock();
        }
    }

    Account account() {
        return accounts.account();
    }

    private record Balances(List<Balance> balances, Instant staleFrom) {}
}
