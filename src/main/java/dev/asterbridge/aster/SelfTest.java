package dev.asterbridge.aster;

import dev.asterbridge.exchange.Account;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeConnection.Check;
import dev.asterbridge.exchange.ExchangeConnection.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Walks through what trading needs, one request per step, none repeated, so that each shows how it really went. */
final class SelfTest {

    private static final String SYMBOL = "BTCUSDT";

    private final AsterLine line;
    private final AsterClock clock;

    SelfTest(AsterLine line, AsterClock clock) {
        this.line = line;
        this.clock = clock;
    }

    List<Check> run() {
        return List.of(
                step("time", Endpoint.TIME, Parameters.none(), this::time),
                step(
                        "exchangeInfo",
                        Endpoint.EXCHANGE_INFO,
                        Parameters.none(),
                        body -> Finding.ok(ExchangeInfo.from(body).rules().size() + " symbols")),
                step(
                        "ticker/price",
                        Endpoint.TICKER_PRICE,
                        Parameters.of("symbol", SYMBOL),
                        body -> Finding.ok(SYMBOL + " " + Decimals.plain(body.decimal("price")))),
                step("account", Endpoint.ACCOUNT, Parameters.none(), SelfTest::account),
                step(
                        "positionRisk",
                        Endpoint.POSITION_RISK,
                        Parameters.none(),
                        body -> Finding.ok(body.array().filter(Answers::isOpen).count() + " open positions")),
                step(
                        "openOrders",
                        Endpoint.ALL_OPEN_ORDERS,
                        Parameters.none(),
                        body -> Finding.ok(body.array().count() + " open orders")));
    }

    private Check step(String name, Endpoint endpoint, Parameters parameters, Function<WireObject, Finding> reader) {
        long start = System.nanoTime();
        int status;
        Finding finding;
        try {
            Answer<Finding> answer = line.exchange(new Call(endpoint, parameters, Share.PEOPLE), reader);
            status = answer.status();
            finding = answer.value();
        } catch (CallFailed failure) {
            status = failure.status();
            finding = new Finding(Result.FAILED, failure.refusal().toString());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Check(
                name, line.path(endpoint), endpoint.signed(), status, finding.result(), took, finding.summary());
    }

    private Finding time(WireObject body) {
        Instant theirs = Instant.ofEpochMilli(body.requiredNumber("serverTime"));
        return Finding.ok(theirs + ", " + clock.skewInWords());
    }

    private static Finding account(WireObject body) {
        Account account = Answers.account(body);
        boolean empty = account.totalWalletBalance().signum() <= 0
                && account.assets().stream()
                        .allMatch(asset -> asset.walletBalance().signum() <= 0);
        if (empty) {
            return new Finding(Result.WARNING, "the balance is zero: fund the account first");
        }
        return account.canTrade()
                ? Finding.ok(Decimals.plain(account.totalWalletBalance()) + " USDT")
                : new Finding(Result.WARNING, "the account may not trade");
    }

    private record Finding(Result result, String summary) {

        static Finding ok(String summary) {
            return new Finding(Result.OK, summary);
        }
    }
}
