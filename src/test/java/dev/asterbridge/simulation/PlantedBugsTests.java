package dev.asterbridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulation that finds nothing proves nothing: each of these bugs is put into the code, and has to be found. */
class PlantedBugsTests {

    private static final int WITHIN = 10_000;
    private static final String ORDERS = "main/java/dev/asterbridge/orders/";
    private static final String SIGNALS = "main/java/dev/asterbridge/signals/";
    private static final String PROTECTION = "main/java/dev/asterbridge/protection/";
    private static final String SIMULATION = "test/java/dev/asterbridge/simulation/";

    private static final Quiet QUIET = new Quiet();

    /**
     * A place in the code and what it becomes.
     *
     * @param first the seed that the search begins with; where it takes long from the first one, near the one that was found
     */
    record Bug(String name, String file, String from, String to, long first) {

        Bug(String name, String file, String from, String to) {
            this(name, file, from, to, 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bug> bugs() {
        return Stream.of(
                new Bug(
                        "the order is sent before it is on record",
                        ORDERS + "OrderService.java",
                        "journal.write(tx -> { alongside.accept(tx); records.prepare(tx, leg, signed, preparedAt); return leg; });",
                        "journal.writeSoon(tx -> { alongside.accept(tx); records.prepare(tx, leg, signed, preparedAt); });"),
                new Bug(
                        "the journal says that it has what it has not",
                        SIMULATION + "DirectJournal.java",
                        "throw new JournalUnavailable(\"rolled back\");",
                        "return result;"),
                new Bug(
                        "an order that was not answered is sent again",
                        ORDERS + "OrderService.java",
                        "case OrderOutcome.Unknown unknown -> new Placement.Unproven(unknown.why());",
                        "case OrderOutcome.Unknown unknown -> entry.send(signed) instanceof OrderOutcome.Accepted accepted"
                                + " ? new Placement.Placed(accepted.order()) : new Placement.Unproven(unknown.why());"),
                new Bug(
                        "the line signs and sends an unanswered order once more",
                        SIMULATION + "ModelLine.java",
                        "OrderOutcome outcome = transmit(signed);",
                        "OrderOutcome outcome = transmit(signed); if (outcome instanceof OrderOutcome.Unknown)"
                                + " { outcome = transmit((Signed) sign(signed.request())); }"),
                new Bug(
                        "an order that was not answered is taken for refused",
                        ORDERS + "OrderService.java",
                        "case OrderOutcome.Unknown unknown -> new Placement.Unproven(unknown.why());",
                        "case OrderOutcome.Unknown unknown -> new Placement.NotExecuted(unknown.why());"),
                new Bug(
                        "not found counts before the horizon",
                        ORDERS + "OrderQueries.java",
                        "List<LiveAttempt> live(JdbcClient sql, Symbol symbol) { return sql.sql(\"\"\""
                                + " SELECT a.client_order_id, a.prepared_at, a.horizon_at,",
                        "List<LiveAttempt> live(JdbcClient sql, Symbol symbol) { return sql.sql(\"\"\""
                                + "\nSELECT a.client_order_id, a.prepared_at, a.prepared_at AS horizon_at,"),
                new Bug(
                        "the horizon is read off our own clock",
                        ORDERS + "Inquiry.java",
                        "Instant there = exchange.ask();",
                        "Instant there = exchange.now();",
                        2_880),
                new Bug(
                        "nobody looks at the history and the trades",
                        ORDERS + "Inquiry.java",
                        ": crossCheck(symbol, there);",
                        ": new Placement.NotExecuted(\"not found\");"),
                new Bug(
                        "a question without an answer counts as no",
                        ORDERS + "Inquiry.java",
                        "next(pause.compareTo(LONGEST) > 0 ? LONGEST : pause); return unproven(reason);",
                        "return new Placement.NotExecuted(reason);"),
                new Bug(
                        "what rests is never looked at again",
                        ORDERS + "OrderWatch.java",
                        "attempt(this::lookAtResting);",
                        ""),
                new Bug(
                        "what is settled is settled anew",
                        ORDERS + "AttemptRecords.java",
                        "WHERE client_order_id = :id AND outcome IS NULL",
                        "WHERE client_order_id = :id"),
                new Bug(
                        "a copy of an alert is another alert",
                        SIGNALS + "SignalRecords.java",
                        "Optional<Last> same = last.filter(it -> isCopy(tx, identity.by(), it, now, here));",
                        "Optional<Last> same = Optional.empty();"),
                new Bug(
                        "whoever just died still holds the connection",
                        SIGNALS + "SignalRecords.java",
                        "LONGEST_WAIT = Duration.ofSeconds(4);",
                        "LONGEST_WAIT = Duration.ofHours(1);"),
                new Bug(
                        "an alert is acknowledged without the journal",
                        SIGNALS + "SignalIntake.java",
                        "return takeAgain(alert); } catch (JournalUnavailable e) { throw unavailable(e); }",
                        "return takeAgain(alert); } catch (JournalUnavailable e) {"
                                + " return new SignalRecords.Taken(\"none\", Identity.By.KEY, false); }"),
                new Bug(
                        "unproven orders keep nobody from opening more",
                        SIGNALS + "Lane.java",
                        "private Optional<Waiting> next(LaneView view, Instant now) { boolean certain = view.live().isEmpty();",
                        "private Optional<Waiting> next(LaneView view, Instant now) { boolean certain = true;"),
                new Bug(
                        "everybody is first in line",
                        SIGNALS + "Lane.java",
                        "(certain && view.isFirst(signal)) ||",
                        "certain ||"),
                new Bug(
                        "a new owner takes unproven orders for dead",
                        SIGNALS + "Lane.java",
                        "inquiries.clear(); protector.forget(symbol); return claimed.isPresent();",
                        "inquiries.clear(); journal.write(tx -> tx.sql().sql(\"UPDATE attempts SET outcome = 'not_executed'"
                                + " WHERE outcome IS NULL\").update()); return claimed.isPresent();"),
                new Bug(
                        "nobody asks whose lane it is, and how old the plan",
                        SIGNALS + "OrderStep.java",
                        "requireFreshLook(look.at()); alongside.accept(tx);",
                        ""),
                new Bug(
                        "a lane is taken from an instance that is alive",
                        SIGNALS + "LaneRecords.java",
                        "private static final String ALIVE = \"SELECT name FROM instances WHERE lease_until > :now\";",
                        "private static final String ALIVE = \"SELECT name FROM instances WHERE lease_until > :now + 8000\";"),
                new Bug(
                        "an exit leaves what it overtook to be opened after it",
                        SIGNALS + "LaneView.java",
                        "return signal.placed() || !signal.signal().opens() ? Optional.empty()",
                        "return signal != null ? Optional.empty()"),
                new Bug(
                        "an exit that goes early may be refused for good",
                        SIGNALS + "Verdicts.java",
                        "case REFUSED -> turn.early() ? new Progress.InTurn() : refuse(Problem.of(refusal));",
                        "case REFUSED -> refuse(Problem.of(refusal));",
                        8_900),
                new Bug(
                        "a position that cannot be read is taken for flat",
                        SIGNALS + "Holder.java",
                        "List<Position> held = positions.of(signal.symbol());",
                        "List<Position> held; try { held = positions.of(signal.symbol()); }"
                                + " catch (dev.asterbridge.exchange.ExchangeUnavailable e) { return List.of(); }",
                        1_620),
                new Bug(
                        "alerts never grow old",
                        SIGNALS + "SignalRecords.java",
                        ".plus(properties.maxAlertAge()), time(row, \"expires_at\"),",
                        ".plusSeconds(3600), time(row, \"expires_at\").plusSeconds(3600),"),
                new Bug(
                        "an exit is not reduce-only",
                        SIGNALS + "Draft.java",
                        "return held.isReducedBy(side, rounded, !entry.terms().endsAtOnce());",
                        "return held.positionSide() != dev.asterbridge.exchange.PositionSide.BOTH;"),
                new Bug(
                        "a fill in part is taken for none",
                        SIGNALS + "Verdicts.java",
                        "if (order.status().isFinal() && order.executedQuantity().signum() == 0) { return refuse(",
                        "if (order.status().isFinal() && order.status() != OrderStatus.FILLED) { return refuse("),
                new Bug(
                        "nothing is protected while a request is unproven",
                        PROTECTION + "Protector.java",
                        "Look go() {",
                        "Look go() { if (!live.isEmpty()) { return idle(); }"),
                new Bug(
                        "a stop that is lost is waited for",
                        PROTECTION + "Protector.java",
                        "ANOTHER_AFTER = Duration.ofSeconds(1);",
                        "ANOTHER_AFTER = Duration.ofSeconds(70);"),
                new Bug(
                        "a stop for another quantity will do",
                        PROTECTION + "Exit.java",
                        "&& order.left().compareTo(quantity) == 0",
                        ""),
                new Bug(
                        "exits of what is closed stay",
                        PROTECTION + "Scene.java",
                        "return new Scene(List.copyOf(books), List.copyOf(stray), entries);",
                        "return new Scene(List.copyOf(books), List.of(), entries);"),
                new Bug(
                        "what was ordered is held, and the stop is for it, however little was filled",
                        ORDERS + "OrderRecords.java",
                        "fills.filled(tx, leg, order, filled);",
                        "fills.filled(tx, leg, order, known.executed().signum() == 0 ? order.quantity()"
                                + " : BigDecimal.ZERO);"),
                new Bug(
                        "what an exit has ended is still held",
                        ORDERS + "OrderRecords.java",
                        "if (filled.signum() > 0) {",
                        "if (filled.signum() > 0 && !leg.isExit()) {"),
                new Bug(
                        "what a strategy has ordered belongs to nobody",
                        ORDERS + "OrderRecords.java",
                        ".param(\"strategy\", leg.strategy())",
                        ".param(\"strategy\", \"\")"),
                new Bug(
                        "what a strategy is to hold is ordered whatever it holds",
                        SIGNALS + "OrderPlanner.java",
                        "BigDecimal change = asked.subtract(held.amount()); Ends ends",
                        "BigDecimal change = asked; Ends ends"),
                new Bug(
                        "what a strategy said later counts by when it came",
                        SIGNALS + "TargetChain.java",
                        "byTime.sort(Comparator.comparing(Said::second));",
                        ""));
    }

    @BeforeAll
    static void silence() {
        QUIET.begin();
    }

    @AfterAll
    static void speak() {
        QUIET.end();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void isFound(Bug bug) throws ReflectiveOperationException {
        Mutant mutant = Mutant.of(Path.of("src", bug.file()), bug.from(), bug.to());

        List<String> found = mutant.firstBroken(Campaign.class.getName(), bug.first(), WITHIN);

        assertThat(found).as("a story in which it shows that %s", bug).isNotEmpty();
        Report.add("planted: %s: seed %s", bug, found.getFirst());
    }
}
