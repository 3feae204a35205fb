package dev.asterbridge.aster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import dev.asterbridge.exchange.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * One request, one answer: looks whether it may speak, signs, sends once, judges.
 *
 * <p>Every attempt is signed anew. What does not succeed is a {@link CallFailed}.
 */
final class AsterLine {

    private static final Logger log = LoggerFactory.getLogger(AsterLine.class);
    private final ExchangeAddress address;
    private final RequestSigner signer;
    private final AsterHttp http;
    private final AsterClock asterClock;
    private final BanClock bans;
    private final RequestBudget budget;
    private final SharedLimits limits;
    private final Clock clock;
    private final MeterRegistry meters;

    private volatile @Nullable Instant lastAnswer;
    private volatile boolean answering;

    AsterLine(
            ExchangeAddress address,
            RequestSigner signer,
            AsterHttp http,
            AsterClock asterClock,
            BanClock bans,
            RequestBudget budget,
            SharedLimits limits,
            Clock clock,
            MeterRegistry meters) {
        this.address = address;
        this.signer = signer;
        this.http = http;
        this.asterClock = asterClock;
        this.bans = bans;
        this.budget = budget;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
    }

    /** Makes the request once and reads the answer; a success that cannot be read is none. */
    <T> Answer<T> exchange(Call call, Function<WireObject, T> reader) {
        URI base = mayAsk(call);
        return send(base, sign(call), reader);
    }

    /** Signs the request and sends nothing. */
    SignedCall sign(Call call) {
        Parameters parameters = call.parameters();
        return new SignedCall(
                call, call.endpoint().signed() ? signer.sign(parameters) : SignedText.unsigned(parameters));
    }

    /** Makes a request signed before, like {@link #exchange}. */
    <T> Answer<T> send(SignedCall signed, Function<WireObject, T> reader) {
        return send(mayAsk(signed.call()), signed, reader);
    }

    private <T> Answer<T> send(URI base, SignedCall signed, Function<WireObject, T> reader) {
        Call call = signed.call();
        SignedText text = signed.text();
        long start = System.nanoTime();
        Reply reply = send(base, call.endpoint(), text);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        try {
            Answer<T> answer = judge(reply, reader);
            record(call.endpoint(), "ok", took, answer.status());
            return answer;
        } catch (CallFailed failure) {
            record(call.endpoint(), outcome(failure), took, failure.status());
            learnFrom(failure, text);
            throw failure;
        }
    }

    /** Measures the exchange's clock. */
    void synchroniseClock() {
        Call time = Call.of(Endpoint.TIME, Parameters.none());
        asterClock.synchronise(() -> exchange(time, AsterLine::serverTime).value());
    }

    /** Asks for the exchange's time once, and corrects what was measured before where that cannot be true any more. */
    Instant askTime() {
        Call time = new Call(Endpoint.TIME, Parameters.none(), Share.URGENT);
        return asterClock.check(() -> exchange(time, AsterLine::serverTime).value());
    }

    String signerName() {
        return signer.name();
    }

    String path(Endpoint endpoint) {
        return endpoint.path(signer.scheme());
    }

    Scheme scheme() {
        return signer.scheme();
    }

    boolean isSignedBy(String wallet) {
        return signer.isWallet(wallet);
    }

    Optional<Instant> lastAnswer() {
        return Optional.ofNullable(lastAnswer);
    }

    /** Whether the last request was answered by the exchange, with whatever. */
    boolean isAnswering() {
        return answering;
    }

    private URI mayAsk(Call call) {
        URI base = address.base().orElseThrow(() -> CallFailed.notSent("the paper exchange has not started yet"));
        if (!limits.areKnown()) {
            throw CallFailed.notSent("the journal does not say yet whether the exchange asked for silence");
        }
        bans.remaining().ifPresent(wait -> {
            throw CallFailed.heldBack("the exchange asked this address to be silent", wait);
        });
        Endpoint endpoint = call.endpoint();
        bans.pause(endpoint.orders() > 0, call.urgent()).ifPresent(wait -> {
            throw CallFailed.heldBack("the exchange counted too many requests", wait);
        });
        Optional<Duration> room = budget.take(endpoint.weight(), endpoint.orders(), call.share());
        room.filter(wait -> !endpoint.isGroundwork()).ifPresent(wait -> {
            throw CallFailed.heldBack(call.share().usedUp(wait.toSeconds() + 1), wait);
        });
        return base;
    }

    private static Instant serverTime(WireObject body) {
        return Instant.ofEpochMilli(body.requiredNumber("serverTime"));
    }

    private Reply send(URI base, Endpoint endpoint, SignedText text) {
        String target = base + path(endpoint);
        if (endpoint.isForm()) {
            return http.send(endpoint, URI.create(target), text.text().getBytes(UTF_8), text.headers());
        }
        String query = text.message().isEmpty() ? "" : "?" + text.text();
        return http.send(endpoint, URI.create(target + query), null, text.headers());
    }

    private <T> Answer<T> judge(Reply reply, Function<WireObject, T> reader) {
        answering = reply instanceof Reply.Heard heard && !heard.isOutOfOrder();
        return switch (reply) {
            case Reply.NotSent notSent -> throw CallFailed.notSent(notSent.why());
            case Reply.Lost lost -> throw CallFailed.lost(lost);
            case Reply.Heard heard -> judge(heard, reader);
        };
    }

    private <T> Answer<T> judge(Reply.Heard heard, Function<WireObject, T> reader) {
        if (!heard.isOutOfOrder()) {
            lastAnswer = clock.instant();
        }
        budget.heard(heard.headers());
        WireObject body = heard.body();
        Integer code = body == null ? null : body.errorCode();
        if (heard.status() / 100 == 2 && code == null) {
            if (body == null) {
                throw CallFailed.unreadable(heard.status(), "the body is not JSON");
            }
            return new Answer<>(heard.status(), read(heard.status(), body, reader));
        }
        String text = body == null || code == null ? "" : body.text("msg", "");
        Duration retryAfter = retryAfter(heard.headers());
        if (bans.learn(heard.status(), code, text, retryAfter)) {
            limits.keep();
        }
        throw AsterErrors.judge(heard.status(), code, text, retryAfter);
    }

    private static <T> T read(int status, WireObject body, Function<WireObject, T> reader) {
        try {
            return reader.apply(body);
        } catch (IllegalArgumentException e) {
            throw CallFailed.unreadable(status, String.valueOf(e.getMessage()));
        }
    }

    private void learnFrom(CallFailed failure, SignedText text) {
        Refusal refusal = failure.refusal();
        if (AsterErrors.concernsClock(refusal.code())) {
            asterClock.distrust();
        }
        if (failure.hasCode(AsterErrors.WRONG_HMAC)
                || (failure.hasCode(AsterErrors.UNKNOWN) && AsterErrors.isAboutTheSigner(refusal.text()))) {
            log.atWarn()
                    .addKeyValue("event", "signature_refused")
                    .log("The exchange did not accept the signature: {}", text.trace());
        }
    }

    private void record(Endpoint endpoint, String outcome, Duration took, int status) {
        meters.timer("bridge.exchange.calls", "endpoint", endpoint.label(), "outcome", outcome)
                .record(took);
        log.atDebug()
                .addKeyValue("event", "exchange_call")
                .addKeyValue("endpoint", endpoint.label())
                .addKeyValue("outcome", outcome)
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", took.toMillis())
                .log("Asked the exchange");
    }

    private static String outcome(CallFailed failure) {
        return failure.refusal().reason().name().toLowerCase(Locale.ROOT);
    }

    /** In seconds or as a date; null when it is neither, or no wait at all. */
    private @Nullable Duration retryAfter(HttpHeaders headers) {
        String value = Objects.requireNonNullElse(headers.getFirst(HttpHeaders.RETRY_AFTER), "")
                .strip();
        try {
            Duration wait = value.matches("\\d{1,6}")
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(asterClock.now(), RFC_1123_DATE_TIME.parse(value, Instant::from));
            return wait.isPositive() ? wait : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
