package dev.asterbridge.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The code as it is but for one place: a class loader whose core and simulation are made anew, with that one file changed. */
final class Mutant extends ClassLoader {

    /** Only what may be changed, and what uses it, is made anew; the rest stays warm. */
    private static final Pattern OURS =
            Pattern.compile("dev\\.asterbridge\\.(signals|orders|protection|simulation)\\..*");

    private final Map<String, byte[]> changed;

    private Mutant(Map<String, byte[]> changed) {
        super(Mutant.class.getClassLoader());
        this.changed = changed;
    }

    /** @throws AssertionError when the text to be changed is not there, or not only once */
    static Mutant of(Path file, String from, String to) {
        try {
            String source = Files.readString(file).replaceAll("\\s+", " ");
            String wanted = from.replaceAll("\\s+", " ");
            int at = source.indexOf(wanted);
            if (at < 0 || source.indexOf(wanted, at + 1) >= 0) {
                throw new AssertionError("not exactly once in %s: %s".formatted(file, from));
            }
            return new Mutant(compile(file, joined(Files.readString(file), from, to)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the text whatever its line breaks are. */
    private static String joined(String source, String from, String to) {
        StringBuilder pattern = new StringBuilder();
        for (String word : from.strip().split("\\s+")) {
            pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(word));
        }
        return Pattern.compile(pattern.toString()).matcher(source).replaceFirst(to.replace("$", "\\$"));
    }

    private static Map<String, byte[]> compile(Path file, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (Memory memory = new Memory(compiler.getStandardFileManager(null, null, null))) {
            boolean fine = compiler.getTask(
                            complaints,
                            memory,
                            null,
                            List.of("-proc:none", "-nowarn", "-parameters", "-implicit:none"),
                            null,
                            List.of(new Source(file, source)))
                    .call();
            if (!fine) {
                throw new AssertionError("the changed %s does not compile: %s".formatted(file, complaints));
            }
            Map<String, byte[]> classes = new HashMap<>();
            memory.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }

    /** Looks for a story in which the change breaks a promise; empty when there is none. */
    List<String> firstBroken(String stories, long first, long count) throws ReflectiveOperationException {
        var campaign = loadClass(stories).getDeclaredMethod("firstBroken", long.class, long.class);
        campaign.setAccessible(true);
        Object found = campaign.invoke(null, first, count);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!OURS.matcher(name).matches()) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.get(name);
        if (bytes == null) {
            try (InputStream original = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (original == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = original.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Path file, String text) {
            super(file.toAbsolutePath().toUri(), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Memory(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(name, bytes);
                    return bytes;
                }
            };
        }
    }
}
