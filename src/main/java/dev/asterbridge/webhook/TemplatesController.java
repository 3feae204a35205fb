package dev.asterbridge.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /webhook/templates}: messages that are ready to be copied. Each has what lets a copy of it be recognised. */
@RestController
@Tag(name = "Webhook", description = "Alerts in, orders out")
class TemplatesController {

    private static final String PLAIN = "/webhook/tradingview";
    private static final String STRATEGY = "/webhook/tradingview-strategy";
    private static final String SECRET = "{\"webhook_secret\": \"...\", ";
    private static final String TIME = ", \"time\": \"{{timenow}}\"}";
    private static final String OPEN = SECRET + "\"action\": \"open\", \"symbol\": \"{{ticker}}\", \"side\": ";
    private static final String POSITION = SECRET
            + "\"symbol\": \"{{ticker}}\", \"strategy\": \"my strategy\", \"order_action\": \"{{strategy.order.action}}\", "
            + "\"contracts\": \"{{strategy.order.contracts}}\", \"position_size\": \"{{strategy.position_size}}\", "
            + "\"prev_market_position\": \"{{strategy.prev_market_position}}\", "
            + "\"prev_market_position_size\": \"{{strategy.prev_market_position_size}}\", "
            + "\"id\": \"{{strategy.order.id}}\"";

    private static final List<Template> ALL = List.of(
            indicator("open long", OPEN + "\"BUY\", \"quantity\": \"0.01\"" + TIME),
            indicator("open short", OPEN + "\"SELL\", \"quantity\": \"0.01\"" + TIME),
            indicator("open long for 100 USDT", OPEN + "\"BUY\", \"quantity\": \"100 USDT\"" + TIME),
            indicator("open long with 5 % of the equity", OPEN + "\"BUY\", \"quantity\": \"5%\"" + TIME),
            indicator("open long with a stop", OPEN + "\"BUY\", \"quantity\": \"0.01\", \"stop_loss\": \"2%\"" + TIME),
            indicator(
                    "open long, 1 % of the equity at risk, half of it out at 2 %, half at 4 %",
                    OPEN + "\"BUY\", \"quantity\": \"1%r\", \"stop_loss\": \"2%\", "
                            + "\"take_profit\": \"2% x 50; 4% x 50\", \"break_even\": \"2%\"" + TIME),
            indicator(
                    "open long, a stop that follows 1.5 % behind",
                    OPEN + "\"BUY\", \"quantity\": \"0.01\", \"trailing_stop\": \"1.5\"" + TIME),
            indicator(
                    "open long at the last close or better, within 15 minutes",
                    OPEN + "\"BUY\", \"quantity\": \"0.01\", \"order_type\": \"LIMIT\", \"price\": \"{{close}}\", "
                            + "\"expire_after\": \"15m\", \"stop_loss\": \"2%\"" + TIME),
            indicator(
                    "open long at the last close or better",
                    OPEN + "\"BUY\", \"quantity\": \"0.01\", \"order_type\": \"LIMIT\", \"price\": \"{{close}}\""
                            + TIME),
            indicator(
                    "open long at most 0.5 % from the mark price",
                    OPEN + "\"BUY\", \"quantity\": \"0.01\", \"max_slippage\": \"0.5\"" + TIME),
            indicator(
                    "add",
                    SECRET + "\"action\": \"increase\", \"symbol\": \"{{ticker}}\", \"quantity\": \"0.01\"" + TIME),
            indicator(
                    "take half away",
                    SECRET + "\"action\": \"decrease\", \"symbol\": \"{{ticker}}\", \"quantity\": \"50%p\"" + TIME),
            indicator("close", SECRET + "\"action\": \"close\", \"symbol\": \"{{ticker}}\"" + TIME),
            indicator("cancel what rests", SECRET + "\"action\": \"cancel\", \"symbol\": \"{{ticker}}\"" + TIME),
            indicator("close, as text", "webhook_secret=...;action=close;symbol={{ticker}};time={{timenow}}"),
            indicator(
                    "close, then open short",
                    "[" + SECRET + "\"action\": \"close\", \"symbol\": \"{{ticker}}\"" + TIME + ", "
                            + "{\"action\": \"open\", \"symbol\": \"{{ticker}}\", \"side\": \"SELL\", \"quantity\": \"0.01\"}]"),
            new Template("hold what the strategy holds", "strategy", STRATEGY, POSITION + TIME),
            new Template(
                    "hold what the strategy holds, with a stop",
                    "strategy",
                    STRATEGY,
                    POSITION + ", \"stop_loss\": \"2%\"" + TIME),
            new Template(
                    "hold what the strategy holds, if told within 20 s",
                    "strategy",
                    STRATEGY,
                    POSITION + ", \"max_lag\": 20" + TIME),
            new Template(
                    "a strategy that only enters",
                    "strategy",
                    PLAIN,
                    OPEN + "\"{{strategy.order.action}}\", \"quantity\": \"{{strategy.order.contracts}}\", "
                            + "\"id\": \"{{strategy.order.id}}\"" + TIME),
            new Template(
                    "a strategy whose script says what each order is",
                    "strategy",
                    PLAIN,
                    SECRET + "\"symbol\": \"{{ticker}}\", {{strategy.order.alert_message}}, "
                            + "\"id\": \"{{strategy.order.id}}\"" + TIME));

    private static Template indicator(String name, String message) {
        return new Template(name, "indicator", PLAIN, message);
    }

    @GetMapping("/webhook/templates")
    @Operation(
            operationId = "listAlertTemplates",
            summary = "Messages to copy into an alert",
            description =
                    "Put your secret where the three dots stand, and your size. What {{...}} stands for is filled in "
                            + "by TradingView.")
    List<Template> templates() {
        return ALL;
    }
}
