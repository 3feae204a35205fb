package dev.asterbridge.aster;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.asterbridge.exchange.ExchangeUnavailable;
import dev.asterbridge.exchange.OrderOutcome;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Neither a log line at any level nor an exception shows a key, a signature or a signed request. */
class SecretsTests {

    private static final String API_KEY = "canary-api-key";
    private static final String SECRET = "canary-secret-key";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<String> texts = new ArrayList<>();
    private final Level before = root.getLevel();

    @BeforeEach
    void listen() {
        lines.start();
        root.setLevel(Level.TRACE);
        // The stand-in logs what it receives; that is its business.
        for (String theirs : List.of("wiremock", "org.eclipse.jetty", "com.github.tomakehurst")) {
            ((Logger) LoggerFactory.getLogger(theirs)).setLevel(Level.OFF);
        }
        root.addAppender(lines);
    }

    @AfterEach
    void silence() {
        root.detachAppender(lines);
        root.setLevel(before);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("a success", aResponse().withStatus(200).withBody("[]")),
                Arguments.of("a refused signature", Venue.error(400, -1000, "Signature check failed")),
                Arguments.of("a wrong HMAC", Venue.error(400, -1022, "Signature for this request is not valid.")),
                Arguments.of("a server error", Venue.status(503)),
                Arguments.of("a redirect", Venue.status(302).withHeader("Location", "/elsewhere")),
                Arguments.of("a broken connection", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void showsNoSecretAfter(String what, ResponseDefinitionBuilder answer) {
        for (Credentials.ApiKey key : new Credentials.ApiKey[] {null, new Credentials.ApiKey(API_KEY, SECRET)}) {
            try (Venue venue = new Venue(Clock.systemUTC(), Duration.ofSeconds(2), key)) {
                venue.answers(any(anyUrl()), answer);
                use(venue);
                assertSilent(venue);
            }
        }
    }

    @Test
    void showsNoSecretWhenNobodyListens() {
        try (Venue venue = new Venue()) {
            venue.address.moveTo(URI.create("http://127.0.0.1:1"));
            use(venue);
            assertSilent(venue);
        }
    }

    @Test
    void tellsHowASignatureCameAboutWithoutShowingIt() {
        try (Venue venue = new Venue()) {
            venue.answers(any(anyUrl()), Venue.error(400, -1000, "Signature check failed"));
            use(venue);
            assertThat(everything())
                    .contains("parameters [symbol, side, positionSide, type, quantity")
                    .containsPattern("nonce \\d{16}, digest 0x[0-9a-f]{64}");
        }
    }

    @Test
    void masksSecretsInText() {
        assertThat(Credentials.ApiWallet.of(Venue.USER, Venue.SIGNER, Venue.PRIVATE_KEY)
                        .toString())
                .doesNotContainIgnoringCase(Venue.PRIVATE_KEY.substring(2, 20));
        assertThat(new Credentials.ApiKey(API_KEY, SECRET).toString()).doesNotContain(API_KEY, SECRET);
        assertThat(new PaperAccount(Venue.USER, Venue.SIGNER, Venue.PRIVATE_KEY).toString())
                .doesNotContain(Venue.PRIVATE_KEY);
        assertThat(new AsterProperties(
                                URI.create("https://fapi.asterdex.com"),
                                1666,
                                Venue.USER,
                                Venue.SIGNER,
                                Venue.PRIVATE_KEY,
                                API_KEY,
                                SECRET,
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(1),
                                1,
                                Duration.ofSeconds(1))
                        .toString())
                .doesNotContain(Venue.PRIVATE_KEY, API_KEY, SECRET);
    }

    private void use(Venue venue) {
        OrderOutcome outcome = venue.place(Venue.market("abc-1"));
        texts.add(outcome.toString());
        try {
            venue.account.open();
        } catch (ExchangeUnavailable e) {
            for (Throwable next = e; next != null; next = next.getCause()) {
                texts.add(next.toString());
            }
        }
        venue.connection.selfTest().forEach(check -> texts.add(check.toString()));
        venue.connection.tick();
        texts.add(venue.connection.state().toString());
    }

    private void assertSilent(Venue venue) {
        String all = everything();
        assertThat(all)
                .isNotEmpty()
                .doesNotContain(API_KEY, SECRET, "signature=", "&signer=")
                .doesNotContainIgnoringCase(Venue.PRIVATE_KEY.substring(2));
        venue.received().stream()
                .map(sent -> sent.getUrl() + "?" + sent.getBodyAsString())
                .filter(sent -> sent.contains("&signature="))
                .map(sent -> sent.substring(sent.indexOf("&signature=") + "&signature=".length()))
                .forEach(signature -> assertThat(all).doesNotContain(signature.replace("?", "")));
    }

    private String everything() {
        String logged = lines.list.stream()
                .map(line -> line.getLoggerName() + " " + line.getFormattedMessage() + " " + line.getKeyValuePairs()
                        + (line.getThrowableProxy() == null
                                ? ""
                                : line.getThrowableProxy().getMessage()))
                .collect(Collectors.joining("\n"));
        return logged + String.join("\n", texts);
    }
}
