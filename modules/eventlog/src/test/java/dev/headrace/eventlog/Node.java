package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All that a node keeps, opened over one storage. */
final class Node implements AutoCloseable {

    static final int SEGMENT = 2048;
    static final int SEGMENTS = 4;
    static final Duration KEEP = Duration.ofMinutes(20);
    static final List<String> SINKS = List.of("Lake/1", "sql");

    private static final LogSettings SETTINGS =
            new LogSettings(
                    Path.of("data"), new ByteSize(SEGMENT * SEGMENTS), KEEP, new ByteSize(SEGMENT));
    private static final int LETTERS_ROLL_AT = 600;

    private final String id;
    private final EventLog log;
    private final Journal journal;
    private final DeadLetters letters;

    private Node(String id, EventLog log, Journal journal, DeadLetters letters) {
        this.id = id;
        this.log = log;
        this.journal = journal;
        this.letters = letters;
    }

    /** Everything that a node shows right after it was opened. */
    record Findings(
            String node,
            List<LogFrame> frames,
            long start,
            long end,
            List<String> journal,
            List<List<String>> letters,
            List<String> damage) {}

    /**
     * Opens everything, which recovers it.
     *
     * @param start how many were opened before: each would make another node id
     */
    static Node open(Storage disk, Mutant mutant, DeliveryState delivery, Clock clock, int start)
            throws IOException {
        Storage storage = mutant.storage(disk);
        String id = NodeId.of(storage, new SplittableRandom(start));
        List<AutoCloseable> opened = new ArrayList<>();
        boolean done = false;
        try {
            EventLog log =
                    mutant.log(
                            SegmentedEventLog.open(
                                    new LogFiles(storage, id, new Segments(), new Damage()),
                                    SETTINGS,
                                    mutant.delivery(delivery),
                                    clock,
                                    SegmentedEventLog.Preparation.WHEN_NEEDED));
            opened.add(log);
            Journal journal = FileJournal.open(storage, "progress");
            opened.add(journal);
            DeadLetters letters = RollingDeadLetters.open(storage, LETTERS_ROLL_AT);
            done = true;
            return new Node(id, log, journal, letters);
        } finally {
            if (!done) {
                opened.forEach(Node::closeQuietly);
            }
        }
    }

    String id() {
        return id;
    }

    EventLog log() {
        return log;
    }

    Journal journal() {
        return journal;
    }

    DeadLetters letters() {
        return letters;
    }

    Findings findings() throws InterruptedException {
        List<LogFrame> frames = Drafts.readAll(log, new Position(id, 0));
        List<String> entries = journal.entries().stream().map(Node::text).toList();
        List<List<String>> buried = SINKS.stream().map(this::buried).toList();
        return new Findings(
                id,
                frames,
                log.start().sequence(),
                log.end().sequence(),
                entries,
                buried,
                damage());
    }

    List<String> damage() {
        List<String> damage = new ArrayList<>(log.status().damage());
        damage.addAll(journal.damage());
        damage.addAll(letters.damage());
        return damage;
    }

    private static String text(byte[] entry) {
        return new String(entry, StandardCharsets.UTF_8);
    }

    /** The ids of a sink's dead letters. */
    List<String> buried(String sink) {
        List<String> ids = new ArrayList<>();
        letters.forEach(sink, letter -> ids.add(letter.record().id()));
        return ids;
    }

    private static void closeQuietly(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            // its storage is dead
        }
    }

    @Override
    public void close() {
        closeQuietly(log);
        closeQuietly(journal);
        closeQuietly(letters);
    }
}
