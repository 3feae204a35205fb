package dev.asterbridge.webhook;

import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.SignalOutcome;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What became of the actions of a message, in their order. */
record WebhookAnswers(
        @Schema(oneOf = {WebhookAnswer.class, WebhookRefusal.class})
        List<Element> signals) {

    private static final int PENDING = 202;

    /** An answer, or why there is none. */
    @Schema(
            name = "WebhookResult",
            oneOf = {WebhookAnswer.class, WebhookRefusal.class})
    sealed interface Element permits WebhookAnswer, WebhookRefusal {}

    static WebhookAnswers of(List<Taken> taken) {
        return new WebhookAnswers(taken.stream().map(WebhookAnswers::element).toList());
    }

    private static Element element(Taken taken) {
        return switch (taken) {
            case Taken.NotTaken it -> WebhookRefusal.of(it.problem(), null);
            case Taken.OnRecord it -> element(it.receipt());
        };
    }

    private static Element element(Receipt receipt) {
        return switch (receipt.outcome()) {
            case SignalOutcome.Executed executed -> WebhookAnswer.of(receipt, executed);
            case SignalOutcome.Pending pending -> WebhookAnswer.of(receipt, pending);
            case SignalOutcome.Refused refused -> WebhookRefusal.of(refused.problem(), receipt);
        };
    }

    /** 200 when all was done, 202 while something is under way, else that of the first refusal. */
    int status() {
        boolean pending = signals.stream().anyMatch(each -> each instanceof WebhookAnswer it && it.success() == null);
        if (pending) {
            return PENDING;
        }
        for (Element each : signals) {
            if (each instanceof WebhookRefusal refusal) {
                return refusal.status();
            }
        }
        return 200;
    }
}
