package dev.asterbridge.proof;

import dev.asterbridge.proof.Fault.Answering;
import dev.asterbridge.proof.Fault.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every fault an order request can meet, chosen by seed, alert and attempt, so that a run can be repeated.
 *
 * <p>The first alerts are cut off at each byte of the answer in turn; the others draw.
 */
final class FaultMix implements Script {

    /** More than any answer of the desk has. */
    static final int LONGEST_EXECUTED = 560;

    static final int LONGEST_REFUSED = 130;

    private static final List<Function<Random, Answering>> ANSWERS = List.of(
            random -> new Fault.Normally(),
            random -> new Fault.Instead(Answer.error(503, -1000, "Unknown error, please check your request")),
            random -> new Fault.Instead(Answer.json(503, "")),
            random -> new Fault.Instead(Answer.json(500, "{}")),
            random -> new Fault.Instead(Answer.html(502)),
            random -> new Fault.Instead(Answer.html(504)),
            random -> new Fault.Instead(Answer.html(200)),
            random -> new Fault.Instead(Answer.ok("")),
            random -> new Fault.Instead(Answer.ok("{\"code\":200,\"msg\":\"success\"}")),
            random -> new Fault.Instead(Answer.error(400, -1006, "Unexpected response; execution status unknown.")),
            random -> new Fault.Instead(Answer.error(408, -1007, "Timeout; send status unknown.")),
            random -> new Fault.Instead(Answer.error(400, -1000, "An unknown error occurred.")),
            random -> new Fault.Instead(Answer.error(400, -9876, "A code nobody knows.")),
            random -> new Fault.Instead(new Answer(307, "text/html", "", Map.of("Location", "/fapi/v3/order"))),
            random -> new Fault.Silence(Duration.ofMillis(2500)),
            random -> new Fault.Late(Duration.ofMillis(500 + random.nextInt(2500))),
            random -> new Fault.Cut(random.nextInt(LONGEST_EXECUTED), false),
            random -> new Fault.Cut(random.nextInt(LONGEST_EXECUTED), true),
            random -> new Fault.BrokenJson(),
            random -> new Fault.OtherOrder());

    private final long seed;
    private final Duration longestHidden;
    private final int everyRefusedOffset;
    private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Integer> exits = new ConcurrentHashMap<>();
    private final Map<Long, Fault> played = new ConcurrentHashMap<>();

    /**
     * A mix of everything.
     *
     * @param longestHidden how long an executed order may stay invisible at most
     * @param everyRefusedOffset cuts the answer to a refused order at every so many bytes
     */
    FaultMix(long seed, Duration longestHidden, int everyRefusedOffset) {
        this.seed = seed;
        this.longestHidden = longestHidden;
        this.everyRefusedOffset = everyRefusedOffset;
    }

    /** How many alerts are needed until every byte had its cut. */
    int cuts() {
        return LONGEST_EXECUTED + LONGEST_REFUSED / everyRefusedOffset;
    }

    @Override
    public Fault onOrder(Ledger.Post post) {
        return post.order().reduceOnly() ? onExit(post) : onEntry(post);
    }

    /**
     * Of what ends a position one in three meets something, now and then two in a row; but not for ever, because nothing is
     * opened as long as it is not known what became of it, and an alert gets too old.
     */
    private Fault onExit(Ledger.Post post) {
        String symbol = post.order().symbol();
        int nth = exits.merge(symbol, 1, Integer::sum);
        Random random = random(symbol.hashCode(), nth);
        return nth % 6 < 3 && random.nextInt(3) == 0 ? draw(random) : Fault.none();
    }

    private Fault onEntry(Ledger.Post post) {
        int number = Alert.number(post.order().quantity());
        int attempt = attempts.merge(number, 1, Integer::sum);
        Fault fault = fault(number, attempt);
        played.put(post.number(), fault);
        return fault;
    }

    /** What happened to a request. */
    Fault played(Ledger.Post post) {
        return played.get(post.number());
    }

    /** Behind how many bytes of the answer the connection ended, of orders that were executed. */
    Set<Integer> executedCuts(Ledger ledger) {
        return Judge.entries(ledger).stream()
                .filter(fill -> played(fill.post()).answering() instanceof Fault.Cut)
                .map(fill -> ((Fault.Cut) played(fill.post()).answering()).at())
                .collect(Collectors.toSet());
    }

    /** One question in fifty is answered badly. */
    @Override
    public Optional<Answer> onRead(String path) {
        int draw = ThreadLocalRandom.current().nextInt(250);
        return switch (draw) {
            case 0 -> Optional.of(Answer.html(502));
            case 1 -> Optional.of(Answer.error(503, -1000, "Service unavailable"));
            case 2 -> Optional.of(Answer.ok(""));
            case 3 -> Optional.of(Answer.error(400, -1007, "Timeout"));
            case 4 -> Optional.of(Answer.ok("{\"half\":"));
            default -> Optional.empty();
        };
    }

    private Fault fault(int number, int attempt) {
        Random random = random(number, attempt);
        if (attempt == 1 && number <= cuts()) {
            return number <= LONGEST_EXECUTED
                    ? Fault.executed(new Fault.Cut(number - 1, number % 2 == 0))
                    : Fault.refused(
                            new Fault.Cut((number - LONGEST_EXECUTED - 1) * everyRefusedOffset, number % 2 == 0));
        }
        if (attempt > 1 && random.nextInt(4) > 0) {
            return number % 3 == 0 ? Fault.refused(new Fault.Normally()) : Fault.none();
        }
        // seldom, because the whole line is silent then
        if (random.nextInt(200) == 0) {
            return Fault.refused(new Fault.Instead(
                    Answer.error(429, -1003, "Too many requests.").with("Retry-After", "1")));
        }
        return draw(random);
    }

    /** Mixed well, since neighbouring seeds of Random begin alike. */
    private Random random(int what, int attempt) {
        return new Random(new SplittableRandom(seed + what * 1_000_003L + attempt).nextLong());
    }

    private Fault draw(Random random) {
        Answering answering = ANSWERS.get(random.nextInt(ANSWERS.size())).apply(random);
        boolean executes = random.nextInt(3) > 0;
        Fault fault = executes ? Fault.executed(answering) : Fault.refused(answering);
        fault = switch (random.nextInt(8)) {
            case 0 -> fault.hiddenFor(Duration.ofMillis(random.nextLong(longestHidden.toMillis())));
            case 1 -> fault.executedAfter(Duration.ofMillis(random.nextLong(3000)));
            case 2 -> fault.delivered(Delivery.TWICE_FIRST_ANSWER);
            case 3 -> fault.delivered(Delivery.TWICE_LAST_ANSWER);
            default -> fault;
        };
        return fault;
    }
}
