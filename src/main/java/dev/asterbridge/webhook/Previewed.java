package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.signals.Adjustment;
import dev.asterbridge.signals.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an alert would come to now, had it been sent to the webhook. */
@Schema(name = "Preview")
record Previewed(
        @Schema(description = "Whether there would be an order", example = "true")
        boolean wouldOrder,

        @Schema(description = "In which dialect it was understood", example = "plain")
        String dialect,

        @Schema(example = "open BUY 0.01 at market with 20x ISOLATED")
        String signal,

        @Schema(example = "BTCUSDT") String symbol,

        @Schema(description = "What the alert calls the symbol, where that is an alias of it", example = "XBTUSDT")
        @Nullable
        String alias,

        @Schema(description = "When it was fired, as it says itself") @Nullable
        Instant time,

        @Schema(
                description =
                        "The order exactly as it would be sent, without name and signature; absent when there would be none")
        @Nullable
        Sent order,

        @Schema(
                description =
                        "What would rest afterwards to end the position, counted from the order's price or the mark price, or from "
                                + "where it was entered if the order opens nothing; absent when that stays as it is")
        @Nullable
        List<Exit> exits,

        @Schema(
                description =
                        "Orders at rest that would be cancelled: those that a cancel means, or whose place a strategy's message "
                                + "takes, before its order, or after it where that is an exit at market; absent when there "
                                + "are none")
        @Nullable
        List<Cancelled> cancels,

        @Schema(description = "What would be changed to fit the symbol's rules") @Nullable
        Map<String, Adjustment> adjusted,

        @Schema(description = "How the quantity came about, or why no order is needed, such as that it rests already")
        @Nullable
        String note,

        @Schema(
                description =
                        "What may keep AsterDEX from taking the order: margin that seems to be missing; absent when "
                                + "nothing is known to")
        @Nullable
        String warning,

        @Schema(description = "Why there would be no order; absent when there would be one, or none is needed")
        @Nullable
        Reason problem) {

    /** One of the orders that would end the position. */
    record Exit(
            @Schema(description = "stop, take-1, take-2, ..., trail", example = "stop")
            String role,

            Sent order) {}

    /** One of the orders at rest that would be cancelled, as it was ordered. */
    @Schema(name = "PreviewedCancel")
    record Cancelled(
            @Schema(example = "ab-u2by7kvdrzvnvgnegnowxb-1") String clientOrderId, Sent order) {}

    /** What the actions of a message would come to, each as if it came alone. */
    @Schema(name = "Previews")
    record Several(List<Previewed> signals) {}

    /** The parameters of the order, by AsterDEX's names. */
    @Schema(name = "PreviewedOrder")
    record Sent(
            String symbol,
            String side,
            String positionSide,
            String type,
            String quantity,
            @Nullable String price,
            @Nullable String timeInForce,
            @Nullable String stopPrice,
            @Nullable String workingType,
            @Nullable String activationPrice,
            @Nullable String callbackRate,
            boolean reduceOnly) {

        static Sent of(OrderRequest order) {
            OrderTerms terms = order.terms();
            OrderTerms.Triggered triggered = terms instanceof OrderTerms.Triggered it ? it : null;
            OrderTerms.Trailing trailing = terms instanceof OrderTerms.Trailing it ? it : null;
            String timeInForce =
                    terms instanceof OrderTerms.Limit it ? it.timeInForce().name() : "GTC";
            return new Sent(
                    order.symbol().name(),
                    order.side().name(),
                    order.positionSide().name(),
                    terms.type(),
                    order.quantity().toString(),
                    text(terms.limit()),
                    terms.limit() == null ? null : timeInForce,
                    triggered == null ? null : text(triggered.trigger()),
                    triggered != null
                            ? triggered.by().name()
                            : trailing != null ? trailing.by().name() : null,
                    trailing == null ? null : text(trailing.activation()),
                    trailing == null ? null : Decimals.plain(trailing.callback()),
                    order.reduceOnly() && order.positionSide() == PositionSide.BOTH);
        }

        private static @Nullable String text(@Nullable Price price) {
            return price == null ? null : price.toString();
        }
    }

    /** What the alert would be answered. */
    @Schema(name = "PreviewedRefusal")
    record Reason(int status, String error, String detail) {

        static Reason of(Problem problem) {
            return new Reason(problem.status(), problem.error(), problem.detail());
        }
    }

    static Previewed of(Understood alert, Preview preview) {
        OrderRequest order = preview.order();
        Problem problem = preview.problem();
        Symbol alias = alert.signal().alias();
        return new Previewed(
                order != null,
                alert.dialect(),
                alert.signal().words(),
                alert.signal().symbol().name(),
                alias == null ? null : alias.name(),
                alert.firedAt(),
                order == null ? null : Sent.of(order),
                exits(preview),
                cancels(preview),
                preview.adjusted().isEmpty() ? null : preview.adjusted(),
                preview.note(),
                preview.warning(),
                problem == null ? null : Reason.of(problem));
    }

    private static @Nullable List<Exit> exits(Preview preview) {
        List<Exit> exits = preview.exits().stream()
                .map(exit -> new Exit(exit.role(), Sent.of(exit.order())))
                .toList();
        return exits.isEmpty() ? null : exits;
    }

    private static @Nullable List<Cancelled> cancels(Preview preview) {
        List<Cancelled> cancels = preview.cancels().stream()
                .map(order -> new Cancelled(order.clientOrderId().value(), Sent.of(order)))
                .toList();
        return cancels.isEmpty() ? null : cancels;
    }
}
