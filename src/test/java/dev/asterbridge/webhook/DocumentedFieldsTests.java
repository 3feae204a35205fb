package dev.asterbridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document of the API names no field that is not read. */
class DocumentedFieldsTests {

    static Stream<String> plain() {
        return names(TradingViewAlert.class);
    }

    static Stream<String> strategy() {
        return names(StrategyAlert.class);
    }

    private static Stream<String> names(Class<?> schema) {
        return Arrays.stream(schema.getRecordComponents())
                .flatMap(each -> each.getType().isRecord() ? names(each.getType()) : Stream.of(each.getName()));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void aPlainAlertHasIt(String name) {
        assertThat(Messages.refused("{'unknown':1,'%s':'?'}".formatted(name)).fields())
                .filteredOn(fault -> fault.message().contains("is not understood"))
                .extracting("field")
                .containsExactly("unknown");
    }

    @ParameterizedTest
    @MethodSource("strategy")
    void aStrategysAlertHasIt(String name) {
        assertThat(Messages.refused("{'unknown':1,'%s':'?'%s}"
                                .formatted(name, name.equals("positionSize") ? "" : ",'position_size':1"))
                        .fields())
                .filteredOn(fault -> fault.message().contains("is not understood"))
                .extracting("field")
                .containsExactly("unknown");
    }
}
