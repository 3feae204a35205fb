package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Order;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderStatus;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.orders.Holding;
import dev.asterbridge.orders.OrderWatch;
import dev.asterbridge.orders.OrdersOnFake;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is opened with a stop has one, or is closed; what ends a position goes when the position goes. */
class ProtectionTests {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Refusal AWAY = Refusal.of(Refusal.Reason.UNREACHABLE, "away");

    private OneLane world = new OneLane();
    private FakeExchange exchange = world.exchange;

    @Test
    void whatIsOpenedHasItsStopAtOnce() {
        world.take(open("0.01", "stop 2%"));
        world.run();

        assertThat(resting()).containsExactly("SELL 0.01 STOP 49000 MARK_PRICE reduce-only");
        assertThat(world.lane.step()).as("when to look again").isEmpty();
    }

    @Test
    void exitsOfAllKindsRest() {
        world.take(open("0.1", "stop 49000; take 51000 x 50; take 3% x 50; trail 1.5 from 2%"));
        world.run();

        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 0.1 STOP 49000 MARK_PRICE reduce-only",
                        "SELL 0.1 TRAILING_STOP 1.5 MARK_PRICE FROM 51000 reduce-only",
                        "SELL 0.05 TAKE_PROFIT 51000 MARK_PRICE reduce-only",
                        "SELL 0.05 TAKE_PROFIT 51500 MARK_PRICE reduce-only");
    }

    @Test
    void aShortIsEndedTheOtherWayRound() {
        world.take(new Signal(
                BTC, null, new Signal.Open(Side.SELL, Size.parse("0.01"), with("stop 500.05 away; take 2% x 100"))));
        world.run();

        assertThat(resting())
                .as("a tick earlier rather than later")
                .containsExactlyInAnyOrder(
                        "BUY 0.01 STOP 50500 MARK_PRICE reduce-only",
                        "BUY 0.01 TAKE_PROFIT 49000 MARK_PRICE reduce-only");
    }

    @Test
    void ofSharesThatCannotBeSplitTheLastTakesTheRest() {
        world.take(open("0.005", "stop 2%; take 1% x 33; take 2% x 33; take 3% x 34"));
        world.run();

        assertThat(resting())
                .contains(
                        "SELL 0.001 TAKE_PROFIT 50500 MARK_PRICE reduce-only",
                        "SELL 0.001 TAKE_PROFIT 51000 MARK_PRICE reduce-only",
                        "SELL 0.003 TAKE_PROFIT 51500 MARK_PRICE reduce-only");
    }

    @Test
    void whenPartIsTakenTheStopIsForTheRest() {
        world.take(open("0.1", "stop 2%; take 1% x 40; take 2% x 60"));
        world.run();

        exchange.moveMark("50500");
        see();

        assertThat(world.held()).isEqualTo("0.060");
        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 0.06 STOP 49000 MARK_PRICE reduce-only",
                        "SELL 0.06 TAKE_PROFIT 51000 MARK_PRICE reduce-only");
    }

    @Test
    void theOldStopGoesWhenTheNewOneIsThere() {
        world.take(open("0.1", "stop 2%"));
        world.run();
        List<String> seen = new ArrayList<>();
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        exchange.onPlace = request -> {
            seen.add(resting().toString());
            return usual.apply(request);
        };
        world.take(new Signal(BTC, null, new Signal.Increase(null, Size.parse("0.1"), Entry.MARKET)));
        world.run();

        assertThat(seen)
                .as("what rested as the larger stop was placed")
                .last()
                .asString()
                .contains("SELL 0.1 STOP");
        assertThat(resting()).containsExactly("SELL 0.2 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void anOldStopIsBetterThanNone() {
        world.take(open("0.1", "stop 2%"));
        world.run();
        refuse(new Refusal(Refusal.Reason.REFUSED, -4045, "Reach max stop order limit.", null, null));
        world.take(new Signal(BTC, null, new Signal.Increase(null, Size.parse("0.2"), Entry.MARKET)));
        world.run();

        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE reduce-only");
        assertThat(world.held()).as("what has a stop stays").isEqualTo("0.100");
    }

    @Test
    void aStopThatIsSeenToBeHitTooLateLeavesTheNextPositionItsOwn() {
        world.take(open("0.04", "stop 2%"));
        world.run();
        exchange.moveMark("48900");
        world.take(new Signal(BTC, null, new Signal.Open(Side.SELL, Size.parse("0.02"), with("stop 2%"))));
        world.run();
        world.pass(Duration.ofSeconds(1));
        see();

        assertThat(world.held()).isEqualTo("-0.020");
        assertThat(resting()).containsExactly("BUY 0.02 STOP 51000 MARK_PRICE reduce-only");
    }

    @Test
    void whatWasTakenIsNotTakenAgainWhenThePositionGrows() {
        world.take(open("0.1", "stop 2%; take 1% x 40"));
        world.run();
        exchange.moveMark("50500");
        see();
        world.take(new Signal(BTC, null, new Signal.Increase(null, Size.parse("0.1"), Entry.MARKET)));
        world.run();

        assertThat(resting()).containsExactly("SELL 0.16 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void whatALimitTookIsNotTakenAgainWhenOthersAddToWhatIsLeft() {
        exchange.limitsRest = true;
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).with(Exits.of("stop 2%; take 1% x 50"));
        world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();
        exchange.moveMark("49500");
        see();
        world.take(OneLane.decrease("0.04"));
        world.run();
        world.clock.advance(Duration.ofSeconds(1));
        exchange.moveMark("50000");
        see();
        assertThat(resting()).containsExactly("SELL 0.03 STOP 48510 MARK_PRICE reduce-only");
        world.clock.advance(Duration.ofSeconds(1));

        world.take(new Signal(BTC, null, new Signal.Increase(null, Size.parse("0.04"), Entry.MARKET)));
        world.run();

        assertThat(resting()).containsExactly("SELL 0.07 STOP 48510 MARK_PRICE reduce-only");
    }

    @Test
    void whatAFlipTookIsNotTakenAgainEither() {
        world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.1"), null, Entry.MARKET)));
        world.run();
        world.take(
                new Signal(BTC, null, new Signal.Target(new BigDecimal("0.1"), null, with("stop 2%; take 1% x 40"))));
        world.run();
        exchange.moveMark("50500");
        see();
        world.take(new Signal(BTC, null, new Signal.Increase(null, Size.parse("0.1"), Entry.MARKET)));
        world.run();

        assertThat(resting()).containsExactly("SELL 0.16 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void whenThePositionIsClosedItsExitsGo() {
        world.take(open("0.1", "stop 2%; take 1% x 40; take 2% x 60"));
        world.run();
        String close = world.take(OneLane.close());
        world.run();

        assertThat(world.verdict(close)).isEqualTo("executed");
        assertThat(world.held()).isEqualTo("0");
        assertThat(resting()).isEmpty();
    }

    @Test
    void whenTheStopIsHitTheTakeProfitGoes() {
        world.take(open("0.1", "stop 2%; take 1% x 100"));
        world.run();
        exchange.moveMark("48900");
        see();

        assertThat(world.held()).isEqualTo("0");
        assertThat(resting()).isEmpty();
    }

    @Test
    void aTargetThatSaysOtherExitsReplacesWhatRests() {
        exchange.limitsRest = true;
        for (String exits : List.of("", "stop 2%", "", "stop 2%", "stop 1%; take 5% x 100")) {
            Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).with(Exits.of(exits));
            world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.1"), null, entry)));
            world.run();
        }
        assertThat(resting()).containsExactly("BUY 0.1 LIMIT 49500 GTC");
        assertThat(world.sent()).as("nothing new is said twice").hasSize(3);

        exchange.moveMark("49500");
        see();

        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 0.1 STOP 49005 MARK_PRICE reduce-only",
                        "SELL 0.1 TAKE_PROFIT 51975 MARK_PRICE reduce-only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONE_WAY", "HEDGE"})
    void whatWasToBeTakenOutLaterGoesWithWhatItWasOf(PositionMode mode) {
        exchange.mode = mode;
        exchange.limitsRest = true;
        PositionSide side = mode == PositionMode.HEDGE ? PositionSide.SHORT : null;
        for (String strategy : List.of("o", "c")) {
            world.take(new Signal(BTC, strategy, null, new Signal.Open(Side.SELL, Size.parse("0.02"), Entry.MARKET)));
            world.run();
        }
        Entry below = Entry.of(OrderTerms.at(Price.of("49900")));
        world.take(new Signal(BTC, "c", side, new Signal.Decrease(Size.parse("0.02"), below)));
        world.run();
        assertThat(resting()).hasSize(1);

        world.take(new Signal(BTC, "c", side, new Signal.Close()));
        world.pass(SOON);

        assertThat(resting()).isEmpty();
        exchange.moveMark("49800");
        see();
        assertThat(world.held()).isEqualTo("-0.020");
    }

    @Test
    void whereThereAreTwoPositionsNobodyIsLongOnTheShortOne() {
        exchange.mode = PositionMode.HEDGE;
        exchange.limitsRest = true;
        for (String strategy : List.of("o", "c")) {
            world.take(new Signal(BTC, strategy, null, new Signal.Open(Side.SELL, Size.parse("0.02"), Entry.MARKET)));
            world.run();
        }
        Entry below = Entry.of(OrderTerms.at(Price.of("49900")));
        world.take(new Signal(BTC, "c", PositionSide.SHORT, new Signal.Decrease(Size.parse("0.015"), below)));
        world.run();
        world.take(new Signal(BTC, "c", PositionSide.SHORT, new Signal.Decrease(Size.parse("0.01"), Entry.MARKET)));
        world.run();
        exchange.moveMark("49800");
        see();
        world.pass(SOON);

        List<Holding> holdings =
                world.journal.read(sql -> OrdersOnFake.holdings().of(sql, BTC));
        assertThat(holdings)
                .extracting(held -> held.strategy() + " " + Decimals.plain(held.amount()))
                .contains("c 0", "o -0.015");
        assertThat(world.held()).isEqualTo("-0.015");
    }

    @Test
    void theStopIsThereBeforeAnybodyAsksWhatIsHeldNow() {
        List<String> rested = new ArrayList<>();
        exchange.whileReading = () -> rested.add(resting().toString());
        world.take(open("0.1", "stop 2%"));
        world.run();

        assertThat(rested.getLast()).isEqualTo("[SELL 0.1 STOP 49000 MARK_PRICE reduce-only]");
        assertThat(rested)
                .filteredOn(it -> it.equals("[]"))
                .as("asked to compare, to plan and to set up")
                .hasSize(3);
    }

    @Test
    void whatHadToBeEndedIsNotOpenedAgainForTheSameMessage() {
        exchange.onPlace = request -> {
            if (!request.terms().endsAtOnce()) {
                return new OrderOutcome.Rejected(
                        new Refusal(Refusal.Reason.REFUSED, -2019, "Margin is insufficient.", null, null));
            }
            OrderOutcome taken = exchange.take(request);
            return request.reduceOnly() ? taken : new OrderOutcome.Unknown("no answer");
        };
        String id = world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.1"), null, with("stop 2%"))));
        world.pass(Duration.ofSeconds(20));

        assertThat(world.sent()).containsExactly("BUY 0.1", "SELL 0.1", "SELL 0.1");
        assertThat(world.held()).isEqualTo("0");
        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void aFlipReplacesTheExits() {
        world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.1"), null, with("stop 2%"))));
        world.run();
        world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.1"), null, with("stop 2%"))));
        world.run();

        assertThat(resting()).containsExactly("BUY 0.1 STOP 51000 MARK_PRICE reduce-only");
    }

    @Test
    void aFlipThatSaysNothingHasNoExits() {
        world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("0.1"), null, with("stop 2%"))));
        world.run();
        world.take(new Signal(BTC, null, new Signal.Target(new BigDecimal("-0.1"), null, Entry.MARKET)));
        world.run();

        assertThat(resting()).isEmpty();
    }

    @Test
    void theStopMovesToThePriceOfEntry() {
        world.take(open("0.1", "stop 2%; even 1%"));
        world.pass(SOON);
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE reduce-only");

        exchange.moveMark("50500");
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.1 STOP 50000 MARK_PRICE reduce-only");
    }

    @Test
    void aStopThatSomebodyCancelledComesBack() {
        world.take(open("0.1", "stop 2%"));
        world.run();
        exchange.orders.replaceAll(
                order -> order.status() == OrderStatus.NEW ? order.with(OrderStatus.CANCELED) : order);
        see();

        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void whatThePriceHasPassedIsClosedAtOnce() {
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        exchange.onPlace = request -> {
            if (!request.terms().endsAtOnce()) {
                exchange.moveMark("48000");
            }
            return usual.apply(request);
        };
        world.take(open("0.1", "stop 2%"));
        world.run();

        assertThat(world.held()).isEqualTo("0");
        assertThat(resting()).isEmpty();
    }

    @Test
    void whatCannotBeProtectedIsClosed() {
        refuse(new Refusal(Refusal.Reason.REFUSED, -4045, "Reach max stop order limit.", null, null));
        world.take(open("0.1", "stop 2%"));
        world.run();

        assertThat(world.held()).isEqualTo("0");
    }

    @Test
    void whatHasNoStopForFiveSecondsIsClosed() {
        refuse(Refusal.of(Refusal.Reason.RATE_LIMITED, "too many"));
        world.take(open("0.1", "stop 2%"));
        world.pass(Duration.ofMillis(2500));
        assertThat(world.held()).as("it is tried for a while").isEqualTo("0.100");

        world.pass(Duration.ofSeconds(1));

        assertThat(world.held()).isEqualTo("0");
    }

    /** Its stop, and the first request to close it, are lost on the way. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void aCloseThatIsLostIsNotWaitedFor(String other) {
        if (!other.isEmpty()) {
            world.take(new Signal(BTC, other, null, new Signal.Open(Side.BUY, Size.parse("0.3"), with("stop 3%"))));
            world.run();
        }
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        List<String> lost = new ArrayList<>();
        exchange.onPlace = request -> {
            if (!request.reduceOnly() || (request.terms().endsAtOnce() && lost.contains("MARKET"))) {
                return usual.apply(request);
            }
            lost.add(request.terms().endsAtOnce() ? "MARKET" : "STOP");
            return new OrderOutcome.Unknown("no answer");
        };
        world.take(open("0.1", "stop 2%"));
        world.pass(Duration.ofMillis(3900));
        assertThat(lost).containsExactly("STOP", "STOP", "MARKET", "STOP");
        assertThat(world.held()).isEqualTo(other.isEmpty() ? "0.100" : "0.400");

        world.pass(Duration.ofMillis(600));

        assertThat(world.held()).isEqualTo(other.isEmpty() ? "0" : "0.300");
    }

    /** As when a symbol is not traded for a while. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsRefusedAgainAndAgainIsTriedLessAndLessOften(boolean compared) {
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        List<String> refused = new ArrayList<>();
        exchange.onPlace = request -> {
            if (!request.reduceOnly()) {
                return usual.apply(request);
            }
            refused.add(request.terms().endsAtOnce() ? "MARKET" : "STOP");
            return new OrderOutcome.Rejected(new Refusal(Refusal.Reason.REFUSED, -4131, "PERCENT_PRICE", null, null));
        };
        world.take(open("0.1", "stop 2%"));
        world.run();
        if (!compared) {
            world.crash();
            exchange.onOpen = orders -> {
                throw new ExchangeUnavailable(AWAY);
            };
        }
        world.pass(SOON);
        assertThat(refused.stream().filter("MARKET"::equals)).hasSizeBetween(4, 9);

        refused.clear();
        world.pass(Duration.ofMinutes(2));

        assertThat(refused.stream().filter("MARKET"::equals)).hasSizeBetween(10, 25);
        exchange.onPlace = usual;
        world.pass(Duration.ofSeconds(10));
        assertThat(world.held().equals("0") || !resting().isEmpty()).isTrue();
    }

    @Test
    void whatIsLargerThanOneOrderMayBeIsClosedByAsManyAsItTakes() {
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        world.take(OneLane.open("80"));
        world.run();
        exchange.onPlace = request -> request.reduceOnly()
                        && (!request.terms().endsAtOnce()
                                || request.quantity().value().compareTo(new BigDecimal("120")) > 0)
                ? new OrderOutcome.Rejected(new Refusal(Refusal.Reason.REFUSED, -4005, "too large", null, null))
                : usual.apply(request);
        world.take(open("80", "stop 2%"));
        world.pass(SOON);

        assertThat(world.held()).isEqualTo("0");
    }

    /** There is always another one to ask for: each answer takes longer than what it is about can wait. */
    @Test
    void questionsWithoutAnswersDoNotKeepItFromBeingClosed() {
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        exchange.onPlace =
                request -> request.terms().endsAtOnce() ? usual.apply(request) : new OrderOutcome.Unknown("no answer");
        world.take(open("0.1", "stop 2%"));
        world.pass(Duration.ofMillis(1500));
        exchange.onFind = found -> {
            world.clock.advance(Duration.ofSeconds(3));
            throw new ExchangeUnavailable(AWAY);
        };

        world.clock.advance(Duration.ofSeconds(1));
        for (int step = 0; step < 8; step++) {
            world.lane.step();
        }

        assertThat(world.held()).isEqualTo("0");
    }

    /** As when the exchange can be ordered from, and not asked: the compare after a start does not come about. */
    @Test
    void whatIsOnRecordIsProtectedEvenWhileWhatIsHeldCannotBeRead() {
        exchange.onPlace = request -> request.reduceOnly() ? new OrderOutcome.Rejected(AWAY) : exchange.take(request);
        world.take(open("0.1", "stop 2%"));
        world.run();
        world.crash();
        exchange.onPlace = exchange::take;
        exchange.onOpen = orders -> {
            throw new ExchangeUnavailable(AWAY);
        };

        world.pass(Duration.ofMillis(500));

        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void whatCanNeitherBeProtectedNorClosedIsShownToAPerson() {
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        exchange.onPlace = request -> request.reduceOnly()
                ? new OrderOutcome.Rejected(Refusal.of(Refusal.Reason.RATE_LIMITED, "too many"))
                : usual.apply(request);
        world.take(open("0.1", "stop 2%"));
        world.pass(Duration.ofMillis(4500));
        assertThat(attention()).as("there is time left").isEmpty();

        world.pass(Duration.ofSeconds(1));
        assertThat(attention()).singleElement().asString().startsWith("a position in BTCUSDT has no stop");

        exchange.onPlace = usual;
        world.pass(SOON);
        assertThat(attention()).as("when it is over").isEmpty();
    }

    @Test
    void aStopOfWhichNobodyKnowsWhetherItIsThereIsNone() {
        exchange.onPlace = request ->
                request.terms().endsAtOnce() ? exchange.take(request) : new OrderOutcome.Unknown("no answer");
        world.take(open("0.1", "stop 2%"));
        world.pass(Duration.ofMillis(2500));
        assertThat(world.held()).isEqualTo("0.100");

        world.pass(Duration.ofSeconds(1));

        assertThat(world.held()).isEqualTo("0");
    }

    @Test
    void aStopThatIsFoundLaterThanItsAnswerProtects() {
        exchange.onPlace = request -> {
            OrderOutcome outcome = exchange.take(request);
            return request.terms().endsAtOnce() ? outcome : new OrderOutcome.Unknown("no answer");
        };
        world.take(open("0.1", "stop 2%"));
        world.pass(Duration.ofSeconds(20));

        assertThat(world.held()).isEqualTo("0.100");
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void aTakeProfitThatIsRefusedIsNoReasonToClose() {
        Function<OrderRequest, OrderOutcome> usual = exchange.onPlace;
        Refusal refusal = new Refusal(Refusal.Reason.REFUSED, -4045, "Reach max stop order limit.", null, null);
        exchange.onPlace = request -> request.terms().toString().startsWith("TAKE")
                ? new OrderOutcome.Rejected(refusal)
                : usual.apply(request);
        world.take(open("0.1", "stop 2%; take 1% x 100"));
        world.pass(Duration.ofSeconds(20));

        assertThat(world.held()).isEqualTo("0.100");
        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE reduce-only");
        assertThat(exchange.placed()).as("it is not asked for all the time").hasSize(3);
    }

    @Test
    void theStopIsPlacedByWhoeverStartsAfterACrash() {
        world.journal.beforeCommit = () -> {};
        exchange.onPlace = request -> {
            OrderOutcome outcome = exchange.take(request);
            throw new IllegalStateException("killed after " + outcome);
        };
        world.take(open("0.1", "stop 2%"));
        try {
            world.run();
        } catch (IllegalStateException e) {
            // as it should be
        }
        exchange.onPlace = exchange::take;
        world.crash();
        world.pass(SOON);

        assertThat(resting()).containsExactly("SELL 0.1 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void anEntryThatFillsWhileItRestsIsProtectedThen() {
        exchange.limitsRest = true;
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).with(Exits.of("stop 2%"));
        world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();
        assertThat(resting()).containsExactly("BUY 0.1 LIMIT 49500 GTC");

        exchange.moveMark("49500");
        see();

        assertThat(resting()).containsExactly("SELL 0.1 STOP 48510 MARK_PRICE reduce-only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stop 2%; take 1% x 100          | SELL 0.06 STOP 48510, SELL 0.06 TAKE_PROFIT 49995",
                "stop 2%; take 1% x 50; take 5% x 50 | SELL 0.08 STOP 48510, SELL 0.03 TAKE_PROFIT 49995, SELL 0.05 TAKE_PROFIT 51975"
            })
    void whatAnEntryOpensAfterItsProfitWasTakenHasItsExitsToo(String exits, String expected) {
        exchange.limitsRest = true;
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).with(Exits.of(exits));
        String id = world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();
        exchange.moveMark("49501");
        exchange.fillPart(new ClientOrderId("ab-" + id + "-1"), "0.04");
        see();
        exchange.moveMark("50000");
        see();

        world.clock.advance(Duration.ofSeconds(1));
        exchange.moveMark("49500");
        see();

        assertThat(resting())
                .containsExactlyInAnyOrder(Arrays.stream(expected.split(", "))
                        .map(order -> order + " MARK_PRICE reduce-only")
                        .toArray(String[]::new));
    }

    @Test
    void anEntryThatFollowsThePriceIsProtectedOnceItTurns() {
        OrderTerms trailing = OrderTerms.parse("TRAILING_STOP 1 CONTRACT_PRICE");
        world.take(new Signal(
                BTC,
                null,
                new Signal.Open(Side.BUY, Size.parse("0.1"), Entry.of(trailing).with(Exits.of("stop 2%")))));
        world.run();
        exchange.moveMark("48000");
        see();
        assertThat(world.held()).isEqualTo("0");

        exchange.moveMark("48480");
        see();

        assertThat(resting()).containsExactly("SELL 0.1 STOP 47510.4 MARK_PRICE reduce-only");
    }

    @Test
    void anEntryThatIsNotFilledInTimeIsCancelled() {
        exchange.limitsRest = true;
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).within(Duration.ofMinutes(1));
        world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.pass(Duration.ofSeconds(59));
        assertThat(resting()).hasSize(1);

        world.pass(Duration.ofSeconds(2));

        assertThat(resting()).isEmpty();
    }

    @Test
    void eachStrategyHasExitsOfItsOwn() {
        world.take(new Signal(BTC, "a", null, new Signal.Open(Side.BUY, Size.parse("0.1"), with("stop 2%"))));
        world.run();
        world.take(new Signal(BTC, "b", null, new Signal.Open(Side.BUY, Size.parse("0.2"), with("stop 3%"))));
        world.run();
        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 0.1 STOP 49000 MARK_PRICE reduce-only", "SELL 0.2 STOP 48500 MARK_PRICE reduce-only");

        world.take(new Signal(BTC, "a", null, new Signal.Close()));
        world.run();

        assertThat(resting()).containsExactly("SELL 0.2 STOP 48500 MARK_PRICE reduce-only");
    }

    @Test
    void theStopOfOneStrategyDoesNotEndWhatAnotherHoldsTheOtherWay() {
        world.take(new Signal(BTC, "a", null, new Signal.Open(Side.BUY, Size.parse("0.1"), with("stop 2%"))));
        world.run();
        world.take(new Signal(BTC, "b", null, new Signal.Target(new BigDecimal("-0.04"), null, Entry.MARKET)));
        world.run();

        assertThat(resting()).containsExactly("SELL 0.06 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void inHedgeModeEachSideHasItsOwn() {
        exchange.mode = PositionMode.HEDGE;
        world.take(new Signal(BTC, PositionSide.LONG, new Signal.Open(Side.BUY, Size.parse("0.1"), with("stop 2%"))));
        world.run();
        world.take(new Signal(BTC, PositionSide.SHORT, new Signal.Open(Side.SELL, Size.parse("0.1"), with("stop 2%"))));
        world.run();

        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 0.1 STOP 49000 MARK_PRICE reduce-only", "BUY 0.1 STOP 51000 MARK_PRICE reduce-only");
    }

    @Test
    void aStopOnTheWrongSideIsRefusedBeforeAnythingIsOrdered() {
        String id = world.take(open("0.1", "stop 51000"));
        world.run();

        assertThat(world.verdict(id)).isEqualTo("refused INVALID_REQUEST");
        assertThat(world.outcome(id).toString()).contains("stop_loss", "must be below the price of entry, 50000");
        assertThat(exchange.placed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"stop 2, stop_loss", "stop 5000, stop_loss", "take 500000 x 100, take_profit"})
    void aPriceThatWasMeantAsAPercentageIsRefusedBeforeAnythingIsOrdered(String exits, String field) {
        String id = world.take(open("0.1", exits));
        world.run();

        assertThat(world.verdict(id)).isEqualTo("refused INVALID_REQUEST");
        assertThat(world.outcome(id).toString()).contains(field, "is a price, and far from the price of entry, 50000");
        assertThat(exchange.placed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop 5001", "take 499999 x 100", "stop 99%", "take 2000% x 100"})
    void whatIsFarOnPurposeIsTaken(String exits) {
        String id = world.take(open("0.1", exits));
        world.run();

        assertThat(world.verdict(id)).isEqualTo("executed");
    }

    @Test
    void whatRestedIsProtectedAsItsOwnAlertSaidWhateverWasOpenedSince() {
        exchange.limitsRest = true;
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500"))).with(Exits.of("stop 2%"));
        world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();
        world.clock.advance(Duration.ofSeconds(1));
        world.take(OneLane.open("0.02"));
        world.run();
        world.clock.advance(Duration.ofSeconds(1));
        world.take(OneLane.close());
        world.run();
        assertThat(world.held()).isEqualTo("0");

        world.clock.advance(Duration.ofSeconds(1));
        exchange.moveMark("49500");
        see();

        assertThat(resting()).containsExactly("SELL 0.1 STOP 48510 MARK_PRICE reduce-only");
    }

    @Test
    void moreThanOneOrderMayBeIsSplit() {
        exchange.positions.add(FakeExchange.position("0"));
        world.take(open("100", "stop 2%"));
        world.run();
        world.take(new Signal(BTC, null, new Signal.Increase(null, Size.parse("100"), Entry.MARKET)));
        world.run();

        assertThat(resting())
                .containsExactlyInAnyOrder(
                        "SELL 120 STOP 49000 MARK_PRICE reduce-only", "SELL 80 STOP 49000 MARK_PRICE reduce-only");
    }

    @Test
    void aShareAtRiskFollowsFromTheStop() {
        String id = world.take(open("1%r", "stop 2%"));
        world.run();

        // 1 % of 10000 is 100, which is lost 1000 below the entry
        assertThat(world.sent()).first().isEqualTo("BUY 0.1");
        assertThat(world.journal.recorded.toString()).contains("100 / 1000");
    }

    /** A price jumps past a stop and a trailing stop at once, and the second ends what another strategy holds. */
    @Test
    void whatExitsTakeBeyondTheirStrategyIsTakenFromThatOfOthersOnRecordToo() {
        world.take(new Signal(BTC, "a", null, new Signal.Open(Side.BUY, Size.parse("0.03"), with("stop 1%; trail 1"))));
        world.take(new Signal(BTC, "b", null, new Signal.Open(Side.BUY, Size.parse("0.02"), with("stop 3%"))));
        world.run();
        exchange.moveMark("49000");
        assertThat(new BigDecimal(world.held())).isZero();
        see();
        world.pass(SOON);

        assertThat(holdings()).allMatch(amount -> amount.signum() == 0);
        assertThat(resting()).isEmpty();
        assertThat(world.journal.recorded)
                .filteredOn(event -> event.contains("exit_overran"))
                .singleElement()
                .asString()
                .contains("strategy=a", "amount=0.02");

        world.take(new Signal(BTC, "b", null, new Signal.Close()));
        world.run();
        assertThat(new BigDecimal(world.held()))
                .as("nothing is opened by an exit")
                .isZero();
    }

    private List<BigDecimal> holdings() {
        return world.journal.read(sql -> world.signals.parts.holdings().of(sql, BTC)).stream()
                .map(held -> held.amount())
                .toList();
    }

    /** A limit was filled, and nobody has looked; by what is on record more is sold than was held. */
    @ParameterizedTest
    @ValueSource(strings = {"0.01", "0.03"})
    void aStopIsNotLeftOverBecauseAFillWasNotSeenYet(String sold) {
        exchange.limitsRest = true;
        world.take(open("0.01", "stop 2%"));
        world.take(OneLane.openAt("0.04", "49500"));
        world.run();
        exchange.moveMark("49500");
        List<String> atCancel = new ArrayList<>();
        BiFunction<Symbol, ClientOrderId, Optional<Order>> cancels = exchange.onCancel;
        exchange.onCancel = (symbol, id) -> {
            atCancel.addAll(resting());
            return cancels.apply(symbol, id);
        };
        world.take(OneLane.decrease(sold));
        world.run();
        world.pass(SOON);

        String exact = "SELL %s STOP 49000 MARK_PRICE reduce-only"
                .formatted(Decimals.plain(new BigDecimal("0.05").subtract(new BigDecimal(sold))));
        assertThat(resting()).containsExactly(exact);
        assertThat(atCancel).as("what rested as the old one was cancelled").contains(exact);
    }

    private static Signal open(String size, String exits) {
        return new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse(size), with(exits)));
    }

    private static Entry with(String exits) {
        return Entry.MARKET.with(Exits.of(exits));
    }

    /** Every order that can wait for a price is refused. */
    private void refuse(Refusal refusal) {
        exchange.onPlace =
                request -> request.terms().endsAtOnce() ? exchange.take(request) : new OrderOutcome.Rejected(refusal);
    }

    private List<?> attention() {
        Attention attention = new Attention(
                world.journal, new LaneRecords(), world.signals.parts.protector(), exchange.exchangeClock(world.clock));
        return (List<?>) attention.health().getDetails().getOrDefault("attention", List.of());
    }

    /** Looks at what rests, and lets the lane do what follows. */
    private void see() {
        OrderWatch watch = OrdersOnFake.watch(exchange, world.journal, world.clock);
        OrdersOnFake.look(watch);
        world.run();
    }

    private List<String> resting() {
        List<String> open = exchange.orders.stream()
                .filter(order -> !order.status().isFinal())
                .map(Order::clientOrderId)
                .toList();
        return exchange.placed().stream()
                .filter(order -> open.contains(order.clientOrderId().value()))
                .map(order -> "%s %s %s%s"
                        .formatted(
                                order.side(),
                                order.quantity(),
                                order.terms(),
                                order.reduceOnly() ? " reduce-only" : ""))
                .toList();
    }
}
