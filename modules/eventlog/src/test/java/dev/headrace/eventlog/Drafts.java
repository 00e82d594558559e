package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Frames to append, and what is read back, for tests. */
final class Drafts {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    static final String DIGEST = "0123456789abcdef".repeat(4);
    static final StreamName STREAM = new StreamName("user-telemetry");

    private Drafts() {}

    /** One record whose JSON names its id and is padded to a size. */
    static RecordDraft record(String id, int bytes) {
        String json = "{\"id\":\"" + id + "\",\"pad\":\"";
        String padded = json + "x".repeat(Math.max(0, bytes - json.length() - 2)) + "\"}";
        byte[] body = ("  " + padded + "  ").getBytes(StandardCharsets.UTF_8);
        return new RecordDraft(
                id,
                NOW.plusNanos(7),
                "key-" + id,
                List.of("app", "PROD"),
                body,
                2,
                body.length - 4);
    }

    static FrameDraft frame(RecordDraft... records) {
        return new FrameDraft(
                STREAM,
                3,
                DIGEST,
                NOW,
                new Principal(
                        Principal.Kind.PERSON,
                        "hash:ab",
                        Optional.of("ünï@example.org"),
                        Optional.empty()),
                Map.of("traceparent", "00-1"),
                List.of(records));
    }

    /** One frame with a record for each id. */
    static List<FrameDraft> frames(int bytes, String... ids) {
        RecordDraft[] records =
                Arrays.stream(ids).map(id -> record(id, bytes)).toArray(RecordDraft[]::new);
        return List.of(frame(records));
    }

    static LogSettings settings(int segment, int segments) {
        return new LogSettings(
                Path.of("data"),
                new ByteSize((long) segment * segments),
                Duration.ZERO,
                new ByteSize(segment));
    }

    /** All frames from a position to the end. */
    static List<LogFrame> readAll(EventLog log, Position from) throws InterruptedException {
        List<LogFrame> frames = new ArrayList<>();
        try (LogReader reader = log.read(from)) {
            Optional<LogFrame> frame = reader.next(Duration.ZERO);
            while (frame.isPresent()) {
                frames.add(frame.get());
                frame = reader.next(Duration.ZERO);
            }
        }
        return frames;
    }

    /** The ids of all records, by their sequence. */
    static List<String> ids(List<LogFrame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.records().stream())
                .map(record -> record.position().sequence() + "=" + record.id())
                .toList();
    }
}
