package dev.headrace.ingest;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacSettings;
import dev.headrace.auth.HmacSigner;
import dev.headrace.auth.SessionSettings;
import dev.headrace.auth.SessionTokens;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.DedupeSettings;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.privacy.Refinery;
import dev.headrace.validation.LoadedStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A pipeline with a real event log and dedupe, services with scopes and sessions, over the streams
 * of a folder. The service {@code two} speaks for the organisations 7 and 9, {@code one} for 7
 * alone, {@code all} for all, {@code none} for none.
 */
final class BoundNode implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String SESSION = "3f0f0d4e-1c40-4d9e-8f0b-2a6f3f1c9a55";

    private static final String PATH = "/v1/streams/s/events";
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final EventLog log;
    final IngestPipeline pipeline;
    final Receipts receipts;
    final LoadedStreams streams;
    private final DataFolder folder;
    private final Dedupe dedupe;
    private final Path sessionKeys;
    private final SlowBodyWatch watch = new SlowBodyWatch(Duration.ofMinutes(5));

    BoundNode(Path path, Path streamFolder) {
        this(path, streamFolder, DialectParts.NONE);
    }

    BoundNode(Path path, Path streamFolder, DialectParts dialects) {
        var random = new SplittableRandom(1);
        Path keys = path.resolve("hmac.json");
        sessionKeys = path.resolve("session.json");
        Path revoked = path.resolve("revoked.json");
        writeKeys(keys);
        write(sessionKeys, key("issuer", ""));
        SessionTokens.createRevokedIfMissing(revoked);
        Authenticator authenticator =
                Authenticator.open(
                        Optional.of(new HmacSettings(keys, HmacSettings.DEFAULT_OVERLAP)),
                        Optional.empty(),
                        Optional.of(new SessionSettings(sessionKeys, revoked)),
                        CLOCK);
        folder = DataFolder.open(path.resolve("data"), random);
        log =
                folder.openLog(
                        new LogSettings(
                                path.resolve("data"),
                                ByteSize.ofMebibytes(4),
                                Duration.ofHours(1),
                                ByteSize.ofKibibytes(256)),
                        DeliveryState.keepingNothing(1),
                        CLOCK);
        dedupe =
                folder.openDedupe(
                        new DedupeSettings(
                                DedupeSettings.DEFAULT_WINDOW, DedupeSettings.LEAST_DISK_BUDGET),
                        log,
                        CLOCK,
                        random);
        streams = LoadedStreams.load(List.of(streamFolder), path.resolve("digests.json"));
        var parts =
                new IngestParts(
                        streams,
                        authenticator,
                        new AllowedOrigins(List.of()),
                        streams.validator(),
                        new Refinery(new Pseudonyms(1, new byte[32])),
                        log,
                        new FakeRejectLog(),
                        new RateLimits(Optional.empty(), () -> 0),
                        dedupe,
                        new FakeDeliveries(),
                        Duration.ofSeconds(1),
                        1,
                        watch,
                        8 << 20,
                        new byte[32],
                        folder.node(),
                        new FakeMeters(),
                        CLOCK,
                        random,
                        dialects);
        pipeline = parts.pipeline();
        receipts = parts.receipts();
    }

    private static void write(Path file, String... keys) {
        try {
            Files.writeString(file, "{\"keys\":[" + String.join(",", keys) + "]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String service, String more) {
        return "{\"id\":\"k-%s\",\"secret\":\"%s\",\"status\":\"current\",\"service\":\"%s\"%s}"
                .formatted(service, secret(service), service, more);
    }

    private static String secret(String service) {
        return "the-secret-of-the-service-" + service;
    }

    static Credentials service(String name) {
        Map<String, String> headers = new HmacSigner(secret(name)).headers(NOW, PATH);
        return new Credentials(
                Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER)),
                Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER)),
                Optional.empty(),
                List.of(),
                PATH);
    }

    Credentials session(String actor, String organisation, String session) {
        String token =
                SessionTokens.make(
                        sessionKeys,
                        new SessionTokens.Wanted(actor, organisation, session, Duration.ofHours(1)),
                        CLOCK);
        return new Credentials(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of("Bearer " + token),
                PATH);
    }

    private static void writeKeys(Path keys) {
        write(
                keys,
                key("none", ""),
                key("one", ",\"organisations\":[\"7\"]"),
                key("two", ",\"organisations\":[\"7\",\"9\"]"),
                key("all", ",\"organisations\":[\"*\"]"));
    }

    IngestAnswer post(String stream, Credentials credentials, String body) {
        return pipeline.ingest(request(stream, credentials, body));
    }

    IngestRequest request(String stream, Credentials credentials, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new IngestRequest(
                stream,
                Contract.Listener.PUBLIC,
                Optional.empty(),
                credentials,
                Optional.empty(),
                Optional.of("application/json"),
                Optional.empty(),
                bytes.length,
                Optional.empty(),
                Optional.empty(),
                Set::of,
                Sender.UNKNOWN,
                new ByteArrayInputStream(bytes));
    }

    /** Everything that is in the log. */
    List<LogFrame> frames() {
        var frames = new ArrayList<LogFrame>();
        try (LogReader reader = log.read(log.start())) {
            Optional<LogFrame> frame = reader.next(Duration.ZERO);
            while (frame.isPresent()) {
                frames.add(frame.get());
                frame = reader.next(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return frames;
    }

    @Override
    public void close() {
        watch.close();
        dedupe.close();
        log.close();
        folder.close();
    }
}
