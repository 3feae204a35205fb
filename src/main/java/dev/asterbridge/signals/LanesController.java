package dev.asterbridge.signals;

import dev.asterbridge.exchange.Symbol;
import dev.asterbridge.journal.Journal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /lanes}: how work on each symbol is going, and the way on where it needs a person. */
@RestController
@RequestMapping("/lanes")
@Tag(name = "Lanes", description = "Work on each symbol, one signal at a time")
class LanesController {

    private final Journal journal;
    private final LaneRecords lanes;
    private final LaneRelease release;

    LanesController(Journal journal, LaneRecords lanes, LaneRelease release) {
        this.journal = journal;
        this.lanes = lanes;
        this.release = release;
    }

    @GetMapping
    @Operation(
            operationId = "listLanes",
            summary = "Every symbol ever traded: what waits, what is not proven, what is frozen")
    List<LaneState> all() {
        return journal.read(lanes::all);
    }

    @PostMapping("/{symbol}/release")
    @Operation(
            operationId = "releaseLane",
            summary = "Go on with a symbol after you have looked at it",
            description =
                    "Takes what is held as it is, opens the lane, and takes requests that are still not proven as not "
                            + "executed. Look at AsterDEX first. 409 while a request may still be executed there.")
    LaneState release(@PathVariable @Parameter(example = "BTCUSDT") Symbol symbol) {
        return release.release(symbol);
    }
}
