package dev.asterbridge.simulation;

import dev.asterbridge.exchange.OrderTerms;
import dev.asterbridge.exchange.Price;
import dev.asterbridge.exchange.Quantity;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.protection.Exits;
import dev.asterbridge.signals.Alert;
import dev.asterbridge.signals.Entry;
import dev.asterbridge.signals.Receipt;
import dev.asterbridge.signals.Signal;
import dev.asterbridge.signals.Size;
import dev.asterbridge.signals.Wishes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts as charts and their proxies do: again when nobody answered or the answer was a 503, up to four times, and
 * now and then also when it was answered.
 */
final class Sender {

    private static final int MOST_SENDS = 4;
    private static final long RESEND = 5 * World.SECOND;

    private final World world;
    private final Faults faults;
    private final List<Machine> machines;
    private int planned;

    Sender(World world, Faults faults, List<Machine> machines) {
        this.world = world;
        this.faults = faults;
        this.machines = machines;
    }

    /** The time of a target is a whole second, as charts write it, and those of one second may overtake each other. */
    void plan(Errand errand, long at) {
        if (errand.isTarget()) {
            errand.firedAt = at - at % World.SECOND;
            sendAt(errand, at + (world.chance.nextInt(3) == 0 ? world.between(0, 2 * World.SECOND) : 0));
            return;
        }
        errand.firedAt = at - (errand.by == Errand.Recognised.TIME ? world.between(0, 2 * World.SECOND) : 0);
        sendAt(errand, at);
    }

    boolean isDone() {
        return planned == 0;
    }

    private void sendAt(Errand errand, long at) {
        planned++;
        Machine machine = machines.get(world.chance.nextInt(machines.size()));
        world.at(at, new Actor(null), "send", () -> {
            planned--;
            send(errand, machine);
        });
    }

    private void send(Errand errand, Machine machine) {
        errand.sends++;
        Life life = machine.life();
        if (life == null) {
            world.tell("%s reaches nobody", errand);
            again(errand, true);
            return;
        }
        // What happens to the request happens within the process; the sender has long stopped listening when it is
        // stopped.
        long sentAt = world.now();
        world.in(0, new Actor(life), "deliver", () -> deliver(errand, machine, life, sentAt));
        planned++;
        world.in(3 * World.SECOND, new Actor(null), "listen", () -> {
            planned--;
            // A sender that has nothing to recognise an alert by does not know either whether a slow answer is none.
            boolean certain = life.isDead() || errand.by != Errand.Recognised.NOTHING;
            if (errand.heard < errand.sends && certain) {
                world.tell("%s: no answer", errand);
                again(errand, true);
            }
        });
    }

    private void deliver(Errand errand, Machine machine, Life life, long sentAt) {
        int send = errand.sends;
        Core core = machine.core();
        try {
            Receipt receipt = core.accept(alert(errand));
            errand.acknowledged = true;
            machine.wake(errand.symbol, life);
            boolean left = world.now() - sentAt < 3 * World.SECOND;
            world.tell(
                    "%s tells %s: %s%s",
                    life.name, errand, receipt.outcome(), receipt.duplicate() ? ", a duplicate" : "");
            core.answered(receipt.id(), left);
            if (left) {
                errand.heard = send;
                if (errand.by != Errand.Recognised.NOTHING && world.maybe(faults.resend)) {
                    again(errand, false);
                }
            }
        } catch (ProblemException e) {
            world.tell(
                    "%s tells %s: %d %s",
                    life.name, errand, e.problem().status(), e.problem().error());
            if (world.now() - sentAt < 3 * World.SECOND) {
                errand.heard = send;
                if (e.problem().status() == 503) {
                    again(errand, true);
                }
            }
        }
    }

    private void again(Errand errand, boolean inVain) {
        if (errand.sends < MOST_SENDS) {
            sendAt(errand, world.now() + (inVain ? RESEND : world.between(0, 10 * World.SECOND)));
        }
    }

    private static Alert alert(Errand errand) {
        boolean timed = errand.by == Errand.Recognised.TIME;
        return new Alert(
                "/webhook",
                "192.0.2.1",
                errand.body(),
                errand.by == Errand.Recognised.KEY ? "key-" + errand.number : null,
                timed ? World.instant(errand.firedAt) : null,
                errand.by == Errand.Recognised.ID,
                new Signal(errand.symbol, errand.strategy(), errand.positionSide, intent(errand)));
    }

    private static Signal.Intent intent(Errand errand) {
        @Nullable Price limit = errand.limit == null ? null : new Price(errand.limit);
        Entry entry = (limit == null ? Entry.MARKET : Entry.of(OrderTerms.at(limit)))
                .with(errand.exits == null ? Exits.NONE : Exits.of(errand.exits));
        return switch (errand.kind) {
            case OPEN -> new Signal.Open(errand.side, size(errand), entry);
            case INCREASE -> new Signal.Increase(null, size(errand), entry);
            case DECREASE -> Wishes.decrease(new Quantity(errand.quantity), limit);
            case CLOSE -> new Signal.Close();
            case TARGET -> new Signal.Target(errand.step.target(), errand.step.previous(), entry);
        };
    }

    private static Size size(Errand errand) {
        return new Size.Contracts(new Quantity(errand.quantity));
    }
}
