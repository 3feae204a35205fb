package dev.asterbridge.proof;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what the service says of each alert with what the exchange's books say. Knows nothing else. */
final class Judge {

    /**
     * What the sender saw and what the service says in the end.
     *
     * @param acknowledged whether any delivery was answered with 2xx
     * @param signal the signal's id, where the sender was told
     * @param verdict what the journal says; empty while undecided or unknown to it
     * @param attempts what the journal says of each order by its name; an empty text while it is not proven
     */
    record Story(
            int number,
            boolean acknowledged,
            Optional<String> signal,
            Optional<String> verdict,
            Map<String, String> attempts) {

        boolean isExecuted() {
            return verdict.filter("executed"::equals).isPresent();
        }
    }

    private static final Pattern NAME = Pattern.compile("ab-(.+)-(\\d+)");

    private final Ledger ledger;
    private final List<String> faults = new ArrayList<>();

    private Judge(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Everything that is not as it must be, in words; nothing when all is well. */
    static List<String> faults(Ledger ledger, List<Story> stories) {
        Judge judge = new Judge(ledger);
        judge.requests();
        judge.alerts(stories);
        judge.attempts(stories);
        return List.copyOf(judge.faults);
    }

    /** The signal that an order belongs to by its name. */
    static Optional<String> signalOf(Ledger.Fill fill) {
        Matcher matcher = NAME.matcher(fill.post().order().clientOrderId());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What alerts with a number asked for; none of them makes anything smaller. */
    static List<Ledger.Fill> entries(Ledger ledger) {
        return ledger.fills().stream().filter(fill -> isEntry(fill.post())).toList();
    }

    private static boolean isEntry(Ledger.Post post) {
        return !post.order().reduceOnly() && !Alert.isOfStrategies(post.order().symbol());
    }

    private void requests() {
        List<Ledger.Post> sent =
                ledger.posts().stream().filter(post -> !post.repeated()).toList();
        twice(sent, post -> post.order().clientOrderId())
                .forEach(name -> faults.add("order " + name + " was sent more than once"));
        twice(sent, post -> post.signer() + " " + post.nonce())
                .forEach(nonce -> faults.add("nonce " + nonce + " was used more than once"));
    }

    private void alerts(List<Story> stories) {
        Map<Integer, List<Ledger.Fill>> fills = new HashMap<>();
        for (Ledger.Fill fill : entries(ledger)) {
            int number = Alert.number(fill.post().order().quantity());
            fills.computeIfAbsent(number, key -> new ArrayList<>()).add(fill);
        }
        for (Story story : stories) {
            List<Ledger.Fill> executed = fills.remove(story.number());
            judge(story, executed == null ? List.of() : executed);
        }
        fills.keySet().forEach(number -> faults.add("alert %d was never sent and is executed".formatted(number)));
    }

    private void judge(Story story, List<Ledger.Fill> executed) {
        if (executed.size() > 1) {
            faults.add("alert %d is executed %d times: %s"
                    .formatted(
                            story.number(),
                            executed.size(),
                            executed.stream()
                                    .map(fill -> fill.post().order().clientOrderId())
                                    .toList()));
        }
        if (story.acknowledged() && story.verdict().isEmpty()) {
            faults.add("alert %d was acknowledged and has no verdict".formatted(story.number()));
        }
        if (story.isExecuted() && executed.isEmpty()) {
            faults.add("alert %d is said to be executed and is not".formatted(story.number()));
        }
        if (!story.isExecuted()
                && !executed.isEmpty()
                && (story.acknowledged() || story.verdict().isPresent())) {
            faults.add("alert %d is said to be %s and is executed"
                    .formatted(story.number(), story.verdict().orElse("undecided")));
        }
        for (Ledger.Fill fill : executed) {
            if (story.signal().isPresent() && !story.signal().equals(signalOf(fill))) {
                faults.add("alert %d is signal %s and is executed as %s"
                        .formatted(
                                story.number(),
                                story.signal().get(),
                                fill.post().order().clientOrderId()));
            }
        }
    }

    /** What is on record of each order; one that nobody could be told of is not looked for. */
    private void attempts(List<Story> stories) {
        Set<String> executed = entries(ledger).stream()
                .map(fill -> fill.post().order().clientOrderId())
                .collect(toSet());
        // A verdict does not wait for exits, and what the service says is remembered from then.
        Set<String> exits = ledger.posts().stream()
                .map(Ledger.Post::order)
                .filter(Ledger.OrderForm::reduceOnly)
                .map(Ledger.OrderForm::clientOrderId)
                .collect(toSet());
        Map<Integer, Set<String>> sent = ledger.posts().stream()
                .filter(Judge::isEntry)
                .collect(groupingBy(
                        post -> Alert.number(post.order().quantity()),
                        mapping(post -> post.order().clientOrderId(), toSet())));
        for (Story story : stories) {
            story.attempts().forEach((name, outcome) -> {
                if (!exits.contains(name) && outcome.equals("executed") != executed.contains(name)) {
                    faults.add("order %s is said to be '%s' and is%s executed"
                            .formatted(name, outcome, executed.contains(name) ? "" : " not"));
                }
            });
            if (story.verdict().isPresent()
                    && !story.attempts().keySet().containsAll(sent.getOrDefault(story.number(), Set.of()))) {
                faults.add("alert %d has orders that are not on record: %s"
                        .formatted(story.number(), sent.get(story.number())));
            }
        }
    }

    private static <K> List<K> twice(List<Ledger.Post> posts, Function<Ledger.Post, K> key) {
        return posts.stream().collect(groupingBy(key, counting())).entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }
}
