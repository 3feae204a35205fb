package dev.asterbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.mock.env.MockEnvironment;

class RoomFilterTests {

    @ParameterizedTest
    @CsvSource({
        "paper, paper, true",
        "paper, aster, true",
        "paper, web, true",
        "paper, signals, true",
        "venue, paper, true",
        "venue, web, true",
        "venue, settings, true",
        "venue, aster, false",
        "venue, health, false",
        "venue, webhook, false",
        "venue, signals, false",
        "venue, orders, false",
        "venue, shadow, false",
        "live, shadow, true",
        "testnet, paper, false",
        "testnet, aster, true",
        "live, paper, false",
        "live, aster, true",
        "live, health, true",
        "live, papers, true"
    })
    void aRoomRunsWhereItIsOfUse(String mode, String room, boolean runs) {
        assertThat(RoomFilter.excludes(mode, "dev.asterbridge." + room + ".Something"))
                .isEqualTo(!runs);
        assertThat(RoomFilter.excludes(mode, "dev.asterbridge." + room + ".inner.Something"))
                .isEqualTo(!runs);
    }

    @Test
    void theBaseIsAlwaysThere() {
        assertThat(RoomFilter.excludes("venue", "dev.asterbridge.SystemClock")).isFalse();
        assertThat(RoomFilter.excludes("live", "org.example.paper.Foreign")).isFalse();
    }

    @Test
    void anUnknownModeStopsTheStart() {
        assertThatThrownBy(() -> RoomFilter.excludes("reall", "dev.asterbridge.web.X"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theModeComesFromTheEnvironment() throws Exception {
        MetadataReaderFactory readers = new SimpleMetadataReaderFactory();
        RoomFilter filter = new RoomFilter();
        filter.setEnvironment(new MockEnvironment().withProperty("bridge.mode", "venue"));

        assertThat(filter.match(readers.getMetadataReader("dev.asterbridge.exchange.ExchangeConnection"), readers))
                .isTrue();
        assertThat(filter.match(readers.getMetadataReader("dev.asterbridge.SystemClock"), readers))
                .isFalse();
    }
}
