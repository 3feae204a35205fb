package dev.asterbridge.aster;

/** Signs requests; every call uses a fresh nonce or time. */
sealed interface RequestSigner permits Eip712Signer, HmacSigner {

    Scheme scheme();

    SignedText sign(Parameters parameters);
}
