package dev.asterbridge.paper;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.filter.FormContentFilter;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** The whole paper exchange behind its controller, with a clock that stands still and clients of both schemes. */
final class PaperFace {

    static final String USER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    static final String SIGNER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    static final String API_KEY = "dbefbc809e3e83c283a984c3a1459732ea7db1360ca80c5c2c8867408d28cc83";
    private static final String SECRET_KEY = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";
    private static final ECKeyPair AGENT =
            ECKeyPair.create(new BigInteger("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", 16));

    private static final ExchangeInfo INFO = ExchangeInfo.load();

    final SteadyClock clock = new SteadyClock(Instant.parse("2026-11-20T12:34:56Z"));
    final PaperDesk desk = new PaperDesk(properties(Path.of("unused")), INFO, clock);
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new PaperController(desk, clock))
            .addFilters(new RawRequest(), new FormContentFilter())
            .build();
    private final JsonMapper json = new JsonMapper();
    private long calls;

    static PaperProperties properties(Path dataFile) {
        return properties(dataFile, PaperProperties.PriceSource.WALK, "http://127.0.0.1:1");
    }

    static PaperProperties following(String pricesUrl, Path dataFile) {
        return properties(dataFile, PaperProperties.PriceSource.AUTO, pricesUrl);
    }

    private static PaperProperties properties(Path dataFile, PaperProperties.PriceSource source, String pricesUrl) {
        return new PaperProperties(
                USER,
                SIGNER,
                API_KEY,
                SECRET_KEY,
                new BigDecimal("10000"),
                dataFile,
                source,
                URI.create(pricesUrl),
                1666,
                Duration.ofSeconds(10),
                1,
                new BigDecimal("0.0001"));
    }

    /** Asks without signing. */
    Answer get(String pathAndQuery) {
        return send(request(HttpMethod.GET, URI.create("/paper" + pathAndQuery)));
    }

    /** Asks for a path that is written in another way. */
    Answer raw(String path) {
        return send(request(HttpMethod.GET, URI.create(path)));
    }

    Answer send(String method, String pathAndQuery, String body) {
        return send(form(request(HttpMethod.valueOf(method), URI.create("/paper" + pathAndQuery)), body));
    }

    /** Signs as an agent; a GET has everything in the query, the others in the body. */
    Answer v3(String method, String path, String parameters) {
        String message = parameters + (parameters.isEmpty() ? "" : "&") + "nonce=" + nonce() + "&user=" + USER
                + "&signer=" + SIGNER;
        String signed = message + "&signature=" + agentSignature(message);
        return method.equals("GET")
                ? send(method, "/fapi/v3/" + path + "?" + signed, "")
                : send(method, "/fapi/v3/" + path, signed);
    }

    /** Signs with the key; everything is in the query. */
    Answer v1(String method, String versionAndPath, String parameters) {
        String text = parameters + (parameters.isEmpty() ? "" : "&") + "timestamp=" + clock.millis();
        String signed = text + "&signature=" + keyedSignature(text);
        return send(request(HttpMethod.valueOf(method), URI.create("/paper/fapi/" + versionAndPath + "?" + signed))
                .header("X-MBX-APIKEY", API_KEY));
    }

    /** A nonce that was not used yet. */
    long nonce() {
        return clock.millis() * 1000 + ++calls;
    }

    static String agentSignature(String message) {
        Sign.SignatureData signature = Sign.signMessage(new AgentSignature(1666).digest(message), AGENT, false);
        HexFormat hex = HexFormat.of();
        return "0x" + hex.formatHex(signature.getR()) + hex.formatHex(signature.getS())
                + hex.formatHex(signature.getV());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String keyedSignature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static MockHttpServletRequestBuilder form(MockHttpServletRequestBuilder request, String body) {
        return body.isEmpty()
                ? request
                : request.contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content(body.getBytes(StandardCharsets.UTF_8));
    }

    private Answer send(MockHttpServletRequestBuilder request) {
        try {
            MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
            return new Answer(response.getStatus(), json.readTree(response.getContentAsByteArray()), response);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    record Answer(int status, JsonNode body, MockHttpServletResponse response) {

        int code() {
            return body.path("code").asInt();
        }

        String names() {
            StringBuilder names = new StringBuilder();
            body.fieldNames()
                    .forEachRemaining(
                            name -> names.append(names.isEmpty() ? "" : " ").append(name));
            return names.toString();
        }

        Answer first() {
            return new Answer(status, body.path(0), response);
        }

        String text(String field) {
            return body.path(field).asText();
        }
    }
}
