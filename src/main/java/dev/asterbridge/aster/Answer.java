package dev.asterbridge.aster;

/** A success: the HTTP status, and what was read from the body. */
record Answer<T>(int status, T value) {}
