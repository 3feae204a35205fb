package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PaperPropertiesTests {

    private static final Map<String, String> ACCOUNT = Map.of(
            "bridge.paper.user-address", PaperFace.USER,
            "bridge.paper.signer-address", PaperFace.SIGNER,
            "bridge.paper.api-key", PaperFace.API_KEY,
            "bridge.paper.secret-key", "planted-secret");

    private final PaperProperties properties = new Binder(new MapConfigurationPropertySource(ACCOUNT))
            .bind("bridge.paper", PaperProperties.class)
            .get();

    @Test
    void defaultsArePinned() {
        assertThat(properties.startingBalance()).isEqualByComparingTo("10000");
        assertThat(properties.dataFile()).isEqualTo(Path.of("data/paper.json"));
        assertThat(properties.priceSource()).isEqualTo(PaperProperties.PriceSource.AUTO);
        assertThat(properties.livePricesUrl()).isEqualTo(URI.create("https://fapi.asterdex.com"));
        assertThat(properties.chainId()).isEqualTo(1666);
        assertThat(properties.nonceWindow()).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.seed()).isEqualTo(20260112);
        assertThat(properties.fundingRate()).isEqualByComparingTo("0.0001");
    }

    @Test
    void theSecretIsNeverShown() {
        assertThat(properties.toString()).contains("***").doesNotContain("planted-secret");
    }
}
