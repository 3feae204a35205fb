package dev.asterbridge.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Signatures made by other programs (ethers, OpenSSL), to be accepted by the venue. */
final class SigningVectors {

    private SigningVectors() {}

    static Stream<V3> v3() {
        return read("v3")
                .map(v -> new V3(
                        v.path("id").asText(),
                        v.path("chainId").asLong(),
                        v.path("signer").asText(),
                        v.path("signedString").asText(),
                        v.path("digest").asText(),
                        v.path("signature").asText(),
                        v.path("transport").path("query").asText(),
                        v.path("transport").path("body").asText()));
    }

    static Stream<V1> v1() {
        return read("v1")
                .map(v -> new V1(
                        v.path("id").asText(),
                        v.path("apiKey").asText(),
                        v.path("secretKey").asText(),
                        v.path("signedString").asText(),
                        v.path("transport").path("query").asText(),
                        v.path("transport").path("body").asText()));
    }

    private static Stream<JsonNode> read(String scheme) {
        try (var in = SigningVectors.class.getResourceAsStream("/paper/signing-vectors.json")) {
            JsonNode vectors = new JsonMapper().readTree(in).path(scheme);
            return StreamSupport.stream(vectors.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record V3(
            String id,
            long chainId,
            String signer,
            String message,
            String digest,
            String signature,
            String query,
            String body) {
        @Override
        public String toString() {
            return id;
        }
    }

    record V1(String id, String apiKey, String secretKey, String totalParams, String query, String body) {
        @Override
        public String toString() {
            return id;
        }
    }
}
