package dev.headrace.eventlog;

import java.util.List;
import java.util.function.Consumer;

/** The dead letters of this node, on disk. Safe for use by several threads. */
public interface DeadLetters extends AutoCloseable {

    /** Adds letters and returns when they are forced: only then may a sink's progress move. */
    void append(List<DeadLetter> letters);

    /** Hands every letter of a sink to the reader, oldest first. */
    void forEach(String sink, Consumer<DeadLetter> reader);

    @Override
    void close();
}
