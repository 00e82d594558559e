package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import java.time.Instant;

/**
 * An event that was refused at the door: why and whose it was, never what it held.
 *
 * @param at when it came
 * @param stream the stream it was meant for
 * @param principal who sent it, as privacy lets it be kept
 * @param rejection why it was refused
 */
public record RejectedEvent(
        Instant at, StreamName stream, Principal principal, Rejection rejection) {}
