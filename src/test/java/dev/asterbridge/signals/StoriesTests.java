package dev.asterbridge.signals;

import static dev.asterbridge.exchange.FakeExchange.BTC;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.Side;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.web.OneController;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;

class StoriesTests {

    private final OneLane world = new OneLane();

    @Test
    void eachOrderSaysWhatItIsFor() throws Exception {
        Entry entry = Entry.MARKET.with(Exits.of("stop 2%; take 1% x 40; take 2% x 60; trail 1 from 3%"));
        String id = world.take(new Signal(BTC, null, new Signal.Open(Side.BUY, Size.parse("0.1"), entry)));
        world.run();

        story(id)
                .andExpect(jsonPath("$.orders[*]", hasSize(5)))
                .andExpect(jsonPath("$.orders[0].role").doesNotExist())
                .andExpect(jsonPath("$.orders[0].asked").value("MARKET BUY 0.1 BTCUSDT"))
                .andExpect(jsonPath("$.orders[*].role", contains("stop", "trail", "take-1", "take-2")))
                .andExpect(jsonPath("$.orders[1].asked").value("STOP SELL 0.1 BTCUSDT 49000 MARK_PRICE reduce-only"))
                .andExpect(jsonPath("$.orders[1].leg.number").value(2))
                .andExpect(jsonPath("$.orders[1].leg.purpose").doesNotExist())
                .andExpect(jsonPath("$.orders[1].leg.exit").doesNotExist());
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        OneController.alone(controller()).perform(get("/signals/none")).andExpect(status().isNotFound());
    }

    private ResultActions story(String id) throws Exception {
        return OneController.alone(controller()).perform(get("/signals/" + id)).andExpect(status().isOk());
    }

    private SignalsController controller() {
        return new SignalsController(
                new Stories(world.journal, world.signals.parts.queries(), world.exchange.exchangeClock(world.clock)));
    }
}
