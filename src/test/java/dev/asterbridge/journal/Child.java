package dev.asterbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own that appends to a journal and prints the subject of each event once it is acknowledged. */
final class Child implements AutoCloseable {

    final Process process;
    final BufferedReader output;

    Child(Path file, String name, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString(),
                name));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** The next whole line that is an answer; null at the end. */
    String line() throws IOException {
        String line = output.readLine();
        while (line != null && !line.matches("(ok|no|refused) .*;")) {
            line = output.readLine();
        }
        return line;
    }

    /** kill -9; what it has said before can still be read. */
    void kill() {
        assertThat(process.toHandle().destroyForcibly()).isTrue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try {
            append(new JournalOnDisk(Path.of(args[0])), args[1]);
        } catch (JournalRefused e) {
            System.out.println("refused " + e.getMessage() + ";");
        }
    }

    private static void append(JournalOnDisk opened, String name) throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int writer = i;
            writers.add(Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 1_000_000; n++) {
                    say(opened, name + "-" + writer + "-" + n);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static void say(JournalOnDisk opened, String subject) {
        String answer;
        try {
            opened.event(subject);
            answer = "ok " + subject + ";\n";
        } catch (JournalUnavailable e) {
            answer = "no " + subject + " " + e.getMessage().replace('\n', ' ') + ";\n";
        }
        synchronized (System.out) {
            System.out.print(answer);
            System.out.flush();
        }
    }
}
