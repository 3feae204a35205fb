package dev.asterbridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.web.Door.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class DoorTests {

    private static final String KEY = "k9Vw2m7Qx4Tz8Lp3";

    private final Minutes clock = new Minutes();
    private final WrongKeys wrongKeys = new WrongKeys(clock);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void aLoopbackCallerIsLocal(String address) {
        assertThat(unkeyed().judge(from(address))).isEqualTo(Verdict.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "192.168.1.1", "172.17.0.1", "::2", "fe80::1", "0.0.0.0", "localhost", ""})
    void nobodyElseIsLocal(String address) {
        assertThat(unkeyed().judge(from(address))).isEqualTo(Verdict.NOT_LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "x-forwarded-host",
                "X-Forwarded-Proto",
                "X-Forwarded-Anything",
                "X-Real-IP",
                "Forwarded",
                "Via",
                "CF-Connecting-IP",
                "True-Client-IP"
            })
    void aForwardedRequestIsNotLocal(String header) {
        MockHttpServletRequest request = from("127.0.0.1");
        request.addHeader(header, "127.0.0.1");

        assertThat(unkeyed().judge(request)).isEqualTo(Verdict.NOT_LOCAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8000", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000"})
    void localNamesOfThisMachineAreFine(String host) {
        MockHttpServletRequest request = bare("127.0.0.1");
        request.addHeader("Host", host);

        assertThat(unkeyed().judge(request)).isEqualTo(Verdict.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "localhost:x", "127.0.0.1@evil"})
    void aNameThatWasBentToThisMachineIsNot(String host) {
        MockHttpServletRequest request = bare("127.0.0.1");
        request.addHeader("Host", host);

        assertThat(unkeyed().judge(request)).isEqualTo(Verdict.NOT_LOCAL);
    }

    @Test
    void aWebPageFromElsewhereIsNotLocal() {
        MockHttpServletRequest foreign = from("127.0.0.1");
        foreign.addHeader("Origin", "https://evil.example");
        MockHttpServletRequest own = from("127.0.0.1");
        own.addHeader("Origin", "http://localhost:8000");
        MockHttpServletRequest crossSite = from("127.0.0.1");
        crossSite.addHeader("Sec-Fetch-Site", "cross-site");

        assertThat(unkeyed().judge(foreign)).isEqualTo(Verdict.NOT_LOCAL);
        assertThat(unkeyed().judge(crossSite)).isEqualTo(Verdict.NOT_LOCAL);
        assertThat(unkeyed().judge(own)).isEqualTo(Verdict.OPEN);
    }

    @Test
    void withoutAHostItIsNotLocal() {
        assertThat(unkeyed().judge(bare("127.0.0.1"))).isEqualTo(Verdict.NOT_LOCAL);
    }

    @Test
    void whereThereIsNothingToStealEverybodyComesIn() {
        assertThat(new Door(new WebProperties(""), true, wrongKeys).judge(bare("203.0.113.7")))
                .isEqualTo(Verdict.OPEN);
    }

    @Test
    void aKeyIsAskedForEvenFromThisMachineAndInPaperMode() {
        assertThat(new Door(new WebProperties(KEY), true, wrongKeys).judge(from("127.0.0.1")))
                .isEqualTo(Verdict.NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k9Vw2m7Qx4Tz8Lp", "k9Vw2m7Qx4Tz8Lp33", "K9VW2M7QX4TZ8LP3"})
    void onlyTheExactKeyOpens(String key) {
        MockHttpServletRequest request = from("203.0.113.7");
        request.addHeader("X-API-Key", key);

        assertThat(keyed().judge(request)).isEqualTo(Verdict.WRONG_KEY);
    }

    @Test
    void wrongKeysAreForgottenAfterAMinute() {
        MockHttpServletRequest request = from("203.0.113.7");
        request.addHeader("X-API-Key", "wrong");
        Door door = keyed();
        for (int i = 0; i < WrongKeys.ALLOWED; i++) {
            assertThat(door.judge(request)).isEqualTo(Verdict.WRONG_KEY);
        }
        assertThat(door.judge(request)).isEqualTo(Verdict.TOO_MANY_WRONG_KEYS);

        clock.now = clock.now.plus(WrongKeys.WINDOW);

        assertThat(door.judge(request)).isEqualTo(Verdict.WRONG_KEY);
    }

    @Test
    void oneAddressDoesNotUseUpAnothersAttempts() {
        for (int i = 0; i < 20; i++) {
            wrongKeys.tooMany("203.0.113.7");
        }

        assertThat(wrongKeys.tooMany("203.0.113.7")).isTrue();
        assertThat(wrongKeys.tooMany("203.0.113.8")).isFalse();
    }

    @Test
    void theMemoryForWrongKeysIsBounded() {
        for (int i = 0; i < 20_000; i++) {
            wrongKeys.tooMany("address " + i);
        }

        assertThat(wrongKeys.size()).isEqualTo(10_000);
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(new WebProperties(KEY).toString()).doesNotContain(KEY);
    }

    private Door keyed() {
        return new Door(new WebProperties(KEY), false, wrongKeys);
    }

    private Door unkeyed() {
        return new Door(new WebProperties(""), false, wrongKeys);
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = bare(address);
        request.addHeader("Host", "localhost:8000");
        return request;
    }

    private static MockHttpServletRequest bare(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/positions");
        request.setRemoteAddr(address);
        return request;
    }

    private static final class Minutes extends Clock {

        private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
