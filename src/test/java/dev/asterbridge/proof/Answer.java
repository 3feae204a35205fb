package dev.asterbridge.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** What an exchange, or something between it and us, says over HTTP. */
record Answer(int status, String contentType, String body, Map<String, String> headers) {

    static Answer ok(String json) {
        return json(200, json);
    }

    static Answer json(int status, String json) {
        return new Answer(status, "application/json", json, Map.of());
    }

    static Answer error(int status, int code, String message) {
        return json(status, "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, message));
    }

    static Answer html(int status) {
        return new Answer(
                status, "text/html", "<html><head><title>" + status + "</title></head><body></body></html>", Map.of());
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value));
    }

    /** The answer with only the first characters of its body, as if that were all. */
    Answer shortenedTo(int length) {
        return new Answer(status, contentType, body.substring(0, Math.min(length, body.length())), headers);
    }

    /** All of it as it goes over the wire. */
    byte[] bytes() {
        byte[] content = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
