package dev.headrace.sink.tck;

import java.time.Duration;

/** What the {@link FaultProxy} does to the bytes that go through it. */
public sealed interface Fault {

    /** Nothing. */
    record None() implements Fault {}

    /** Every piece of data waits for so long, in both directions. */
    record Latency(Duration time) implements Fault {}

    /** Each byte goes alone. */
    record Bytewise() implements Fault {}

    /** Each byte of an answer waits for so long: slow, but never silent. */
    record Drip(Duration perByte) implements Fault {}

    /** Connections stay open, and nothing goes through any more. */
    record HalfOpen() implements Fault {}

    /** A connection is reset in the middle of what the client sends. */
    record ResetInRequest() implements Fault {}

    /** A connection is reset when the target begins to answer: the client cannot know. */
    record ResetInAnswer() implements Fault {}

    /** There are no connections, and new ones are reset at once. */
    record Away() implements Fault {}
}
