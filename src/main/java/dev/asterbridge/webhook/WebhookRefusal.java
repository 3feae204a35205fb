package dev.asterbridge.webhook;

import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.Problem.Field;
import dev.asterbridge.signals.Receipt;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why one action of a message came to nothing, where others may have come to something. */
record WebhookRefusal(
        @Schema(description = "The status it would have had alone", example = "404")
        int status,

        @Schema(example = "POSITION_NOT_FOUND") String error,

        @Schema(example = "No open position on BTCUSDT to close")
        String detail,

        @Schema(description = "AsterDEX's code, where it was AsterDEX that said no") @Nullable
        Integer code,

        @Schema(description = "The fields at fault") @Nullable
        List<Field> errors,

        @Schema(description = "The signal's id; absent when it was not taken") @Nullable
        String signalId,

        @Schema(description = "What a copy of it would be recognised by") @Nullable
        String identifiedBy,

        @Nullable Boolean duplicate,
        @Nullable String hint)
        implements WebhookAnswers.Element {

    static WebhookRefusal of(Problem problem, @Nullable Receipt receipt) {
        return new WebhookRefusal(
                problem.status(),
                problem.error(),
                problem.detail(),
                problem.code(),
                problem.fields().isEmpty() ? null : problem.fields(),
                receipt == null ? null : receipt.id(),
                receipt == null ? null : receipt.identifiedBy(),
                (receipt != null && receipt.duplicate()) ? true : null,
                receipt == null ? null : WebhookAnswer.hint(receipt));
    }
}
