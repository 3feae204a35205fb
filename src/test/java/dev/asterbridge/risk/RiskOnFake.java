package dev.asterbridge.risk;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.AccountReader;
import dev.asterbridge.exchange.Balance;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import dev.asterbridge.risk.Caps.Name;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets the tests of other rooms have this room's guard and switch, over an account that they set. */
public final class RiskOnFake {

    public final TradingSwitch trading;
    public final RiskGuard guard;
    public final FakeAccount account = new FakeAccount();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    final EquityWatch watch;
    final RiskRecords records = new RiskRecords();

    /** @param limits of the account, {@code max_leverage=20} each; what is not named is off */
    public RiskOnFake(Journal journal, Clock clock, String... limits) {
        this(journal, clock, LimitsFile.EMPTY, limits);
    }

    RiskOnFake(Journal journal, Clock clock, LimitsFile file, String... limits) {
        LimitSource source = new ConfiguredLimits(named(limits), file);
        this.trading = new TradingSwitch(journal, records, source, meters);
        this.watch = new EquityWatch(account, records, trading, source, OwnLimits.of(file), journal, clock);
        this.guard = new RiskGuard(journal, records, watch, source, clock, meters);
    }

    /** Reads the account, as happens every few seconds. */
    public void look() {
        watch.look();
    }

    static Map<Name, String> named(String... limits) {
        Map<Name, String> named = new EnumMap<>(Name.class);
        for (String limit : limits) {
            String[] parts = limit.split("=", 2);
            named.put(Name.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1]);
        }
        return named;
    }

    /** An account with 1000 USDT and nothing open, until a test says otherwise. */
    public static final class FakeAccount implements AccountReader {

        public BigDecimal wallet = new BigDecimal("1000");
        public BigDecimal unrealised = BigDecimal.ZERO;
        public BigDecimal available = new BigDecimal("1000");
        public final List<Account.Asset> assets = new ArrayList<>();
        public final List<Account.AccountPosition> positions = new ArrayList<>();
        public RuntimeException failure;
        public int reads;

        /** Runs while the account is being read. */
        public Runnable whileReading = () -> {};

        public void hold(Symbol symbol, PositionSide side, String amount) {
            BigDecimal none = BigDecimal.ZERO;
            positions.add(new Account.AccountPosition(
                    symbol, side, new BigDecimal(amount), none, none, 10, false, none, none));
        }

        public void goDown() {
            failure = new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, "nobody answers"));
        }

        @Override
        public Account account() {
            reads++;
            whileReading.run();
            if (failure != null) {
                throw failure;
            }
            BigDecimal none = BigDecimal.ZERO;
            return new Account(
                    true, wallet, wallet.add(unrealised), unrealised, none, none, available, none, assets, positions);
        }

        @Override
        public List<Balance> balances() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PositionMode positionMode() {
            throw new UnsupportedOperationException();
        }
    }
}
