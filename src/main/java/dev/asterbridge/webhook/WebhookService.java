package dev.asterbridge.webhook;

import dev.asterbridge.signals.SignalIntake;
import dev.asterbridge.signals.SignalOutcome;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Service;

/** Takes an alert from its bytes to its outcome. */
@Service
class WebhookService {

    private final AlertReader reader;
    private final SenderCheck senders;
    private final AlertTranslator translator;
    private final SignalIntake intake;
    private final WebhookProperties properties;

    WebhookService(
            AlertReader reader,
            SenderCheck senders,
            AlertTranslator translator,
            SignalIntake intake,
            WebhookProperties properties) {
        this.reader = reader;
        this.senders = senders;
        this.translator = translator;
        this.intake = intake;
        this.properties = properties;
    }

    SignalOutcome take(HttpServletRequest request, byte[] body) {
        TradingViewAlert alert = reader.read(body);
        senders.require(request, alert.webhookSecret());
        return intake.accept(translator.translate(alert), properties.answerWithin());
    }
}
