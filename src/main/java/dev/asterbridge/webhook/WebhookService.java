package dev.asterbridge.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.SignalIntake;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes an alert from its bytes to its outcome. */
@Service
class WebhookService {

    private static final Logger log = LoggerFactory.getLogger(WebhookService.class);
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private final AlertReader reader;
    private final SenderCheck senders;
    private final AlertTranslator translator;
    private final SignalIntake intake;
    private final WebhookProperties properties;
    private final MeterRegistry meters;

    WebhookService(
            AlertReader reader,
            SenderCheck senders,
            AlertTranslator translator,
            SignalIntake intake,
            WebhookProperties properties,
            MeterRegistry meters) {
        this.reader = reader;
        this.senders = senders;
        this.translator = translator;
        this.intake = intake;
        this.properties = properties;
        this.meters = meters;
    }

    Receipt take(HttpServletRequest request, byte[] body) {
        Alert alert = understand(request, body);
        boolean later = Collections.list(request.getHeaders("Prefer")).stream()
                .anyMatch(preference -> preference.toLowerCase(Locale.ROOT).contains("respond-async"));
        try {
            return intake.accept(alert, later ? Duration.ZERO : properties.answerWithin());
        } catch (ProblemException e) {
            throw refused(request, e);
        }
    }

    /** What would become of the alert; orders nothing. */
    Previewed preview(HttpServletRequest request, byte[] body) {
        Alert alert = alert(request, reader.read(body));
        return Previewed.of(alert, intake.preview(alert));
    }

    /** TradingView shows nobody the answer, so the log says why an alert went no further. */
    private Alert understand(HttpServletRequest request, byte[] body) {
        try {
            Message message = reader.read(body);
            senders.require(request, message.alert().webhookSecret());
            return alert(request, message);
        } catch (ProblemException e) {
            throw refused(request, e);
        }
    }

    private Alert alert(HttpServletRequest request, Message message) {
        return new Alert(
                request.getRequestURI(),
                request.getRemoteAddr(),
                redacted(message, request.getHeader("X-Webhook-Secret")),
                key(request.getHeader("Idempotency-Key")),
                time(message.time()),
                message.named(),
                translator.translate(message.alert()));
    }

    /** Whoever puts the secret into another field as well must not find it in the journal. */
    private static String redacted(Message message, @Nullable String header) {
        String body = message.body();
        for (String secret : new @Nullable String[] {message.alert().webhookSecret(), header}) {
            body = secret == null || secret.length() < 4 ? body : body.replace(inJson(secret), "***");
        }
        return body;
    }

    private static String inJson(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static @Nullable String key(@Nullable String header) {
        if (header != null && !KEY.matcher(header).matches()) {
            throw new ProblemException(
                    Problem.badField("Idempotency-Key", header, "must be 1 to 200 printable characters"));
        }
        return header;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : AlertTime.of(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badField("time", text, String.valueOf(e.getMessage())));
        }
    }

    private ProblemException refused(HttpServletRequest request, ProblemException e) {
        meters.counter("bridge.alerts", "outcome", "not_taken").increment();
        log.atWarn()
                .addKeyValue("event", "alert_refused")
                .addKeyValue("error", e.problem().error())
                .log(
                        "Alert from {} refused: {}",
                        request.getRemoteAddr(),
                        e.problem().detail());
        return e;
    }
}
