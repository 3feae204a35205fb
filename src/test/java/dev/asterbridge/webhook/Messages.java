package dev.asterbridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.exchange.FakeExchange;
import dev.asterbridge.exchange.TestClock;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalsOnFake;
import dev.asterbridge.symbols.SymbolBook;
import dev.asterbridge.web.OneController;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.test.web.servlet.MockMvc;

/** Messages for the tests of this room: read, translated, and put into one line. In their JSON {@code '} stands for {@code "}. */
final class Messages {

    /** Every symbol has its own name alone. */
    static final SymbolNames NAMES = new SymbolNames(SymbolBook.EMPTY, new FakeExchange());

    private Messages() {}

    /** With every dialect there is. */
    static AlertTranslator translator() {
        return translator(NAMES);
    }

    static AlertTranslator translator(SymbolNames names) {
        return new AlertTranslator(List.of(new TradersPost(), new ThreeCommas(), new Okx()), names);
    }

    /** The paths where alerts come in, with that secret, on a fake exchange. */
    static MockMvc webhook(SignalsOnFake signals, Duration wait, String secret) {
        return OneController.alone(new WebhookController(service(signals, wait, secret)));
    }

    static WebhookService service(SignalsOnFake signals, Duration wait, String secret) {
        return service(signals, wait, new WebhookSecrets(List.of(secret), Map.of()), SymbolBook.EMPTY);
    }

    static WebhookService service(SignalsOnFake signals, Duration wait, WebhookSecrets secrets, SymbolBook book) {
        return new WebhookService(
                new AlertReader(),
                secrets,
                new SenderCheck(secrets, Mode.LIVE, new WrongSecrets(new TestClock())),
                translator(new SymbolNames(book, signals.exchange)),
                signals.intake(),
                new WebhookProperties("", "", wait),
                new SimpleMeterRegistry(),
                signals.clock);
    }

    static Message read(String body) {
        return new AlertReader().read(body.replace('\'', '"').getBytes(UTF_8), null);
    }

    static List<Understood> all(String body) {
        return translator().translate(read(body));
    }

    static Understood only(String body) {
        List<Understood> all = all(body);
        if (all.size() != 1) {
            throw new AssertionError("has %d actions: %s".formatted(all.size(), body));
        }
        return all.getFirst();
    }

    /** What a message comes down to: {@code okx: BTCUSDT LONG close}, or the fields at fault. */
    static String said(String body) {
        try {
            return all(body).stream().map(Messages::line).collect(Collectors.joining("; "));
        } catch (ProblemException e) {
            return "refused "
                    + e.problem().fields().stream().map(Problem.Field::field).collect(Collectors.joining(", "));
        }
    }

    static Problem refused(String body) {
        try {
            all(body);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("was understood: " + body);
    }

    private static String line(Understood understood) {
        Signal signal = understood.signal();
        return "%s: %s %s%s%s"
                .formatted(
                        understood.dialect(),
                        signal.symbol(),
                        signal.positionSide() == null ? "" : signal.positionSide() + " ",
                        signal.words(),
                        signal.strategy().isEmpty() ? "" : " of " + signal.strategy());
    }
}
