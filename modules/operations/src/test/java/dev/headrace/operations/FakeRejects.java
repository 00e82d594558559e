package dev.headrace.operations;

import dev.headrace.eventlog.RejectLog;
import dev.headrace.eventlog.RejectedEvent;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Refusals in memory. */
final class FakeRejects implements RejectLog {

    private final List<RejectedEvent> rejects = new CopyOnWriteArrayList<>();

    @Override
    public void append(List<RejectedEvent> more) {
        rejects.addAll(more);
    }

    @Override
    public List<Cause> causes() {
        return rejects.stream()
                .map(one ->
                        new Cause(
                                one.stream(),
                                one.rejection().fingerprint(),
                                3,
                                one.at(),
                                one.at(),
                                one.rejection()))
                .toList();
    }

    @Override
    public List<RejectedEvent> newest(Filter filter, int atMost) {
        return rejects.stream()
                .filter(one -> filter.stream().map(one.stream()::equals).orElse(true))
                .filter(one ->
                        filter.fingerprint()
                                .map(one.rejection().fingerprint()::equals)
                                .orElse(true))
                .filter(one ->
                        filter.code().map(one.rejection().code().word()::equals).orElse(true))
                .sorted(Comparator.comparing(RejectedEvent::at).reversed())
                .limit(atMost)
                .toList();
    }

    @Override
    public long leftOut() {
        return 2;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
