package dev.asterbridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of these bugs leaves a position without its stop, or exits without a position; the stories have to tell of it. */
class PlantedInProtectionTests {

    private static final int WITHIN = 40;
    private static final String PROTECTION = "src/main/java/dev/asterbridge/protection/";
    private static final String SIGNALS = "src/main/java/dev/asterbridge/signals/";

    static Stream<PlantedBugsTests.Bug> bugs() {
        return Stream.of(
                bug(
                        "nobody looks",
                        SIGNALS + "Lane.java",
                        "view.guarded() ? protect(view) : Optional.empty()",
                        "Optional.empty()"),
                bug(
                        "what has had no stop for too long is left alone",
                        PROTECTION + "Protector.java",
                        "vigil.isOverdue(book, now) && isDue(book, Exit.END) && mayTry(book, Exit.END)",
                        "false"),
                bug(
                        "what is not proven is waited for",
                        PROTECTION + "Protector.java",
                        "Look go() {",
                        "Look go() { if (!live.isEmpty()) { return idle(); }"),
                bug(
                        "an order that has ended still counts as a stop",
                        PROTECTION + "Scene.java",
                        "if (order.rests() && order.order().leg().isExit() && isOf(held, order)) {",
                        "if (order.order().leg().isExit() && isOf(held, order)) {"),
                bug(
                        "a stop for another quantity will do",
                        PROTECTION + "Exit.java",
                        "&& order.left().compareTo(quantity) == 0",
                        ""),
                bug(
                        "exits of what is gone stay",
                        PROTECTION + "Scene.java",
                        "return new Scene(List.copyOf(books), List.copyOf(stray), entries);",
                        "return new Scene(List.copyOf(books), List.of(), entries);"),
                bug(
                        "only alerts, not what should be guarded, wake a lane",
                        SIGNALS + "LaneView.java",
                        "return live.isEmpty() && waiting.isEmpty() && !guarded;",
                        "return live.isEmpty() && waiting.isEmpty();"));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void everyPlantedBugIsFound(PlantedBugsTests.Bug bug) throws Exception {
        Mutant mutant = Mutant.of(Path.of(bug.file()), bug.from(), bug.to());

        assertThat(mutant.firstBroken("dev.asterbridge.signals.NakedStory", 1, WITHIN))
                .as("broken by: " + bug.name())
                .isNotEmpty();
    }

    private static PlantedBugsTests.Bug bug(String name, String file, String from, String to) {
        return new PlantedBugsTests.Bug(name, file, from, to);
    }
}
