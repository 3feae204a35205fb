package dev.asterbridge.risk;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.risk.Orders.buy;
import static dev.asterbridge.risk.Orders.sell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.journal.JournalInMemory;
import dev.asterbridge.journal.JournalUnavailable;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.risk.Halt.Scope;
import dev.asterbridge.risk.RiskVerdict.Allowed;
import dev.asterbridge.risk.RiskVerdict.Refused;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskGuardTests {

    private static final String[] ALL = {
        "max_order_notional=1000",
        "max_position_notional=5000",
        "max_leverage=20",
        "max_open_positions=10",
        "max_orders_per_minute=30",
        "max_daily_loss=5%",
        "max_drawdown=15%",
        "allowed_symbols=BTCUSDT",
        "max_price_deviation=5%"
    };

    private final TestClock clock = new TestClock();
    private final JournalInMemory journal = new JournalInMemory(clock);
    private RiskOnFake risk;

    private RiskGuard guard(String... limits) {
        risk = new RiskOnFake(journal, clock, limits);
        risk.look();
        return risk.guard;
    }

    private RiskGuard guard(LimitsFile file, String... limits) {
        risk = new RiskOnFake(journal, clock, file, limits);
        risk.look();
        return risk.guard;
    }

    @Test
    void whatKeepsEveryLimitIsAllowed() {
        Exposure order = buy("0.02").at("50000").planned();
        RiskGuard guard = guard(ALL);

        assertThat(guard.check(order)).isEqualTo(new Allowed());
        assertThat(onRecord(guard, order)).isEqualTo(new Allowed());
    }

    @Test
    void withoutLimitsEverythingIsAllowedAndNothingIsAsked() {
        risk = new RiskOnFake(journal, clock);
        Exposure order = buy("1000000").at("1").marked(never()).levered(never()).planned();

        assertThat(risk.guard.check(order)).isEqualTo(new Allowed());
        assertThat(onRecord(risk.guard, order)).isEqualTo(new Allowed());
        assertThat(risk.account.reads).isZero();
    }

    @Test
    void anExitPassesWithoutALookAtAnything() {
        RiskGuard guard = guard(ALL);
        risk.trading.halt(Scope.ACCOUNT, "news", "somebody");
        risk.account.goDown();
        clock.advance(Duration.ofHours(1));
        Exposure exit = sell("100")
                .on("ETHUSDT")
                .at("1")
                .reducing("100")
                .marked(never())
                .levered(never())
                .planned();
        journal.down = true;

        assertThat(guard.check(exit)).isEqualTo(new Allowed());
        journal.down = false;
        assertThat(onRecord(guard, exit)).isEqualTo(new Allowed());
        assertThat(counted()).isZero();
    }

    @Test
    void whatAddsIsNoExitWhateverItSays() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buy("1").reducing("1").planned())
                .withMessage("BUY does not reduce 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sell("1").reducing("-2").planned())
                .withMessage("SELL does not reduce -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buy("1").resting("-1").planned())
                .withMessage("what rests must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exposure.Before(BigDecimal.TWO, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO))
                .withMessage("an account cannot hold more than its strategies, long and short");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.02    | 50000 | ok",
                "0.02001 |       | max_order_notional of the account is 1000 USDT; the order would be worth 1000.5 USDT (0.02001 BTCUSDT at 50000)",
                "0.02    | 50001 | max_order_notional of the account is 1000 USDT; the order would be worth 1000.02 USDT (0.02 BTCUSDT at 50001)",
                "0.02001 | 49000 | max_order_notional of the account is 1000 USDT; the order would be worth 1000.5 USDT (0.02001 BTCUSDT at 50000)"
            })
    void anOrderIsWorthItsLimitOrTheMarkPriceWhicheverIsMore(String quantity, String limit, String detail) {
        expect(guard("max_order_notional=1000").check(buy(quantity).at(limit).planned()), detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BUY  | 0.05  | 0.03  | 0.02 | ok",
                "BUY  | 0.051 | 0.03  | 0.02 | max_position_notional of the account is 5000 USDT; the position could come to be worth 5050 USDT (0.101 BTCUSDT at 50000)",
                "SELL | 0.06  | -0.05 | 0    | max_position_notional of the account is 5000 USDT; the position could come to be worth 5500 USDT (0.11 BTCUSDT at 50000)",
                "SELL | 0.05  | -0.05 | 0    | ok",
                "SELL | 0.15  | 0.05  | 0    | ok",
                "SELL | 0.1   | 0.12  | 0    | ok",
                "SELL | 0.13  | 0.12  | 0    | max_position_notional of the account is 5000 USDT; the position could come to be worth 6000 USDT (0.12 BTCUSDT at 50000)"
            })
    void aPositionIsWhatIsHeldWithAllThatCouldBeFilled(
            Side side, String quantity, String before, String resting, String detail) {
        expect(
                guard("max_position_notional=5000")
                        .check((side == Side.BUY ? buy(quantity) : sell(quantity))
                                .holding(before)
                                .resting(resting)
                                .planned()),
                detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // strategy's own, what others hold the other way, an order of the strategy
                "0.05 | -0.05 | -0.05 | ok",
                "0.05 | -0.05 | -0.06 | ok",
                "0.05 | -0.05 | 0.05  | ok",
                "0.05 | -0.05 | 0.06  | max_position_notional of the account is 5000 USDT; the position could come to be worth 5500 USDT (0.11 BTCUSDT at 50000); what others hold the other way makes no room, because they may get out",
                "0.05 | -0.08 | -0.03 | ok",
                "0.05 | -0.08 | -0.07 | ok",
                "0.05 | -0.08 | -0.08 | max_position_notional of the account is 5000 USDT; the position could come to be worth 5500 USDT (0.11 BTCUSDT at 50000)",
                "0.03 | 0.06  | 0.02  | max_position_notional of the account is 5000 USDT; the position could come to be worth 5500 USDT (0.11 BTCUSDT at 50000)",
                "0.12 | -0.12 | -0.12 | ok",
                "0.12 | -0.12 | 0.01  | max_position_notional of the account is 5000 USDT; the position could come to be worth 6500 USDT (0.13 BTCUSDT at 50000); what others hold the other way makes no room, because they may get out"
            })
    void aPositionIsWhatIsLeftWhenThoseGetOutWhoHoldItTheOtherWay(
            String own, String others, BigDecimal change, String detail) {
        String quantity = change.abs().toPlainString();
        expect(
                guard("max_position_notional=5000")
                        .check((change.signum() > 0 ? buy(quantity) : sell(quantity))
                                .of("a")
                                .against(own, others)
                                .planned()),
                detail);
    }

    @Test
    void anOrderThatRestsCountsAsIfWhatItTakesAwayWereGoneBefore() {
        String detail =
                "max_position_notional of the account is 5000 USDT; the position could come to be worth 6000 USDT (0.12 BTCUSDT at 50000); it rests, and what it takes away may have gone before it is filled";
        RiskGuard guard = guard("max_position_notional=5000");

        expect(guard.check(sell("0.12").holding("0.06").planned()), "ok");
        expect(guard.check(sell("0.12").holding("0.06").atOnce("50000").planned()), "ok");
        expect(guard.check(sell("0.12").holding("0.06").at("50000").planned()), detail);
        expect(guard.check(buy("0.12").holding("-0.06").at("50000").planned()), detail);
    }

    @Test
    void whoHoldsSomethingGetsOutWhateverTheAccountHoldsThen() {
        RiskGuard guard = guard(ALL);
        risk.trading.halt(Scope.ACCOUNT, "news", "somebody");
        risk.trading.halt(Scope.of(BTC), "news", "somebody");

        expect(guard.check(sell("9").of("a").against("9", "-9").planned()), "ok");
        expect(guard.check(sell("4").of("a").against("9", "-9").atOnce("1").planned()), "ok");
        assertThat(guard.check(sell("9")
                        .of("a")
                        .against("9", "-9")
                        .hedged(PositionSide.SHORT)
                        .planned()))
                .as("which opens there")
                .isInstanceOf(RiskVerdict.Refused.class);
        assertThat(guard.check(sell("9.1").of("a").against("9", "-9").planned()))
                .isInstanceOf(RiskVerdict.Refused.class);
        assertThat(guard.check(buy("9").of("a").against("9", "-9").planned())).isInstanceOf(RiskVerdict.Refused.class);
        assertThat(guard.check(sell("9").of("a").against("9", "-9").at("50000").planned()))
                .isInstanceOf(RiskVerdict.Refused.class);
        assertThat(guard.check(sell("9").of("c").against("0", "9").planned())).isInstanceOf(RiskVerdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20 | ok",
                "21 | max_leverage of the account is 20; the order would be traded with 21 on BTCUSDT",
                "0  | max_leverage cannot be computed, so nothing new is opened: the exchange shows no leverage of BTCUSDT"
            })
    void theLeverageOfTheSymbolCounts(int leverage, String detail) {
        expect(guard("max_leverage=20").check(buy("1").levered(() -> leverage).planned()), detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "52500 | ok",
                "47500 | ok",
                "52501 | max_price_deviation of the account is 5%; the price 52501 is 5% away from the mark price 50000",
                "40000 | max_price_deviation of the account is 5%; the price 40000 is 20% away from the mark price 50000"
            })
    void aLimitMustBeNearTheMarkPrice(String limit, String detail) {
        expect(guard("max_price_deviation=5%").check(buy("1").at(limit).planned()), detail);
    }

    @Test
    void onlySymbolsOnTheListAreTraded() {
        RiskGuard guard = guard("allowed_symbols=BTCUSDT,ETHUSDT");

        expect(guard.check(buy("1").on("ETHUSDT").planned()), "ok");
        expect(
                guard.check(buy("1").on("SOLUSDT").planned()),
                "allowed_symbols of the account is [BTCUSDT, ETHUSDT]; the order is on SOLUSDT");
    }

    @Test
    void ordersOfAMinuteAreCountedWhereTheyAreOnRecord() {
        RiskGuard guard = guard("max_orders_per_minute=2");
        expect(onRecord(guard, buy("1").planned()), "ok");
        clock.advance(Duration.ofSeconds(30));
        expect(onRecord(guard, buy("1").on("ETHUSDT").planned()), "ok");
        clock.advance(Duration.ofMillis(29_999));
        String tooMany = "max_orders_per_minute of the account is 2; the order would be number 3 within a minute";
        expect(guard.check(buy("1").planned()), tooMany);
        expect(onRecord(guard, buy("1").planned()), tooMany);

        clock.advance(Duration.ofMillis(1));

        expect(guard.check(buy("1").planned()), "ok");
        expect(onRecord(guard, buy("1").planned()), "ok");
        assertThat(counted()).isEqualTo(2);
    }

    @Test
    void anOrderThatDidNotComeOnRecordIsNotCounted() {
        RiskGuard guard = guard("max_orders_per_minute=1");
        assertThatThrownBy(() -> journal.write(tx -> {
                    assertThat(guard.check(tx, buy("1").planned())).isEqualTo(new Allowed());
                    throw new IllegalStateException("the lane is lost");
                }))
                .hasMessage("the lane is lost");

        expect(onRecord(guard, buy("1").planned()), "ok");
    }

    @Test
    void twoThatPassedBeforeAreNotBothPutOnRecord() {
        RiskGuard here = guard("max_orders_per_minute=1", "max_open_positions=1");
        RiskGuard there =
                new RiskOnFake(journal.as("other"), clock, "max_orders_per_minute=1", "max_open_positions=1").guard;
        expect(here.check(buy("1").planned()), "ok");
        expect(there.check(buy("1").on("ETHUSDT").planned()), "ok");

        expect(onRecord(here, buy("1").planned()), "ok");
        expect(
                onRecord(there, buy("1").on("ETHUSDT").planned()),
                "max_orders_per_minute of the account is 1; the order would be number 2 within a minute");
    }

    @Test
    void aClockThatWasSetBackDoesNotCountTheFuture() {
        RiskGuard guard = guard("max_orders_per_minute=1");
        clock.advance(Duration.ofHours(1));
        expect(onRecord(guard, buy("1").planned()), "ok");
        clock.advance(Duration.ofHours(-1));

        expect(guard.check(buy("1").planned()), "ok");
        expect(onRecord(guard, buy("1").planned()), "ok");
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void positionsAreCountedAsTheExchangeShowsThem() {
        risk = new RiskOnFake(journal, clock, "max_open_positions=2");
        risk.account.hold(BTC, PositionSide.LONG, "1");
        risk.account.hold(BTC, PositionSide.SHORT, "-1");
        risk.look();

        expect(
                risk.guard.check(buy("1").on("ETHUSDT").planned()),
                "max_open_positions of the account is 2; with the order there would be 3");
        expect(risk.guard.check(buy("1").hedged(PositionSide.LONG).holding("1").planned()), "ok");
        expect(risk.guard.check(buy("1").on("ETHUSDT").resting("0.1").planned()), "ok");
    }

    @Test
    void whatStrategiesHoldBothWaysIsAPositionThatTheAccountDoesNotShow() {
        risk = new RiskOnFake(journal, clock, "max_open_positions=1");
        risk.look();
        expect(risk.guard.check(buy("1").on("ETHUSDT").planned()), "ok");
        hold("a", "2");
        hold("b", "0");
        expect(risk.guard.check(buy("1").on("ETHUSDT").planned()), "ok");

        hold("b", "-2");
        expect(
                risk.guard.check(buy("1").on("ETHUSDT").planned()),
                "max_open_positions of the account is 1; with the order there would be 2");
        expect(risk.guard.check(buy("1").of("a").against("2", "-2").planned()), "ok");
    }

    private void hold(String strategy, String amount) {
        journal.sql().sql("""
                        INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES ('BTCUSDT', ?, 'BOTH', ?)
                        ON CONFLICT (symbol, strategy, position_side) DO UPDATE SET amount = excluded.amount""").params(strategy, amount).update();
    }

    @Test
    void aPositionThatWasClosedMakesRoomAtOnce() {
        risk = new RiskOnFake(journal, clock, "max_open_positions=1");
        risk.account.hold(BTC, PositionSide.BOTH, "1");
        risk.look();
        risk.account.positions.clear();
        clock.advance(Duration.ofSeconds(2));
        Exposure order = buy("1").on("ETHUSDT").planned();

        expect(onRecord(risk.guard, order), "max_open_positions of the account is 1; with the order there would be 2");
        expect(risk.guard.check(order), "ok");
        expect(onRecord(risk.guard, order), "ok");
        assertThat(risk.account.reads).isEqualTo(2);
    }

    @Test
    void whoeverAsksForRoomAllTheTimeDoesNotUseUpTheExchange() {
        risk = new RiskOnFake(journal, clock, "max_open_positions=1");
        risk.account.hold(BTC, PositionSide.BOTH, "1");
        risk.look();
        for (int i = 0; i < 50; i++) {
            risk.guard.check(buy("1").on("ETHUSDT").planned());
            clock.advance(Duration.ofMillis(100));
        }

        assertThat(risk.account.reads).isLessThanOrEqualTo(6);
    }

    @Test
    void lossesRefuseAlsoWithoutAHalt() {
        RiskGuard guard = guard("max_daily_loss=50", "max_drawdown=15%");
        risk.account.wallet = new BigDecimal("950.01");
        risk.look();
        expect(guard.check(buy("1").planned()), "ok");

        risk.account.unrealised = new BigDecimal("-0.01");
        risk.look();
        journal.sql().sql("DELETE FROM halts").update();

        expect(
                guard.check(buy("1").planned()),
                "max_daily_loss of the account is 50 USDT; it lost 50 USDT of 1000 USDT since midnight UTC");
        expect(
                onRecord(guard, buy("1").planned()),
                "max_daily_loss of the account is 50 USDT; it lost 50 USDT of 1000 USDT since midnight UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_daily_loss=5%", "max_daily_loss=50", "max_drawdown=15%", "max_open_positions=3"})
    void withoutAFreshReadingNothingNewIsOpened(String limit) {
        risk = new RiskOnFake(journal, clock, limit);
        String name = limit.replaceFirst("=.*", "");
        Refused before = refused(risk.guard.check(buy("1").planned()));
        assertThat(before.problem().detail())
                .isEqualTo(name + " cannot be computed, so nothing new is opened: the account has not been read yet");
        assertThat(before.problem().error()).isEqualTo("RISK_UNKNOWN");
        assertThat(before.passing()).isTrue();

        risk.look();
        clock.advance(Duration.ofSeconds(60));
        expect(risk.guard.check(buy("1").planned()), "ok");
        risk.account.goDown();
        clock.advance(Duration.ofSeconds(1));

        expect(
                risk.guard.check(buy("1").planned()),
                name + " cannot be computed, so nothing new is opened: the account was read last 61 s ago");
        expect(
                onRecord(risk.guard, buy("1").planned()),
                name + " cannot be computed, so nothing new is opened: the account was read last 61 s ago");
        clock.advance(Duration.ofSeconds(-200));
        expect(
                risk.guard.check(buy("1").planned()),
                name + " cannot be computed, so nothing new is opened: the account was read last 139 s ago");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_order_notional=1000", "max_position_notional=5000", "max_price_deviation=5%"})
    void withoutAMarkPriceNothingNewIsOpened(String limit) {
        RiskGuard guard = guard(limit);
        String name = limit.replaceFirst("=.*", "");
        Orders order = buy("0.01").at("50000");

        Refused down = refused(guard.check(order.marked(down()).planned()));
        assertThat(down.problem().detail())
                .isEqualTo(name + " cannot be computed, so nothing new is opened: nobody answers");
        assertThat(down.passing()).isTrue();
        expect(
                guard.check(order.marked(() -> BigDecimal.ZERO).planned()),
                name + " cannot be computed, so nothing new is opened: the exchange shows no mark price of BTCUSDT");
    }

    @Test
    void withoutALeverageNothingNewIsOpened() {
        expect(
                guard("max_leverage=20").check(buy("1").levered(down()).planned()),
                "max_leverage cannot be computed, so nothing new is opened: nobody answers");
    }

    @Test
    void aFaultOfOursRefuses() {
        Exposure order = buy("1").levered(() -> {
                    throw new IllegalStateException("a bug");
                })
                .planned();

        expect(
                guard("max_leverage=20").check(order),
                "max_leverage cannot be computed, so nothing new is opened: a fault in this service: IllegalStateException");
    }

    @Test
    void theExchangeIsAskedOnceForAll() {
        AtomicInteger asked = new AtomicInteger();
        Exposure order = buy("0.001")
                .at("50000")
                .marked(() -> {
                    asked.incrementAndGet();
                    return new BigDecimal("50000");
                })
                .planned();

        expect(guard(ALL).check(order), "ok");
        assertThat(asked).hasValue(1);
    }

    @Test
    void nothingIsAskedForOnceTheOrderIsRefused() {
        RiskGuard guard = guard(ALL);
        risk.trading.halt(Scope.ACCOUNT, "news", "1.2.3.4");

        Refused refused =
                refused(guard.check(buy("1").marked(never()).levered(never()).planned()));

        assertThat(refused.problem().error()).isEqualTo("TRADING_HALTED");
        assertThat(refused.passing()).isFalse();
    }

    @Test
    void nothingIsAskedOfTheExchangeInTheTransaction() {
        expect(onRecord(guard(ALL), buy("1").marked(never()).levered(never()).planned()), "ok");
    }

    @Test
    void withoutTheJournalThereIsNoVerdict() {
        RiskGuard guard = guard(ALL);
        journal.down = true;

        assertThatThrownBy(() -> guard.check(buy("0.001").planned())).isInstanceOf(JournalUnavailable.class);
    }

    @Test
    void aRefusalSaysWhatItIsAboutAndIsCounted() {
        RiskGuard guard = guard("max_leverage=5");
        Refused refused = refused(guard.check(buy("1").planned()));

        assertThat(refused)
                .isEqualTo(new Refused(
                        Problem.of(
                                422,
                                "RISK_LIMIT",
                                "max_leverage of the account is 5; the order would be traded with 10 on BTCUSDT"),
                        false));
        assertThat(risk.meters
                        .get("bridge.risk.refused")
                        .tag("rule", "max_leverage")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSymbolsOwnLimitsStandInsteadOfTheAccounts() {
        LimitsFile file = new LimitsFile(
                Map.of(BTC, RiskOnFake.named("max_order_notional=5000", "max_leverage=5", "max_orders_per_minute=1")),
                Map.of());
        RiskGuard guard = guard(file, "max_order_notional=100", "max_leverage=20", "max_orders_per_minute=3");

        expect(guard.check(buy("0.1").levered(() -> 5).planned()), "ok");
        expect(
                guard.check(buy("0.1").planned()),
                "max_leverage of BTCUSDT is 5; the order would be traded with 10 on BTCUSDT");
        expect(
                guard.check(buy("0.1").on("ETHUSDT").planned()),
                "max_order_notional of the account is 100 USDT; the order would be worth 5000 USDT (0.1 ETHUSDT at 50000)");
        expect(onRecord(guard, buy("0.1").planned()), "ok");
        expect(
                onRecord(guard, buy("0.1").planned()),
                "max_orders_per_minute of BTCUSDT is 1; the order would be number 2 within a minute");
        expect(onRecord(guard, buy("0.001").on("ETHUSDT").planned()), "ok");
    }

    @Test
    void aStrategysLimitsComeOnTopAndNeverGiveMore() {
        LimitsFile file = new LimitsFile(
                Map.of(),
                Map.of(
                        "small",
                        RiskOnFake.named(
                                "max_order_notional=100",
                                "max_position_notional=150",
                                "max_orders_per_minute=1",
                                "allowed_symbols=BTCUSDT"),
                        "large",
                        RiskOnFake.named("max_order_notional=9000", "max_leverage=off")));
        RiskGuard guard = guard(file, "max_order_notional=1000", "max_leverage=20");

        expect(
                guard.check(buy("0.003").of("small").planned()),
                "max_order_notional of strategy small is 100 USDT; the order would be worth 150 USDT (0.003 BTCUSDT at 50000)");
        expect(guard.check(buy("0.001").of("small").holding("9").planned()), "ok");
        expect(
                guard.check(buy("0.002").of(" small ").owning("0.002").planned()),
                "max_position_notional of strategy small is 150 USDT; the position could come to be worth 200 USDT (0.004 BTCUSDT at 50000)");
        expect(
                guard.check(buy("0.001").of("small").on("ETHUSDT").planned()),
                "allowed_symbols of strategy small is [BTCUSDT]; the order is on ETHUSDT");
        expect(
                guard.check(buy("0.03").of("large").planned()),
                "max_order_notional of the account is 1000 USDT; the order would be worth 1500 USDT (0.03 BTCUSDT at 50000)");
        expect(
                guard.check(buy("0.001").of("large").levered(() -> 50).planned()),
                "max_leverage of the account is 20; the order would be traded with 50 on BTCUSDT");
        expect(guard.check(buy("0.003").planned()), "ok");
        expect(guard.check(buy("0.003").of(" ").planned()), "ok");
        expect(onRecord(guard, buy("0.001").of("small").planned()), "ok");
        expect(
                onRecord(guard, buy("0.001").of("small").planned()),
                "max_orders_per_minute of strategy small is 1; the order would be number 2 within a minute");
        expect(onRecord(guard, buy("0.001").planned()), "ok");
    }

    @Test
    void theStandingShowsLimitsAndHowMuchOfThemIsUsed() {
        RiskGuard guard = guard(ALL);
        risk.account.wallet = new BigDecimal("1200");
        risk.look();
        risk.account.unrealised = new BigDecimal("-150");
        risk.account.hold(BTC, PositionSide.BOTH, "1");
        risk.look();
        onRecord(guard, buy("0.001").planned());
        clock.advance(Duration.ofSeconds(7));

        Standing standing = guard.standing();

        assertThat(standing.halts()).isEmpty();
        assertThat(standing.openPositions()).isEqualTo(1);
        assertThat(standing.ordersLastMinute()).isEqualTo(1);
        assertThat(standing.equity())
                .isEqualTo(new Standing.Equity(
                        new BigDecimal("1050"),
                        new BigDecimal("1000"),
                        new BigDecimal("1200"),
                        new BigDecimal("-50"),
                        new BigDecimal("150"),
                        "12.5%",
                        clock.instant().minusSeconds(7),
                        Duration.ofSeconds(7),
                        false));
        assertThat(standing.limits())
                .containsExactly(
                        Map.entry("max_order_notional", "1000 USDT"),
                        Map.entry("max_position_notional", "5000 USDT"),
                        Map.entry("max_leverage", "20"),
                        Map.entry("max_open_positions", "10"),
                        Map.entry("max_orders_per_minute", "30"),
                        Map.entry("max_daily_loss", "5%"),
                        Map.entry("max_drawdown", "15%"),
                        Map.entry("allowed_symbols", "BTCUSDT"),
                        Map.entry("max_price_deviation", "5%"));
    }

    @Test
    void theStandingOfNothingSaysSo() {
        Standing standing = new RiskOnFake(journal, clock).guard.standing();

        assertThat(standing.equity()).isNull();
        assertThat(standing.limits()).containsEntry("max_drawdown", "off").containsEntry("allowed_symbols", "all");
    }

    @Test
    void whatIsOpenIsWhatTheReadingOrTheJournalKnow() {
        risk = new RiskOnFake(journal, clock);
        risk.account.hold(BTC, PositionSide.BOTH, "1");
        risk.look();
        journal.sql()
                .sql(
                        "INSERT INTO holdings (symbol, strategy, position_side, amount) VALUES ('ETHUSDT', '', 'BOTH', '2')")
                .update();
        Held sol = new Held(new Symbol("SOLUSDT"), PositionSide.LONG);
        Orders.record(journal, "s", sol, false, null, null, "0", null);

        assertThat(risk.guard.open())
                .containsExactlyInAnyOrder(
                        new Held(BTC, PositionSide.BOTH), new Held(new Symbol("ETHUSDT"), PositionSide.BOTH), sol);
        assertThat(risk.guard.underWay()).containsExactly(sol);
    }

    private RiskVerdict onRecord(RiskGuard guard, Exposure order) {
        try {
            return journal.write(tx -> {
                RiskVerdict verdict = guard.check(tx, order);
                if (verdict instanceof Refused refused) {
                    throw new ProblemException(refused.problem());
                }
                return verdict;
            });
        } catch (ProblemException e) {
            return new Refused(e.problem(), false);
        }
    }

    private int counted() {
        return journal.sql()
                .sql("SELECT count(*) FROM allowed_orders")
                .query(Integer.class)
                .single();
    }

    private static void expect(RiskVerdict verdict, String detail) {
        if (detail.equals("ok")) {
            assertThat(verdict).isEqualTo(new Allowed());
        } else {
            assertThat(refused(verdict).problem().detail()).isEqualTo(detail);
        }
    }

    private static Refused refused(RiskVerdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        return (Refused) verdict;
    }

    private static <T> Supplier<T> never() {
        return () -> {
            throw new AssertionError("nobody has to know");
        };
    }

    private static <T> Supplier<T> down() {
        return () -> {
            throw new ExchangeUnavailable(Refusal.of(Refusal.Reason.UNREACHABLE, "nobody answers"));
        };
    }
}
