package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A log with dedupe over files in memory, and a clock that a test sets; no thread of its own. */
final class DedupeFixture {

    static final Owner ADA = Owner.of(Principal.service("ada"));
    static final Owner BOB = Owner.of(Principal.service("bob"));
    static final DedupeSettings DAY =
            new DedupeSettings(Duration.ofHours(24), DedupeSettings.LEAST_DISK_BUDGET);

    final LogFixture logs;
    final AtomicLong pin = new AtomicLong(Long.MAX_VALUE);
    final SettableClock clock = new SettableClock();
    private final DedupeSettings settings;
    private final long tableBytes;

    DedupeFixture(LogSettings log, DedupeSettings settings, long tableBytes) {
        this.logs = new LogFixture(log);
        this.settings = settings;
        this.tableBytes = tableBytes;
    }

    DedupeFixture() {
        this(Drafts.settings(64 << 10, 100), DAY, RememberedIds.TABLE_BYTES);
    }

    /** A log and its dedupe, open. */
    record Node(EventLog log, LogDedupe dedupe) implements AutoCloseable {

        /** Does what ingest does; the outcome as text, one letter for each kind. */
        String post(List<FrameDraft> frames) throws InterruptedException {
            try (Screening screening = dedupe.screen(frames)) {
                int fresh = 0;
                if (!screening.fresh().isEmpty()) {
                    Appended appended = log.append(screening.fresh());
                    fresh = appended.count();
                    screening.stored(appended);
                }
                return fresh + "/" + screening.duplicates() + "/" + screening.conflicts().size();
            }
        }

        String post(FrameDraft... frames) throws InterruptedException {
            return post(List.of(frames));
        }

        @Override
        public void close() {
            dedupe.close();
            log.close();
        }
    }

    Node open(Storage storage) throws IOException {
        RunFiles.covered(storage).ifPresent(pin::set);
        EventLog log = logs.open(storage);
        boolean opened = false;
        try {
            LogDedupe dedupe = LogDedupe.open(parts(storage, log), new SplittableRandom(7));
            opened = true;
            return new Node(log, dedupe);
        } finally {
            if (!opened) {
                log.close();
            }
        }
    }

    LogDedupe.Parts parts(Storage storage, EventLog log) {
        return new LogDedupe.Parts(storage, log, settings, clock, pin, tableBytes);
    }

    FrameDraft frame(Owner owner, RecordDraft... records) {
        return frame(Drafts.STREAM, owner, records);
    }

    FrameDraft frame(StreamName stream, Owner owner, RecordDraft... records) {
        return new FrameDraft(
                stream,
                1,
                Drafts.DIGEST,
                clock.instant(),
                Principal.service("ada"),
                Map.of(),
                List.of(records),
                Optional.of(owner));
    }

    /** One frame of the owner Ada with an event for each id. */
    FrameDraft ids(String... ids) {
        return frame(
                ADA, Arrays.stream(ids).map(id -> event(id, "same")).toArray(RecordDraft[]::new));
    }

    static RecordDraft event(String id, String content) {
        return event(id, content, IdOrigin.EVENT);
    }

    static RecordDraft event(String id, String content, IdOrigin origin) {
        byte[] json =
                ("{\"id\":\"" + id + "\",\"content\":\"" + content + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
        return new RecordDraft(id, Drafts.NOW, "", List.of(), json, 0, json.length, origin);
    }

    /** Stands still until a test moves it. */
    static final class SettableClock extends Clock {

        private volatile Instant now = Drafts.NOW;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
