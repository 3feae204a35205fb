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

    /** Whoever was held up longer than this between signing and sending may have lost the lane to another instance. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final OrderRequest request;
    private final String signer;
    private final SignedCall call;
    private final long signedAtNanos;
    private final AtomicBoolean sent = new AtomicBoolean();

    PreparedOrder(OrderRequest request, String signer, SignedCall call, long signedAtNanos) {
        this.request = request;
        this.signer = signer;
        this.call = call;
        this.signedAtNanos = signedAtNanos;
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
        SignedText text = call.text();
        return text.at().plus(text.life()).plus(GRACE);
    }

    /** What to send; can be had once. */
    SignedCall takeCall() {
        if (sent.getAndSet(true)) {
            throw new IllegalStateException("order " + request.clientOrderId() + " was sent before");
        }
        return call;
    }

    /**
     * Whether it was signed too long ago to be sent, or bears a time that is too far from the exchange's.
     *
     * <p>The clock that never jumps may stand still while the machine sleeps, the other may jump: either is enough.
     *
     * @param nanos of the clock that never jumps
     */
    boolean isStale(long nanos, Instant exchangeTime) {
        Duration off = Duration.between(call.text().at(), exchangeTime).abs();
        return nanos - signedAtNanos > FRESH.toNanos() || off.compareTo(FRESH) > 0;
    }

    @Override
    public String toString() {
        return "PreparedOrder[%s, signer=%s, nonce=%s]".formatted(request.clientOrderId(), signer, nonce());
    }
}
