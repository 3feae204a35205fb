package dev.asterbridge.signals;

import static dev.asterbridge.exchange.Decimals.plain;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.InstrumentRules;
import dev.asterbridge.exchange.InstrumentRules.Grid;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.OrderTerms.Kind;
import dev.asterbridge.exchange.OrderTerms.TimeInForce;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.problems.Problem.Field;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The terms of an order on the symbol's ticks.
 *
 * @param faults what makes them illegal; empty where nothing does
 */
record FittedTerms(OrderTerms terms, List<Field> faults) {

    private static final MathContext EXACT = new MathContext(34, RoundingMode.HALF_EVEN);

    static FittedTerms of(Draft draft, boolean reduceOnly, Situation now, Map<String, Adjustment> adjusted) {
        return new Fitting(draft, reduceOnly, now, adjusted).fit();
    }

    /** What a contract costs by them. */
    BigDecimal price(Situation now) {
        Price limit = terms.limit();
        if (limit != null) {
            return limit.value();
        }
        return terms instanceof OrderTerms.Triggered it
                ? it.trigger().value()
                : now.markPrice().get();
    }

    /** One draft under work, with what was found wrong so far. */
    private static final class Fitting {

        private final Draft draft;
        private final boolean reduceOnly;
        private final Situation now;
        private final InstrumentRules rules;
        private final Grid grid;
        private final Map<String, Adjustment> adjusted;
        private final List<Field> faults = new ArrayList<>();

        Fitting(Draft draft, boolean reduceOnly, Situation now, Map<String, Adjustment> adjusted) {
            this.draft = draft;
            this.reduceOnly = reduceOnly;
            this.now = now;
            this.rules = now.rules();
            this.grid = rules.price();
            this.adjusted = adjusted;
        }

        FittedTerms fit() {
            OrderTerms asked = draft.entry().terms();
            OrderTerms fitted = switch (asked) {
                case OrderTerms.Market market -> atMarket(market);
                case OrderTerms.Limit limit -> {
                    Price price = limit(limit.price());
                    yield price == null ? limit : new OrderTerms.Limit(price, limit.timeInForce());
                }
                case OrderTerms.Triggered triggered -> triggered(triggered);
                case OrderTerms.Trailing trailing -> trailing(trailing);
            };
            return new FittedTerms(fitted, List.copyOf(faults));
        }

        /** At market, but not further from the mark price than was said. */
        private OrderTerms atMarket(OrderTerms.Market market) {
            BigDecimal slippage = draft.entry().maxSlippage();
            if (slippage == null) {
                return market;
            }
            BigDecimal share = slippage.movePointLeft(2);
            BigDecimal mark = now.markPrice().get();
            BigDecimal worst = draft.side() == Side.BUY
                    ? mark.multiply(BigDecimal.ONE.add(share), EXACT)
                    : mark.multiply(BigDecimal.ONE.subtract(share), EXACT);
            BigDecimal price = withinBand(rules.roundPrice(worst, draft.side()), mark);
            return price.signum() > 0 ? new OrderTerms.Limit(new Price(price), TimeInForce.IOC) : market;
        }

        /** The exchange refuses what is further from the mark price than it allows; nearer is only safer. */
        private BigDecimal withinBand(BigDecimal price, BigDecimal mark) {
            BigDecimal up = mark.multiply(rules.multiplierUp());
            BigDecimal down = mark.multiply(rules.multiplierDown());
            if (draft.side() == Side.BUY && up.signum() > 0 && price.compareTo(up) > 0) {
                return grid.floor(up);
            }
            return draft.side() == Side.SELL && down.signum() > 0 && price.compareTo(down) < 0
                    ? grid.ceiling(down)
                    : price;
        }

        /** Null when it breaks a rule. */
        private @Nullable Price limit(Price asked) {
            BigDecimal price = rules.roundPrice(asked.value(), draft.side());
            if (!isLegal("price", asked.value(), price)) {
                return null;
            }
            BigDecimal mark = now.markPrice().get();
            BigDecimal legal = withinBand(price, mark);
            if (legal.compareTo(price) != 0) {
                String what = "is too far %s the mark price %s"
                        .formatted(draft.side() == Side.BUY ? "above" : "below", plain(mark));
                faults.add(RuleFitting.fault("price", asked.value(), what, "PERCENT_PRICE", legal));
                return null;
            }
            return new Price(price);
        }

        private OrderTerms triggered(OrderTerms.Triggered asked) {
            boolean up = (draft.side() == Side.BUY) == (asked.kind() == Kind.STOP);
            // What protects goes a tick earlier rather than later, what opens a tick later rather than earlier.
            boolean roundUp = reduceOnly != up;
            BigDecimal wanted = asked.trigger().value();
            BigDecimal trigger = roundUp ? grid.ceiling(wanted) : grid.floor(wanted);
            BigDecimal limit = asked.limit() == null
                    ? null
                    : rules.roundPrice(asked.limit().value(), draft.side());
            boolean legal = isLegal("stop_price", wanted, trigger)
                    && (asked.limit() == null || isLegal("price", asked.limit().value(), limit));
            if (legal && (up ? trigger.compareTo(mark()) <= 0 : trigger.compareTo(mark()) >= 0)) {
                faults.add(new Field(
                        "stop_price",
                        plain(wanted),
                        "would trigger at once: a %s %s needs a price %s the mark price, %s"
                                .formatted(draft.side(), asked.kind(), up ? "above" : "below", plain(mark()))));
                legal = false;
            }
            return legal
                    ? new OrderTerms.Triggered(
                            asked.kind(), new Price(trigger), asked.by(), limit == null ? null : new Price(limit))
                    : asked;
        }

        private OrderTerms trailing(OrderTerms.Trailing asked) {
            if (asked.activation() == null) {
                return asked;
            }
            BigDecimal wanted = asked.activation().value();
            boolean up = draft.side() == Side.SELL;
            BigDecimal price = up ? grid.ceiling(wanted) : grid.floor(wanted);
            boolean legal = isLegal("activation_price", wanted, price);
            if (legal && (up ? price.compareTo(mark()) <= 0 : price.compareTo(mark()) >= 0)) {
                faults.add(new Field(
                        "activation_price",
                        plain(wanted),
                        "is reached already: a %s TRAILING needs a price %s the mark price, %s, or none to follow at once"
                                .formatted(draft.side(), up ? "above" : "below", plain(mark()))));
                legal = false;
            }
            return legal ? new OrderTerms.Trailing(asked.callback(), asked.by(), new Price(price)) : asked;
        }

        private BigDecimal mark() {
            return now.markPrice().get();
        }

        private boolean isLegal(String field, BigDecimal asked, @Nullable BigDecimal price) {
            if (price == null || price.signum() <= 0 || grid.isBelowMin(price)) {
                faults.add(RuleFitting.fault(
                        field, asked, "is below the least price", "PRICE_FILTER", RuleFitting.least(grid)));
                return false;
            }
            if (grid.isAboveMax(price)) {
                faults.add(RuleFitting.fault(
                        field, asked, "is above the highest price", "PRICE_FILTER", grid.floor(grid.max())));
                return false;
            }
            if (!Decimals.isBearable(price)) {
                faults.add(new Field(field, plain(asked), "has too many digits"));
                return false;
            }
            if (price.compareTo(asked) != 0) {
                adjusted.put(field, new Adjustment(asked, price, "PRICE_FILTER"));
            }
            return true;
        }
    }
}
