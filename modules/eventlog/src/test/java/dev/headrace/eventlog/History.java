package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A short life of a node: appends that roll over several segments, deletions, a journal and its
 * snapshots, dead letters. It remembers what was acknowledged and what was under way.
 */
final class History {

    private static final String SINK = "Lake/1";

    private final RandomGenerator random;
    private final LogFixture fixture = new LogFixture(Drafts.settings(2048, 5));
    private final TreeMap<Long, String> acknowledged = new TreeMap<>();
    private final List<String> offered = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();
    private Optional<List<String>> replacing = Optional.empty();
    private Optional<String> journaling = Optional.empty();
    private Optional<String> burying = Optional.empty();
    private Optional<String> node = Optional.empty();
    private final List<String> afterwards = new ArrayList<>();
    private boolean complete;

    History(RandomGenerator random) {
        this.random = random;
    }

    boolean isComplete() {
        return complete;
    }

    /** Lives until the end or until the storage fails. */
    void run(FaultyStorage storage) throws InterruptedException {
        try {
            node = Optional.of(NodeId.of(storage, random));
            try (EventLog log = fixture.open(storage);
                    Journal progress = FileJournal.open(storage, "progress");
                    DeadLetters dead = RollingDeadLetters.open(storage, 600)) {
                live(log, progress, dead);
            }
            complete = true;
        } catch (IOException | EventLogFailedException | EventLogFullException e) {
            complete = false;
        }
    }

    private void live(EventLog log, Journal progress, DeadLetters dead)
            throws InterruptedException {
        for (int turn = 0; turn < 14; turn++) {
            append(log, "e" + turn);
            journal(progress, "p" + turn);
            if (turn % 5 == 4) {
                replace(progress, "s" + turn);
                bury(dead, "d" + turn);
            }
            if (turn % 4 == 3) {
                long needed = log.end().sequence() - 2;
                fixture.delivery.needed.set(needed);
                fixture.delivery.pinned.set(needed);
                log.prune();
            }
        }
    }

    private void append(EventLog log, String id) throws InterruptedException {
        List<FrameDraft> frames =
                List.of(
                        Drafts.frame(Drafts.record(id + "a", 150), Drafts.record(id + "b", 90)),
                        Drafts.frame(Drafts.record(id + "c", 300)));
        offered.addAll(List.of(id + "a", id + "b", id + "c"));
        long first = log.append(frames).first().sequence();
        acknowledged.put(first, id + "a");
        acknowledged.put(first + 1, id + "b");
        acknowledged.put(first + 2, id + "c");
    }

    private void journal(Journal progress, String entry) {
        journaling = Optional.of(entry);
        progress.append(List.of(entry.getBytes(StandardCharsets.UTF_8)));
        journaling = Optional.empty();
        journal.add(entry);
    }

    private void replace(Journal progress, String entry) {
        replacing = Optional.of(List.of(entry));
        progress.replace(List.of(entry.getBytes(StandardCharsets.UTF_8)));
        replacing = Optional.empty();
        journal.clear();
        journal.add(entry);
    }

    private void bury(DeadLetters dead, String id) {
        burying = Optional.of(id);
        dead.append(List.of(DeadLettersTest.letter(SINK, id)));
        burying = Optional.empty();
        letters.add(id);
    }

    /** Opens everything and closes it; the storage may fail meanwhile. */
    void openAndClose(FaultyStorage storage) {
        try {
            NodeId.of(storage, new Random(1));
            fixture.open(storage).close();
            FileJournal.open(storage, "progress").close();
            RollingDeadLetters.open(storage, 600).close();
        } catch (IOException | EventLogFailedException e) {
            complete = false;
        }
    }

    /** Once: opens what a crash has left and compares it with what was promised. */
    void check(FaultyStorage storage) throws Exception {
        String found = NodeId.of(storage, new Random(2));
        node.ifPresent(id -> assertThat(found).isEqualTo(id));
        try (EventLog log = fixture.open(storage)) {
            checkLog(log);
            liveOn(log);
        }
        try (EventLog log = fixture.open(storage)) {
            assertThat(Drafts.ids(Drafts.readAll(log, LogFixture.at(0)))).isEqualTo(afterwards);
            assertThat(log.status().damage()).isEmpty();
        }
        try (Journal progress = FileJournal.open(storage, "progress")) {
            checkJournal(progress);
        }
        try (DeadLetters dead = RollingDeadLetters.open(storage, 600)) {
            checkLetters(dead);
        }
    }

    private void checkLog(EventLog log) throws InterruptedException {
        TreeMap<Long, String> found = new TreeMap<>();
        for (LogFrame frame : Drafts.readAll(log, LogFixture.at(0))) {
            for (LogRecord record : frame.records()) {
                assertThat(found.put(record.position().sequence(), record.id())).isNull();
                assertThat(offered).contains(record.id());
            }
        }
        assertThat(log.status().damage()).isEmpty();
        assertThat(found.values()).doesNotHaveDuplicates();
        long needed = fixture.delivery.needed.get();
        assertThat(found).containsAllEntriesOf(acknowledged.tailMap(needed));
        long lastAcknowledged = acknowledged.isEmpty() ? -1 : acknowledged.lastKey();
        Map<Long, String> more = found.tailMap(lastAcknowledged, false);
        assertThat(more.size()).isIn(0, 3);
        List<String> tail = offered.subList(offered.size() - more.size(), offered.size());
        assertThat(more.values()).containsExactlyElementsOf(tail);
        long end = log.end().sequence();
        assertThat(end).isGreaterThan(lastAcknowledged);
        assertThat(log.append(Drafts.frames(10, "new")).first()).isEqualTo(LogFixture.at(end));
        assertThat(Drafts.ids(Drafts.readAll(log, LogFixture.at(end))))
                .containsExactly(end + "=new");
    }

    /** Appends on, in frames of other sizes, and remembers what must be there after a restart. */
    private void liveOn(EventLog log) throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            log.append(Drafts.frames(120 + 90 * i, "more" + i));
        }
        afterwards.addAll(Drafts.ids(Drafts.readAll(log, LogFixture.at(0))));
        assertThat(afterwards).endsWith(log.end().sequence() - 1 + "=more3");
    }

    private void checkJournal(Journal progress) {
        List<String> found =
                progress.entries().stream()
                        .map(e -> new String(e, StandardCharsets.UTF_8))
                        .toList();
        List<String> withPending = new ArrayList<>(journal);
        journaling.ifPresent(withPending::add);
        List<List<String>> possible = new ArrayList<>(List.of(journal, withPending));
        replacing.ifPresent(possible::add);
        assertThat(progress.damage()).isEmpty();
        assertThat(possible).contains(found);
    }

    private void checkLetters(DeadLetters dead) {
        List<String> found = new ArrayList<>();
        dead.forEach(SINK, letter -> found.add(letter.record().id()));
        List<String> withPending = new ArrayList<>(letters);
        burying.ifPresent(withPending::add);
        assertThat(dead.damage()).isEmpty();
        assertThat(List.of(letters, withPending)).contains(found);
    }
}
