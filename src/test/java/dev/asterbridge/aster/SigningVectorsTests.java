package dev.asterbridge.aster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.asterbridge.exchange.RememberedLimits;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.web3j.utils.Numeric;

/** The published vectors: what ethers and OpenSSL sign, we sign. */
class SigningVectorsTests {

    private static final JsonNode VECTORS = read();

    static Stream<Arguments> v3() {
        return vectors("v3");
    }

    static Stream<Arguments> v1() {
        return vectors("v1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("v3")
    void signsTypedDataAsPublished(String id, JsonNode vector) {
        String message = parameters(vector.path("orderedParams")).encoded();
        Eip712Signer signer = signer(vector, vector.path("chainId").asInt());
        byte[] digest = signer.digest(message);

        assertThat(message).isEqualTo(vector.path("signedString").asText());
        assertThat(Numeric.toHexString(
                        Eip712Signer.domainSeparator(vector.path("chainId").asInt())))
                .isEqualTo(vector.path("domainSeparator").asText());
        assertThat(Numeric.toHexString(digest)).isEqualTo(vector.path("digest").asText());
        assertThat(signer.signature(digest)).isEqualTo(vector.path("signature").asText());
        assertThat(Credentials.ApiWallet.addressOf(vector.path("privateKey").asText()))
                .isEqualTo(vector.path("expectedSigner").asText());
        String transport = vector.path("transport").path("query").asText()
                + vector.path("transport").path("body").asText();
        assertThat(message + "&signature=" + signer.signature(digest)).isEqualTo(transport);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("v3")
    void signsDifferentlyForAnotherChain(String id, JsonNode vector) {
        JsonNode wrong = vector.path("wrongChain");
        String message = vector.path("signedString").asText();
        int other = vector.path("chainId").asInt() == 1666 ? 714 : 1666;
        Eip712Signer signer = signer(vector, other);
        String signature = signer.signature(signer.digest(message));

        assertThat(signature).isNotEqualTo(vector.path("signature").asText());
        if (!wrong.isMissingNode()) {
            assertThat(signature).isEqualTo(wrong.path("signature").asText());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("v1")
    void signsHmacAsPublished(String id, JsonNode vector) {
        String query = parameters(vector.path("queryParams")).encoded();
        String body = parameters(vector.path("bodyParams")).encoded();
        HmacSigner signer = new HmacSigner(
                new Credentials.ApiKey(
                        vector.path("apiKey").asText(), vector.path("secretKey").asText()),
                new AsterClock(Clock.systemUTC()));

        assertThat(query + body).isEqualTo(vector.path("signedString").asText());
        assertThat(signer.signature(query + body))
                .isEqualTo(vector.path("signature").asText());
    }

    private static Eip712Signer signer(JsonNode vector, int chainId) {
        String signer = vector.path("signer").asText();
        String user = vector.path("user").asText(signer);
        return new Eip712Signer(
                Credentials.ApiWallet.of(
                        user.startsWith("0x") ? user : signer,
                        signer,
                        vector.path("privateKey").asText()),
                chainId,
                new NonceSource(new AsterClock(Clock.systemUTC()), new RememberedLimits(), ""),
                java.time.Duration.ofSeconds(60));
    }

    private static Parameters parameters(JsonNode pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        pairs.forEach(pair -> values.put(pair.get(0).asText(), pair.get(1).asText()));
        return new Parameters(values);
    }

    private static Stream<Arguments> vectors(String scheme) {
        return StreamSupport.stream(VECTORS.path(scheme).spliterator(), false)
                .map(vector -> Arguments.of(vector.path("id").asText(), vector));
    }

    private static JsonNode read() {
        try {
            return JsonMapper.builder().build().readTree(Venue.fixture("signing-vectors.json"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
