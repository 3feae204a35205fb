package dev.asterbridge.webhook;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.web.OneController;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A preview names what is at rest and would be cancelled, in the words of the order that would take its place. */
class PreviewedCancelsTests {

    private final FakeExchange exchange = new FakeExchange();
    private final SignalsOnFake signals = new SignalsOnFake(exchange);
    private final MockMvc mvc =
            OneController.alone(new PreviewController(Messages.service(signals, Duration.ofSeconds(1), "s3cret")));
    private String resting = "";

    @BeforeEach
    void aLimitRests() {
        exchange.limitsRest = true;
        Entry entry = Entry.of(OrderTerms.at(Price.of("49500")));
        Signal limit = new Signal(BTC, "trend", null, new Signal.Target(new BigDecimal("0.1"), null, entry));
        resting = signals.intake()
                .accept(new Alert("/test", "1.2.3.4", "{}", null, null, false, limit), Duration.ofSeconds(20))
                .id();
    }

    @AfterEach
    void stop() {
        signals.stop();
    }

    @Test
    void aStrategysMessageNamesWhatItTakesThePlaceOf() throws Exception {
        preview("""
                {"symbol":"BTCUSDT","position_size":"0.05","strategy":"trend","order_type":"LIMIT","price":"49400"}""").andExpect(content().json("""
                        {"would_order":true,
                          "order":{"symbol":"BTCUSDT","side":"BUY","position_side":"BOTH","type":"LIMIT","quantity":"0.05",
                            "price":"49400","time_in_force":"GTC","reduce_only":false},
                          "cancels":[{"client_order_id":"ab-%s-1",
                            "order":{"symbol":"BTCUSDT","side":"BUY","position_side":"BOTH","type":"LIMIT","quantity":"0.1",
                              "price":"49500","time_in_force":"GTC","reduce_only":false}}],
                          "dialect":"strategy","symbol":"BTCUSDT","signal":"hold 0.05 LIMIT 49400 GTC",
                          "note":"0.05 wanted - 0 held = 0.05"}""".formatted(resting), JsonCompareMode.STRICT));
    }

    @Test
    void whatRestsAlreadyIsSaidAndNothingIsCancelled() throws Exception {
        preview("""
                {"symbol":"BTCUSDT","position_size":"0.1","strategy":"trend","order_type":"LIMIT","price":"49500"}""")
                .andExpect(jsonPath("$.would_order").value(false))
                .andExpect(jsonPath("$.note")
                        .value("BTCUSDT: what is missing rests already, as ab-%s-1".formatted(resting)))
                .andExpect(jsonPath("$.cancels").doesNotExist())
                .andExpect(jsonPath("$.problem").doesNotExist());
    }

    @Test
    void aCancelNamesThemToo() throws Exception {
        preview("{\"action\":\"cancel\",\"symbol\":\"BTCUSDT\",\"strategy\":\"trend\"}")
                .andExpect(jsonPath("$.cancels[0].client_order_id").value("ab-" + resting + "-1"))
                .andExpect(jsonPath("$.cancels.length()").value(1));
    }

    private ResultActions preview(String body) throws Exception {
        return mvc.perform(post("/signals/preview").content(body)).andExpect(status().isOk());
    }
}
