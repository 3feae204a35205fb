package dev.asterbridge.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.asterbridge.proof.Fault.Answering;
import dev.asterbridge.proof.Fault.Delivery;
import dev.asterbridge.proof.Script.Moment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An exchange on the loopback that keeps books of its own and misbehaves as its {@link Script} says.
 *
 * <p>It speaks HTTP over plain sockets, because it must be able to break off anywhere. Signatures are not looked at.
 */
final class StandIn implements AutoCloseable {

    private static final String PREFIX = "/fapi/v3/";
    private static final int KEPT_NONCES = 100;

    private final Ledger ledger;
    private final Desk desk;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Script script;

    private StandIn(List<String> symbols, Nonces nonces, Clock clock, Script script) throws IOException {
        this.ledger = new Ledger(clock);
        this.desk = new Desk(symbols, ledger, nonces, clock);
        this.script = script;
        this.server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        threads.execute(this::acceptConnections);
    }

    static StandIn open(List<String> symbols, Duration nonceWindow, Script script) throws IOException {
        return open(symbols, nonceWindow, KEPT_NONCES, script);
    }

    /** An exchange that keeps more nonces than AsterDEX, for proofs that ask it more at once than a bridge should. */
    static StandIn open(List<String> symbols, Duration nonceWindow, int keptNonces, Script script) throws IOException {
        Clock clock = Clock.systemUTC();
        return new StandIn(symbols, new Nonces(nonceWindow, keptNonces, clock), clock, script);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    Ledger ledger() {
        return ledger;
    }

    void follow(Script next) {
        script = next;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private void acceptConnections() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // closed, or a connection that broke before it was one
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Request request = Request.read(in); request != null; request = Request.read(in)) {
                if (!answer(request, socket)) {
                    return;
                }
            }
        } catch (IOException e) {
            // whoever asked has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    /** Answers a request; false when the connection is of no more use. */
    private boolean answer(Request request, Socket socket) throws IOException, InterruptedException {
        String path = request.path().startsWith(PREFIX) ? request.path().substring(PREFIX.length()) : request.path();
        if (request.method().equals("POST") && path.equals("order")) {
            return order(request.parameters(), socket);
        }
        Optional<Answer> other = script.onRead(path);
        write(socket, other.isPresent() ? other.get() : desk.answer(request.method(), path, request.parameters()));
        return true;
    }

    private boolean order(Map<String, String> parameters, Socket socket) throws IOException, InterruptedException {
        Ledger.Post post = received(parameters, false);
        Fault fault = script.onOrder(post);
        fault.answering().lostAfter().ifPresent(silence -> ledger.lost(post, silence));
        script.reached(Moment.RECEIVED, post);
        Answer answer = decide(post, fault, parameters);
        if (fault.delivery() != Delivery.ONCE) {
            Answer second = decide(received(parameters, true), fault, parameters);
            answer = fault.delivery() == Delivery.TWICE_LAST_ANSWER ? second : answer;
        }
        script.reached(Moment.EXECUTED, post);
        return say(answer, fault.answering(), post, socket);
    }

    private Ledger.Post received(Map<String, String> parameters, boolean repeated) {
        Ledger.OrderForm order = new Ledger.OrderForm(
                parameters.get("symbol"),
                parameters.get("side"),
                new BigDecimal(parameters.get("quantity")),
                Boolean.parseBoolean(parameters.get("reduceOnly")),
                parameters.get("newClientOrderId"),
                new BigDecimal(parameters.getOrDefault("stopPrice", "0")));
        return ledger.received(order, parameters.get("signer"), Desk.nonce(parameters), repeated);
    }

    /** The exchange's own answer. */
    private Answer decide(Ledger.Post post, Fault fault, Map<String, String> parameters) {
        if (!desk.accepts(parameters)) {
            return Desk.badNonce();
        }
        if (!fault.executes()) {
            return Desk.noMargin();
        }
        if (fault.executesAfter().isPositive()) {
            ledger.lost(post, Duration.ZERO);
            threads.execute(() -> {
                if (sleep(fault.executesAfter())) {
                    take(post, fault.hiddenFor());
                }
            });
            return Answer.error(503, -1000, "Service Unavailable.");
        }
        return take(post, fault.hiddenFor());
    }

    private Answer take(Ledger.Post post, Duration hiddenFor) {
        if (post.order().waits()) {
            return Answer.ok(Wire.order(desk.rest(post, hiddenFor)));
        }
        return desk.execute(post, hiddenFor)
                .map(fill -> Answer.ok(Wire.order(fill)))
                .orElse(Answer.error(400, -2022, "ReduceOnly Order is rejected."));
    }

    private boolean say(Answer answer, Answering how, Ledger.Post post, Socket socket)
            throws IOException, InterruptedException {
        switch (how) {
            case Fault.Normally ignored -> halves(socket, answer.bytes(), post);
            case Fault.Instead instead -> write(socket, instead.answer());
            case Fault.Silence silence -> {
                Pace.lasts(silence.length());
                return false;
            }
            case Fault.Late late -> {
                Pace.lasts(late.by());
                write(socket, answer);
            }
            case Fault.Cut cut -> {
                byte[] bytes = answer.bytes();
                socket.getOutputStream().write(bytes, 0, Math.min(cut.at(), bytes.length));
                if (cut.reset()) {
                    socket.setSoLinger(true, 0);
                }
                return false;
            }
            case Fault.BrokenJson ignored ->
                write(socket, answer.shortenedTo(answer.body().length() * 2 / 3));
            case Fault.OtherOrder ignored ->
                write(
                        socket,
                        Answer.ok(answer.body()
                                .replaceFirst("\"clientOrderId\":\"[^\"]*\"", "\"clientOrderId\":\"other\"")));
        }
        return true;
    }

    private void halves(Socket socket, byte[] bytes, Ledger.Post post) throws IOException {
        int half = bytes.length / 2;
        socket.getOutputStream().write(bytes, 0, half);
        script.reached(Moment.HALF_ANSWERED, post);
        socket.getOutputStream().write(bytes, half, bytes.length - half);
    }

    private static void write(Socket socket, Answer answer) throws IOException {
        socket.getOutputStream().write(answer.bytes());
    }

    private static boolean sleep(Duration length) {
        try {
            Pace.lasts(length);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One request, its query and its form together. */
    private record Request(String method, String path, Map<String, String> parameters) {

        /** Null at the end of the connection, also where it comes in the middle of a request: that is none. */
        static Request read(InputStream in) throws IOException {
            String first = line(in);
            if (first == null) {
                return null;
            }
            int length = 0;
            for (String header = line(in); !"".equals(header); header = line(in)) {
                if (header == null) {
                    return null;
                }
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            Map<String, String> parameters = new HashMap<>();
            String[] words = first.split(" ");
            String[] target = words[1].split("\\?", 2);
            decode(target.length > 1 ? target[1] : "", parameters);
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                return null;
            }
            decode(new String(body, UTF_8), parameters);
            return new Request(words[0], target[0], parameters);
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return null;
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        private static void decode(String text, Map<String, String> into) {
            for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
                String[] parts = pair.split("=", 2);
                into.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", UTF_8));
            }
        }
    }
}
