package dev.asterbridge.paper;

import java.math.BigDecimal;

/** A price of the book and how much can be traded at it. */
record Level(BigDecimal price, BigDecimal quantity) {}
