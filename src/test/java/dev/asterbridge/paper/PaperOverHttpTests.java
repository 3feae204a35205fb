package dev.asterbridge.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The room on a real server, where filters and the server itself handle a form before the controller does. */
class PaperOverHttpTests {

    private static final AtomicLong NONCES = new AtomicLong();

    @TempDir
    Path folder;

    @Test
    void aFormBodyIsReadWithEveryMethodAndARestartKeepsThePosition() throws Exception {
        String id;
        try (ConfigurableApplicationContext venue = start()) {
            JsonNode filled = send(
                    venue,
                    "POST",
                    "order",
                    "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01&newOrderRespType=RESULT");
            assertThat(filled.path("status").asText()).isEqualTo("FILLED");
            JsonNode resting = send(
                    venue,
                    "POST",
                    "order",
                    "symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=500"
                            + "&newClientOrderId=tv%3Aa%2Fb");
            assertThat(resting.path("clientOrderId").asText()).isEqualTo("tv:a/b");
            id = filled.path("orderId").asText();
        }
        try (ConfigurableApplicationContext venue = start()) {
            assertThat(send(venue, "GET", "order", "symbol=BTCUSDT&orderId=" + id)
                            .path("status")
                            .asText())
                    .isEqualTo("FILLED");
            assertThat(send(venue, "GET", "positionRisk", "symbol=BTCUSDT")
                            .path(0)
                            .path("positionAmt")
                            .asText())
                    .isEqualTo("0.01");
            assertThat(send(venue, "DELETE", "order", "symbol=ETHUSDT&origClientOrderId=tv%3Aa%2Fb")
                            .path("status")
                            .asText())
                    .isEqualTo("CANCELED");
        }
    }

    private ConfigurableApplicationContext start() {
        // As arguments, which win over application.yml.
        return new SpringApplicationBuilder(Room.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--bridge.paper.price-source=walk",
                        "--bridge.paper.data-file=" + folder.resolve("paper.json"));
    }

    private static JsonNode send(ConfigurableApplicationContext venue, String method, String path, String parameters)
            throws IOException, InterruptedException {
        Instant now = Instant.now();
        long nonce = NONCES.updateAndGet(last -> Math.max(last + 1, now.toEpochMilli() * 1000));
        String message = parameters + "&nonce=" + nonce + "&signer=" + PaperFace.SIGNER;
        String signed = message + "&signature=" + PaperFace.agentSignature(message);
        boolean reads = method.equals("GET");
        URI uri = URI.create("http://127.0.0.1:" + venue.getEnvironment().getProperty("local.server.port")
                + "/paper/fapi/v3/" + path + (reads ? "?" + signed : ""));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(
                        method,
                        reads ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(signed))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new JsonMapper()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    @Import({
        PaperConfiguration.class,
        PaperDesk.class,
        PaperPulse.class,
        PaperHealth.class,
        PaperController.class,
        RawRequest.class
    })
    static class Room {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
