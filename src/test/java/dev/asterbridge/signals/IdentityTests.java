package dev.asterbridge.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterbridge.exchange.ClientOrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTests {

    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"KEY, P7D, key", "TIME, P7D, time", "ID, PT60S, id", "NOTHING, PT30S, nothing"})
    void eachWayToBeRecognisedHasItsWindow(Identity.By by, Duration window, String text) {
        assertThat(by.window()).isEqualTo(window);
        assertThat(by.text()).isEqualTo(text);
    }

    @Test
    void aKeyCountsBeforeATimeATimeBeforeAnIdAndAnIdBeforeNothing() {
        assertThat(Identity.of(alert("b", "k", NOW, true)).by()).isEqualTo(Identity.By.KEY);
        assertThat(Identity.of(alert("b", null, NOW, true)).by()).isEqualTo(Identity.By.TIME);
        assertThat(Identity.of(alert("b", null, null, true)).by()).isEqualTo(Identity.By.ID);
        assertThat(Identity.of(alert("b", null, null, false)).by()).isEqualTo(Identity.By.NOTHING);
    }

    @Test
    void withAKeyTheBodyDoesNotMatterAndWithoutOneItDoes() {
        assertThat(Identity.of(alert("b", "k", null, false)).content())
                .isEqualTo(Identity.of(alert("c", "k", NOW, true)).content())
                .isNotEqualTo(Identity.of(alert("b", "l", null, false)).content())
                .isNotEqualTo(Identity.of(alert("k", null, null, false)).content());
        assertThat(Identity.of(alert("b", null, NOW, false)).content())
                .isEqualTo(Identity.of(alert("b", null, NOW, false)).content())
                .isNotEqualTo(Identity.of(alert("c", null, NOW, false)).content());
    }

    @Test
    void theSameByAnotherWayInIsAnother() {
        Alert there = new Alert("/there", "1.2.3.4", "b", "k", null, false, OneLane.close());
        Alert thereToo = new Alert("/there", "1.2.3.4", "b", null, null, false, OneLane.close());

        assertThat(Identity.of(there).content())
                .isNotEqualTo(Identity.of(alert("b", "k", null, false)).content());
        assertThat(Identity.of(thereToo).content())
                .isNotEqualTo(Identity.of(alert("b", null, null, false)).content());
    }

    @Test
    void whereTheSenderIsDoesNotMatter() {
        Alert elsewhere = new Alert("/here", "5.6.7.8", "b", null, NOW, false, OneLane.close());

        assertThat(Identity.of(elsewhere)).isEqualTo(Identity.of(alert("b", null, NOW, false)));
    }

    @Test
    void theIdOfAnAlertWithATimeFollowsFromItAlone() {
        Identity identity = Identity.of(alert("b", null, NOW, false));

        assertThat(identity.id(null, NOW)).isEqualTo(identity.id("earlier", NOW.plusSeconds(99)));
        assertThat(identity.id(null, NOW))
                .as("never another one, or orders on record could not be found again")
                .isEqualTo("6ls5doqm34ggc6zbzamym7");
    }

    @ParameterizedTest
    @CsvSource({"k, false", ", true", ", false"})
    void otherAlertsGetAnotherIdEachTime(String key, boolean named) {
        Identity identity = Identity.of(alert("b", key, null, named));
        Set<String> ids = new HashSet<>();
        String previous = null;
        for (int i = 0; i < 1000; i++) {
            previous = identity.id(previous, NOW);
            ids.add(previous);
        }

        assertThat(ids).hasSize(1000);
        assertThat(identity.id(null, NOW)).isNotEqualTo(identity.id(null, NOW.plusMillis(1)));
        assertThat(identity.id("x", NOW)).isEqualTo(identity.id("x", NOW));
    }

    @Test
    void twoAtTheSameMomentHaveTheSameUniqueIdentityAndTheNextHasAnother() {
        Identity identity = Identity.of(alert("b", null, null, false));

        assertThat(identity.after(null)).isEqualTo(identity.after(null)).isNotEqualTo(identity.after("x"));
        assertThat(identity.after("x"))
                .isNotEqualTo(identity.after("y"))
                .isNotEqualTo(Identity.of(alert("c", null, null, false)).after("x"));
    }

    @Test
    void aHashKnowsWhereOnePartEnds() {
        assertThat(Identity.hash("ab", "c")).isNotEqualTo(Identity.hash("a", "bc"));
        assertThat(Identity.hash("ab")).isNotEqualTo(Identity.hash("a", "b"));
        assertThat(Identity.hash("a1:b")).isNotEqualTo(Identity.hash("a", "b"));
    }

    @Property
    void everyIdNamesOrdersLegally(@ForAll String body, @ForAll String previous, @ForAll boolean timed) {
        String id = Identity.of(alert(body, null, timed ? NOW : null, false)).id(previous, NOW);

        assertThat(id).matches("[a-z2-7]{22}");
        assertThat(new ClientOrderId("ab-" + id + "-999").value()).hasSizeLessThanOrEqualTo(36);
        assertThat("ab-" + id + "-99").hasSizeLessThanOrEqualTo(28);
    }

    @Test
    void aHundredThousandContentsHaveAHundredThousandIds() {
        Random random = new Random(7);
        Set<String> contents = new HashSet<>();
        Set<String> ids = new HashSet<>();
        while (contents.size() < 100_000) {
            String body = Long.toString(random.nextLong(), 36).substring(random.nextInt(6));
            if (contents.add(body)) {
                ids.add(Identity.of(alert(body, null, NOW, false)).id(null, NOW));
            }
        }

        assertThat(ids).hasSize(100_000);
    }

    private static Alert alert(String body, String key, Instant firedAt, boolean named) {
        return new Alert("/here", "1.2.3.4", body, key, firedAt, named, OneLane.close());
    }
}
