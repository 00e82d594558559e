package dev.headrace.ingest;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.HmacSettings;
import dev.headrace.auth.HmacSigner;
import dev.headrace.event.Contract;
import dev.headrace.event.Contract.Rate;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.privacy.Refinery;
import dev.headrace.validation.LoadedStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A pipeline with real contracts and credentials, over a log and meters that a test controls. */
final class PipelineFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /** Version 1 takes whole numbers, version 2 texts, version 3 truth values. */
    private static final Map<Integer, String> TYPES =
            Map.of(1, "integer", 2, "string", 3, "boolean");

    private static final String PATH = "/v1/streams/s/events";
    private static final long BODIES = 8 << 20;

    final FakeEventLog log = new FakeEventLog();
    final FakeRejectLog rejects = new FakeRejectLog();
    final FakeMeters meters = new FakeMeters();
    final AtomicLong nanos = new AtomicLong();
    final IngestPipeline pipeline;
    private final SlowBodyWatch watch = new SlowBodyWatch(Duration.ofMinutes(5));
    private final HmacSigner signer;

    /**
     * Opens a pipeline with the stream {@code s}.
     *
     * @param limits the stream's limits, as they stand in stream.yaml
     */
    PipelineFixture(Path folder, String limits, Optional<Rate> usual) {
        Path keys = folder.resolve("hmac.json");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        HmacKeyFile.createIfMissing(keys, new SplittableRandom(1), clock);
        signer = HmacKeyFile.currentSigner(keys);
        LoadedStreams streams = streams(folder, limits);
        pipeline =
                new IngestParts(
                                streams,
                                Authenticator.open(
                                        Optional.of(
                                                new HmacSettings(
                                                        keys, HmacSettings.DEFAULT_OVERLAP)),
                                        Optional.empty(),
                                        clock),
                                new AllowedOrigins(List.of()),
                                streams.validator(),
                                new Refinery(new Pseudonyms(1, new byte[32])),
                                log,
                                rejects,
                                new RateLimits(usual, nanos::get),
                                Dedupe.off(),
                                new FakeDeliveries(),
                                Duration.ofSeconds(1),
                                1,
                                watch,
                                BODIES,
                                new byte[32],
                                FakeEventLog.NODE,
                                meters,
                                clock,
                                new SplittableRandom(2)::nextLong,
                                DialectParts.NONE)
                        .pipeline();
    }

    private static LoadedStreams streams(Path folder, String limits) {
        try {
            Path stream = Files.createDirectories(folder.resolve("streams/s"));
            for (Map.Entry<Integer, String> type : TYPES.entrySet()) {
                Files.writeString(
                        stream.resolve("v" + type.getKey() + ".schema.json"),
                        """
                        { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                          "required": ["a"], "properties": { "a": { "type": "%s" },
                            "nested": { "additionalProperties": false } } }
                        """
                                .formatted(type.getValue()));
            }
            Files.writeString(
                    stream.resolve("stream.yaml"),
                    """
                    name: s
                    listener: public
                    auth: [hmac, none]
                    schemas: { 1: v1.schema.json, 2: v2.schema.json, 3: v3.schema.json }
                    limits: %s
                    """
                            .formatted(limits));
            return LoadedStreams.load(
                    List.of(folder.resolve("streams")), folder.resolve("digests.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A post of nobody. */
    IngestAnswer post(String body) {
        return pipeline.ingest(request(nobody(), Optional.empty(), body));
    }

    /** A post of a service. */
    IngestAnswer postAs(String service, String body) {
        return pipeline.ingest(request(service(service), Optional.empty(), body));
    }

    /** A post of nobody that names a schema version. */
    IngestAnswer postVersion(int version, String body) {
        return pipeline.ingest(request(nobody(), Optional.of(String.valueOf(version)), body));
    }

    static Credentials nobody() {
        return new Credentials(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), PATH);
    }

    Credentials service(String name) {
        Map<String, String> headers = signer.headers(NOW, PATH);
        return new Credentials(
                Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER)),
                Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER)),
                Optional.of(name),
                List.of(),
                PATH);
    }

    static IngestRequest request(Credentials credentials, Optional<String> version, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return request(
                credentials,
                version,
                Optional.empty(),
                bytes.length,
                new ByteArrayInputStream(bytes));
    }

    static IngestRequest request(
            Credentials credentials,
            Optional<String> version,
            Optional<String> encoding,
            long length,
            InputStream body) {
        return new IngestRequest(
                "s",
                Contract.Listener.PUBLIC,
                version,
                credentials,
                Optional.empty(),
                Optional.of("application/json"),
                encoding,
                length,
                Optional.empty(),
                Optional.empty(),
                Set::of,
                Sender.UNKNOWN,
                body);
    }

    @Override
    public void close() {
        watch.close();
    }
}
