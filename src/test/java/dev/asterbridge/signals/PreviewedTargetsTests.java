package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.protection.Exits;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A preview of a strategy's message says which orders it would take the place of, and then comes just that. */
class PreviewedTargetsTests {

    private final OneLane world = new OneLane();
    private final FakeExchange exchange = world.exchange;

    @BeforeEach
    void limitsWait() {
        exchange.limitsRest = true;
    }

    @Test
    void namesWhatWouldBeCancelledAndCancelsNothing() {
        String first = done(limit("", "0.1", "49500"));

        Preview preview = preview(limit("", "0.05", "49400"));

        assertThat(cancels(preview)).containsExactly("ab-" + first + "-1");
        assertThat(preview.cancels().getFirst().terms()).isEqualTo(OrderTerms.at(Price.of("49500")));
        assertThat(order(preview)).isEqualTo("BUY 0.05");
        assertThat(preview.problem()).isNull();
        assertThat(exchange.cancelled()).isEmpty();
        done(limit("", "0.05", "49400"));
        assertThat(exchange.cancelled()).extracting(ClientOrderId::value).isEqualTo(cancels(preview));
    }

    @Test
    void namesWhatWouldBeCancelledThoughTheTargetIsRefused() {
        String first = done(limit("", "0.1", "49500"));
        Entry wrong = Entry.of(OrderTerms.at(Price.of("49400"))).with(Exits.of("stop 60000"));

        Preview preview = preview(target("", "0.05", wrong));

        assertThat(preview.problem()).isNotNull();
        assertThat(preview.order()).isNull();
        assertThat(cancels(preview)).containsExactly("ab-" + first + "-1");
        done(target("", "0.05", wrong));
        assertThat(exchange.cancelled()).extracting(ClientOrderId::value).isEqualTo(cancels(preview));
    }

    @Test
    void namesATakeProfitThatIsTooSmall() {
        Entry entry = Entry.MARKET.with(Exits.of("take 2% x 40; take 4% x 60"));

        assertThat(preview(target("", "0.002", entry)).adjusted()).containsOnlyKeys("take_profit_1");
        String id = done(target("", "0.002", entry));
        assertThat(((SignalOutcome.Executed) world.outcome(id)).adjusted()).containsOnlyKeys("take_profit_1");
    }

    @Test
    void saysThatItRestsAlready() {
        String first = done(limit("", "0.1", "49500"));

        Preview preview = preview(limit("", "0.1", "49500"));

        assertThat(preview.note()).isEqualTo("BTCUSDT: what is missing rests already, as ab-" + first + "-1");
        assertThat(preview.order()).isNull();
        assertThat(preview.cancels()).isEmpty();
        assertThat(preview.problem()).isNull();
    }

    @Test
    void namesWhatIsCancelledAfterAnExit() {
        done(target("", "0.1", Entry.MARKET));
        String resting = done(limit("", "0.2", "49500"));

        Preview preview = preview(target("", "0", Entry.MARKET));

        assertThat(order(preview)).isEqualTo("SELL 0.1");
        assertThat(cancels(preview)).containsExactly("ab-" + resting + "-1");
    }

    @Test
    void namesWhatIsCancelledThoughNothingIsOrdered() {
        String resting = done(limit("", "0.1", "49500"));

        Preview preview = preview(target("", "0", Entry.MARKET));

        assertThat(preview.order()).isNull();
        assertThat(preview.note()).isEqualTo("BTCUSDT: 0 is held, as wanted");
        assertThat(cancels(preview)).containsExactly("ab-" + resting + "-1");
    }

    @Test
    void whatStaysIsNotNamed() {
        Entry guarded = Entry.MARKET.with(Exits.of("stop 2%"));
        done(target("a", "0.1", guarded));
        done(limit("b", "0.1", "49500"));

        assertThat(preview(limit("a", "0.2", "49400")).cancels()).isEmpty();
        assertThat(preview(OneLane.openAt("0.1", "49400")).cancels()).isEmpty();
        world.frozen("somebody should look");
        Preview refused = preview(limit("b", "0.1", "49500"));
        assertThat(refused.problem()).isNotNull();
        assertThat(refused.cancels()).isEmpty();
    }

    @Test
    void namesWhatACancelMeans() {
        String resting = done(OneLane.openAt("0.1", "49500"));

        assertThat(cancels(preview(new Signal(BTC, null, new Signal.Cancel(null)))))
                .containsExactly("ab-" + resting + "-1");
    }

    /** At 50000 it is 0.12 together. */
    @Test
    void theLimitsDoNotCountWhatWouldBeCancelled() {
        limited("max_position_notional=6000");
        done(limit("", "0.1", "49500"));

        Preview preview = preview(limit("", "0.1", "49400"));

        assertThat(preview.problem()).isNull();
        assertThat(order(preview)).isEqualTo("BUY 0.1");
        done(limit("", "0.1", "49400"));
        assertThat(exchange.placed()).hasSize(2);
    }

    @Test
    void theLimitsCountWhatOthersHaveAtRest() {
        limited("max_position_notional=6000");
        done(limit("a", "0.1", "49500"));

        assertThat(preview(limit("b", "0.1", "49400")).problem()).isNotNull();
        done(limit("b", "0.02", "49300"));
        assertThat(preview(limit("b", "0.02", "49400")).problem()).isNull();
        assertThat(preview(limit("b", "0.021", "49400")).problem()).isNotNull();
    }

    @Test
    void whatTheLimitsRefuseIsCancelledForAllTheSame() {
        limited("max_position_notional=6000");
        String first = done(limit("", "0.1", "49500"));

        Preview preview = preview(limit("", "1", "49400"));

        assertThat(preview.order()).isNull();
        assertThat(preview.problem()).isNotNull();
        assertThat(cancels(preview)).containsExactly("ab-" + first + "-1");
        String refused = done(limit("", "1", "49400"));
        assertThat(exchange.cancelled()).extracting(ClientOrderId::value).isEqualTo(cancels(preview));
        assertThat(world.verdict(refused))
                .isEqualTo("refused " + preview.problem().error());
    }

    @Test
    void whatALimitAllowsIsShownAsItWouldBeOrdered() {
        limited("max_position_notional=6000");
        done(target("", "0.1", Entry.MARKET));

        assertThat(order(preview(target("", "-1", Entry.MARKET)))).isEqualTo("SELL 0.1");
    }

    @Test
    void whatTakesAwayIsShownWhileALimitCannotBeComputed() {
        done(target("", "0.1", Entry.MARKET));
        limited("max_drawdown=15%");

        assertThat(order(preview(target("", "-0.1", Entry.MARKET)))).isEqualTo("SELL 0.1");
        assertThat(preview(target("", "0.2", Entry.MARKET)).problem().error()).isEqualTo("RISK_UNKNOWN");
    }

    @Test
    void whatTakesAwayIsShownWhereNothingMayBeOpened() {
        done(target("", "0.1", Entry.MARKET));
        world.frozen("a person has to look");

        assertThat(order(preview(target("", "0.04", Entry.MARKET)))).isEqualTo("SELL 0.06");
        assertThat(preview(target("", "0.2", Entry.MARKET)).problem().error()).isEqualTo("NOTHING_NEW_IS_OPENED");
        assertThat(world.verdict(done(target("", "0.2", Entry.MARKET)))).isEqualTo("refused NOTHING_NEW_IS_OPENED");
        assertThat(preview(OneLane.open("0.1")).problem().error()).isEqualTo("SYMBOL_FROZEN");
    }

    private void limited(String limits) {
        world.signals = new SignalsOnFake(exchange, world.clock, world.journal, limits);
        world.lane = world.signals.lane(BTC);
    }

    private String done(Signal signal) {
        String id = world.take(signal);
        world.run();
        return id;
    }

    private Preview preview(Signal signal) {
        return world.signals.intake.preview(new Alert("/test", "1.2.3.4", "{}", null, null, false, signal));
    }

    private static List<String> cancels(Preview preview) {
        return preview.cancels().stream()
                .map(order -> order.clientOrderId().value())
                .toList();
    }

    private static @Nullable String order(Preview preview) {
        OrderRequest order = preview.order();
        return order == null
                ? null
                : "%s %s"
                        .formatted(order.side(), Decimals.plain(order.quantity().value()));
    }

    private static Signal limit(String strategy, String size, String price) {
        return target(strategy, size, Entry.of(OrderTerms.at(Price.of(price))));
    }

    private static Signal target(String strategy, String size, Entry entry) {
        return new Signal(BTC, strategy, null, new Signal.Target(new BigDecimal(size), null, entry));
    }
}
