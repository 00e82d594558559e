package dev.headrace.eventlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. An interrupt of the calling thread neither stops an operation nor closes it. */
interface StorageFile extends Closeable {

    long size() throws IOException;

    /** Reads until the buffer or the file ends; returns how many bytes came. */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Writes all that the buffer has left. */
    void write(ByteBuffer from, long offset) throws IOException;

    void truncate(long size) throws IOException;

    /** Makes content and size durable. */
    void force() throws IOException;
}
