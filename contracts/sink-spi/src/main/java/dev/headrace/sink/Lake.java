package dev.headrace.sink;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What sinks have written to one place, as a reader sees it. Changes nothing there. For one thread
 * at a time; an interrupt ends any call within a second.
 */
public interface Lake extends AutoCloseable {

    /**
     * Which objects.
     *
     * @param stream the stream whose events are wanted
     * @param from the first date of the received times (UTC)
     * @param to the last date
     * @param values empty for objects laid out by stream and hour; otherwise for those below {@code
     *     data/}, which are laid out by the values of the contract's layout fields: the first of
     *     these values, as they stand in the names
     */
    record Selection(String stream, LocalDate from, LocalDate to, Optional<List<String>> values) {

        public Selection {
            values = values.map(List::copyOf);
        }

        /** Whether a date is among those wanted. */
        public boolean includes(LocalDate date) {
            return !date.isBefore(from) && !date.isAfter(to);
        }
    }

    /**
     * One object: a file, a key.
     *
     * @param name its name below the place; stays
     * @param at the earliest that its events can have been received
     */
    record StoredObject(String name, Instant at) {}

    /** Tells of each object, in the order of the names. */
    void list(Selection selection, Consumer<StoredObject> objects)
            throws SinkException, InterruptedException;

    /**
     * The lines of an object, unpacked.
     *
     * @throws IOException when it is not what its name says, from here or from reading
     * @throws SinkException when it is not there any more, or the place cannot be reached
     */
    InputStream read(String name) throws IOException, SinkException, InterruptedException;

    @Override
    void close();
}
