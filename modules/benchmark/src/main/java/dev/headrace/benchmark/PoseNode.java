package dev.headrace.benchmark;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.SessionSettings;
import dev.headrace.auth.SessionTokens;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract;
import dev.headrace.event.Meters;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.DedupeSettings;
import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.ingest.AllowedOrigins;
import dev.headrace.ingest.DialectParts;
import dev.headrace.ingest.IngestAnswer;
import dev.headrace.ingest.IngestParts;
import dev.headrace.ingest.IngestPipeline;
import dev.headrace.ingest.IngestRequest;
import dev.headrace.ingest.RateLimits;
import dev.headrace.ingest.Sender;
import dev.headrace.ingest.SlowBodyWatch;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.privacy.Refinery;
import dev.headrace.validation.LoadedStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pipeline over the stream {@code pose} as it ships, and over another, {@code opaque}, that has
 * the same rules for an event with a text in it.
 */
final class PoseNode implements AutoCloseable {

    private static final String PATH = "/v1/pose/frames";
    private static final String SCHEMA =
            """
            {"type":"object","required":["session_id","batch_seq","body"],"properties":{
             "session_id":{"type":"string","format":"uuid"},
             "batch_seq":{"type":"integer","minimum":0},"body":{"type":"string"}}}
            """;

    private final Path path;
    private final DataFolder folder;
    private final EventLog log;
    private final Dedupe dedupe;
    private final RejectLog rejects;
    private final SlowBodyWatch watch = new SlowBodyWatch(Duration.ofMinutes(5));
    private final IngestPipeline pipeline;
    private final Credentials credentials;

    private PoseNode(Path path, String session) throws IOException {
        this.path = path;
        var random = new SecureRandom();
        Path keys = path.resolve("session.json");
        Path revoked = path.resolve("revoked.json");
        HmacKeyFile.createIfMissing(keys, random, Clock.systemUTC());
        SessionTokens.createRevokedIfMissing(revoked);
        folder = DataFolder.open(path.resolve("data"), random);
        log =
                folder.openLog(
                        new LogSettings(
                                path.resolve("data"),
                                ByteSize.ofMebibytes(256),
                                Duration.ZERO,
                                ByteSize.ofMebibytes(16)),
                        DeliveryState.keepingNothing(1),
                        Clock.systemUTC());
        dedupe =
                folder.openDedupe(
                        new DedupeSettings(
                                DedupeSettings.DEFAULT_WINDOW, DedupeSettings.DEFAULT_DISK_BUDGET),
                        log,
                        Clock.systemUTC(),
                        random);
        rejects = folder.openRejectLog(ByteSize.ofMebibytes(1), Clock.systemUTC());
        LoadedStreams streams =
                LoadedStreams.load(List.of(streams(path)), path.resolve("digests.json"));
        var seconds = new AtomicLong();
        pipeline =
                new IngestParts(
                                streams,
                                Authenticator.open(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new SessionSettings(keys, revoked)),
                                        Clock.systemUTC()),
                                new AllowedOrigins(List.of()),
                                streams.validator(),
                                new Refinery(new Pseudonyms(1, new byte[32])),
                                log,
                                rejects,
                                new RateLimits(
                                        Optional.empty(),
                                        () -> seconds.addAndGet(1_000_000_000)), // never too fast
                                dedupe,
                                Deliveries.none(),
                                Duration.ofSeconds(1),
                                1,
                                watch,
                                8 << 20,
                                new byte[32],
                                folder.node(),
                                Meters.NONE,
                                Clock.systemUTC(),
                                random,
                                DialectParts.NONE)
                        .pipeline();
        credentials = credentials(keys, session);
    }

    static PoseNode start(String session) throws IOException {
        return new PoseNode(ScratchFolder.create("pose"), session);
    }

    private static Path streams(Path path) throws IOException {
        Path shipped = ShippedContract.sourceTree().resolve("contracts/streams/pose");
        Path streams = path.resolve("streams");
        Path pose = Files.createDirectories(streams.resolve("pose"));
        Path opaque = Files.createDirectories(streams.resolve("opaque"));
        String contract = Files.readString(shipped.resolve("stream.yaml"));
        Files.writeString(pose.resolve("stream.yaml"), contract);
        Files.copy(shipped.resolve("event.v1.schema.json"), pose.resolve("event.v1.schema.json"));
        Files.writeString(
                opaque.resolve("stream.yaml"),
                contract.replace("name: pose", "name: opaque").replace("dialects: [pose]", ""));
        Files.writeString(opaque.resolve("event.v1.schema.json"), SCHEMA);
        return streams;
    }

    private static Credentials credentials(Path keys, String session) {
        String token =
                SessionTokens.make(
                        keys,
                        new SessionTokens.Wanted("42", "7", session, Duration.ofHours(4)),
                        Clock.systemUTC());
        return new Credentials(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of("Bearer " + token),
                PATH);
    }

    IngestPipeline pipeline() {
        return pipeline;
    }

    IngestRequest request(String stream, String type, byte[] body) {
        return new IngestRequest(
                stream,
                Contract.Listener.PUBLIC,
                Optional.empty(),
                credentials,
                Optional.empty(),
                Optional.of(type),
                Optional.empty(),
                body.length,
                Optional.empty(),
                Optional.empty(),
                Set::of,
                Sender.UNKNOWN,
                new ByteArrayInputStream(body));
    }

    /** What is not taken is not measured. */
    void requireTaken(IngestAnswer answer) {
        if (answer.receipt().accepted() != 1) {
            throw new IllegalStateException("an event was not taken: " + answer.receipt());
        }
    }

    @Override
    public void close() {
        watch.close();
        rejects.close();
        dedupe.close();
        log.close();
        folder.close();
        ScratchFolder.delete(path);
    }
}
