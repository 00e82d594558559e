package dev.headrace.eventlog;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any bytes in the place of a file: it opens, or says why not, and then takes what is new. Without
 * {@code JAZZER_FUZZ=1} only the samples are tried.
 */
class FilesFuzzTest {

    private static final int LARGEST = 1 << 16;
    private static final Logger LOG = Logger.getLogger("dev.headrace.eventlog");

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF); // damage is the rule here
    }

    private static FaultyStorage holding(String path, byte[] bytes) throws IOException {
        FaultyStorage storage = new FaultyStorage();
        try (StorageFile file = storage.create(path)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            file.force();
        }
        return storage;
    }

    /** A seed for the fuzzer: frames as they are written, so that it learns their form. */
    private static byte[] segment(byte[] from) {
        ByteBuffer segment = ByteBuffer.allocate(4096);
        segment.put(new SegmentHeader(1, 0, SegmentHeader.NONE, 0, LogFixture.NODE).toBytes());
        new EncodedDraft(Drafts.frames(40, "a", "b").getFirst()).writeTo(segment, 0, 0, 1, 1);
        new EncodedDraft(Drafts.frames(40, "c").getFirst()).writeTo(segment, 2, 2, 1, 1);
        return patched(segment.array(), from);
    }

    /** The whole, or with a leading zero a good file with some bytes changed: place, then value. */
    private static byte[] patched(byte[] good, byte[] from) {
        byte[] bytes = good.clone();
        for (int i = 1; i + 2 < from.length; i += 3) {
            int at = (Byte.toUnsignedInt(from[i]) << 8 | Byte.toUnsignedInt(from[i + 1]));
            bytes[at % bytes.length] = from[i + 2];
        }
        return bytes;
    }

    private static boolean isPatch(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == 0;
    }

    @FuzzTest(maxDuration = "5m")
    void segmentOpensOrIsRefusedAndTakesRecords(byte[] bytes) throws Exception {
        if (bytes.length > LARGEST) {
            return;
        }
        FaultyStorage storage = holding(Segment.path(0), isPatch(bytes) ? segment(bytes) : bytes);
        try (EventLog log = open(storage)) {
            long read = 0;
            for (LogFrame frame : Drafts.readAll(log, log.start())) {
                require(frame.first().sequence() >= read, "numbers go up");
                read = frame.end().sequence();
            }
            require(read <= log.end().sequence(), "nothing lies behind the end");
            if (log.end().sequence() < Long.MAX_VALUE - 10) {
                Position first = log.append(Drafts.frames(40, "new")).first();
                require(
                        Drafts.readAll(log, first)
                                .getLast()
                                .records()
                                .getFirst()
                                .id()
                                .equals("new"),
                        "what is new can be read");
            }
        } catch (EventLogFailedException e) {
            // of another node or format
        }
    }

    private static EventLog open(Storage storage) throws IOException {
        LogSettings settings =
                new LogSettings(
                        Path.of("data"), new ByteSize(1 << 20), Duration.ZERO, new ByteSize(4096));
        return SegmentedEventLog.open(
                new LogFiles(storage, LogFixture.NODE, new Segments(), new Damage()),
                settings,
                new FakeDelivery(),
                Clock.fixed(Drafts.NOW, ZoneOffset.UTC),
                SegmentedEventLog.Preparation.WHEN_NEEDED);
    }

    @FuzzTest(maxDuration = "5m")
    void journalOpensOrIsRefusedAndTakesEntries(byte[] bytes) throws Exception {
        if (bytes.length > LARGEST) {
            return;
        }
        FaultyStorage storage =
                holding("state/j.journal", isPatch(bytes) ? patched(goodJournal(), bytes) : bytes);
        List<byte[]> entries;
        try (Journal journal = FileJournal.open(storage, "j")) {
            entries = journal.entries();
            journal.append(List.of(new byte[] {1, 2, 3}));
        } catch (EventLogFailedException e) {
            return; // of another format
        }
        try (Journal journal = FileJournal.open(storage, "j")) {
            require(journal.entries().size() == entries.size() + 1, "nothing is lost or added");
        }
    }

    private static byte[] goodJournal() throws IOException {
        FaultyStorage storage = new FaultyStorage();
        try (Journal journal = FileJournal.open(storage, "j")) {
            journal.append(List.of(new byte[10], new byte[0]));
            journal.append(List.of(new byte[30]));
        }
        return storage.content("state/j.journal");
    }

    @FuzzTest(maxDuration = "5m")
    void deadLettersOpenOrAreRefusedAndTakeLetters(byte[] bytes) throws Exception {
        if (bytes.length > LARGEST) {
            return;
        }
        FaultyStorage storage =
                holding(
                        "dead-letters/lake.00000000",
                        isPatch(bytes) ? patched(goodLetters(), bytes) : bytes);
        try (DeadLetters letters = RollingDeadLetters.open(storage, 1 << 20)) {
            letters.append(List.of(DeadLettersTest.letter("lake", "new")));
            String[] last = {""};
            letters.forEach("lake", letter -> last[0] = letter.record().id());
            require(last[0].equals("new"), "what is new can be read");
        } catch (EventLogFailedException e) {
            // of another format
        }
    }

    private static byte[] goodLetters() throws IOException {
        FaultyStorage storage = new FaultyStorage();
        try (DeadLetters letters = RollingDeadLetters.open(storage, 1 << 20)) {
            letters.append(List.of(DeadLettersTest.letter("lake", "a")));
        }
        return storage.content("dead-letters/lake.00000000");
    }

    /** Past the checksum: what a frame's and a dead letter's fields may hold. */
    @FuzzTest(maxDuration = "5m")
    void fieldsDecodeOrAreCalledMalformed(byte[] bytes) {
        FrameDecoder decoder = new FrameDecoder(LogFixture.NODE);
        if (bytes.length >= FrameHeader.BYTES) {
            decoded(() -> decoder.decode(bytes).records().size());
        }
        decoded(() -> DeadLetterCodec.decode(bytes).detail().length());
    }

    private interface Decoding {
        int run() throws MalformedException;
    }

    private static Optional<Integer> decoded(Decoding decoding) {
        try {
            return Optional.of(decoding.run());
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
