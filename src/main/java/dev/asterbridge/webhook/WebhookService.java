package dev.asterbridge.webhook;

import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.SignalIntake;
import dev.asterbridge.signals.SignalOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes an alert from its bytes to its outcome. */
@Service
class WebhookService {

    private static final Logger log = LoggerFactory.getLogger(WebhookService.class);

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

    SignalOutcome take(HttpServletRequest request, byte[] body) {
        return intake.accept(understand(request, body), properties.answerWithin());
    }

    /** TradingView shows nobody the answer, so the log says why an alert went no further. */
    private Signal understand(HttpServletRequest request, byte[] body) {
        try {
            TradingViewAlert alert = reader.read(body);
            senders.require(request, alert.webhookSecret());
            return translator.translate(alert);
        } catch (ProblemException e) {
            meters.counter("bridge.alerts", "outcome", "refused").increment();
            log.atWarn()
                    .addKeyValue("event", "alert_refused")
                    .addKeyValue("error", e.problem().error())
                    .log(
                            "Alert from {} refused: {}",
                            request.getRemoteAddr(),
                            e.problem().detail());
            throw e;
        }
    }
}
