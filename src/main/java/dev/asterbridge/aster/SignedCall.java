package dev.asterbridge.aster;

/** A request that is signed and not yet sent. */
record SignedCall(Call call, SignedText text) {}
