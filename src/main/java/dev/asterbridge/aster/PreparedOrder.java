package dev.asterbridge.aster;

import dev.asterbridge.exchange.OrderRequest;
import dev.asterbridge.exchange.SignedOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An order that this line has signed, and sends at most once. */
final class PreparedOrder implements SignedOrder {

    /** For what may still be under way inside the exchange when it stops taking the request. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final OrderRequest request;
    private final String signer;
    private final SignedCall call;
    private final Moment signedAt;
    private final AtomicBoolean sent = new AtomicBoolean();

    PreparedOrder(OrderRequest request, String signer, SignedCall call, Moment signedAt) {
        this.request = request;
        this.signer = signer;
        this.call = call;
        this.signedAt = signedAt;
    }

    @Override
    public OrderRequest request() {
        return request;
    }

    @Override
    public String signer() {
        return signer;
    }

    @Override
    public @Nullable Long nonce() {
        return call.text().nonce();
    }

    @Override
    public String requestHash() {
        return call.text().hash();
    }

    @Override
    public Instant horizon() {
        return call.text().end().plus(GRACE);
    }

    /** What to send; can be had once. */
    SignedCall takeCall() {
        if (sent.getAndSet(true)) {
            throw new IllegalStateException("order " + request.clientOrderId() + " was sent before");
        }
        return call;
    }

    boolean isOlderThan(Duration age, Moment now) {
        return signedAt.isFurtherThan(age, now);
    }

    @Override
    public String toString() {
        return "PreparedOrder[%s, signer=%s, nonce=%s]".formatted(request.clientOrderId(), signer, nonce());
    }

    /**
     * An instant on two clocks: the one that never jumps may stand still while the machine sleeps, the other may jump.
     *
     * @param nanos of a clock that never jumps
     */
    record Moment(long nanos, Instant exchangeTime) {

        boolean isFurtherThan(Duration age, Moment now) {
            return now.nanos - nanos > age.toNanos()
                    || Duration.between(exchangeTime, now.exchangeTime).abs().compareTo(age) > 0;
        }
    }
}
