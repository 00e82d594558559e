package dev.headrace.ingest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of request bodies may be in memory at once, over all requests. Whoever gets none
 * is told to come again: overload never becomes an OutOfMemoryError.
 */
final class MemoryBudget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Takes so many bytes, or says that the request must be refused. */
    void take(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            throw new RequestRefusedException(
                    Problem.OVERLOADED, "too many request bodies are being read at once");
        }
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
