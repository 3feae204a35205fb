package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.asterbridge.exchange.ClientOrderId;
import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.OrderOutcome;
import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.PeoplesReaders;
import dev.asterbridge.exchange.PositionSide;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.exchange.RememberedLimits;
import dev.asterbridge.exchange.Side;
import dev.asterbridge.exchange.Symbol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A stand-in for AsterDEX that answers what a test tells it, and the whole client pointed at it. */
final class Venue implements AutoCloseable {

    static final String USER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    static final String SIGNER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    static final String PRIVATE_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    static final Symbol BTC = new Symbol("BTCUSDT");

    final WireMockServer server =
            new WireMockServer(options().dynamicPort().dynamicHttpsPort().http2PlainDisabled(true));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RememberedLimits memory;
    final Clock clock;
    final AsterClock asterClock;
    final ExchangeAddress address;
    final AsterHttp http;
    final BanClock bans;
    final RequestBudget budget;
    final SharedLimits limits;
    final AsterLine line;
    final AsterClient client;
    final AsterMarket market;
    final AsterAccount account;
    final AsterOrders orders;
    final AsterOrderReader orderReader;
    final PeoplesReaders people;
    final AsterConnection connection;
    final AtomicLong nanos = new AtomicLong();

    Venue() {
        this(Clock.systemUTC(), Duration.ofSeconds(5));
    }

    Venue(Clock clock, Duration timeout) {
        this(clock, timeout, null);
    }

    /** Shows a certificate nobody vouches for. */
    static Venue withSelfSignedTls() {
        Venue venue = new Venue();
        venue.address.moveTo(URI.create("https://127.0.0.1:" + venue.server.httpsPort()));
        return venue;
    }

    Venue(Clock clock, Duration timeout, Credentials.ApiKey key) {
        this(clock, timeout, key, new RememberedLimits());
    }

    /** Remembers what another one remembered. */
    Venue(Clock clock, RememberedLimits memory) {
        this(clock, Duration.ofSeconds(5), null, memory);
    }

    private Venue(Clock clock, Duration timeout, Credentials.ApiKey key, RememberedLimits memory) {
        this.memory = memory;
        server.start();
        this.clock = clock;
        asterClock = new AsterClock(clock);
        address = new ExchangeAddress(Mode.LIVE, URI.create("http://127.0.0.1:" + server.port()));
        http = new AsterHttp(timeout);
        bans = new BanClock(asterClock);
        budget = new RequestBudget(asterClock);
        limits = new SharedLimits(memory, bans, budget);
        RequestSigner signer = key == null
                ? new Eip712Signer(
                        Credentials.ApiWallet.of(USER, SIGNER, PRIVATE_KEY),
                        1666,
                        new NonceSource(asterClock, memory, SIGNER),
                        Duration.ofSeconds(60))
                : new HmacSigner(key, asterClock);
        line = new AsterLine(address, signer, http, asterClock, bans, budget, limits, clock, meters);
        AsterRetry retry = new AsterRetry(3, Duration.ofMillis(5), line::synchroniseClock);
        client = new AsterClient(line, retry);
        market = new AsterMarket(client, budget, clock);
        account = new AsterAccount(client, clock);
        orders = new AsterOrders(client, market, account, line, asterClock, nanos::get);
        orderReader = new AsterOrderReader(client);
        people = new AsterConfiguration().peoplesReaders(line, retry, market, account);
        connection = new AsterConnection(
                address, line, asterClock, bans, client, market, account, new SelfTest(line, asterClock), clock);
    }

    OrderOutcome place(OrderRequest request) {
        return orders.send(orders.sign(request));
    }

    Venue answers(MappingBuilder request, ResponseDefinitionBuilder answer) {
        server.stubFor(request.willReturn(answer));
        return this;
    }

    Venue answers(String path, String json) {
        return answers(get(urlPathEqualTo(path)), okJson(json));
    }

    /** Says the right time, give or take. */
    Venue tellsTheTime(long aheadMillis) {
        return answers("/fapi/v3/time", "{\"serverTime\":%d}".formatted(clock.millis() + aheadMillis));
    }

    Venue answersEverything(ResponseDefinitionBuilder answer) {
        return answers(any(urlPathEqualTo("/fapi/v3/order")), answer);
    }

    List<LoggedRequest> received() {
        return server.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest())
                .toList();
    }

    List<LoggedRequest> received(String path) {
        return received().stream()
                .filter(request -> URI.create(request.getUrl()).getPath().equals(path))
                .toList();
    }

    static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status);
    }

    static ResponseDefinitionBuilder error(int status, int code, String text) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"code\":%d,\"msg\":\"%s\"}".formatted(code, text));
    }

    static OrderRequest market(String clientOrderId) {
        return new OrderRequest(
                new ClientOrderId(clientOrderId),
                BTC,
                Side.BUY,
                PositionSide.BOTH,
                Quantity.of("0.010"),
                new OrderTerms.Market(),
                false);
    }

    static OrderRequest limit(String clientOrderId) {
        return new OrderRequest(
                new ClientOrderId(clientOrderId),
                BTC,
                Side.SELL,
                PositionSide.BOTH,
                Quantity.of("0.010"),
                OrderTerms.at(Price.of("61000.10")),
                false);
    }

    static OrderRequest closing(String clientOrderId, PositionSide side) {
        return new OrderRequest(
                new ClientOrderId(clientOrderId),
                BTC,
                Side.SELL,
                side,
                Quantity.of("0.010"),
                new OrderTerms.Market(),
                true);
    }

    static String fixture(String name) {
        try (InputStream in = Venue.class.getResourceAsStream("/aster/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        server.stop();
    }
}
