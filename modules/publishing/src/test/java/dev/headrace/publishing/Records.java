package dev.headrace.publishing;

import dev.headrace.eventlog.LogFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Held records for tests of classes without I/O. */
final class Records {

    private final FakeLog log = new FakeLog();
    final MemoryBudget budget = new MemoryBudget(1 << 20);

    HeldRecord record(String stream) {
        return record(stream, FakeLog.RECEIVED, List.of(), "", "{}");
    }

    HeldRecord withKey(String key) {
        return record("web", FakeLog.RECEIVED, List.of(), key, "{}");
    }

    HeldRecord record(
            String stream, Instant receivedAt, List<String> layout, String key, String json) {
        long at = log.end().sequence();
        log.add(stream, receivedAt, layout, key, json);
        try {
            LogFrame frame = log.read(log.start().plus(at)).next(Duration.ZERO).orElseThrow();
            var hold = new HeldFrame(frame, budget);
            hold.retain();
            return new HeldRecord(hold, frame.records().getFirst());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A batch of so many records without a key. */
    Batch batch(int size) {
        return new Batch(
                dev.headrace.sink.RecordGroup.all(),
                IntStream.range(0, size).mapToObj(i -> record("web")).toList(),
                1);
    }

    static List<String> ids(Batch batch) {
        return batch.records().stream().map(HeldRecord::id).toList();
    }
}
