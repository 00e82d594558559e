/**
 * What the people who run Headrace look at: health and metrics, on the internal listener only.
 *
 * <p>Readiness says whether this node should get traffic: it goes down when the event log has
 * failed or is full, and for nothing else. A sink that is away, or a key file that cannot be read
 * again, shows in the answer and in metrics but takes no node out of service: events are still
 * durable here and delivered later.
 */
@NullMarked
package dev.headrace.operations;

import org.jspecify.annotations.NullMarked;
