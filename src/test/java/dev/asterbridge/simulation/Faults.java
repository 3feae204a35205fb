package dev.asterbridge.simulation;

import java.util.SplittableRandom;

/**
 * How unkind the world is in one story: each kind of fault is absent in most stories and frequent in some, because
 * faults that are always there hide each other.
 */
final class Faults {

    /** Of a hundred stories; they take longer than the others, whose promises are promises, too. */
    private static final int GUARDED = 16;

    final boolean hedge;
    final boolean two;
    final boolean calm;
    final long window;
    final double crash;
    final double journalCrash;
    final double pause;
    final double journalFails;
    final double journalRepeats;
    final double requestLost;
    final double answerLost;
    final double late;
    final double replayed;
    final double refused;
    final double unreachable;
    final double limited;
    final double banned;

    /** How long a ban lasts at most, in seconds; shorter where exits are tried four times a second until then. */
    final long ban;

    final double partial;
    final double slowFill;
    final double unseen;
    final double blind;
    final double readFails;
    final double slow;
    final double jump;
    final double outsider;
    final double resend;

    /** How many of the alerts that open something say where it is to be given up. */
    final double exits;

    /** How many strategies with a name there are; on an account that somebody else trades by hand there is none. */
    final int strategies;

    /** How often the price jumps through the exits of a side and comes back. */
    final double spike;

    /** How often somebody cancels an exit by hand. */
    final double byHand;

    private final SplittableRandom chance;

    Faults(SplittableRandom chance) {
        this.chance = chance;
        this.calm = chance.nextInt(20) == 0;
        this.hedge = chance.nextInt(3) == 0;
        this.two = chance.nextInt(3) == 0;
        this.window = new long[] {5, 10, 60, 60, 60}[chance.nextInt(5)] * World.SECOND;
        this.crash = some(0.3, 0.06);
        this.journalCrash = some(0.3, 0.12);
        this.pause = two ? some(0.6, 0.08) : some(0.1, 0.05);
        this.journalFails = some(0.15, 0.1);
        this.journalRepeats = some(0.15, 0.3);
        this.requestLost = some(0.35, 0.5);
        this.answerLost = some(0.35, 0.7);
        this.late = some(0.3, 0.5);
        this.replayed = some(0.15, 0.4);
        this.refused = some(0.15, 0.3);
        this.unreachable = some(0.2, 0.4);
        this.limited = some(0.2, 0.3);
        this.banned = some(0.1, 0.1);
        this.partial = some(0.3, 0.6);
        this.slowFill = some(0.3, 0.6);
        this.unseen = some(0.4, 0.9);
        this.blind = some(0.1, 0.7);
        this.readFails = some(0.3, 0.4);
        this.slow = some(0.3, 0.3);
        this.jump = some(0.3, 1);
        double outsiders = some(0.25, 1);
        this.resend = some(0.5, 0.8);
        boolean guarded = chance.nextInt(100) < GUARDED;
        this.exits = guarded ? 0.3 + chance.nextDouble() : 0;
        this.strategies = guarded && chance.nextBoolean() ? 1 + chance.nextInt(2) : 0;
        this.outsider = strategies == 0 ? outsiders : 0;
        this.ban = guarded ? 25 : 200;
        this.spike = guarded ? some(0.4, 1) : 0;
        this.byHand = guarded ? some(0.3, 1) : 0;
    }

    /** Whether exits and strategies are part of the story. */
    boolean guarded() {
        return exits > 0;
    }

    /** Absent, or anything up to {@code most}. */
    private double some(double often, double most) {
        double intensity = chance.nextDouble() * most;
        return chance.nextDouble() < often && !calm ? intensity : 0;
    }
}
