package dev.asterbridge.webhook;

import dev.asterbridge.exchange.ExchangeConnection.Mode;
import dev.asterbridge.problems.Problem;
import dev.asterbridge.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure of an alert's sender.
 *
 * <p>With a secret configured, only secrets count: the right one is never held back by the wrong ones others send
 * from the same address, because TradingView's four addresses are shared by all of its users. Without one, alerts are
 * taken from TradingView's addresses and from the machine itself; on paper, where there is nothing to steal, from
 * anywhere.
 */
class SenderCheck {

    /** Source: TradingView's help page on webhook alerts. */
    private static final Set<String> TRADINGVIEW =
            Set.of("52.89.214.238", "34.212.75.30", "54.218.53.128", "52.32.178.7");

    /** What a proxy adds for somebody else, or a browser for a page, which may be anybody's. */
    private static final Pattern NOT_A_PROGRAM_HERE = Pattern.compile(
            "x-forwarded.*|forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|origin|sec-fetch-site",
            Pattern.CASE_INSENSITIVE);

    private final WebhookSecrets secrets;
    private final Mode mode;
    private final WrongSecrets wrongSecrets;

    SenderCheck(WebhookSecrets secrets, Mode mode, WrongSecrets wrongSecrets) {
        this.secrets = secrets;
        this.mode = mode;
        this.wrongSecrets = wrongSecrets;
    }

    /**
     * Says what the sender may have done.
     *
     * @throws ProblemException 401 without a secret, 429 after too many wrong ones, 403 from a foreign address
     */
    Permit require(HttpServletRequest request, @Nullable String secretInBody) {
        if (!secrets.isEmpty()) {
            return requireSecret(request, secretInBody);
        }
        if (mode != Mode.PAPER && !TRADINGVIEW.contains(request.getRemoteAddr()) && !isLocal(request)) {
            throw new ProblemException(Problem.of(
                    403,
                    "SENDER_NOT_ALLOWED",
                    "Without WEBHOOK_SECRET, alerts are taken only from TradingView's addresses and from this machine; "
                            + "set WEBHOOK_SECRET and send it as webhook_secret in the alert"));
        }
        return Permit.ALL;
    }

    private Permit requireSecret(HttpServletRequest request, @Nullable String secretInBody) {
        Permit permit = secrets.shownBy(request.getHeader("X-Webhook-Secret"), secretInBody);
        if (permit != null) {
            return permit;
        }
        if (wrongSecrets.isOneTooMany(request.getRemoteAddr())) {
            throw new ProblemException(new Problem(
                    429,
                    "TOO_MANY_WRONG_SECRETS",
                    "Too many alerts with a wrong secret came from this address; try again in a minute",
                    null,
                    Duration.ofMinutes(1),
                    List.of()));
        }
        throw new ProblemException(
                Problem.of(
                        401,
                        "WRONG_SECRET",
                        "The secret is missing or wrong: send it as webhook_secret in the body or in the header X-Webhook-Secret"));
    }

    private static boolean isLocal(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && Collections.list(request.getHeaderNames()).stream()
                            .noneMatch(
                                    header -> NOT_A_PROGRAM_HERE.matcher(header).matches());
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
