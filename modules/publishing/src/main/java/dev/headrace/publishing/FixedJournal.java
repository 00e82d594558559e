package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import java.util.List;

/** A journal that is only read. */
record FixedJournal(List<byte[]> entries) implements Journal {

    @Override
    public void append(List<byte[]> more) {
        throw new UnsupportedOperationException("this journal is only read");
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void replace(List<byte[]> snapshot) {
        throw new UnsupportedOperationException("this journal is only read");
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public void delete() {
        throw new UnsupportedOperationException("this journal is only read");
    }
}
