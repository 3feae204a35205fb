package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GateTests {

    private static final String KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83";
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @ParameterizedTest
    @MethodSource("dev.asterbridge.paper.SigningVectors#v3")
    void letsSignedRequestsInOnce(SigningVectors.V3 vector) {
        AgentGate gate = agentGate(vector);
        Transmission sent = Transmission.received(vector.query(), vector.body());

        assertThat(gate.admit(sent).required("signer")).isEqualTo(vector.signer());
        assertCode(-4225, () -> gate.admit(sent));
    }

    @Test
    void refusesAChangedRequest() {
        SigningVectors.V3 vector = vector("A-V3-2");
        String changed = vector.body().replace("quantity=0.001", "quantity=0.002");

        assertCode(-1000, "Signature check failed", () -> agentGate(vector).admit(Transmission.received("", changed)));
    }

    @Test
    void aRefusedSignatureDoesNotUseUpTheNonce() {
        SigningVectors.V3 vector = vector("A-V3-2");
        AgentGate gate = agentGate(vector);
        assertCode(
                -1000, () -> gate.admit(Transmission.received("", vector.body().replace("0.001", "0.002"))));

        assertThat(gate.admit(Transmission.received("", vector.body())).required("quantity"))
                .isEqualTo("0.001");
    }

    @Test
    void knowsNoOtherAgentAndNoOtherUser() {
        SigningVectors.V3 vector = vector("A-V3-1");
        String stranger = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

        assertCode(
                -1000,
                "No agent found",
                () -> agentGate(vector)
                        .admit(Transmission.received(vector.query().replace(vector.signer(), stranger), "")));
        assertCode(
                -1000,
                "No agent found",
                () -> agentGate(vector)
                        .admit(Transmission.received(
                                vector.query().replaceFirst("user=0x[0-9a-zA-Z]+", "user=" + stranger), "")));
    }

    @Test
    void takesAddressesInAnyCaseAndTheSignatureAnywhere() {
        SigningVectors.V3 vector = vector("A-V3-1");
        AgentGate gate = new AgentGate(
                new AgentSignature(1666),
                ledger(vector),
                "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
                vector.signer().toLowerCase(java.util.Locale.ROOT));
        String first = "signature=" + vector.signature() + "&" + vector.message();

        assertThat(gate.admit(Transmission.received(first, "")).values()).containsKey("nonce");
    }

    @Test
    void saysWhichParameterOfTheSchemeIsMissing() {
        SigningVectors.V3 vector = vector("A-V3-1");
        for (String name : new String[] {"nonce", "signer", "signature"}) {
            String without = vector.query().replaceFirst("&?" + name + "=[^&]*", "");

            assertCode(-1102, name, () -> agentGate(vector).admit(Transmission.received(without, "")));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.asterbridge.paper.SigningVectors#v1")
    void letsRequestsWithAKeyIn(SigningVectors.V1 vector) {
        Transmission sent = Transmission.received(vector.query(), vector.body());
        KeyGate gate = keyGate(vector, 0);

        assertThat(sent.totalParams()).isEqualTo(vector.totalParams());
        assertThat(gate.admit(sent, Optional.of(vector.apiKey())).values()).containsKey("timestamp");
    }

    @Test
    void aChangeOfAnyCharacterBreaksTheKeyedSignature() {
        SigningVectors.V1 vector = SigningVectors.v1().findFirst().orElseThrow();
        KeyGate gate = keyGate(vector, 0);
        int end = vector.query().indexOf("&recvWindow");
        for (int i = vector.query().indexOf('=') + 1; i < end; i++) {
            char other = vector.query().charAt(i) == 'A' ? 'B' : 'A';
            String tampered =
                    vector.query().substring(0, i) + other + vector.query().substring(i + 1);

            assertCode(-1022, () -> gate.admit(Transmission.received(tampered, ""), Optional.of(vector.apiKey())));
        }
    }

    @Test
    void theTimeMustBeWithinTheWindow() {
        SigningVectors.V1 vector = SigningVectors.v1().findFirst().orElseThrow();
        Transmission sent = Transmission.received(vector.query(), vector.body());

        assertThat(keyGate(vector, 5000).admit(sent, Optional.of(KEY)).values()).isNotEmpty();
        assertCode(-1021, () -> keyGate(vector, 5001).admit(sent, Optional.of(KEY)));
        assertThat(keyGate(vector, -999).admit(sent, Optional.of(KEY)).values()).isNotEmpty();
        assertCode(-1021, () -> keyGate(vector, -1000).admit(sent, Optional.of(KEY)));
    }

    @Test
    void aWrongKeyIsUnauthorized() {
        SigningVectors.V1 vector = SigningVectors.v1().findFirst().orElseThrow();
        Transmission sent = Transmission.received(vector.query(), vector.body());

        assertUnauthorized(-2014, () -> keyGate(vector, 0).admit(sent, Optional.empty()));
        assertUnauthorized(-2014, () -> keyGate(vector, 0).admit(sent, Optional.of("short")));
        assertUnauthorized(-2015, () -> keyGate(vector, 0).admit(sent, Optional.of("a".repeat(64))));
    }

    @Test
    void whatIsReceivedIsNeverShown() {
        SigningVectors.V3 vector = vector("A-V3-1");

        assertThat(Transmission.received(vector.query(), ""))
                .hasToString("Transmission[" + vector.message().length() + " characters]");
    }

    private static SigningVectors.V3 vector(String id) {
        return SigningVectors.v3().filter(v -> v.id().equals(id)).findFirst().orElseThrow();
    }

    private static AgentGate agentGate(SigningVectors.V3 vector) {
        String user = Transmission.received(vector.query(), vector.body())
                .strictParameters()
                .text("user")
                .orElse(vector.signer());
        return new AgentGate(new AgentSignature(vector.chainId()), ledger(vector), user, vector.signer());
    }

    private static NonceLedger ledger(SigningVectors.V3 vector) {
        long nonce = Parameters.parse(vector.message()).whole("nonce").orElseThrow();
        return new NonceLedger(new SteadyClock(Instant.ofEpochMilli(nonce / 1000)), TEN_SECONDS);
    }

    private static KeyGate keyGate(SigningVectors.V1 vector, long lateMillis) {
        long time = Transmission.received(vector.query(), vector.body())
                .parameters()
                .whole("timestamp")
                .orElseThrow();
        return new KeyGate(
                new SteadyClock(Instant.ofEpochMilli(time + lateMillis)), vector.apiKey(), vector.secretKey());
    }

    private static void assertCode(int code, ThrowingCallable call) {
        assertCode(code, "", call);
    }

    private static void assertCode(int code, String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VenueError.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text);
    }

    private static void assertUnauthorized(int code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WireError.class, e -> {
            assertThat(e.status()).isEqualTo(401);
            assertThat(e.code()).isEqualTo(code);
        });
    }
}
