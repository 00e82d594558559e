package dev.headrace.distribution;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.SessionSettings;
import dev.headrace.auth.SessionTokens;
import dev.headrace.distribution.Isolation.Sent;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract;
import dev.headrace.event.Meters;
import dev.headrace.event.Principal;
import dev.headrace.event.Receipt;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.DedupeSettings;
import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.ingest.AllowedOrigins;
import dev.headrace.ingest.DialectParts;
import dev.headrace.ingest.IngestParts;
import dev.headrace.ingest.IngestPipeline;
import dev.headrace.ingest.IngestRequest;
import dev.headrace.ingest.RateLimits;
import dev.headrace.ingest.Sender;
import dev.headrace.ingest.SlowBodyWatch;
import dev.headrace.insight.CountStore;
import dev.headrace.insight.CountedEvent;
import dev.headrace.privacy.Refinery;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.validation.LoadedStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The way of an event in this process: the real door, keys, dedupe, log and envelopes, and a
 * stand-in for what needs a database. At each {@link Seams seam} a leak can be put in.
 */
final class LeakableNode implements AutoCloseable {

    /** Every organisation posts to it. */
    static final String SHARED = "visits";

    /** Only the own stream of {@link #OF_SEVEN}, and what is shared, leads there. */
    static final String SEVENS = "sevens";

    static final String OF_SEVEN = "7";

    private static final String CONTRACT =
            """
            name: visits
            title: Visits
            listener: public
            schemas: { 1: event.v1.schema.json }
            id: /id
            auth: [session]
            key: [/note]
            sinks: all
            """;

    private static final String SCHEMA =
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object", "required": ["id", "note"],
             "properties": {"id": {"type": "string"}, "owner": {"type": "integer"},
                            "note": {"type": "string"}}}
            """;

    private final Seams seams;
    private final Path keys;
    private final DataFolder folder;
    private final LoadedStreams streams;
    private final EventLog log;
    private final Dedupe dedupe;
    private final RejectLog rejects;
    private final Refinery refinery;
    private final CountStore counts;
    private final SlowBodyWatch watch = new SlowBodyWatch(Duration.ofMinutes(5));
    private final IngestPipeline pipeline;

    LeakableNode(Path path, Seams seams) throws IOException {
        var random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        this.seams = seams;
        keys = path.resolve("session.json");
        Path revoked = path.resolve("revoked.json");
        HmacKeyFile.createIfMissing(keys, random, clock);
        SessionTokens.createRevokedIfMissing(revoked);
        folder = DataFolder.open(path.resolve("data"), random);
        log =
                folder.openLog(
                        new LogSettings(
                                path.resolve("data"),
                                ByteSize.ofMebibytes(256),
                                Duration.ZERO,
                                ByteSize.ofMebibytes(16)),
                        DeliveryState.keepingAll(1),
                        clock);
        dedupe =
                seams.dedupe()
                        .apply(
                                folder.openDedupe(
                                        new DedupeSettings(
                                                DedupeSettings.DEFAULT_WINDOW,
                                                DedupeSettings.DEFAULT_DISK_BUDGET),
                                        log,
                                        clock,
                                        random));
        rejects = folder.openRejectLog(ByteSize.ofMebibytes(1), clock);
        streams = LoadedStreams.load(List.of(contracts(path)), path.resolve("digests.json"));
        refinery = new Refinery(seams.keys());
        counts = seams.counts().apply(new CountsInMemory());
        pipeline =
                new IngestParts(
                                streams,
                                Authenticator.open(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new SessionSettings(keys, revoked)),
                                        clock),
                                new AllowedOrigins(List.of()),
                                streams.validator(),
                                refinery,
                                log,
                                rejects,
                                new RateLimits(Optional.empty(), System::nanoTime),
                                dedupe,
                                Deliveries.none(),
                                Duration.ofSeconds(1),
                                1,
                                watch,
                                8 << 20,
                                new byte[32],
                                folder.node(),
                                Meters.NONE,
                                clock,
                                random,
                                DialectParts.NONE)
                        .pipeline();
    }

    private static Path contracts(Path path) throws IOException {
        Path shared = Files.createDirectories(path.resolve("streams").resolve(SHARED));
        Files.writeString(shared.resolve("stream.yaml"), CONTRACT);
        Files.writeString(shared.resolve("event.v1.schema.json"), SCHEMA);
        return OwnStreams.write(
                path.resolve("streams"), Map.of(OF_SEVEN, Set.of(SEVENS), "9", Set.of()));
    }

    /** Posts an event in a session of its organisation. */
    Receipt post(Sent event) {
        byte[] body =
                """
                {"id":"%s","owner":%s,"note":"%s"}\
                """
                        .formatted(event.id(), event.organisation(), event.mark())
                        .getBytes(StandardCharsets.UTF_8);
        return pipeline.ingest(
                        new IngestRequest(
                                event.stream(),
                                Contract.Listener.PUBLIC,
                                Optional.empty(),
                                credentials(event.organisation()),
                                Optional.empty(),
                                Optional.of("application/json"),
                                Optional.empty(),
                                body.length,
                                Optional.empty(),
                                Optional.empty(),
                                Set::of,
                                Sender.UNKNOWN,
                                new ByteArrayInputStream(body)))
                .receipt();
    }

    private Credentials credentials(String organisation) {
        String token =
                SessionTokens.make(
                        keys,
                        new SessionTokens.Wanted(
                                Tenant.ACTOR,
                                organisation,
                                "3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55",
                                Duration.ofHours(1)),
                        Clock.systemUTC());
        return new Credentials(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of("Bearer " + token),
                "/");
    }

    /** What a sink would have written by now, a line for each record. */
    List<String> held(String sink) throws Exception {
        EnvelopeWriter writer =
                seams.writer().apply(EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE));
        var lines = new ArrayList<String>();
        for (LogFrame frame : frames()) {
            if (seams.ways().leadTo(contract(frame), sink)) {
                for (LogRecord record : frame.records()) {
                    var line = new ByteArrayOutputStream();
                    writer.write(new LoggedRecord(frame, record), line);
                    lines.add(line.toString(StandardCharsets.UTF_8));
                }
            }
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    /** What a caller is told who asks for the event of another's receipt, or for its own. */
    Optional<String> receipt(Sent event, String asker) throws Exception {
        for (LogFrame frame : frames()) {
            boolean isIt =
                    frame.stream().value().equals(event.stream())
                            && frame.principal()
                                    .organisation()
                                    .equals(Optional.of(event.organisation()))
                            && frame.records().getFirst().id().equals(event.id());
            if (isIt) {
                Principal asking =
                        refinery.refine(
                                contract(frame),
                                new Principal(
                                        Principal.Kind.SESSION,
                                        Tenant.ACTOR,
                                        Optional.empty(),
                                        Optional.of(asker)));
                return Optional.of(event.id())
                        .filter(id -> seams.receipts().isShown(asking, frame.principal()));
            }
        }
        return Optional.empty();
    }

    /** Hands everything to the store of counts. */
    CountStore counted() throws Exception {
        for (LogFrame frame : frames()) {
            counts.add(
                    frame.principal().organisation(),
                    frame.records().stream()
                            .map(record ->
                                    new CountedEvent(
                                            frame.stream().value(),
                                            record.id(),
                                            record.occurredAt(),
                                            "",
                                            new TreeMap<>(Map.of("note", record.key()))))
                            .toList());
        }
        return counts;
    }

    private Contract contract(LogFrame frame) {
        return streams.find(frame.stream()).orElseThrow();
    }

    private List<LogFrame> frames() throws InterruptedException {
        var frames = new ArrayList<LogFrame>();
        try (LogReader reader = log.read(log.start())) {
            Optional<LogFrame> frame = reader.next(Duration.ZERO);
            while (frame.isPresent()) {
                frames.add(frame.get());
                frame = reader.next(Duration.ZERO);
            }
        }
        return frames;
    }

    @Override
    public void close() {
        watch.close();
        rejects.close();
        dedupe.close();
        log.close();
        folder.close();
    }
}
