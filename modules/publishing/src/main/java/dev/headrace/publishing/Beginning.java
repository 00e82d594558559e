package dev.headrace.publishing;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a sink begins that was not there before: at the log's end, unless it is to have some of
 * what the log still keeps. A sink that was there goes on where it was.
 */
public sealed interface Beginning {

    /** With what is accepted from now on. */
    record AtEnd() implements Beginning {}

    /** With the oldest frame that the log keeps. */
    record AtStart() implements Beginning {}

    /** With what was received at or after a time. */
    record At(Instant time) implements Beginning {}

    /** With what was received at most so long ago. */
    record Ago(Duration duration) implements Beginning {}
}
