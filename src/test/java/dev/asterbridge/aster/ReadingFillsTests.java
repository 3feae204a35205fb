package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.Fill;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trades of the account, and the exchange's time. */
class ReadingFillsTests {

    private static final String TRADES = "/fapi/v3/userTrades";
    private static final Instant WEEK = Instant.ofEpochMilli(604_800_000);
    private final Venue venue = new Venue(new MovingClock(), java.time.Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void readsATrade() {
        venue.answers(TRADES, """
                [{"buyer":false,"commission":"-0.07819010","commissionAsset":"USDT","id":698759,"maker":true,
                  "orderId":25851813,"price":"7819.01","qty":"0.002","quoteQty":"15.63802","realizedPnl":"-0.91539999",
                  "side":"SELL","positionSide":"SHORT","symbol":"BTCUSDT","time":1569514978020}]""");

        assertThat(venue.orderReader.fills(Venue.BTC, Instant.EPOCH, WEEK))
                .containsExactly(new Fill(
                        698759,
                        25851813,
                        Venue.BTC,
                        Side.SELL,
                        PositionSide.SHORT,
                        new BigDecimal("7819.01"),
                        new BigDecimal("0.002"),
                        new BigDecimal("-0.07819010"),
                        "USDT",
                        new BigDecimal("-0.91539999"),
                        true,
                        Instant.ofEpochMilli(1569514978020L)));
        assertThat(venue.received().getFirst().getUrl())
                .startsWith(TRADES + "?symbol=BTCUSDT&startTime=0&endTime=604800000&limit=1000&nonce=");
        assertThat(venue.budget.usedWeight()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "orderId", "symbol", "side", "price", "qty", "time"})
    void doesNotTakeATradeWithAHoleForNone(String missing) {
        venue.answers(TRADES, "[" + trade(1, 5).replace("\"" + missing + "\"", "\"other\"") + "]");
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> venue.orderReader.fills(Venue.BTC, Instant.EPOCH, WEEK));
    }

    @Test
    void doesNotTakeAnUnansweredQuestionForNoTrades() {
        venue.answers(get(urlPathEqualTo(TRADES)), Venue.status(502));
        assertThatExceptionOfType(ExchangeUnavailable.class)
                .isThrownBy(() -> venue.orderReader.fills(Venue.BTC, Instant.EPOCH, WEEK));
    }

    /** Whichever end of a list that is too long is cut off. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsEveryTradeOldestFirst(boolean newestFirst) throws IOException {
        List<Long> times = new ArrayList<>(
                LongStream.range(0, 2500).map(i -> i * 60_000).boxed().toList());
        LongStream.range(0, 900).forEach(i -> times.add(77_777_777L));
        try (Trades trades = new Trades(times, newestFirst)) {
            venue.address.moveTo(trades.address());

            List<Fill> fills = venue.orderReader.fills(Venue.BTC, Instant.EPOCH, WEEK);

            assertThat(fills).hasSize(3400).isSortedAccordingTo(java.util.Comparator.comparing(Fill::time));
            assertThat(fills.stream().map(Fill::tradeId)).doesNotHaveDuplicates();
            assertThat(trades.asked).hasSizeLessThan(20);
        }
    }

    @Test
    void asksOnceMoreThanNeededForAFullPage() throws IOException {
        try (Trades trades = new Trades(LongStream.range(0, 1000).boxed().toList(), true)) {
            venue.address.moveTo(trades.address());
            assertThat(venue.orderReader.fills(Venue.BTC, Instant.EPOCH, Instant.ofEpochMilli(999)))
                    .hasSize(1000);
            assertThat(trades.asked).containsExactly("0-999", "0-499", "500-999");
        }
    }

    @Test
    void doesNotPassAListThatMayLackTradesForWhole() throws IOException {
        try (Trades trades =
                new Trades(LongStream.range(0, 1001).map(i -> 5).boxed().toList(), true)) {
            venue.address.moveTo(trades.address());
            assertThatExceptionOfType(ExchangeUnavailable.class)
                    .isThrownBy(() -> venue.orderReader.fills(Venue.BTC, Instant.EPOCH, WEEK))
                    .withMessageContaining("millisecond");
        }
    }

    @Test
    void asksTheTimeEvenWhenOnlyWhatIsUrgentMayBeAsked() {
        venue.tellsTheTime(1500);
        AsterTime time = new AsterTime(venue.asterClock, venue.client);
        assertThat(time.now()).isEqualTo(venue.clock.instant());
        venue.budget.take(960, 0, Share.TRADING);

        assertThat(time.ask()).isEqualTo(Instant.ofEpochMilli(venue.clock.millis() + 1500));

        assertThat(time.now())
                .isBetween(
                        venue.clock.instant().plusMillis(1499),
                        venue.clock.instant().plusMillis(1500));
        assertThat(venue.budget.usedWeight()).isEqualTo(961);
    }

    @Test
    void saysThatTheTimeWasNotAnswered() {
        venue.answers(get(urlPathEqualTo("/fapi/v3/time")), Venue.status(503));
        assertThatExceptionOfType(ExchangeUnavailable.class).isThrownBy(venue.client::time);
    }

    private static String trade(long id, long time) {
        return """
                {"id":%d,"orderId":7,"symbol":"BTCUSDT","side":"BUY","price":"1","qty":"1","time":%d}""".formatted(id, time);
    }

    /** Lists trades as the exchange may: a thousand at most, the oldest or the newest of them. */
    private static final class Trades implements AutoCloseable {

        private static final Pattern WINDOW = Pattern.compile("startTime=(\\d+)&endTime=(\\d+)&limit=1000");

        final List<String> asked = new ArrayList<>();
        private final List<Long> times;
        private final boolean newest;
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

        Trades(List<Long> times, boolean newest) throws IOException {
            this.times = times.stream().sorted().toList();
            this.newest = newest;
            server.createContext(TRADES, this::list);
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        private void list(HttpExchange exchange) throws IOException {
            Matcher window = WINDOW.matcher(exchange.getRequestURI().getQuery());
            assertThat(window.find()).isTrue();
            long from = Long.parseLong(window.group(1));
            long to = Long.parseLong(window.group(2));
            asked.add(from + "-" + to);
            List<String> found = LongStream.range(0, times.size())
                    .filter(i -> times.get((int) i) >= from && times.get((int) i) <= to)
                    .mapToObj(i -> trade(i, times.get((int) i)))
                    .toList();
            List<String> page = newest
                    ? found.subList(Math.max(0, found.size() - 1000), found.size())
                            .reversed()
                    : found.subList(0, Math.min(1000, found.size()));
            byte[] body =
                    page.stream().collect(Collectors.joining(",", "[", "]")).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
