package dev.asterbridge.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Something that does one thing at a time: a lane or a request of one process, or the world outside. */
final class Actor {

    final @Nullable Life life;
    final Queue<World.Event> waiting = new ArrayDeque<>();
    boolean busy;

    Actor(@Nullable Life life) {
        this.life = life;
    }
}
