package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.exchange.FakeExchange.btcRules;
import static dev.asterbridge.exchange.FakeExchange.grid;
import static dev.asterbridge.exchange.FakeExchange.position;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Position;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderPlannerTests {

    private static final ClientOrderId ID = new ClientOrderId("ab-1");

    private SignalProperties.Rounding rounding = SignalProperties.Rounding.DOWN;
    private PositionMode mode = PositionMode.ONE_WAY;
    private InstrumentRules rules = btcRules();
    private List<Position> open = List.of();
    private boolean exchangeExits;

    @Test
    void opensAtMarket() {
        OrderRequest order = ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), null)));

        assertThat(order.side()).isEqualTo(Side.BUY);
        assertThat(order.terms().type()).isEqualTo("MARKET");
        assertThat(order.quantity()).isEqualTo(Quantity.of("0.010"));
        assertThat(order.positionSide()).isEqualTo(PositionSide.BOTH);
        assertThat(order.reduceOnly()).isFalse();
        assertThat(order.clientOrderId()).isEqualTo(ID);
    }

    /** 0.001 at 50000.1 would be worth more. */
    @ParameterizedTest
    @CsvSource({"SELL, LIMIT 50000.01 GTC", "BUY, STOP 50000.01 MARK_PRICE"})
    void whatIsSaidInMoneyIsNeverWorthMoreThanThat(Side side, String terms) {
        Signal.Open open = new Signal.Open(side, Size.parse("100.0001 USDT"), Entry.of(OrderTerms.parse(terms)));

        assertThat(ordered(signal(open)).quantity()).hasToString("0.001");
    }

    @Test
    void whatIsSaidInMoneyAndTakesAwayIsNeverWorthMoreEither() {
        open = List.of(position("-1"));
        Signal.Decrease less =
                new Signal.Decrease(Size.parse("100 USDT"), Entry.of(OrderTerms.parse("LIMIT 50000.09 GTC")));

        assertThat(ordered(signal(less)).quantity()).hasToString("0.002");
    }

    @Test
    void saysWhichTakeProfitIsTooSmallToBeOrdered() {
        Entry entry = Entry.MARKET.with(Exits.of("take 2% x 40; take 4% x 60"));

        assertThat(((Plan.Go) plan(signal(new Signal.Open(Side.BUY, Size.parse("0.002"), entry)))).adjusted())
                .isEqualTo(Map.of(
                        "take_profit_1", new Adjustment(new BigDecimal("0.00080"), BigDecimal.ZERO, "LOT_SIZE")));
        assertThat(((Plan.Go) plan(signal(new Signal.Open(Side.BUY, Size.parse("0.005"), entry)))).adjusted())
                .isEmpty();
    }

    @Test
    void saysSoWhereOnlyTheExitsAreNew() {
        open = List.of(position("0.002"));
        Entry entry = Entry.MARKET.with(Exits.of("take 9% x 20"));

        Plan plan = plan(signal(new Signal.Target(new BigDecimal("0.002"), null, entry)));

        assertThat(((Plan.Done) plan).adjusted()).containsOnlyKeys("take_profit_1");
    }

    @Test
    void roundsAQuantityDownToTheStepAndSaysSo() {
        Plan plan = plan(signal(Wishes.open(Side.BUY, Quantity.of("0.575181"), null)));

        assertThat(((Plan.Go) plan).order().quantity()).hasToString("0.575");
        assertThat(((Plan.Go) plan).adjusted())
                .containsEntry(
                        "quantity", new Adjustment(new BigDecimal("0.575181"), new BigDecimal("0.575"), "LOT_SIZE"));
    }

    @ParameterizedTest
    @CsvSource({"BUY, 50000.19, 50000.1", "SELL, 50000.11, 50000.2"})
    void roundsALimitToTheLessAggressiveTick(Side side, String asked, String expected) {
        Plan plan = plan(signal(Wishes.open(side, Quantity.of("0.01"), Price.of(asked))));

        assertThat(((Plan.Go) plan).order().terms().limit()).hasToString(expected);
        assertThat(((Plan.Go) plan).adjusted().get("price").rule()).isEqualTo("PRICE_FILTER");
    }

    @ParameterizedTest
    @CsvSource({"0.575181, , quantity, 0.575", "0.01, 50000.19, price, 50000.1"})
    void refusesWhatIsOffTheGridWhereRoundingIsSwitchedOff(
            String quantity, String price, String field, String nearest) {
        rounding = SignalProperties.Rounding.REJECT;

        Problem problem =
                refused(signal(Wishes.open(Side.BUY, Quantity.of(quantity), price == null ? null : Price.of(price))));

        assertThat(problem.fields()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.message()).contains("nearest legal value is " + nearest);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0.0004,       , quantity, LOT_SIZE,        0.001",
        "0.00005,      , quantity, LOT_SIZE,        0.001",
        "121,          , quantity, MARKET_LOT_SIZE, 120",
        "1001,         , quantity, MARKET_LOT_SIZE, 120",
        "1001,    50000, quantity, LOT_SIZE,        1000",
        "0.01,      0.5, price,    PRICE_FILTER,    1",
        "0.01,  1000001, price,    PRICE_FILTER,    1000000",
        "0.01,    51000.1, price,  PERCENT_PRICE,   51000",
        "0.001,    4000, quantity, MIN_NOTIONAL,    0.002",
    })
    void namesTheRuleTheValueAndTheNearestLegalOne(
            String quantity, String price, String field, String rule, String nearest) {
        Problem problem =
                refused(signal(Wishes.open(Side.BUY, Quantity.of(quantity), price == null ? null : Price.of(price))));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.fields()).anySatisfy(fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.value()).isEqualTo(field.equals("quantity") ? quantity : price);
            assertThat(fault.message()).contains("(" + rule + ")").endsWith("the nearest legal value is " + nearest);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 USDT | comes to 0.00006, which is below the least quantity (LOT_SIZE); the nearest legal value is 0.001, worth 50 USDT",
                "0.1%   | comes to 0.0002, which is below the least quantity (LOT_SIZE); the nearest legal value is 0.001, worth 50 USDT",
                "60 USDT | comes to 0.0012, which at 50000 is worth 50 USDT, less than the least order of 75 (MIN_NOTIONAL); the nearest legal value is 0.002, worth 100 USDT",
                "9000000 USDT | comes to 180, which is above the largest quantity (MARKET_LOT_SIZE); the nearest legal value is 120, worth 6000000 USDT"
            })
    void aSizeThatIsNotInContractsIsNamedAsItWasSaidAndTheLeastInMoney(String size, String message) {
        rules = withMinNotional("75");

        Problem problem = refused(signal(new Signal.Open(Side.BUY, Size.parse(size), Entry.MARKET)));

        assertThat(problem.fields()).containsExactly(new Problem.Field("quantity", size, message));
    }

    /** So that what was refused passes when it is sent as the answer says. */
    @Test
    void whatTheLeastIsWorthIsRoundedUp() {
        Entry entry = Entry.of(OrderTerms.at(Price.of("49999.1")));

        assertThat(refused(signal(new Signal.Open(Side.BUY, Size.parse("3 USDT"), entry)))
                        .detail())
                .endsWith("worth 50 USDT");
        assertThat(ordered(signal(new Signal.Open(Side.BUY, Size.parse("50 USDT"), entry)))
                        .quantity())
                .hasToString("0.001");
    }

    /** An exit that is refused must not have to wait until a price can be read. */
    @Test
    void aShareOfThePositionIsNamedAsItWasSaidWithoutAPrice() {
        open = List.of(position("0.005"));

        assertThat(refused(signal(new Signal.Decrease(Size.parse("10%p"), Entry.MARKET)))
                        .detail())
                .isEqualTo(
                        "quantity '10%p' comes to 0.0005, which is below the least quantity (LOT_SIZE); the nearest legal value is 0.001");
    }

    @ParameterizedTest
    @CsvSource({"BUY, 0.001%r, 51000, below", "SELL, 0.001%r, 49000, above", "BUY, 50%r, 50000, below"})
    void aSizeAtRiskWithAStopOnTheWrongSideIsRefusedForTheStop(Side side, String size, String stop, String where) {
        Problem problem =
                refused(signal(new Signal.Open(side, Size.parse(size), Entry.MARKET.with(Exits.of("stop " + stop)))));

        assertThat(problem.fields())
                .containsExactly(new Problem.Field(
                        "stop_loss",
                        stop,
                        "is at %s, and must be %s the price of entry, 50000".formatted(stop, where)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BUY  | stop 0.0001% | stop_loss | 0.0001% | is 0.05 away from the price of entry, 50000, and must be at least a tick away, which is 0.1 or 0.0002%",
                "SELL | stop 0.09 away | stop_loss | 0.09 away | is 0.09 away from the price of entry, 50000, and must be at least a tick away, which is 0.1 or 0.0002%",
                "BUY  | stop 2%; take 0.0001% x 100 | take_profit | 0.0001% | is 0.05 away from the price of entry, 50000, and must be at least a tick away, which is 0.1 or 0.0002%",
                "BUY  | stop 49999.95 | stop_loss | 49999.95 | is 50000 on ticks of 0.1, and must be below the price of entry, 50000; the nearest that works is at 49999.9",
                "SELL | stop 50000.05 | stop_loss | 50000.05 | is 50000 on ticks of 0.1, and must be above the price of entry, 50000; the nearest that works is at 50000.1",
                "BUY  | take 50000.05 x 100 | take_profit | 50000.05 | is 50000 on ticks of 0.1, and must be above the price of entry, 50000; the nearest that works is at 50000.1",
                "BUY  | trail 1 from 0.0001% | trailing_activation | 0.0001% | is 0.05 away from the price of entry, 50000, and must be at least a tick away, which is 0.1 or 0.0002%",
            })
    void anExitThatTicksWouldPutOntoTheEntryIsRefused(
            Side side, String exits, String field, String value, String message) {
        Problem problem =
                refused(signal(new Signal.Open(side, Size.parse("0.01"), Entry.MARKET.with(Exits.of(exits)))));

        assertThat(problem.fields()).containsExactly(new Problem.Field(field, value, message));
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, stop 0.0002%",
        "SELL, stop 0.1 away",
        "BUY, stop 49999.9",
        "SELL, take 49999.9 x 100",
        "BUY, stop 2%; even 0.00001%"
    })
    void anExitThatIsATickAwayIsTaken(Side side, String exits) {
        assertThat(ordered(signal(new Signal.Open(side, Size.parse("0.01"), Entry.MARKET.with(Exits.of(exits)))))
                        .quantity())
                .hasToString("0.01");
    }

    @Test
    void withoutTicksAnyDistanceWill() {
        rules = withTick("0");

        assertThat(ordered(signal(new Signal.Open(
                                Side.BUY, Size.parse("0.01"), Entry.MARKET.with(Exits.of("stop 0.0001%")))))
                        .quantity())
                .hasToString("0.01");
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, 50000, below",
        "BUY, 50000.19, below",
        "BUY, 60000, below",
        "SELL, 50000, above",
        "SELL, 40000, above",
    })
    void aTrailingThatWouldFollowAtOnceIsRefusedByTheActivationPrice(Side side, String from, String where) {
        Problem problem = refused(signal(new Signal.Open(side, Size.parse("0.01"), trailing(from))));

        assertThat(problem.fields())
                .containsExactly(new Problem.Field(
                        "activation_price",
                        from,
                        "is reached already: a %s TRAILING needs a price %s the mark price, 50000, or none to follow at once"
                                .formatted(side, where)));
    }

    @ParameterizedTest
    @CsvSource({"BUY, 49999.95, 49999.9", "SELL, 50000.05, 50000.1"})
    void aTrailingThatWaitsForTheFarSideIsTaken(Side side, String from, String expected) {
        assertThat(ordered(signal(new Signal.Open(side, Size.parse("0.01"), trailing(from))))
                        .terms())
                .hasToString("TRAILING_STOP 1 CONTRACT_PRICE FROM " + expected);
    }

    private static Entry trailing(String from) {
        return Entry.of(OrderTerms.parse("TRAILING_STOP 1 CONTRACT_PRICE FROM " + from));
    }

    @Test
    void refusesToSellFarBelowTheMarkPrice() {
        Problem problem = refused(signal(Wishes.open(Side.SELL, Quantity.of("0.01"), Price.of("48999.9"))));

        assertThat(problem.detail()).contains("PERCENT_PRICE").contains("49000");
    }

    @Test
    void allowsALimitAtTheEdgeOfThePercentPrice() {
        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), Price.of("51000"))))
                        .terms()
                        .limit())
                .hasToString("51000");
        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), Price.of("30000"))))
                        .terms()
                        .limit())
                .hasToString("30000");
    }

    @Test
    void allowsASaleAtTheEdgeOfThePercentPrice() {
        assertThat(ordered(signal(Wishes.open(Side.SELL, Quantity.of("0.01"), Price.of("49000"))))
                        .terms()
                        .limit())
                .hasToString("49000");
    }

    @Test
    void worthLessThanTheLeastNotionalAtMarketIsRefused() {
        rules = withMinNotional("5000");

        Problem problem = refused(signal(Wishes.open(Side.BUY, Quantity.of("0.0999"), null)));

        assertThat(problem.detail()).contains("MIN_NOTIONAL").endsWith("the nearest legal value is 0.1");
    }

    @Test
    void aSymbolThatIsNotTradingIsRefusedWithItsStatus() {
        rules = withStatus("SETTLING");

        assertThat(refused(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), null)))
                        .detail())
                .contains("SETTLING");
        assertThat(refused(signal(Wishes.target("0.01", null))).detail()).contains("SETTLING");
    }

    /** The rules may be half an hour old. */
    @Test
    void whatTakesAwayIsSentWhateverTheStatusWas() {
        rules = withStatus("HALT");
        open = List.of(position("0.01"));

        assertThat(ordered(signal(new Signal.Close())).side()).isEqualTo(Side.SELL);
        assertThat(ordered(signal(Wishes.decrease(Quantity.of("0.004"), null))).quantity())
                .hasToString("0.004");
        assertThat(ordered(signal(Wishes.target("0", null))).quantity()).hasToString("0.01");
        assertThat(ordered(signal(Wishes.target("0.003", null))).quantity()).hasToString("0.007");
        assertThat(ordered(signal(Wishes.target("-0.02", null))).quantity()).hasToString("0.01");
    }

    private InstrumentRules withStatus(String status) {
        return new InstrumentRules(
                BTC,
                status,
                "BTC",
                "USDT",
                rules.price(),
                rules.lot(),
                rules.marketLot(),
                rules.minNotional(),
                rules.multiplierUp(),
                rules.multiplierDown());
    }

    @ParameterizedTest
    @CsvSource({"0.0004, 1, quantity, LOT_SIZE, 0.001", "1, 0.05, price, PRICE_FILTER, 0.1"})
    void whatRoundsToNothingIsRefusedEvenWithoutAMinimum(
            String quantity, String price, String field, String rule, String nearest) {
        rules = new InstrumentRules(
                BTC,
                "TRADING",
                "BTC",
                "USDT",
                grid("0", "0", "0.1"),
                grid("0", "0", "0.001"),
                grid("0", "0", "0.001"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO);

        Problem problem = refused(signal(Wishes.open(Side.BUY, Quantity.of(quantity), Price.of(price))));

        assertThat(problem.fields()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.message()).contains("(" + rule + ")").endsWith("the nearest legal value is " + nearest);
        });
    }

    @Test
    void aTickOfZeroSwitchesTheGridOff() {
        rules = new InstrumentRules(
                BTC,
                "TRADING",
                "BTC",
                "USDT",
                grid("0", "0", "0"),
                rules.lot(),
                rules.marketLot(),
                rules.minNotional(),
                BigDecimal.ZERO,
                BigDecimal.ZERO);

        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), Price.of("70000.12345"))))
                        .terms()
                        .limit())
                .hasToString("70000.12345");
    }

    @Test
    void openAddsToAPositionOfTheSameDirection() {
        open = List.of(position("0.5"));

        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.1"), null)))
                        .side())
                .isEqualTo(Side.BUY);
    }

    @Test
    void openAgainstAnOppositePositionIsRefusedBecauseItWouldReduceIt() {
        open = List.of(position("-0.5"));

        Problem problem = refused(signal(Wishes.open(Side.BUY, Quantity.of("0.1"), null)));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.detail()).contains("SHORT 0.5").contains("close it first");
    }

    @Test
    void openInHedgeModeGoesToTheSideItOpens() {
        mode = PositionMode.HEDGE;
        open = List.of(position("0.5", PositionSide.LONG));

        OrderRequest order = ordered(signal(Wishes.open(Side.SELL, Quantity.of("0.1"), null)));

        assertThat(order.positionSide()).isEqualTo(PositionSide.SHORT);
        assertThat(order.reduceOnly()).isFalse();
    }

    @Test
    void openWithAPositionSideThatContradictsTheSideIsRefused() {
        Problem problem = refused(new Signal(BTC, PositionSide.SHORT, Wishes.open(Side.BUY, Quantity.of("0.1"), null)));

        assertThat(problem.fields().getFirst().field()).isEqualTo("position_side");
    }

    @ParameterizedTest
    @CsvSource({"0.5, BUY", "-0.5, SELL"})
    void increaseGoesInTheDirectionOfThePosition(String held, Side expected) {
        open = List.of(position(held));

        OrderRequest order = ordered(signal(Wishes.increase(null, Quantity.of("0.1"), null)));

        assertThat(order.side()).isEqualTo(expected);
        assertThat(order.reduceOnly()).isFalse();
    }

    @Test
    void increaseWithASideThatContradictsThePositionIsRefused() {
        open = List.of(position("0.5"));

        assertThat(refused(signal(Wishes.increase(Side.SELL, Quantity.of("0.1"), null)))
                        .detail())
                .contains("LONG 0.5");
    }

    @ParameterizedTest
    @CsvSource({"0.5, SELL", "-0.5, BUY"})
    void decreaseReducesOnly(String held, Side expected) {
        open = List.of(position(held));

        OrderRequest order = ordered(signal(Wishes.decrease(Quantity.of("0.2"), null)));

        assertThat(order.side()).isEqualTo(expected);
        assertThat(order.reduceOnly()).isTrue();
    }

    @Test
    void decreaseByMoreThanIsHeldIsRefusedWithTheHeldSize() {
        open = List.of(position("0.5"));

        assertThat(refused(signal(Wishes.decrease(Quantity.of("0.501"), null))).detail())
                .contains("LONG 0.5");
    }

    @Test
    void decreaseByTheUnroundedSizeThatWasBoughtEndsThePosition() {
        open = List.of(position("0.575"));

        assertThat(ordered(signal(Wishes.decrease(Quantity.of("0.575181"), null)))
                        .quantity())
                .hasToString("0.575");
    }

    @Test
    void decreaseIsExemptFromTheLeastNotional() {
        rules = withMinNotional("5000");
        open = List.of(position("0.5"));

        assertThat(ordered(signal(Wishes.decrease(Quantity.of("0.001"), null))).quantity())
                .hasToString("0.001");
    }

    @ParameterizedTest
    @CsvSource({"0.5, SELL", "-0.5, BUY"})
    void closeOrdersTheHeldQuantityReduceOnlyAtMarket(String held, Side expected) {
        open = List.of(position(held));

        OrderRequest order = ordered(signal(new Signal.Close()));

        assertThat(order.side()).isEqualTo(expected);
        assertThat(order.terms().type()).isEqualTo("MARKET");
        assertThat(order.quantity()).hasToString("0.5");
        assertThat(order.reduceOnly()).isTrue();
    }

    @Test
    void closeOfMoreThanOneOrderMayBeIsCutAndNeverRefused() {
        rounding = SignalProperties.Rounding.REJECT;
        open = List.of(position("150"));

        Plan plan = plan(signal(new Signal.Close()));

        assertThat(((Plan.Go) plan).order().quantity()).hasToString("120");
        assertThat(((Plan.Go) plan).adjusted().get("quantity").rule()).isEqualTo("MARKET_LOT_SIZE");
    }

    @Test
    void withoutAPositionThereIsNothingToClose() {
        Problem problem = refused(signal(new Signal.Close()));

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.detail()).isEqualTo("No open position on BTCUSDT to close");
    }

    @Test
    void closeOfTheOtherSideFindsNothing() {
        open = List.of(position("0.5"));

        assertThat(refused(new Signal(BTC, PositionSide.SHORT, new Signal.Close()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void closeInHedgeModeTakesTheOnlyOpenSide() {
        mode = PositionMode.HEDGE;
        open = List.of(position("-0.3", PositionSide.SHORT));

        OrderRequest order = ordered(signal(new Signal.Close()));

        assertThat(order.positionSide()).isEqualTo(PositionSide.SHORT);
        assertThat(order.side()).isEqualTo(Side.BUY);
    }

    @Test
    void closeInHedgeModeWithBothSidesOpenNamesBoth() {
        mode = PositionMode.HEDGE;
        open = List.of(position("0.5", PositionSide.LONG), position("-0.3", PositionSide.SHORT));

        Problem problem = refused(signal(new Signal.Close()));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains("LONG 0.5").contains("SHORT 0.3");
    }

    @Test
    void closeInHedgeModeTakesTheSideThatIsNamed() {
        mode = PositionMode.HEDGE;
        open = List.of(position("0.5", PositionSide.LONG), position("-0.3", PositionSide.SHORT));

        OrderRequest order = ordered(new Signal(BTC, PositionSide.LONG, new Signal.Close()));

        assertThat(order.side()).isEqualTo(Side.SELL);
        assertThat(order.quantity()).hasToString("0.5");
    }

    @ParameterizedTest
    @CsvSource({"100, 0, LOT_SIZE", "100, 120, LOT_SIZE", "0, 100, MARKET_LOT_SIZE", "120, 100, MARKET_LOT_SIZE"})
    void closeOfMoreThanEitherFilterAllowsIsCutToTheNarrower(String lotMax, String marketMax, String rule) {
        rules = withLots(grid("0.001", lotMax, "0.001"), grid("0.001", marketMax, "0.001"));
        open = List.of(position("150"));

        Plan plan = plan(signal(new Signal.Close()));

        assertThat(((Plan.Go) plan).order().quantity()).hasToString("100");
        assertThat(((Plan.Go) plan).adjusted().get("quantity").rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"121", "1001"})
    void theNearestLegalQuantityAtMarketIsLegalAtMarket(String quantity) {
        Problem problem = refused(signal(Wishes.open(Side.BUY, Quantity.of(quantity), null)));

        assertThat(problem.detail()).contains("MARKET_LOT_SIZE").endsWith("the nearest legal value is 120");
    }

    @Test
    void theLeastQuantityAtMarketFitsBothFilters() {
        rules = withLots(grid("0.001", "1000", "0.001"), grid("0.01", "120", "0.01"));

        assertThat(refused(signal(Wishes.open(Side.BUY, Quantity.of("0.0009"), null)))
                        .detail())
                .contains("MARKET_LOT_SIZE")
                .endsWith("the nearest legal value is 0.01");
    }

    @Test
    void theQuantityWorthTheLeastNotionalFitsTheStepAtMarket() {
        rules = withLots(grid("0.001", "1000", "0.001"), grid("0.01", "120", "0.01"));
        rules = withMinNotional("750");

        assertThat(refused(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), null)))
                        .detail())
                .contains("MIN_NOTIONAL")
                .endsWith("the nearest legal value is 0.02");
    }

    @Test
    void aCoarserStepAtMarketRoundsFurtherAndSaysSo() {
        rules = withLots(grid("0.001", "1000", "0.001"), grid("0.01", "120", "0.01"));

        Plan plan = plan(signal(Wishes.open(Side.BUY, Quantity.of("0.575181"), null)));

        assertThat(((Plan.Go) plan).order().quantity()).hasToString("0.57");
        assertThat(((Plan.Go) plan).adjusted().get("quantity").rule()).isEqualTo("MARKET_LOT_SIZE");
    }

    @Test
    void aStepThatStartsAtTheMinimumIsCountedFromThere() {
        rules = withLots(grid("0.005", "1000", "0.01"), grid("0.005", "120", "0.01"));

        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.0249"), null)))
                        .quantity())
                .hasToString("0.015");
        assertThat(refused(signal(Wishes.open(Side.BUY, Quantity.of("0.004"), null)))
                        .detail())
                .endsWith("the nearest legal value is 0.005");
    }

    @Test
    void aStepOfZeroSwitchesTheGridOfQuantitiesOff() {
        rules = withLots(grid("0", "0", "0"), grid("0", "0", "0"));

        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.123456789"), null)))
                        .quantity())
                .hasToString("0.123456789");
    }

    @ParameterizedTest
    @CsvSource({
        "123456789012345678901234567890, , quantity",
        "1, 123456789012345678901234567890, price",
    })
    void moreDigitsThanArithmeticBearsAreRefusedAndNoBug(String quantity, String price, String field) {
        rules = new InstrumentRules(
                BTC,
                "TRADING",
                "BTC",
                "USDT",
                grid("0", "0", "0.1"),
                grid("0", "0", "0.001"),
                grid("0", "0", "0.001"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO);

        Problem problem =
                refused(signal(Wishes.open(Side.SELL, Quantity.of(quantity), price == null ? null : Price.of(price))));

        assertThat(problem.fields()).singleElement().satisfies(fault -> {
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.message()).isEqualTo("has too many digits");
        });
    }

    @Test
    void decreaseByFarMoreThanIsHeldNamesTheHeldSizeAndNotTheFilter() {
        open = List.of(position("0.5"));

        assertThat(refused(signal(Wishes.decrease(Quantity.of("5000"), null))).detail())
                .contains("LONG 0.5");
    }

    @ParameterizedTest
    @CsvSource({"0.5, BUY, 49999.9", "-0.5, SELL, 50000.0"})
    void increaseAtALimitRestsThere(String held, Side side, String rounded) {
        open = List.of(position(held));

        OrderRequest order = ordered(signal(Wishes.increase(null, Quantity.of("0.1"), Price.of("49999.95"))));

        assertThat(order.terms().type()).isEqualTo("LIMIT");
        assertThat(order.side()).isEqualTo(side);
        assertThat(order.terms().limit()).isEqualByComparingTo(Price.of(rounded));
        assertThat(order.reduceOnly()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.5, SELL, 50000.0", "-0.5, BUY, 49999.9"})
    void decreaseAtALimitRestsThereReduceOnly(String held, Side side, String rounded) {
        open = List.of(position(held));

        OrderRequest order = ordered(signal(Wishes.decrease(Quantity.of("0.1"), Price.of("49999.95"))));

        assertThat(order.terms().type()).isEqualTo("LIMIT");
        assertThat(order.side()).isEqualTo(side);
        assertThat(order.terms().limit()).isEqualByComparingTo(Price.of(rounded));
        assertThat(order.reduceOnly()).isTrue();
    }

    @Test
    void decreaseAtALimitIsHeldToThePercentPrice() {
        open = List.of(position("0.5"));

        assertThat(refused(signal(Wishes.decrease(Quantity.of("0.1"), Price.of("48000"))))
                        .detail())
                .contains("PERCENT_PRICE");
    }

    @ParameterizedTest
    @CsvSource({"LONG, BUY, SELL", "SHORT, SELL, BUY"})
    void inHedgeModeIncreaseAndDecreaseTouchOnlyTheSideThatIsNamed(PositionSide named, Side more, Side less) {
        mode = PositionMode.HEDGE;
        open = List.of(position("0.5", PositionSide.LONG), position("-0.3", PositionSide.SHORT));

        OrderRequest increase = ordered(new Signal(BTC, named, Wishes.increase(null, Quantity.of("0.1"), null)));
        assertThat(increase.side()).isEqualTo(more);
        assertThat(increase.positionSide()).isEqualTo(named);
        assertThat(increase.reduceOnly()).isFalse();

        OrderRequest decrease = ordered(new Signal(BTC, named, Wishes.decrease(Quantity.of("0.1"), null)));
        assertThat(decrease.side()).isEqualTo(less);
        assertThat(decrease.positionSide()).isEqualTo(named);
        assertThat(decrease.reduceOnly()).isTrue();
    }

    @Test
    void positionSideBothMeansWhicheverThereIs() {
        open = List.of(position("0.5"));
        assertThat(ordered(new Signal(BTC, PositionSide.BOTH, new Signal.Close()))
                        .side())
                .isEqualTo(Side.SELL);

        open = List.of(position("-0.5"));

        assertThat(ordered(new Signal(BTC, PositionSide.BOTH, new Signal.Close()))
                        .side())
                .isEqualTo(Side.BUY);
        assertThat(ordered(new Signal(BTC, PositionSide.BOTH, Wishes.open(Side.SELL, Quantity.of("0.1"), null)))
                        .side())
                .isEqualTo(Side.SELL);
    }

    @ParameterizedTest
    @CsvSource({"BUY, 49999.9, 49999.9", "SELL, 50000.1, 50000.1"})
    void aLimitOnTheTickStaysAsItIsAndNothingIsSaidAboutIt(Side side, String asked, String expected) {
        rounding = SignalProperties.Rounding.REJECT;
        Plan plan = plan(signal(Wishes.open(side, Quantity.of("0.01"), Price.of(asked))));

        assertThat(((Plan.Go) plan).order().terms().limit()).hasToString(expected);
        assertThat(((Plan.Go) plan).adjusted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.001, 0.001, 50000", "1000, 1000, 50000", "120, 120, ", "0.0001, , 50000"})
    void theBoundsThemselvesAreLegal(String asked, String expected, String limit) {
        Signal signal = signal(Wishes.open(Side.BUY, Quantity.of(asked), limit == null ? null : Price.of(limit)));

        if (expected == null) {
            assertThat(refused(signal).status()).isEqualTo(400);
        } else {
            assertThat(ordered(signal).quantity()).hasToString(expected);
        }
    }

    @Test
    void aLimitIsHeldToTheFilterForLimitsAndNotToTheOneForTheMarket() {
        rules = withLots(grid("0.001", "1000", "0.001"), grid("0.01", "120", "0.01"));

        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("500.001"), Price.of("50000"))))
                        .quantity())
                .hasToString("500.001");
        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.001"), Price.of("50000"))))
                        .quantity())
                .hasToString("0.001");
    }

    @Test
    void thePercentPriceBoundsABuyAboveAndASellBelow() {
        rules = withTick("0.9");

        assertThat(refused(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), Price.of("52000"))))
                        .detail())
                .endsWith("the nearest legal value is 50999.4");
        assertThat(refused(signal(Wishes.open(Side.SELL, Quantity.of("0.01"), Price.of("48000"))))
                        .detail())
                .endsWith("the nearest legal value is 49000.5");
        assertThat(ordered(signal(Wishes.open(Side.SELL, Quantity.of("0.01"), Price.of("70000"))))
                        .terms()
                        .type())
                .isEqualTo("LIMIT");
    }

    @Test
    void exactlyTheLeastNotionalIsEnoughAndALimitCountsAtItsOwnPrice() {
        rules = withMinNotional("500");

        assertThat(ordered(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), null)))
                        .quantity())
                .hasToString("0.01");
        assertThat(refused(signal(Wishes.open(Side.BUY, Quantity.of("0.01"), Price.of("49999.9"))))
                        .detail())
                .contains("MIN_NOTIONAL");
    }

    private InstrumentRules withMinNotional(String least) {
        return new InstrumentRules(
                BTC,
                "TRADING",
                "BTC",
                "USDT",
                rules.price(),
                rules.lot(),
                rules.marketLot(),
                new BigDecimal(least),
                rules.multiplierUp(),
                rules.multiplierDown());
    }

    private InstrumentRules withLots(InstrumentRules.Grid lot, InstrumentRules.Grid marketLot) {
        return new InstrumentRules(
                BTC,
                "TRADING",
                "BTC",
                "USDT",
                rules.price(),
                lot,
                marketLot,
                rules.minNotional(),
                rules.multiplierUp(),
                rules.multiplierDown());
    }

    private InstrumentRules withTick(String tick) {
        return new InstrumentRules(
                BTC,
                "TRADING",
                "BTC",
                "USDT",
                grid("0.9", "1000000", tick),
                rules.lot(),
                rules.marketLot(),
                rules.minNotional(),
                rules.multiplierUp(),
                rules.multiplierDown());
    }

    @Test
    void tiesExitsOnlyWhereThatIsSwitchedOn() {
        Signal signal = signal(restingWithStop(Side.BUY, "49500"));
        assertThat(ordered(signal).tied()).isEmpty();

        exchangeExits = true;
        assertThat(ordered(signal).tied()).hasToString("[STOP 48510 MARK_PRICE]");
        assertThat(ordered(signal(new Signal.Open(
                                Side.BUY,
                                new Size.Contracts(Quantity.of("0.01")),
                                Entry.MARKET.with(Exits.of("stop 2%; take 4% x 100")))))
                        .tied())
                .hasToString("[STOP 49000 MARK_PRICE, TAKE_PROFIT 52000 MARK_PRICE]");
    }

    /** Of what the account holds long only some is the strategy's own. */
    @ParameterizedTest
    @CsvSource({
        "0, MARKET, true",
        "0, LIMIT 50500 GTC, false",
        "0, LIMIT 50500 IOC, true",
        "0.01, LIMIT 50500 GTC, false",
        "0.02, LIMIT 50500 GTC, true"
    })
    void whatRestsIsReduceOnlyOnlyIfItReducesWhatItsStrategyHolds(BigDecimal own, String terms, boolean reduceOnly) {
        Entry entry = Entry.of(OrderTerms.parse(terms));
        Signal target = signal(new Signal.Target(own.subtract(new BigDecimal("0.02")), null, entry));
        Situation situation = new Situation(
                rules,
                List.of(new Held(PositionSide.BOTH, own, new BigDecimal("0.05"))),
                () -> mode,
                () -> new BigDecimal("50000"),
                () -> new BigDecimal("10000"),
                null,
                false);

        Plan.Go go = (Plan.Go) new OrderPlanner(rounding, exchangeExits).plan(target, situation, ID);

        assertThat(go.order().side()).isEqualTo(Side.SELL);
        assertThat(go.order().reduceOnly()).isEqualTo(reduceOnly);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.02, [STOP 48510 MARK_PRICE]", "0.02, -0.02, []", "-0.005, -0.005, []", "0, -0.02, []"})
    void tiesNoneToWhatHasToTakeAwayFirst(BigDecimal amount, BigDecimal account, String expected) {
        exchangeExits = true;
        Signal target = signal(new Signal.Target(
                new BigDecimal("0.05"), null, ((Signal.Open) restingWithStop(Side.BUY, "49500")).entry()));
        Situation situation = new Situation(
                rules,
                List.of(new Held(PositionSide.BOTH, amount, account)),
                () -> mode,
                () -> new BigDecimal("50000"),
                () -> new BigDecimal("10000"),
                null,
                false);
        Plan.Go go = (Plan.Go) new OrderPlanner(rounding, exchangeExits).plan(target, situation, ID);

        assertThat(go.order().tied()).hasToString(expected);
    }

    @Test
    void whatTakesAwayWithOtherExitsDoesNotWaitForAMarkPrice() {
        BigDecimal half = new BigDecimal("0.02");
        BigDecimal price = new BigDecimal("50000");
        Signal target = signal(new Signal.Target(half, null, Entry.MARKET.with(Exits.of("stop 2%"))));
        Situation situation = new Situation(
                rules,
                List.of(new Held(PositionSide.BOTH, half.add(half), half.add(half), price, price, "stop 1%")),
                () -> mode,
                () -> {
                    throw new AssertionError("asked for the mark price");
                },
                () -> new BigDecimal("10000"),
                null,
                false);

        Plan.Go go = (Plan.Go) new OrderPlanner(rounding, exchangeExits).plan(target, situation, ID);

        assertThat(go.order().reduceOnly()).isTrue();
        assertThat(go.ends().words()).isEqualTo("stop 2%, counted from 50000");
        assertThat(go.ends().size()).isEqualByComparingTo(half);
    }

    private static Signal.Intent restingWithStop(Side side, String price) {
        return new Signal.Open(
                side,
                new Size.Contracts(Quantity.of("0.01")),
                Entry.of(OrderTerms.at(Price.of(price))).with(Exits.of("stop 2%")));
    }

    private static Signal signal(Signal.Intent intent) {
        return new Signal(BTC, null, intent);
    }

    private Plan plan(Signal signal) {
        return new OrderPlanner(rounding, exchangeExits)
                .plan(signal, Wishes.situation(rules, open, () -> mode, () -> new BigDecimal("50000")), ID);
    }

    private OrderRequest ordered(Signal signal) {
        return ((Plan.Go) plan(signal)).order();
    }

    private Problem refused(Signal signal) {
        return ((Plan.Stop) plan(signal)).problem();
    }
}
