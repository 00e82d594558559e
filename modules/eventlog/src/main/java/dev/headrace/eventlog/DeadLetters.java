package dev.headrace.eventlog;

import java.util.List;
import java.util.function.Consumer;

/** The dead letters of this node, on disk. Safe for use by several threads. */
public interface DeadLetters extends AutoCloseable {

    /**
     * Adds letters and returns when they are forced: only then may a sink's progress move.
     *
     * @throws EventLogFailedException when they could not be kept, or not all; after a failed force
     *     every later letter of the sink fails too, until the next start
     */
    void append(List<DeadLetter> letters);

    /** Hands every letter of a sink to the reader, oldest first, past what is damaged. */
    void forEach(String sink, Consumer<DeadLetter> reader);

    /** What could not be read so far: one line per place, with file and offset. */
    default List<String> damage() {
        return List.of();
    }

    @Override
    void close();
}
