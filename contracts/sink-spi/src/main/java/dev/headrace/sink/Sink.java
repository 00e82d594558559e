package dev.headrace.sink;

/**
 * One configured destination.
 *
 * <p>Life cycle: {@code open}, then {@code write} any number of times, then {@code close}. Headrace
 * calls from platform threads, with the plugin's class loader as context class loader, and never
 * has more writes under way than {@link SinkTraits#parallelWrites()}. A sink owns no threads and
 * keeps nothing of a batch after {@code write} has returned. An interrupt ends any call within a
 * second.
 */
public interface Sink extends AutoCloseable {

    /** What this sink can take; asked once, after {@code create}. */
    SinkTraits traits();

    /**
     * Connects and prepares the target.
     *
     * @throws SinkException {@link SinkException.Unavailable} starts the sink degraded, and
     *     Headrace tries again; {@link SinkException.Misconfigured} parks it
     */
    void open(SinkContext context) throws SinkException, InterruptedException;

    /**
     * Writes one batch and blocks until the target has answered. <em>Delivered</em> means that the
     * target has acknowledged the record durably, or that a reader can see it.
     *
     * <p>A batch that failed, and with it records that were already delivered, may come again; see
     * {@link SinkTraits.Idempotency}. A {@link RuntimeException} counts as unknown for every
     * record.
     *
     * @return what became of each record
     * @throws SinkException when the target, and not a record, is the reason
     */
    WriteResult write(RecordBatch batch) throws SinkException, InterruptedException;

    /** Tells whether the sink can reach and use its target, without changing anything there. */
    default CheckReport check() throws InterruptedException {
        return CheckReport.notSupported();
    }

    /** Lets go of everything. Legal twice, and after a failed {@code open}. */
    @Override
    void close();
}
