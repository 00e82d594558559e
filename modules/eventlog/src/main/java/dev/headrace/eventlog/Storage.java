package dev.headrace.eventlog;

import java.io.IOException;
import java.util.List;

/**
 * Every file operation of this module: the one place where a test can lose unforced bytes, tear a
 * write or fail a force. Paths are relative to the data folder, with slashes. Safe for use by
 * several threads.
 */
interface Storage {

    /** Makes a folder if it is not there, and forces the folder above it. */
    void makeFolder(String path) throws IOException;

    /** The names of the files in a folder, in no order. */
    List<String> list(String folder) throws IOException;

    boolean exists(String path);

    /**
     * Opens an existing file to read and write.
     *
     * @throws java.nio.file.NoSuchFileException when it is not there
     */
    StorageFile open(String path) throws IOException;

    /** Makes an empty file, in place of what had the name. */
    StorageFile create(String path) throws IOException;

    /** Renames in one step, in place of what had the new name. */
    void rename(String from, String to) throws IOException;

    void delete(String path) throws IOException;

    /** Makes the names in a folder durable. */
    void forceFolder(String path) throws IOException;

    /** How many more bytes the volume would take. */
    long usableBytes() throws IOException;
}
