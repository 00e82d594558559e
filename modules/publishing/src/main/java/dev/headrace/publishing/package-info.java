/**
 * Loads sink plugins and delivers every accepted event to them.
 *
 * <p>{@link dev.headrace.publishing.SinkPlugins} gives each plugin folder a class loader of its
 * own. {@link dev.headrace.publishing.DeliveryProgress} keeps, in journals, the routing of each
 * epoch and what each sink has taken. {@link dev.headrace.publishing.Publishing} runs one
 * dispatcher per sink: a thread that reads the log, a thread that owns all state of the sink, and a
 * thread per write. Dispatchers share nothing that blocks, so that one sink cannot delay another.
 * {@link dev.headrace.publishing.Audit} holds what they have written down against the log.
 *
 * <p>A replay ({@link dev.headrace.publishing.Replays}) is one more dispatcher, over a log and
 * books of its own: what it delivers is served as a log, so all that holds for delivery holds for
 * it.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A frame's routing is that of its epoch, whatever the configuration says later; only a sink
 *       that was added with {@code from} is also given frames of before.
 *   <li>A record is complete for a sink when it was delivered, dead-lettered, expired or not routed
 *       to it; the dead letter is forced before the record counts as complete.
 *   <li>The log may delete what lies below the <em>recorded</em> low-water of every sink.
 *   <li>With BY_BATCH, a batch is a plan that is forced before its first write; its records
 *       complete together, so that a restart can write the very same records again.
 *   <li>Whoever waits for a sink is told of <em>recorded</em> progress only, and that a record was
 *       refused before that it is done with.
 *   <li>While a sink's books cannot be written, nothing is written to its target.
 *   <li>A removed sink counts as optional until its backlog has expired.
 *   <li>A fault of the target never makes a dead letter; a fault of a record never stops its
 *       neighbours.
 *   <li>A replayed dead letter is resolved before the replay's progress says that it is done, and a
 *       sink's counts follow from what is resolved.
 * </ul>
 */
@NullMarked
package dev.headrace.publishing;

import org.jspecify.annotations.NullMarked;
