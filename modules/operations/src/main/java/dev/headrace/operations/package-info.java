/**
 * What the people who run Headrace look at and change: admin resources, health and metrics, on the
 * internal listener only.
 *
 * <p>Readiness says whether this node should get traffic: it goes down when the event log has
 * failed or is full, and for nothing else. A sink that is away, or a key file that cannot be read
 * again, shows in the answer and in metrics but takes no node out of service: events are still
 * durable here and delivered later.
 *
 * <p>Everything below {@code /admin} passes {@link dev.headrace.operations.AdminGuard} first: host,
 * origin, token, role. Every change is forced to {@link dev.headrace.operations.AdminJournal}
 * before it is done. Events of a stream that is not readable are counted and never shown.
 */
@NullMarked
package dev.headrace.operations;

import org.jspecify.annotations.NullMarked;
