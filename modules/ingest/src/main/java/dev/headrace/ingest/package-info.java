/**
 * The doors: from a request on the wire to a receipt.
 *
 * <p>{@link dev.headrace.ingest.IngestPipeline} names every step in order and knows nothing of
 * JAX-RS; the doors translate a request into an {@link dev.headrace.ingest.IngestRequest} and a
 * receipt or a {@link dev.headrace.ingest.Problem} into an answer, each in its door's own shape.
 *
 * <p>Two ways lead to a door. The JAX-RS resources serve every path; in front of them the fast lane
 * takes the two paths of nearly all requests straight from the server's routing, because JAX-RS and
 * its injection were more than half of what a post of one event cost. Both send the same answers.
 *
 * <p>Invariants: nobody's body is read before the caller is known; a body is bounded while it
 * streams in, compressed and inflated; it is in memory once, and its accepted events go into the
 * event log as slices of it, byte for byte; a receipt is made only after the log has forced them,
 * and, where the stream says so, sinks have delivered them; no body is held while that is waited
 * for; one bad event never refuses another; no value of an event, cookie or key is ever in an
 * answer or a log line.
 *
 * <p>What would only cost is refused before the body is read: while the event log takes nothing,
 * and when the caller's own rate leaves nothing. A body is counted against the memory of all bodies
 * until the log has forced it, and an event larger than its stream allows is never made into a
 * tree.
 *
 * <p>The filters close what the HTTP server leaves open: connections after unread bodies, doubtful
 * framing, overload, foreign origins.
 */
@NullMarked
package dev.headrace.ingest;

import org.jspecify.annotations.NullMarked;
