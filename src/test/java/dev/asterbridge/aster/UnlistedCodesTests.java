package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UnlistedCodesTests {

    @Property(tries = 2000, seed = "42")
    void anyCodeThatIsNotListedLeavesAnOrderOpen(@ForAll("codes") int code, @ForAll("statuses") int status) {
        boolean listed = ErrorTableTests.DEFINITE.contains(code);
        if (code == -1000 || code == -2010 || listed) {
            return;
        }
        assertThat(AsterErrors.judge(status, code, "whatever", null).notExecuted())
                .isFalse();
    }

    @Provide
    Arbitrary<Integer> codes() {
        return Arbitraries.oneOf(
                Arbitraries.integers().lessOrEqual(-1), Arbitraries.integers().between(-6000, -1000));
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 400, 401, 404, 409, 500, 503);
    }
}
