package dev.asterbridge.signals;

import dev.asterbridge.journal.Journal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /strategies}: whose is what the account holds. */
@RestController
@RequestMapping("/strategies")
@Tag(name = "Strategies", description = "What each strategy holds and wants, by the journal")
class StrategiesController {

    private final Journal journal;
    private final TargetRecords targets;

    StrategiesController(Journal journal, TargetRecords targets) {
        this.journal = journal;
        this.targets = targets;
    }

    @GetMapping
    @Operation(
            operationId = "listStrategies",
            summary = "What each strategy holds on each symbol, what it said last that it holds, and how that ends",
            description = "The account holds the sum. Whoever names no strategy is the one without a name.")
    List<StrategyState> all() {
        return journal.read(targets::states);
    }
}
