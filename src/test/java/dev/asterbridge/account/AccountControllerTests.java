package dev.asterbridge.account;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.Refusal;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.web.OneController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;

class AccountControllerTests {

    private final FakeExchange exchange = new FakeExchange();
    private final MockMvc mvc =
            OneController.alone(new AccountController(new AccountService(exchange.people(), new TestClock())));

    @Test
    void showsTheBalancesAsAnArrayWithMoneyAsText() throws Exception {
        mvc.perform(get("/account/balance"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        [{"asset":"USDT","wallet_balance":"10000","available_balance":"10000",
                          "cross_wallet_balance":"10000","unrealized_profit":"0"}]""", JsonCompareMode.STRICT));
    }

    @Test
    void showsTheWholeAccount() throws Exception {
        mvc.perform(get("/account/info"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.can_trade").value(true))
                .andExpect(jsonPath("$.total_wallet_balance").value("10000"))
                .andExpect(jsonPath("$.total_maint_margin").value("0"))
                .andExpect(jsonPath("$.assets[0].asset").value("USDT"))
                .andExpect(jsonPath("$.positions[0].symbol").value("BTCUSDT"))
                .andExpect(jsonPath("$.positions[0].position_amt").value("0.5"))
                .andExpect(jsonPath("$.positions[0].leverage").value(10));
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED,        422, REFUSED_BY_EXCHANGE",
        "NOT_AUTHORISED, 422, NOT_AUTHORISED_AT_EXCHANGE",
        "UNREACHABLE,    502, EXCHANGE_UNREACHABLE",
        "TOO_SLOW,       504, EXCHANGE_TOO_SLOW",
    })
    void saysWhyItCannotBeRead(Refusal.Reason reason, int status, String error) throws Exception {
        exchange.down = new Refusal(reason, -1000, "because", "do this", null);

        for (String path : new String[] {"/account/balance", "/account/info"}) {
            mvc.perform(get(path))
                    .andExpect(status().is(status))
                    .andExpect(content().contentType("application/problem+json"))
                    .andExpect(jsonPath("$.error").value(error))
                    .andExpect(jsonPath("$.code").value(-1000))
                    .andExpect(jsonPath("$.detail").value("because. do this"));
        }
    }

    @Test
    void saysWhenToAskAgain() throws Exception {
        exchange.down = Refusal.of(Refusal.Reason.RATE_LIMITED, "slow down");

        mvc.perform(get("/account/balance"))
                .andExpect(status().isTooManyRequests())
                .andExpect(header().exists("Retry-After"));
    }
}
