package dev.asterbridge.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.asterbridge.problems.ProblemException;
import dev.asterbridge.signals.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a message into the signals it means, all of them, or names everything in it that is missing or wrong. */
@Component
class AlertTranslator {

    private final List<Dialect> foreign;
    private final SymbolNames names;
    private final Dialect strategy = new Strategy();
    private final Dialect plain = new Plain();

    AlertTranslator(List<Dialect> foreign, SymbolNames names) {
        this.foreign = List.copyOf(foreign);
        this.names = names;
    }

    /**
     * Translates a message, action by action. What only one says of time and id counts for all.
     *
     * @throws ProblemException 400 naming every field at fault
     */
    List<Understood> translate(Message message) {
        return translate(message, subject -> {});
    }

    /**
     * The same.
     *
     * @param about is told what each action is about, whatever becomes of the rest
     * @throws ProblemException 400 naming every field at fault
     */
    List<Understood> translate(Message message, Consumer<Subject> about) {
        Faults faults = new Faults(message.secrets());
        List<Read> read = new ArrayList<>();
        for (int i = 0; i < message.actions().size(); i++) {
            Placeholders.refuse(message.actions().get(i), message.path(i), faults);
            read.add(read(message.actions().get(i), message.path(i), faults));
        }
        read.forEach(each -> about.accept(each.fields.subject()));
        requireOneSecret(message, faults);
        Instant firedAt = read.stream()
                .map(each -> each.envelope.firedAt())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        boolean named = read.stream().anyMatch(each -> each.envelope.named());
        read.stream()
                .filter(each -> each.envelope.maxLag() != null && firedAt == null)
                .forEach(each -> each.fields.fault("max_lag", "needs a time, from which it counts"));
        faults.requireNone();
        List<Understood> understood = new ArrayList<>();
        for (Read each : read) {
            understood.add(each.understood(message.body(understood.size()), firedAt, named));
        }
        return understood;
    }

    /** What each action says that it is about, with nothing required of the rest: for the log, of a sender that nobody knows. */
    List<Subject> subjects(Message message) {
        Faults ignored = new Faults(message.secrets());
        return message.actions().stream()
                .map(action -> read(action, "", ignored).fields.subject())
                .toList();
    }

    /** One action with what was made of it. */
    private record Read(
            Fields fields,
            Envelope envelope,
            String dialect,
            @Nullable Signal signal) {

        Understood understood(String body, @Nullable Instant firedAt, boolean named) {
            return new Understood(
                    Objects.requireNonNull(signal, dialect),
                    dialect,
                    body,
                    envelope.firedAt() == null ? firedAt : envelope.firedAt(),
                    named,
                    envelope.maxLag());
        }
    }

    private Read read(ObjectNode action, String path, Faults faults) {
        Fields fields = new Fields(action, path, faults, names::meantBy);
        Envelope envelope = Envelope.of(fields);
        List<Dialect> speaking =
                foreign.stream().filter(dialect -> dialect.speaks(fields)).toList();
        if (speaking.size() > 1) {
            String names = speaking.stream().map(Dialect::name).sorted().collect(Collectors.joining(" and "));
            faults.add(path.isEmpty() ? "message" : path, null, "has fields of %s at once".formatted(names));
            return new Read(fields, envelope, names, null);
        }
        Dialect own = strategy.speaks(fields) ? strategy : plain;
        Dialect dialect = speaking.isEmpty() ? own : speaking.getFirst();
        Signal signal = dialect.translate(fields);
        fields.refuseTheRest(dialect.name());
        return new Read(fields, envelope, dialect.name(), signal == null ? null : signal.as(fields.alias()));
    }

    private static void requireOneSecret(Message message, Faults faults) {
        for (int i = 0; message.several() && i < message.actions().size(); i++) {
            if (!Message.shown(message.actions().get(i)).stream().allMatch(shown -> shown.equals(message.secret()))) {
                faults.add(message.path(i) + ".webhook_secret", null, "is not the one of the first action");
            }
        }
    }
}
