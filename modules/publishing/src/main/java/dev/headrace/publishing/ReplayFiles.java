package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The journals of one replay: {@code replay-<id>-letters}, {@code -progress} and {@code -plans}.
 *
 * @param letters the dead letters chosen; empty for a range of the log
 * @param progress what the sink has taken
 * @param plans the batches that must come again as they were
 */
record ReplayFiles(Journal letters, Journal progress, Journal plans) {

    static ReplayFiles open(String id, DeliveryProgress journals) {
        return new ReplayFiles(
                journals.journal("replay-" + id + "-letters"),
                journals.journal("replay-" + id + "-progress"),
                journals.journal("replay-" + id + "-plans"));
    }

    void close() {
        all().forEach(Journal::close);
    }

    void delete() {
        all().forEach(Journal::delete);
    }

    private List<Journal> all() {
        return Stream.of(letters, progress, plans).toList();
    }
}
