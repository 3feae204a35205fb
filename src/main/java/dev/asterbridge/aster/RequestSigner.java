package dev.asterbridge.aster;

/** Signs requests; every call uses a fresh nonce or time. */
sealed interface RequestSigner permits Eip712Signer, HmacSigner {

    Scheme scheme();

    /** Who signs, in a form that is no secret. */
    String name();

    /** Whether requests are signed by that API wallet. */
    boolean isWallet(String address);

    SignedText sign(Parameters parameters);
}
