package dev.headrace.ingest;

import dev.headrace.eventlog.RejectLog;
import dev.headrace.eventlog.RejectedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was left to it, in memory. */
final class FakeRejectLog implements RejectLog {

    final List<RejectedEvent> rejects = new CopyOnWriteArrayList<>();

    @Override
    public void append(List<RejectedEvent> more) {
        rejects.addAll(more);
    }

    @Override
    public List<Cause> causes() {
        return List.of();
    }

    @Override
    public List<RejectedEvent> newest(Filter filter, int atMost) {
        return rejects.reversed().stream().limit(atMost).toList();
    }

    @Override
    public long leftOut() {
        return 0;
    }

    @Override
    public void close() {
        // has nothing open
    }
}
