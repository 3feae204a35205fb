package dev.asterbridge.aster;

import dev.asterbridge.exchange.ExchangeConnection.Mode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Starts looking after the line once the service itself is up, and tells it where the paper exchange listens. */
@Component
class AsterLifecycle implements DisposableBean {

    private final ExchangeAddress address;
    private final AsterConnection connection;
    private final SharedLimits limits;
    private final Environment environment;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(
            2, Thread.ofVirtual().name("exchange-line-", 1).factory());

    AsterLifecycle(ExchangeAddress address, AsterConnection connection, SharedLimits limits, Environment environment) {
        this.address = address;
        this.connection = connection;
        this.limits = limits;
        this.environment = environment;
    }

    /** A separate management port has a server of its own, which is not meant. */
    @EventListener
    void listening(WebServerInitializedEvent event) {
        boolean main = event.getApplicationContext().getServerNamespace() == null;
        if (main && address.mode() == Mode.PAPER) {
            address.moveTo(paper(
                    environment.getProperty("server.address"),
                    event.getWebServer().getPort()));
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        for (Runnable tick : List.<Runnable>of(connection::tick, limits::tick)) {
            var unused = executor.scheduleWithFixedDelay(tick, 0, 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    /** Where this service itself can be reached; a server that listens everywhere is asked on the loopback. */
    static URI paper(@Nullable String listeningOn, int port) {
        String host = Optional.ofNullable(listeningOn)
                .filter(text -> !text.isBlank() && !text.equals("0.0.0.0") && !text.matches("[0:]+"))
                .orElse("127.0.0.1");
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/paper");
    }
}
