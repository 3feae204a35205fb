package dev.asterbridge.journal;

import dev.asterbridge.journal.Journal.Transaction;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work that waits for its transaction, and who waits for it. */
final class Pending<T> {

    private static final int MOST_RUNS = 4;

    private final Function<Transaction, T> work;
    private final Consumer<Throwable> onFailure;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private int runs;

    Pending(Function<Transaction, T> work, Consumer<Throwable> onFailure) {
        this.work = work;
        this.onFailure = onFailure;
    }

    CompletableFuture<T> done() {
        return done;
    }

    /** Whether the caller of this method, and nobody before it, decides if the work runs. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean mayRunAgain() {
        return runs < MOST_RUNS;
    }

    void fail(Throwable why) {
        if (done.completeExceptionally(why)) {
            onFailure.accept(why);
        }
    }

    /** Runs the work; what to do once it is on disk. */
    Runnable run(Transaction transaction) {
        runs++;
        T result = work.apply(transaction);
        return () -> done.complete(result);
    }
}
