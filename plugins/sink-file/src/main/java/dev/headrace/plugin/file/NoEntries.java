package dev.headrace.plugin.file;

import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;

/** A folder without entries. */
final class NoEntries implements DirectoryStream<Path> {

    @Override
    public Iterator<Path> iterator() {
        return Collections.emptyIterator();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
