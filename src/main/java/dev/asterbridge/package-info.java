/** The program itself: it starts the rooms and knows nothing of what they do. */
@NullMarked
package dev.asterbridge;

import org.jspecify.annotations.NullMarked;
