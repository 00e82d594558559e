package dev.headrace.publishing;

import dev.headrace.eventlog.LogFrame;
import java.util.Optional;

/** The records of one replay, each with a number that stays. Safe for use by several threads. */
interface ReplaySource {

    /** Frames of this epoch are for the sink. */
    int WANTED = 0;

    /** Frames of this epoch are passed over. */
    int PASSED = 1;

    /** The number of the first record. */
    long start();

    /** The number after the last record. */
    long end();

    /** Reads from a number on. */
    Cursor from(long number);

    /** Reads in order; for one thread at a time. */
    interface Cursor {

        /**
         * The next frame, its place and epoch those of the replay; the first one may begin before
         * the number asked for. A gap is what cannot be read any more. Empty at the end.
         */
        Optional<LogFrame> next() throws InterruptedException;

        void close();
    }
}
