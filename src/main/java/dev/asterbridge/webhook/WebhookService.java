package dev.asterbridge.webhook;

import dev.asterbridge.exchange.Decimals;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Preview;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalIntake;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes a message from its bytes to its outcome. */
@Service
class WebhookService {

    private static final Logger log = LoggerFactory.getLogger(WebhookService.class);
    private static final String SECRET_HEADER = "X-Webhook-Secret";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private final AlertReader reader;
    private final WebhookSecrets secrets;
    private final SenderCheck senders;
    private final AlertTranslator translator;
    private final SignalIntake intake;
    private final WebhookProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    /** What became of a message. */
    record Delivery(boolean several, List<Taken> taken) {}

    /** What would become of a message. */
    record Previews(boolean several, List<Previewed> signals) {}

    WebhookService(
            AlertReader reader,
            WebhookSecrets secrets,
            SenderCheck senders,
            AlertTranslator translator,
            SignalIntake intake,
            WebhookProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.reader = reader;
        this.secrets = secrets;
        this.senders = senders;
        this.translator = translator;
        this.intake = intake;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes every action of a message, or none. */
    Delivery take(HttpServletRequest request, byte[] body) {
        List<Subject> about = new ArrayList<>();
        try {
            Message message = read(request, body);
            Permit permit = permit(request, message, about);
            List<Understood> understood = translator.translate(message, about::add);
            understood.forEach(each -> permit.require(each.signal().strategy()));
            understood.forEach(this::requireInTime);
            noteOldSecret(permit, understood.getFirst().signal());
            Delivery delivery = new Delivery(message.several(), take(request, message, understood));
            noteRefusals(request, delivery.taken(), about);
            return delivery;
        } catch (ProblemException e) {
            noteRefusal(request, e.problem(), about);
            throw e;
        }
    }

    /** Of an alert with a wrong secret the log has to say which it is, so that its owner finds it; after too many, nothing. */
    private Permit permit(HttpServletRequest request, Message message, List<Subject> about) {
        try {
            return senders.require(request, message.secret());
        } catch (ProblemException e) {
            if (e.problem().status() != 429) {
                about.addAll(translator.subjects(message));
            }
            throw e;
        }
    }

    private Message read(HttpServletRequest request, byte[] body) {
        return reader.read(body, request.getHeader(SECRET_HEADER)).without(secrets.texts());
    }

    /** Before it is taken away, every alert has to carry the new one. */
    private static void noteOldSecret(Permit permit, Signal signal) {
        if (permit.old()) {
            log.atWarn()
                    .addKeyValue("event", "old_secret_used")
                    .addKeyValue("symbol", signal.symbol().name())
                    .log(
                            "An alert{} came with an old secret; put the new one into it before the old one is taken away",
                            signal.strategy().isEmpty() ? "" : " of " + signal.strategy());
        }
    }

    private List<Taken> take(HttpServletRequest request, Message message, List<Understood> understood) {
        boolean later = Collections.list(request.getHeaders("Prefer")).stream()
                .anyMatch(preference -> preference.toLowerCase(Locale.ROOT).contains("respond-async"));
        Duration wait = later ? Duration.ZERO : properties.answerWithin();
        List<Alert> alerts = alerts(request, message, understood);
        return message.several()
                ? new InOrder(intake).take(alerts, wait)
                : List.of(new Taken.OnRecord(intake.accept(alerts.getFirst(), wait)));
    }

    /** What would become of each action now; orders nothing. */
    Previews preview(HttpServletRequest request, byte[] body) {
        Message message = read(request, body);
        List<Understood> understood = translator.translate(message);
        List<Alert> alerts = alerts(request, message, understood);
        List<Previewed> previews = new ArrayList<>();
        for (int i = 0; i < alerts.size(); i++) {
            previews.add(Previewed.of(understood.get(i), preview(understood.get(i), alerts.get(i))));
        }
        return new Previews(message.several(), previews);
    }

    private Preview preview(Understood understood, Alert alert) {
        Problem late = late(understood);
        return late == null ? intake.preview(alert) : Preview.refused(late);
    }

    private static List<Alert> alerts(HttpServletRequest request, Message message, List<Understood> understood) {
        String key = key(request.getHeader("Idempotency-Key"));
        List<Alert> alerts = new ArrayList<>();
        for (Understood each : understood) {
            // A key names the message; no key has a line break.
            String own = key == null || !message.several() ? key : key + "\n" + alerts.size();
            alerts.add(new Alert(
                    request.getRequestURI(),
                    request.getRemoteAddr(),
                    each.body(),
                    own,
                    each.firedAt(),
                    each.named(),
                    each.signal()));
        }
        return alerts;
    }

    private void requireInTime(Understood understood) {
        Problem late = late(understood);
        if (late != null) {
            throw new ProblemException(late);
        }
    }

    /** Why it is too old by its own account; absent when it is not. */
    private @Nullable Problem late(Understood understood) {
        Instant fired = understood.firedAt();
        Duration most = understood.maxLag();
        if (fired == null || most == null || !clock.instant().isAfter(fired.plus(most))) {
            return null;
        }
        return Problem.of(
                422,
                "ALERT_EXPIRED",
                "The alert was fired at %s, %d s ago; by its own max_lag at most %s s are allowed"
                        .formatted(
                                fired,
                                Duration.between(fired, clock.instant()).toSeconds(),
                                Decimals.plain(BigDecimal.valueOf(most.toMillis(), 3))));
    }

    private static @Nullable String key(@Nullable String header) {
        if (header != null && !KEY.matcher(header).matches()) {
            throw new ProblemException(
                    Problem.badField("Idempotency-Key", header, "must be 1 to 200 printable characters"));
        }
        return header;
    }

    private void noteRefusals(HttpServletRequest request, List<Taken> taken, List<Subject> about) {
        for (int i = 0; i < taken.size(); i++) {
            if (taken.get(i) instanceof Taken.NotTaken it) {
                noteRefusal(request, it.problem(), List.of(about.get(i)));
            }
        }
    }

    /** TradingView shows nobody the answer, so the log says why an alert went no further. */
    private void noteRefusal(HttpServletRequest request, Problem problem, List<Subject> about) {
        meters.counter("bridge.alerts", "outcome", "not_taken").increment();
        Subject.on(log.atWarn().addKeyValue("event", "alert_refused"), about)
                .addKeyValue("error", problem.error())
                .log("Alert from {} refused: {}", request.getRemoteAddr(), problem.detail());
    }
}
