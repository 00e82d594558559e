package dev.headrace.sink.tck;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real target of a sink, as its tests start it: what a reader sees there, and what can go wrong
 * with it. Read by other means than the sink under test.
 */
public interface Target extends AutoCloseable {

    /** What a target can be made to do. */
    enum Trouble {
        /** It has no room left. */
        FULL,
        /** It knows the sink's credentials and denies it to write. */
        DENIED,
        /** It asks for less. */
        THROTTLED,
        /** It takes some records of a write, at least one of ten, and refuses others for now. */
        PARTLY,
        /** It does not answer at all. */
        DOWN
    }

    /** Begins a trouble; closing what it gives ends the trouble. */
    @FunctionalInterface
    interface Switch {
        AutoCloseable on() throws Exception;
    }

    /** Where it listens; empty for a sink that uses no network. */
    Optional<InetSocketAddress> address();

    /**
     * Every copy of every event that a reader sees now, in the target's order where it has one.
     * Copies that the target has promised to merge (a deduplicating table, an upsert) count as the
     * reader sees them.
     */
    List<StoredEvent> stored() throws Exception;

    /**
     * The same copies with all that is written beside the event: keys, headers, tags, columns,
     * names of partitions. One text each, in the target's own form; for tests that look for what
     * must not be there.
     */
    default List<String> seen() throws Exception {
        return stored().stream().map(StoredEvent::toString).toList();
    }

    /** Takes everything away, so that the next check starts with an empty target. */
    void clear() throws Exception;

    /** The troubles that this target can be brought into. */
    Map<Trouble, Switch> troubles();

    @Override
    void close() throws Exception;
}
