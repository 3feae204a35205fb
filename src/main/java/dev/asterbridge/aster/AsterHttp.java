package dev.asterbridge.aster;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Sends one HTTP request and says what became of it; repeats nothing, follows no redirect, never throws. */
final class AsterHttp implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
    /** An order that is not answered is looked up; the sooner, the shorter a position goes without its stop. */
    private static final Duration PROMPT_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    static {
        // A pooled connection that the far end has just closed would turn an order into an unknown one.
        if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
            System.setProperty("jdk.httpclient.keepalive.timeout", "10");
        }
    }

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final RestClient patient;
    private final RestClient prompt;

    AsterHttp(Duration requestTimeout) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(requestTimeout.compareTo(CONNECT_TIMEOUT) < 0 ? requestTimeout : CONNECT_TIMEOUT)
                .executor(executor)
                .build();
        patient = rest(requestTimeout);
        prompt = rest(requestTimeout.compareTo(PROMPT_TIMEOUT) < 0 ? requestTimeout : PROMPT_TIMEOUT);
    }

    private RestClient rest(Duration timeout) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client, executor);
        // Despite its name this bounds the whole exchange, the body included.
        requests.setReadTimeout(timeout);
        return RestClient.builder()
                .requestFactory(requests)
                .defaultHeader("User-Agent", "asterdex-trading-api")
                .defaultHeader("Accept", MediaType.APPLICATION_JSON_VALUE)
                .build();
    }

    /** Sends the request; the URI is used as it is, already encoded. */
    Reply send(Endpoint endpoint, URI uri, byte @Nullable [] form, Map<String, String> headers) {
        RestClient rest = endpoint.isPrompt() ? prompt : patient;
        RestClient.RequestBodySpec request =
                rest.method(endpoint.method()).uri(uri).headers(all -> headers.forEach(all::set));
        if (form != null) {
            request.contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .contentLength(form.length)
                    .body(form);
        }
        try {
            return request.exchange((sent, response) -> hear(response));
        } catch (RuntimeException e) {
            return explain(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }

    private static Reply hear(ClientHttpResponse response) throws IOException {
        InputStream body = response.getBody();
        byte[] bytes;
        try {
            bytes = body.readNBytes(MAX_ANSWER_BYTES + 1);
        } finally {
            // Otherwise what is left would be read to its end, however long that is.
            body.close();
        }
        return bytes.length > MAX_ANSWER_BYTES
                ? new Reply.Lost("the answer was longer than 16 MiB", false)
                : new Reply.Heard(response.getStatusCode().value(), response.getHeaders(), WireObject.parse(bytes));
    }

    /** The text of the exception stays behind, since it may repeat the request. */
    private static Reply explain(RuntimeException failure) {
        if (isCausedBy(failure, UnresolvedAddressException.class) || isCausedBy(failure, UnknownHostException.class)) {
            return new Reply.NotSent("the host name could not be resolved");
        }
        if (isCausedBy(failure, HttpConnectTimeoutException.class)) {
            return new Reply.NotSent("the connection could not be made in time");
        }
        if (isCausedBy(failure, ConnectException.class) || isCausedBy(failure, NoRouteToHostException.class)) {
            return new Reply.NotSent("the connection was refused");
        }
        if (isCausedBy(failure, SSLHandshakeException.class)) {
            return new Reply.NotSent("the host could not prove who it is (TLS)");
        }
        return isCausedBy(failure, HttpTimeoutException.class)
                ? new Reply.Lost("no whole answer in time", true)
                : new Reply.Lost("the connection broke before a whole answer was read", false);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> cause) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (cause.isInstance(next)) {
                return true;
            }
        }
        return false;
    }
}
