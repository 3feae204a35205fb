package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.web.OneController;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class StrategiesControllerTests {

    private final OneLane world = new OneLane();
    private final MockMvc mvc = OneController.alone(new StrategiesController(world.journal, new TargetRecords()));

    @Test
    void whereNobodyHoldsOrWantsAnythingThereIsNothing() throws Exception {
        shows("[]");
    }

    @Test
    void eachIsShownWithWhatItHoldsAndWantsAndHowThatEnds() throws Exception {
        Entry entry = Entry.MARKET.with(Exits.of("stop 2%; take 4% x 100"));
        take("b", new Signal.Target(new BigDecimal("0.03"), null, entry));
        take("", new Signal.Open(Side.SELL, Size.parse("0.01"), Entry.MARKET));
        take("a", new Signal.Target(new BigDecimal("0.02"), null, Entry.MARKET));
        take("a", new Signal.Close());
        take("c", new Signal.Target(new BigDecimal("0.02"), null, Entry.MARKET));
        take("c", new Signal.Target(BigDecimal.ZERO, null, Entry.MARKET));

        shows("""
                [{"strategy":"","symbol":"BTCUSDT","position_side":"BOTH","held":"-0.01"},
                 {"strategy":"b","symbol":"BTCUSDT","position_side":"BOTH","held":"0.03","wanted":"0.03",
                  "exits":"stop 2%; take 4% x 100","exits_from":"50000"}]""");
    }

    @Test
    void whatWasClosedSinceIsNotWanted() throws Exception {
        take("a", new Signal.Target(new BigDecimal("0.02"), null, Entry.MARKET));
        take("a", new Signal.Close());
        take("a", new Signal.Open(Side.BUY, Size.parse("0.01"), Entry.MARKET));

        shows("""
                [{"strategy":"a","symbol":"BTCUSDT","position_side":"BOTH","held":"0.01"}]""");
    }

    @Test
    void whatRestsIsWantedAndNotHeld() throws Exception {
        world.exchange.limitsRest = true;
        Entry limit = Entry.of(OrderTerms.at(Price.of("49500")));
        take("a", new Signal.Target(new BigDecimal("0.02"), null, limit));

        shows("""
                [{"strategy":"a","symbol":"BTCUSDT","held":"0","wanted":"0.02"}]""");
    }

    private void take(String strategy, Signal.Intent intent) {
        world.take(new Signal(BTC, strategy, null, intent));
        world.run();
    }

    private void shows(String json) throws Exception {
        mvc.perform(get("/strategies")).andExpect(content().json(json, JsonCompareMode.STRICT));
    }
}
