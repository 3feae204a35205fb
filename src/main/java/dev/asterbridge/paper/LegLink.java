package dev.asterbridge.paper;

/**
 * Ties a leg to another one.
 *
 * @param drivenId the number of the leg that drives
 * @param on what has to become of that leg
 * @param trigger what the driven leg does then
 */
record LegLink(int drivenId, LegEvent on, LegTrigger trigger) {}
