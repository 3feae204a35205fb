package dev.asterbridge.simulation;

/** Decides where a process dies and where it is stopped for a while. */
interface Weather {

    boolean kills(Life life, String where);

    /** True when the process was stopped and has gone on. */
    boolean stops(Life life, String where);
}
