package dev.headrace.benchmark;

import java.io.IOException;
import java.time.Duration;

/** One of those that are measured in turn: a process of its own. */
interface Contestant extends AutoCloseable {

    /** How tables call it. */
    String name();

    /**
     * Works for a while.
     *
     * @throws IOException when the process does not do what it should
     */
    Measurement measure(Duration length) throws IOException, InterruptedException;

    /** Ends the process. */
    @Override
    void close();
}
