package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSignatureTests {

    @ParameterizedTest
    @MethodSource("dev.asterbridge.paper.SigningVectors#v3")
    void digestsAsOtherProgramsDo(SigningVectors.V3 vector) {
        byte[] digest = new AgentSignature(vector.chainId()).digest(vector.message());

        assertThat("0x" + HexFormat.of().formatHex(digest)).isEqualTo(vector.digest());
    }

    @ParameterizedTest
    @MethodSource("dev.asterbridge.paper.SigningVectors#v3")
    void recoversTheSignerOfWhatWasTransmitted(SigningVectors.V3 vector) {
        Transmission sent = Transmission.received(vector.query(), vector.body());

        assertThat(sent.message()).isEqualTo(vector.message());
        assertThat(new AgentSignature(vector.chainId())
                        .signer(sent.message(), sent.signature().orElseThrow()))
                .hasValueSatisfying(signer -> assertThat(signer).isEqualToIgnoringCase(vector.signer()));
    }

    @ParameterizedTest
    @MethodSource("dev.asterbridge.paper.SigningVectors#v3")
    void readsASignatureWithoutItsPrefix(SigningVectors.V3 vector) {
        String bare = vector.signature().substring(2);

        assertThat(new AgentSignature(vector.chainId()).signer(vector.message(), bare))
                .hasValueSatisfying(signer -> assertThat(signer).isEqualToIgnoringCase(vector.signer()));
    }

    @Test
    void aChangeOfAnyCharacterOfTheMessageShows() {
        SigningVectors.V3 vector = SigningVectors.v3().findFirst().orElseThrow();
        AgentSignature signatures = new AgentSignature(vector.chainId());
        for (int i = 0; i < vector.message().length(); i++) {
            char other = vector.message().charAt(i) == '7' ? '8' : '7';
            String tampered =
                    vector.message().substring(0, i) + other + vector.message().substring(i + 1);

            assertThat(signatures.signer(tampered, vector.signature()))
                    .isNotEqualTo(java.util.Optional.of(vector.signer().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    @Test
    void aChangeOfAnyByteOfTheSignatureShows() {
        SigningVectors.V3 vector = SigningVectors.v3().findFirst().orElseThrow();
        AgentSignature signatures = new AgentSignature(vector.chainId());
        byte[] signature = HexFormat.of().parseHex(vector.signature().substring(2));
        for (int i = 0; i < signature.length; i++) {
            byte[] tampered = signature.clone();
            tampered[i] ^= 4;

            assertThat(signatures
                            .signer(vector.message(), HexFormat.of().formatHex(tampered))
                            .filter(vector.signer()::equalsIgnoreCase))
                    .isEmpty();
        }
    }

    @Test
    void anotherChainIsAnotherMessage() {
        SigningVectors.V3 vector = SigningVectors.v3().findFirst().orElseThrow();

        assertThat(new AgentSignature(714)
                        .signer(vector.message(), vector.signature())
                        .filter(vector.signer()::equalsIgnoreCase))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0x1b", "hello", "0xzz"})
    void whatIsNoSignatureHasNoSigner(String text) {
        assertThat(new AgentSignature(1666).signer("a=1", text)).isEmpty();
    }

    @Test
    void zeroesAndOnesAreNoSignature() {
        AgentSignature signatures = new AgentSignature(1666);

        assertThat(signatures.signer("a=1", "00".repeat(64) + "1b")).isEmpty();
        assertThat(signatures.signer("a=1", "ff".repeat(64) + "1c")).isEmpty();
    }
}
