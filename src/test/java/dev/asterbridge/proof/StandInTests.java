package dev.asterbridge.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.asterbridge.proof.Fault.Delivery;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandInTests {

    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong lastNonce = new AtomicLong(micros(Instant.now()));
    private StandIn standIn;

    @BeforeEach
    void open() throws IOException {
        standIn = StandIn.open(List.of("BTCUSDT", "ETHUSDT"), WINDOW, Script.CALM);
    }

    @AfterEach
    void close() throws IOException {
        standIn.close();
        client.close();
    }

    @Test
    void anOrderIsExecutedAndBooked() throws Exception {
        HttpResponse<String> answer = order("a-1", "BUY", "0.5");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"FILLED\"").contains("\"clientOrderId\":\"a-1\"");
        assertThat(standIn.ledger().fills())
                .singleElement()
                .satisfies(fill -> assertThat(fill.quantity()).isEqualByComparingTo("0.5"));
        assertThat(get("order?symbol=BTCUSDT&origClientOrderId=a-1").body()).contains("\"orderId\":1000");
        assertThat(get("userTrades?symbol=BTCUSDT").body()).contains("\"orderId\":1000");
        assertThat(get("allOrders?symbol=BTCUSDT").body()).contains("\"orderId\":1000");
        assertThat(get("positionRisk?symbol=BTCUSDT").body()).contains("\"positionAmt\":\"0.5\"");
    }

    @Test
    void theSameNameTwiceIsTwoOrders() throws Exception {
        var first = order("a-1", "BUY", "0.5");
        var second = order("a-1", "BUY", "0.5");

        assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(200);
        assertThat(standIn.ledger().fills()).hasSize(2);
    }

    @Test
    void theSameNonceTwiceIsOneOrder() throws Exception {
        long nonce = lastNonce.incrementAndGet();
        post(form("a-1", "BUY", "0.5", nonce));

        assertThat(post(form("a-1", "BUY", "0.5", nonce)).body()).contains("-4225");
        assertThat(standIn.ledger().fills()).hasSize(1);
        assertThat(standIn.ledger().posts()).hasSize(2);
    }

    @Test
    void aNonceFromOutsideTheWindowIsRefused() throws Exception {
        for (Duration off : List.of(WINDOW.plusSeconds(1), WINDOW.plusSeconds(1).negated())) {
            long nonce = micros(Instant.now().plus(off));
            assertThat(post(form("a-1", "BUY", "0.5", nonce)).body()).contains("-4225");
        }
        assertThat(standIn.ledger().fills()).isEmpty();
    }

    @Test
    void aNonceBelowTheNewestHundredIsRefused() throws Exception {
        long old = lastNonce.get();
        for (int i = 0; i < 100; i++) {
            get("balance");
        }

        assertThat(post(form("a-1", "BUY", "0.5", old)).body()).contains("-4225");
        assertThat(standIn.ledger().fills()).isEmpty();
    }

    @Test
    void anOrderThatReducesTakesNoMoreThanIsHeld() throws Exception {
        order("a-1", "BUY", "0.5");
        String reduce = form("a-2", "SELL", "2", lastNonce.incrementAndGet()) + "&reduceOnly=true";

        assertThat(post(reduce).body()).contains("\"executedQty\":\"0.5\"");
        assertThat(post(reduce.replaceAll("nonce=\\d+", "nonce=" + lastNonce.incrementAndGet()))
                        .body())
                .contains("-2022");
    }

    @Test
    void whatIsSaidIsIndependentOfWhatIsDone() throws Exception {
        for (boolean executes : new boolean[] {true, false}) {
            play(executes, new Fault.Instead(Answer.html(502)));
            assertThat(order("html", "BUY", "1").statusCode()).isEqualTo(502);
            play(executes, new Fault.Instead(Answer.ok("")));
            assertThat(order("empty", "BUY", "1").body()).isEmpty();
        }
        assertThat(standIn.ledger().fills())
                .extracting(fill -> fill.post().order().clientOrderId())
                .containsExactly("html", "empty");
    }

    @Test
    void anAnswerCanBreakOffAnywhere() throws Exception {
        play(true, new Fault.Normally());
        String whole = raw("whole");
        for (int at : new int[] {0, 1, 17, whole.length() / 2, whole.length() - 1}) {
            play(true, new Fault.Cut(at, false));
            assertThat(raw("whole")).hasSize(at).startsWith(whole.substring(0, Math.min(at, 70)));
        }
        play(true, new Fault.Cut(10, true));
        assertThatThrownBy(() -> order("reset", "BUY", "1")).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerCanStayAway() {
        play(true, new Fault.Silence(Duration.ofSeconds(2)));

        assertThatThrownBy(() -> client.send(
                        request(form("late", "BUY", "1", lastNonce.incrementAndGet()))
                                .timeout(Duration.ofMillis(100))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(standIn.ledger().fills()).hasSize(1);
    }

    @Test
    void anAnswerCanBeLateBrokenOrAboutAnotherOrder() throws Exception {
        play(true, new Fault.Late(Duration.ofMillis(50)));
        assertThat(order("late", "BUY", "1").body()).endsWith("}");
        play(true, new Fault.BrokenJson());
        assertThat(order("broken", "BUY", "1").body()).startsWith("{").doesNotEndWith("}");
        play(true, new Fault.OtherOrder());
        assertThat(order("mine", "BUY", "1").body()).contains("\"clientOrderId\":\"other\"");
    }

    @Test
    void anOrderCanBeExecutedLongAfterItsAnswer() throws Exception {
        standIn.follow(post -> Fault.none().executedAfter(Duration.ofMillis(200)));

        assertThat(order("queued", "BUY", "1").statusCode()).isEqualTo(503);
        assertThat(standIn.ledger().fills()).isEmpty();
        await().until(() -> standIn.ledger().fills().size() == 1);
    }

    @Test
    void anOrderCanBeHiddenForAWhile() throws Exception {
        standIn.follow(post -> Fault.none().hiddenFor(Duration.ofMillis(700)));
        order("hidden", "BUY", "1");

        assertThat(get("order?symbol=BTCUSDT&origClientOrderId=hidden").body()).contains("-2013");
        assertThat(get("userTrades?symbol=BTCUSDT").body()).isEqualTo("[]");
        assertThat(get("positionRisk?symbol=BTCUSDT").body()).contains("\"positionAmt\":\"0\"");
        assertThat(standIn.ledger().fills()).hasSize(1);
        await().until(() -> get("order?symbol=BTCUSDT&origClientOrderId=hidden").statusCode() == 200);
    }

    @Test
    void aProxyThatRepeatsGetsTheOrderExecutedOnce() throws Exception {
        standIn.follow(post -> Fault.none().delivered(Delivery.TWICE_LAST_ANSWER));
        assertThat(order("a-1", "BUY", "1").body()).contains("-4225");
        standIn.follow(post -> Fault.none().delivered(Delivery.TWICE_FIRST_ANSWER));
        assertThat(order("a-2", "BUY", "1").body()).contains("FILLED");

        assertThat(standIn.ledger().fills()).hasSize(2);
        assertThat(standIn.ledger().posts())
                .extracting(Ledger.Post::repeated)
                .containsExactly(false, true, false, true);
    }

    @Test
    void aQuestionCanBeAnsweredWithAnError() throws Exception {
        standIn.follow(new Script() {
            @Override
            public Fault onOrder(Ledger.Post post) {
                return Fault.none();
            }

            @Override
            public Optional<Answer> onRead(String path) {
                return path.equals("positionRisk") ? Optional.of(Answer.html(500)) : Optional.empty();
            }
        });

        assertThat(get("positionRisk").statusCode()).isEqualTo(500);
        assertThat(get("balance").statusCode()).isEqualTo(200);
    }

    private void play(boolean executes, Fault.Answering answering) {
        standIn.follow(post -> executes ? Fault.executed(answering) : Fault.refused(answering));
    }

    private HttpResponse<String> order(String name, String side, String quantity) throws Exception {
        return post(form(name, side, quantity, lastNonce.incrementAndGet()));
    }

    private HttpResponse<String> post(String form) throws Exception {
        return client.send(request(form).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String form) {
        return HttpRequest.newBuilder(URI.create(standIn.address() + "/fapi/v3/order"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpResponse<String> get(String what) throws Exception {
        String separator = what.contains("?") ? "&" : "?";
        URI uri = URI.create("%s/fapi/v3/%s%ssigner=me&nonce=%d"
                .formatted(standIn.address(), what, separator, lastNonce.incrementAndGet()));
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** An answer up to the end of the connection. */
    private String raw(String name) throws IOException {
        String form = form(name, "BUY", "1", lastNonce.incrementAndGet());
        try (Socket socket = new Socket("127.0.0.1", standIn.address().getPort())) {
            socket.getOutputStream()
                    .write("POST /fapi/v3/order HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(form.length(), form)
                            .getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String form(String name, String side, String quantity, long nonce) {
        return "symbol=BTCUSDT&side=%s&type=MARKET&quantity=%s&newClientOrderId=%s&nonce=%d&user=u&signer=me&signature=0x"
                .formatted(side, quantity, name, nonce);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
