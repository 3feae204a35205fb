package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.problems.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class SenderCheckTests {

    private static final String ELSEWHERE = "203.0.113.7";

    private final TestClock clock = new TestClock();
    private final WebhookSecrets secret = new WebhookSecrets(List.of("correct-horse"), Map.of());

    @Test
    void takesTheSecretFromTheHeaderOrFromTheBody() {
        SenderCheck senders = new SenderCheck(secret, Mode.LIVE, new WrongSecrets(clock));

        assertThat(status(senders, from(ELSEWHERE, "X-Webhook-Secret", "correct-horse"), null))
                .isEqualTo(200);
        assertThat(status(senders, from(ELSEWHERE), "correct-horse")).isEqualTo(200);
        assertThat(status(senders, from(ELSEWHERE, "X-Webhook-Secret", "wrong"), "correct-horse"))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "correct-hors", "correct-horse ", "Correct-horse", "wrong"})
    void refusesAnyOtherSecretWhereverItComesFrom(String shown) {
        SenderCheck senders = new SenderCheck(secret, Mode.PAPER, new WrongSecrets(clock));

        assertThat(status(senders, from("127.0.0.1"), shown)).isEqualTo(401);
        assertThat(status(senders, from("52.89.214.238"), null)).isEqualTo(401);
    }

    @Test
    void answersTooManyWrongSecretsWith429ButNeverHoldsBackTheRightOne() {
        SenderCheck senders = new SenderCheck(secret, Mode.LIVE, new WrongSecrets(clock));
        for (int i = 0; i < WrongSecrets.ALLOWED; i++) {
            assertThat(status(senders, from(ELSEWHERE), "guess")).isEqualTo(401);
        }

        assertThat(status(senders, from(ELSEWHERE), "guess")).isEqualTo(429);
        assertThat(status(senders, from(ELSEWHERE), "correct-horse")).isEqualTo(200);
        assertThat(status(senders, from("203.0.113.8"), "guess")).isEqualTo(401);
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(senders, from(ELSEWHERE), "guess")).isEqualTo(401);
    }

    @Test
    void forgetsTheLongestQuietAddressRatherThanGrowing() {
        WrongSecrets wrongSecrets = new WrongSecrets(clock);
        for (int i = 0; i <= WrongSecrets.ALLOWED; i++) {
            wrongSecrets.isOneTooMany(ELSEWHERE);
        }
        for (int i = 0; i < 10_000; i++) {
            wrongSecrets.isOneTooMany("2001:db8::" + i);
        }

        assertThat(wrongSecrets.isOneTooMany(ELSEWHERE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE,    52.89.214.238, , 200",
        "LIVE,    34.212.75.30,  , 200",
        "LIVE,    54.218.53.128, , 200",
        "LIVE,    52.32.178.7,   , 200",
        "LIVE,    127.0.0.1,     , 200",
        "LIVE,    0:0:0:0:0:0:0:1, , 200",
        "LIVE,    127.0.0.1,     X-Forwarded-For, 403",
        "LIVE,    127.0.0.1,     X-Real-IP, 403",
        "LIVE,    127.0.0.1,     Forwarded, 403",
        "LIVE,    127.0.0.1,     x-forwarded-port, 403",
        "LIVE,    127.0.0.1,     CF-Connecting-IP, 403",
        "LIVE,    127.0.0.1,     Origin, 403",
        "LIVE,    127.0.0.1,     Sec-Fetch-Site, 403",
        "LIVE,    127.0.0.1,     User-Agent, 200",
        "LIVE,    203.0.113.7,   , 403",
        "TESTNET, 203.0.113.7,   , 403",
        "PAPER,   203.0.113.7,   , 200",
    })
    void withoutASecretTheAddressDecides(Mode mode, String address, String header, int expected) {
        SenderCheck senders = new SenderCheck(WebhookSecrets.NONE, mode, new WrongSecrets(clock));

        assertThat(status(senders, header == null ? from(address) : from(address, header, "52.89.214.238"), null))
                .isEqualTo(expected);
    }

    @Test
    void neverShowsTheSecret() {
        assertThat(secret.toString()).doesNotContain("horse");
        Message message = Messages.read("{'action':'close','secret':'correct-horse'}");
        assertThat(message.toString() + message.secrets()).doesNotContain("horse");
        assertThat(new WebhookProperties("correct-horse", "", Duration.ofSeconds(1)).toString())
                .doesNotContain("horse");
    }

    private static MockHttpServletRequest from(String address, String... header) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/webhook/tradingview");
        request.setRemoteAddr(address);
        if (header.length > 0) {
            request.addHeader(header[0], header[1]);
        }
        return request;
    }

    private static int status(SenderCheck senders, MockHttpServletRequest request, String inBody) {
        try {
            var unused = senders.require(request, inBody);
            return 200;
        } catch (ProblemException e) {
            return e.problem().status();
        }
    }
}
