package dev.headrace.sink;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** The contracts of the streams that a sink gets. Safe for use by several threads. */
public interface Streams {

    /** All of them, as they are now. */
    Collection<StreamContract> all();

    /** One stream by name. */
    Optional<StreamContract> find(String name);

    /**
     * Calls the listener, on a thread of Headrace's, with each contract that is added or changed.
     */
    void onChange(Consumer<StreamContract> listener);
}
