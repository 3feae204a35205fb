package dev.asterbridge.web;

import dev.asterbridge.exchange.ExchangeConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The rooms web and health on a real port with a line that is always good, spoken to over a plain socket. */
final class House implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ConfigurableApplicationContext context;

    House(String... properties) {
        String[] all = Stream.concat(Stream.of("server.port=0", "server.address=127.0.0.1"), Arrays.stream(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        this.context = new SpringApplicationBuilder(Parts.class).run(all);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Adds the mapped methods of an object that is no component, so that no other test's scan finds it. */
    House with(Object controller) {
        RequestMappingHandlerMapping mapping =
                context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        for (Method method : controller.getClass().getDeclaredMethods()) {
            RequestMapping mapped = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
            if (mapped != null) {
                RequestMappingInfo info = RequestMappingInfo.paths(mapped.path())
                        .methods(mapped.method())
                        .consumes(mapped.consumes())
                        .produces(mapped.produces())
                        .options(mapping.getBuilderConfiguration())
                        .build();
                mapping.registerMapping(info, controller, method);
            }
        }
        return this;
    }

    Answer get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String[] all = Stream.concat(Stream.of("Content-Length: " + bytes.length), Arrays.stream(headers))
                .toArray(String[]::new);
        return send("POST", path, body, all);
    }

    /** Sends a request as it is; {@code Host} is ours unless given. */
    Answer send(String method, String path, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: localhost:").append(port()).append("\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("\r\n").append(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() {
        context.close();
    }

    record Answer(int status, Map<String, String> headers, String body) {

        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            List<String> head = text.substring(0, end).lines().toList();
            Map<String, String> headers = new LinkedHashMap<>();
            head.stream()
                    .skip(1)
                    .map(line -> line.split(": ?", 2))
                    .forEach(pair -> headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
            String body = text.substring(end + 4);
            String whole = "chunked".equals(headers.get("transfer-encoding")) ? joined(body) : body;
            String utf8 = new String(whole.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return new Answer(Integer.parseInt(head.get(0).split(" ")[1]), headers, utf8);
        }

        private static String joined(String chunks) {
            StringBuilder whole = new StringBuilder();
            int at = 0;
            while (true) {
                int line = chunks.indexOf("\r\n", at);
                int size = Integer.parseInt(chunks.substring(at, line), 16);
                if (size == 0) {
                    return whole.toString();
                }
                whole.append(chunks, line + 2, line + 2 + size);
                at = line + 2 + size + 2;
            }
        }
    }

    @EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
    @ComponentScan({"dev.asterbridge.web", "dev.asterbridge.health"})
    static class Parts {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }

        @Bean
        ExchangeConnection line() {
            return new ExchangeConnection() {
                @Override
                public State state() {
                    return new State(Mode.PAPER, "localhost", true, true, null, null, null, null);
                }

                @Override
                public List<Check> selfTest() {
                    return List.of();
                }
            };
        }
    }
}
