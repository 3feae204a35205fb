package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static dev.asterbridge.exchange.FakeExchange.grid;
import static dev.asterbridge.exchange.FakeExchange.position;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.PositionMode;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.Side;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every order that is planned, whatever the rules, the position and the wish. */
class PlanningPropertiesTests {

    @Property
    void whatIsOrderedIsLegalAndNeverMoreThanAsked(
            @ForAll("rules") InstrumentRules rules,
            @ForAll("amounts") BigDecimal asked,
            @ForAll("amounts") BigDecimal limit,
            @ForAll Side side) {
        Signal signal = new Signal(BTC, null, Wishes.open(side, new Quantity(asked), new Price(limit)));

        if (plan(signal, rules, List.of()) instanceof Plan.Go go) {
            OrderRequest order = go.order();
            assertThat(order.quantity().value()).isLessThanOrEqualTo(asked);
            assertThat(onGrid(order.quantity().value(), rules.lot())).isTrue();
            assertThat(onGrid(order.terms().limit().value(), rules.price())).isTrue();
            assertThat(order.terms().limit().value().compareTo(limit) * (side == Side.BUY ? 1 : -1))
                    .isLessThanOrEqualTo(0);
            assertThat(order.quantity().value().multiply(order.terms().limit().value()))
                    .isGreaterThanOrEqualTo(rules.minNotional());
        }
    }

    @Property
    void whatReducesNeverPassesZero(
            @ForAll("rules") InstrumentRules rules,
            @ForAll("amounts") BigDecimal held,
            @ForAll boolean isShort,
            @ForAll("amounts") BigDecimal asked,
            @ForAll boolean close) {
        BigDecimal amount = isShort ? held.negate() : held;
        Signal signal = new Signal(BTC, null, close ? new Signal.Close() : Wishes.decrease(new Quantity(asked), null));

        if (plan(signal, rules, List.of(position(amount.toPlainString()))) instanceof Plan.Go go) {
            assertThat(go.order().reduceOnly()).isTrue();
            assertThat(go.order().side()).isEqualTo(isShort ? Side.BUY : Side.SELL);
            assertThat(go.order().quantity().value()).isLessThanOrEqualTo(held);
        }
    }

    private static Plan plan(Signal signal, InstrumentRules rules, List<dev.asterbridge.exchange.Position> open) {
        return new OrderPlanner(SignalProperties.Rounding.DOWN, false)
                .plan(
                        signal,
                        Wishes.situation(rules, open, () -> PositionMode.ONE_WAY, () -> new BigDecimal("100")),
                        new ClientOrderId("ab-1"));
    }

    private static boolean onGrid(BigDecimal value, InstrumentRules.Grid grid) {
        return value.subtract(grid.min()).remainder(grid.step()).signum() == 0
                && !grid.isBelowMin(value)
                && !grid.isAboveMax(value);
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.000001"), new BigDecimal("5000"))
                .ofScale(6);
    }

    @Provide
    Arbitrary<InstrumentRules> rules() {
        Arbitrary<String> steps = Arbitraries.of("0.001", "0.01", "0.1", "1", "10", "0.5");
        return Combinators.combine(steps, steps, Arbitraries.of("0", "5", "100"))
                .as((step, tick, notional) -> new InstrumentRules(
                        BTC,
                        "TRADING",
                        "BTC",
                        "USDT",
                        grid(tick, "4000", tick),
                        grid(step, "3000", step),
                        grid(step, "1000", step),
                        new BigDecimal(notional),
                        new BigDecimal("1.5"),
                        new BigDecimal("0.5")));
    }
}
