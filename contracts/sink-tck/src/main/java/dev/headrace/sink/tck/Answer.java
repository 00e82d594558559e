package dev.headrace.sink.tck;

import dev.headrace.sink.SinkException;

/** How a call of a sink ended. */
sealed interface Answer<T> {

    /** It gave something back. */
    record Returned<T>(T value) implements Answer<T> {}

    /** It blamed its target. */
    record Refused<T>(SinkException reason) implements Answer<T> {}

    /** It ended by an {@link InterruptedException}. */
    record Interrupted<T>() implements Answer<T> {}

    /** It threw what no sink should throw. */
    record Failed<T>(Throwable fault) implements Answer<T> {}

    /** It did not end, not even when it was interrupted. */
    record Hung<T>(String where) implements Answer<T> {}

    /** For the message of a check that failed. */
    default String inWords() {
        return switch (this) {
            case Returned<T>(T value) -> "it returned " + Outcomes.inWords(value);
            case Refused<T>(SinkException reason) ->
                    "it threw " + reason.getClass().getSimpleName() + ": " + reason.getMessage();
            case Interrupted<T>() -> "it threw InterruptedException";
            case Failed<T>(Throwable fault) -> "it threw " + fault;
            case Hung<T>(String where) -> "it did not end, and hangs at " + where;
        };
    }
}
