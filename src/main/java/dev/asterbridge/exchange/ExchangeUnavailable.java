package dev.asterbridge.exchange;

/**
 * A question to the exchange, a change of a setting, or the end of an order was not answered with success. Never used for
 * placing orders.
 */
public final class ExchangeUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public ExchangeUnavailable(Refusal refusal) {
        super(refusal.toString());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
