package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Writes events whose content can be told from their ids, so that another process can check, after
 * this one was killed, that each acknowledged one is there as it was.
 */
public final class DurabilityTrial {

    private static final StreamName STREAM = new StreamName("selftest");
    private static final String DIGEST = "0".repeat(64);
    private static final int WRITERS = 8;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 4096;

    private final Path folder;
    private final Clock clock;

    /**
     * A trial.
     *
     * @param folder a folder of its own
     */
    public DurabilityTrial(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param records all that are in the log
     * @param missing ids that were acknowledged and are not there
     * @param wrong ids that are there with other content, or twice
     */
    public record Found(long records, List<String> missing, List<String> wrong) {}

    /**
     * Appends from several threads until the process is killed.
     *
     * @param round a word that makes the ids of this life of the process differ from all others
     * @param acknowledged is told each id as soon as it is acknowledged; by one thread at a time
     */
    public void writeUntilKilled(String round, Consumer<String> acknowledged)
            throws InterruptedException {
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom());
                EventLog log = open(data)) {
            var threads = new ArrayList<Thread>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String prefix = round + "-" + writer + "-";
                threads.add(Thread.ofPlatform().start(() -> write(log, prefix, acknowledged)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Opens the log as a restart would, and compares. */
    public Found compare(Iterable<String> acknowledged) throws InterruptedException, IOException {
        Map<String, Integer> found = new HashMap<>();
        var wrong = new ArrayList<String>();
        try (DataFolder data = DataFolder.open(folder, new SplittableRandom());
                EventLog log = open(data)) {
            read(log, found, wrong);
        }
        found.forEach((id, times) -> {
            if (times > 1) {
                wrong.add(id);
            }
        });
        var missing = new ArrayList<String>();
        acknowledged.forEach(id -> {
            if (!found.containsKey(id)) {
                missing.add(id);
            }
        });
        return new Found(found.size(), missing, wrong);
    }

    private void write(EventLog log, String prefix, Consumer<String> acknowledged) {
        try {
            for (long number = 0; ; number++) {
                String id = prefix + number;
                log.append(List.of(draft(id)));
                synchronized (acknowledged) {
                    acknowledged.accept(id);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FrameDraft draft(String id) {
        byte[] json = content(id);
        return new FrameDraft(
                STREAM,
                1,
                DIGEST,
                clock.instant(),
                Principal.NOBODY,
                Map.of(),
                List.of(new RecordDraft(id, clock.instant(), "", List.of(), json, 0, json.length)));
    }

    private static void read(EventLog log, Map<String, Integer> found, List<String> wrong)
            throws InterruptedException, IOException {
        try (LogReader reader = log.read(log.start())) {
            while (reader.position().compareTo(log.end()) < 0) {
                Optional<LogFrame> frame = reader.next(Duration.ofSeconds(10));
                if (frame.isEmpty()) {
                    return;
                }
                for (LogRecord record : frame.get().records()) {
                    found.merge(record.id(), 1, Integer::sum);
                    if (!record.json().duplicate().equals(ByteBuffer.wrap(content(record.id())))) {
                        wrong.add(record.id());
                    }
                }
            }
        }
    }

    /** The event of an id: always the same, of a size of its own. */
    private static byte[] content(String id) {
        var random = new SplittableRandom(id.hashCode());
        var text = new StringBuilder("{\"id\":\"").append(id).append("\",\"fill\":\"");
        int length = random.nextInt(SMALLEST, LARGEST);
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private EventLog open(DataFolder data) {
        LogSettings settings =
                new LogSettings(
                        folder,
                        ByteSize.ofMebibytes(4096),
                        Duration.ofDays(1),
                        ByteSize.ofMebibytes(16));
        return data.openLog(settings, DeliveryState.keepingAll(0), clock);
    }
}
