package dev.headrace.eventlog;

import dev.headrace.event.StreamName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The dead letters of this node, on disk. A letter stays until it was replayed to the sink that had
 * refused it: nothing else, no age and no quota, deletes one. Safe for use by several threads.
 */
public interface DeadLetters extends AutoCloseable {

    /**
     * Where a letter lies. Means nothing to anybody else; a place is never used twice for a sink.
     *
     * @param file the number of the sink's file
     * @param block the offset of its block
     * @param from the offset where the letter before it ends
     * @param to the offset where it ends
     */
    record Place(int file, int block, int from, int to) {}

    /** A letter and its place. */
    record Kept(Place place, DeadLetter letter) {}

    /**
     * A letter that was delivered after all.
     *
     * @param places where it lies: usually one; more when a crash or a failing disk made somebody
     *     write it again
     */
    record Delivered(StreamName stream, List<Place> places) {}

    /** How many letters of one kind wait for a replay. */
    record Count(String sink, StreamName stream, String code, long letters) {}

    /**
     * Adds letters and returns when they are forced: only then may a sink's progress move.
     *
     * @throws EventLogFailedException when they could not be kept, or not all; after a failed force
     *     every later letter of the sink fails too, until the next start
     */
    void append(List<DeadLetter> letters);

    /** The sinks that have letters or had some, in alphabetical order. */
    Set<String> sinks();

    /**
     * Hands the letters that match and were not replayed to the reader, oldest first, past what is
     * damaged, until the reader answers false. Holds one block in memory, whatever there is.
     */
    void find(DeadLetterFilter filter, Predicate<Kept> reader);

    /**
     * As {@link #find}, with the letters of the sink's two newest files: any that a crash may have
     * parted from the sink's progress is among them.
     */
    void recent(String sink, Predicate<Kept> reader);

    /** Hands every letter of a sink that was not replayed to the reader, as {@link #find}. */
    default void forEach(String sink, Consumer<DeadLetter> reader) {
        find(
                DeadLetterFilter.of(sink),
                kept -> {
                    reader.accept(kept.letter());
                    return true;
                });
    }

    /** The letters at some places, in the order asked for; empty where one cannot be read. */
    List<Optional<DeadLetter>> read(String sink, List<Place> places);

    /** How many letters wait for a replay, by sink, stream and code. Reads what is not known. */
    List<Count> counts();

    /**
     * Notes that letters were delivered after all, all or none, and returns when that is forced:
     * they are never handed out again, and a file that holds no others is deleted. Those that were
     * noted before are not counted again.
     *
     * @throws EventLogFailedException when the disk failed
     */
    void resolve(String sink, List<Delivered> letters);

    /** Whether {@link #resolve} was called for a letter. */
    boolean isResolved(String sink, Place place);

    /** How many letters of a sink were resolved since its first, by stream. */
    Map<StreamName, Long> resolved(String sink);

    /** What the letters take on disk. */
    long bytes();

    /** What could not be read so far: one line per place, with file and offset. */
    default List<String> damage() {
        return List.of();
    }

    @Override
    void close();
}
