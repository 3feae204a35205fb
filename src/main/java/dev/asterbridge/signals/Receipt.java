package dev.asterbridge.signals;

/**
 * That an alert is on record, and what is known of it.
 *
 * @param duplicate whether it is a copy of one that was on record already
 * @param identifiedBy {@code key}, {@code time}, {@code id} or {@code nothing}
 */
public record Receipt(String id, SignalOutcome outcome, boolean duplicate, String identifiedBy) {}
