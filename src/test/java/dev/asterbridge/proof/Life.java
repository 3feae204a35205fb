package dev.asterbridge.proof;

import java.time.Instant;
import java.util.Optional;

/**
 * One process of the service.
 *
 * @param ready when it had gone through all symbols; empty where it never came so far
 * @param ended empty while it lives
 */
record Life(Instant started, Optional<Instant> ready, Optional<Instant> ended) {}
