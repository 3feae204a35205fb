package dev.asterbridge.exchange;

/** A question to the exchange, or a change of a setting, was not answered with success. Never used for orders. */
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
