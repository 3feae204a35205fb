package dev.asterbridge.aster;

import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.ExchangeConnection;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the line alive: learns at the start what trading needs to know, and keeps it from growing old.
 *
 * <p>{@link #tick} does what is due; one thread calls it about once a second.
 */
final class AsterConnection implements ExchangeConnection {

    private static final Logger log = LoggerFactory.getLogger(AsterConnection.class);
    private static final Duration CLOCK_LIFETIME = Duration.ofMinutes(3);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration EXPIRY_WARNING = Duration.ofDays(14);

    private final ExchangeAddress address;
    private final AsterLine line;
    private final AsterClock asterClock;
    private final BanClock bans;
    private final AsterClient client;
    private final AsterMarket market;
    private final AsterAccount account;
    private final SelfTest selfTest;
    private final Clock clock;

    private volatile boolean ready;
    private volatile @Nullable String problem = "has not been asked yet";
    private Instant lastTry = Instant.EPOCH;
    private Duration pause = Duration.ZERO;
    private @Nullable String lastLogged;

    AsterConnection(
            ExchangeAddress address,
            AsterLine line,
            AsterClock asterClock,
            BanClock bans,
            AsterClient client,
            AsterMarket market,
            AsterAccount account,
            SelfTest selfTest,
            Clock clock) {
        this.address = address;
        this.line = line;
        this.asterClock = asterClock;
        this.bans = bans;
        this.client = client;
        this.market = market;
        this.account = account;
        this.selfTest = selfTest;
        this.clock = clock;
    }

    @Override
    public State state() {
        boolean reachable = line.isAnswering();
        return new State(
                address.mode(),
                address.host(),
                reachable,
                ready,
                reachable && ready ? null : problem == null ? "the last request was not answered" : problem,
                asterClock.skew().orElse(null),
                line.lastAnswer().orElse(null),
                bans.end().orElse(null));
    }

    @Override
    public List<Check> selfTest() {
        return selfTest.run();
    }

    /** Does what is due; throws nothing. */
    void tick() {
        Instant now = clock.instant();
        if (Duration.between(lastTry, now).abs().compareTo(pause) < 0) {
            return;
        }
        try {
            if (!ready) {
                prepare();
            } else {
                refresh();
            }
            pause = Duration.ZERO;
            settle(null);
        } catch (ExchangeUnavailable e) {
            postpone(now, e.refusal());
        } catch (CallFailed e) {
            postpone(now, e.refusal());
        } catch (RuntimeException | Error e) {
            // An executor drops for good what once lets something through.
            postpone(now, "a fault in this service: " + e.getClass().getSimpleName());
        }
    }

    private void prepare() {
        line.synchroniseClock();
        market.keepRulesFresh();
        account.positionMode();
        warnWhenEmpty(client.balances());
        ready = true;
        if (line.scheme() == Scheme.V3) {
            warnAboutAgent();
        }
    }

    private void refresh() {
        if (asterClock.isOlderThan(CLOCK_LIFETIME)) {
            line.synchroniseClock();
            // Keys expire and lose their rights while we run.
            var unused = client.balances();
        } else if (isSilent() || !line.isAnswering()) {
            var unused = line.exchange(Call.of(Endpoint.PING, Parameters.none()), answer -> answer);
        }
        market.keepRulesFresh();
    }

    private boolean isSilent() {
        return line.lastAnswer()
                .map(last -> Duration.between(last, clock.instant()).abs().compareTo(LONGEST_SILENCE) > 0)
                .orElse(true);
    }

    private void postpone(Instant now, Refusal refusal) {
        ready &= refusal.reason() != Refusal.Reason.NOT_AUTHORISED;
        postpone(now, refusal.toString());
    }

    private void postpone(Instant now, String why) {
        lastTry = now;
        Duration doubled = pause.isZero() ? Duration.ofSeconds(1) : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        settle(why);
    }

    /** One line per change, however long a state lasts. */
    private void settle(@Nullable String why) {
        problem = why;
        String state = why == null ? "ready" : why;
        if (Objects.equals(state, lastLogged)) {
            return;
        }
        lastLogged = state;
        if (why == null) {
            log.atInfo()
                    .addKeyValue("event", "exchange_ready")
                    .addKeyValue("mode", address.mode().name().toLowerCase(Locale.ROOT))
                    .log("Connected to {}; its clock is {}", address.host(), asterClock.skewInWords());
        } else {
            log.atWarn()
                    .addKeyValue("event", "exchange_problem")
                    .addKeyValue("mode", address.mode().name().toLowerCase(Locale.ROOT))
                    .log("{}: {}", address.host(), why);
        }
    }

    private static void warnWhenEmpty(List<Balance> balances) {
        if (balances.stream().allMatch(balance -> balance.walletBalance().signum() <= 0)) {
            log.atWarn().addKeyValue("event", "account_empty").log("The account holds nothing: fund the account first");
        }
    }

    /** The list of API wallets is only worth a warning; what they may do shows in what is refused. */
    private void warnAboutAgent() {
        try {
            Optional<Agent> ours = client.agents().stream()
                    .filter(agent -> line.isSignedBy(agent.address()))
                    .findFirst();
            ours.ifPresent(this::warnAbout);
        } catch (CallFailed e) {
            log.atInfo()
                    .addKeyValue("event", "agent_unchecked")
                    .log("The API wallet's permissions could not be read: {}", e.getMessage());
        }
    }

    private void warnAbout(Agent agent) {
        Instant expires = agent.expires();
        if (expires != null && expires.minus(EXPIRY_WARNING).isBefore(clock.instant())) {
            log.atWarn()
                    .addKeyValue("event", "agent_expires")
                    .addKeyValue("at", expires)
                    .log("The API wallet expires at {}; renew it on the AsterDEX site", expires);
        }
        if (agent.canWithdraw()) {
            log.atWarn()
                    .addKeyValue("event", "agent_can_withdraw")
                    .log(
                            "The API wallet may withdraw money; trading does not need that, so take it away on the AsterDEX site");
        }
        if (!agent.canPerpTrade()) {
            log.atWarn()
                    .addKeyValue("event", "agent_cannot_trade")
                    .log("The API wallet may not trade perpetuals; allow it on the AsterDEX site");
        }
    }
}
