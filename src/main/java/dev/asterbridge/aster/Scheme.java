package dev.asterbridge.aster;

/** How requests are authenticated; the version in an endpoint's path follows from it. */
enum Scheme {
    /** EIP-712 signatures by an API wallet. */
    V3,
    /** HMAC-SHA256 with an API key, for accounts that still have one. */
    HMAC
}
