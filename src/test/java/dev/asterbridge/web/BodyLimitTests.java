package dev.asterbridge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.PostMapping;

class BodyLimitTests {

    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static House house;

    @BeforeAll
    static void start() {
        house = new House().with(new Counter());
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() throws IOException {
        assertThat(house.post("/count", "x".repeat(16 * 1024)).body()).isEqualTo("16384");
    }

    @Test
    void oneByteMoreIsRefused() throws IOException {
        House.Answer answer = house.post("/count", "x".repeat(16 * 1024 + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.body()).contains("BODY_TOO_LARGE", "16384");
    }

    @Test
    void aBodyWithoutALengthIsCounted() throws IOException {
        assertThat(house.send("POST", "/count", chunk(16 * 1024), CHUNKED).body())
                .endsWith("16384");
        House.Answer answer = house.send("POST", "/count", chunk(16 * 1024 + 1), CHUNKED);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("BODY_TOO_LARGE");
    }

    @Test
    void theLimitHoldsOnPathsThatDoNotExist() throws IOException {
        assertThat(house.post("/nowhere", "x".repeat(20_000)).status()).isEqualTo(413);
        assertThat(house.post("/positions/BTCUSDT/leverage", "x".repeat(16 * 1024 + 1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aBodyReadByteByByteIsCounted() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/count") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(new byte[16 * 1024 + 1]);
        new BodyLimit((asked, answered, handler, e) -> null)
                .doFilter(request, new MockHttpServletResponse(), (limited, response) -> {
                    InputStream body = limited.getInputStream();
                    assertThatThrownBy(() -> {
                                int next;
                                do {
                                    next = body.read();
                                } while (next >= 0);
                            })
                            .isInstanceOf(BodyTooLarge.class);
                });
    }

    @Test
    void thePaperExchangeTakesMore() throws IOException {
        assertThat(house.post("/paper/count", "x".repeat(64 * 1024)).body()).isEqualTo("65536");
        assertThat(house.post("/paper/count", "x".repeat(64 * 1024 + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void aPackedBodyIsRefused() throws IOException {
        House.Answer answer = house.post("/count", "x", "Content-Encoding: gzip");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("UNSUPPORTED_MEDIA_TYPE", "Content-Encoding");
    }

    private static String chunk(int size) {
        return Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n0\r\n\r\n";
    }

    static final class Counter {

        @PostMapping(path = {"/count", "/paper/count"})
        ResponseEntity<String> count(InputStream body) throws IOException {
            return ResponseEntity.ok(String.valueOf(body.readAllBytes().length));
        }
    }
}
