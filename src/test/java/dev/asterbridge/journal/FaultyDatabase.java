package dev.asterbridge.journal;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A database whose calls fail when told to; every call of a connection that writes, and of its statements, counts. */
final class FaultyDatabase implements Database {

    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    volatile int failFrom = Integer.MAX_VALUE;
    volatile int failTo = Integer.MAX_VALUE;
    volatile boolean failCommits;
    volatile boolean commitBeforeFailing;
    volatile boolean failOpening;

    private final Database real;

    FaultyDatabase(Database real) {
        this.real = real;
    }

    /** From the n-th call from now on, this many fail. */
    void failAfter(int n, int howMany) {
        failFrom = calls.get() + n;
        failTo = failFrom + howMany;
    }

    @Override
    public Connection openToWrite() throws SQLException {
        opened.incrementAndGet();
        if (failOpening) {
            throw failure();
        }
        Connection connection = real.openToWrite();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            count(method.getName());
            if (method.getName().equals("commit") && failCommits) {
                if (commitBeforeFailing) {
                    connection.commit();
                }
                throw failure();
            }
            Object result = call(connection, method, arguments);
            return result instanceof Statement statement
                    ? proxy(method.getReturnType(), (inner, of, with) -> {
                        count(of.getName());
                        return call(statement, of, with);
                    })
                    : result;
        });
    }

    private void count(String method) throws SQLException {
        if (method.equals("close") || method.startsWith("is") || method.equals("hashCode") || method.equals("equals")) {
            return;
        }
        int call = calls.incrementAndGet();
        if (call >= failFrom && call < failTo) {
            throw failure();
        }
    }

    private static SQLException failure() {
        return new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public String kind() {
        return real.kind();
    }

    @Override
    public String place() {
        return real.place();
    }

    @Override
    public boolean shared() {
        return real.shared();
    }

    @Override
    public String serial() {
        return real.serial();
    }

    @Override
    public void prepare() throws IOException {
        real.prepare();
    }

    @Override
    public boolean isStillThere() {
        return real.isStillThere();
    }

    @Override
    public Connection openToRead() throws SQLException {
        return real.openToRead();
    }

    @Override
    public long now(JdbcClient sql) {
        return real.now(sql);
    }

    @Override
    public Failure judge(SQLException e) {
        return real.judge(e);
    }

    @Override
    public SQLExceptionTranslator translator() {
        return real.translator();
    }

    @Override
    public String inspect(JdbcClient sql) {
        return real.inspect(sql);
    }

    @Override
    public void copyTo(Path file) throws SQLException {
        real.copyTo(file);
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
