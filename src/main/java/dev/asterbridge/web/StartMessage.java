package dev.asterbridge.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says once, when everything runs, where the service is and what to do next; and that it stops. */
@Component
class StartMessage {

    private static final Logger log = LoggerFactory.getLogger(StartMessage.class);

    private final Environment environment;
    private final String version;

    StartMessage(Environment environment, ObjectProvider<BuildProperties> build) {
        this.environment = environment;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? "unknown" : properties.getVersion();
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        String mode = environment.getProperty("bridge.mode", "paper");
        String host = environment.getProperty("server.address", "0.0.0.0");
        String port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8000"));
        String here = (host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host) + ":" + port;
        String docs = "http://" + here + "/docs";
        log.atInfo()
                .addKeyValue("event", "started")
                .addKeyValue("mode", mode)
                .addKeyValue("host", host)
                .addKeyValue("port", port)
                .addKeyValue("version", version)
                .addKeyValue("docs", docs)
                .log("Started in {} mode. {}", mode, next(mode, here, docs));
        if (mode.equals("live")
                && environment.getProperty("bridge.webhook.secret", "").isEmpty()) {
            log.atWarn()
                    .addKeyValue("event", "webhook_without_secret")
                    .log("WEBHOOK_SECRET is not set: alerts are taken only from TradingView's own addresses and from "
                            + "this machine. Set it and put it into the alert message.");
        }
    }

    /** So that a stop can be told from a crash, after which the log just breaks off. */
    @EventListener(ContextClosedEvent.class)
    void stopping() {
        log.atInfo()
                .addKeyValue("event", "stopping")
                .log("Stopping: new alerts are answered 503, what is under way is finished, what waits is on record");
    }

    private static String next(String mode, String here, String docs) {
        return switch (mode) {
            case "venue" -> "AsterDEX clients find the paper exchange at http://" + here + "/paper";
            case "paper" -> "Open " + docs + " and send a first alert; no real money is involved.";
            default -> "Check the line to the exchange at http://" + here + "/health/exchange, then see " + docs;
        };
    }
}
