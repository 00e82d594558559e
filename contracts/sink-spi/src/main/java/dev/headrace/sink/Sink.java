package dev.headrace.sink;

/**
 * One configured destination.
 *
 * <h2>Life cycle</h2>
 *
 * <ol>
 *   <li>{@link SinkProvider#create} makes it; {@link #traits} is asked once, before anything else.
 *   <li>{@link #open} connects. When it fails, {@link #close} is called, and later a <em>new</em>
 *       instance is made and opened; an instance whose {@code open} has failed is not opened again.
 *   <li>{@link #write} any number of times, up to {@link SinkTraits#parallelWrites()} at once, and
 *       beside them {@link #check}.
 *   <li>{@link #close}, once or more. Before it no call is under way any more, unless one was given
 *       up: a call that outlives its deadline by a second keeps its thread, its slot counts as
 *       taken, and the instance may be closed under it when all slots hang so.
 * </ol>
 *
 * <p>A changed configuration makes a new instance; it is opened before the old one is closed, so
 * two may live for a while.
 *
 * <h2>Threads</h2>
 *
 * <p>Every call comes on a platform thread of its own, so native code may run inside, and two calls
 * may come from different threads: what {@code open} leaves for {@code write} is published safely
 * (a volatile or final field). The plugin's class loader is the context class loader. Nothing is
 * called at once with itself but {@code write}, as often as the traits allow. Threads of a client
 * library are the sink's own: they end with {@code close}. An interrupt ends any call within a
 * second, by {@link InterruptedException}; what was not answered by then is unknown and comes
 * again.
 *
 * <h2>What loses data</h2>
 *
 * <ul>
 *   <li>To say <em>Delivered</em> before the target has made the record durable: Headrace moves on,
 *       and what the target loses then is gone.
 *   <li>To keep something of a batch after {@code write} has returned, in order to send it later: a
 *       crash loses it. The event log is the buffer, also for sinks that want large objects; ask
 *       for them by {@link SinkTraits#wishedBytes()} and {@link SinkTraits#linger()}.
 *   <li>To answer {@link Outcome.Rejected} for what is the target's fault (it is full, its table or
 *       topic is missing, a right is, it is too slow): healthy events become dead letters.
 *   <li>To swallow an exception and to return {@link WriteResult#allDelivered}. When in doubt leave
 *       the index unset: it is unknown, and comes again.
 *   <li>To declare an idempotency that the target does not have: repeats are doubled, or, where a
 *       batch overwrites another, lost.
 * </ul>
 */
public interface Sink extends AutoCloseable {

    /**
     * What this sink can take; asked once, after {@code create}, before {@code open}. Follows from
     * the settings alone.
     */
    SinkTraits traits();

    /**
     * Connects and prepares the target: it may make what it needs there, and does no harm when it
     * is made already. Given up after a minute.
     *
     * @param context lent until {@code close}
     * @throws SinkException {@link SinkException.Unavailable} starts the sink degraded, and
     *     Headrace tries again; so does {@link SinkException.Unauthorised}, with longer waits;
     *     {@link SinkException.Misconfigured} parks it
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

    /**
     * Tells whether the sink can reach and use its target, without changing anything there: for
     * people who ask, for a record that fails alone (is it the record, or the target?), and before
     * a new configuration takes over. Called on an open sink, beside its writes, which it must not
     * disturb; and on one whose {@code open} has failed, where it may know why. Failures of the
     * target are findings, not exceptions. Given up after a minute.
     *
     * @return a finding for each thing that was looked at; where one failed, what would be right
     */
    default CheckReport check() throws InterruptedException {
        return CheckReport.notSupported();
    }

    /**
     * Counts or erases the events of a person at the target. Asked of an instance that is not
     * opened, by connections of its own, while another instance writes; so it must not hold up
     * writes for long. May be given up at any time and asked again: what was erased stays erased,
     * and is not counted again.
     *
     * @throws SinkException when the target, or a missing right, is the reason; what was erased
     *     before stays so
     */
    default ErasureReport erase(ErasureRequest request) throws SinkException, InterruptedException {
        return ErasureReport.notSupported();
    }

    /**
     * Lets go of everything: threads, connections, files. Legal twice, without {@code open}, and
     * after a failed one. Sends nothing any more: what was not answered comes again.
     */
    @Override
    void close();
}
