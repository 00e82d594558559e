package dev.headrace.plugin.parquet;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.LakeFile;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;

/** Where finished files go: a folder, or a bucket. Safe for use by several threads. */
interface Place extends AutoCloseable {

    /** Looks whether files can be written there. */
    void open(SinkContext context) throws SinkException, InterruptedException;

    /**
     * Writes a file, which a reader sees whole or not at all.
     *
     * @return where it is, in the target's words
     */
    String write(LakeFile target, BatchRows rows) throws SinkException, InterruptedException;

    /** Tells whether the place can be used, and changes nothing there. */
    CheckReport check() throws InterruptedException;

    @Override
    void close();
}
