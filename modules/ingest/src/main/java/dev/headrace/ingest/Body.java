package dev.headrace.ingest;

/**
 * A request's inflated body, in memory once; closing it gives its bytes back to the budget. Used by
 * one thread.
 */
final class Body implements AutoCloseable {

    private byte[] bytes;
    private int length;
    private final MemoryBudget budget;
    private long copies;

    Body(byte[] bytes, int length, MemoryBudget budget) {
        this.bytes = bytes;
        this.length = length;
        this.budget = budget;
    }

    /** The array that holds the body from its start; it may be longer than the body. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Counts bytes that were made of the body and live as long: of events that privacy changed. */
    void holdsToo(int copied) {
        budget.take(copied);
        copies += copied;
    }

    /** Becomes another body that was made of it; what it was is forgotten. */
    void become(byte[] other) {
        budget.take(other.length);
        budget.giveBack(bytes.length);
        bytes = other;
        length = other.length;
    }

    @Override
    public void close() {
        budget.giveBack(bytes.length + copies);
    }
}
