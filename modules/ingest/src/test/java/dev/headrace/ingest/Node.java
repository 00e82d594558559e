package dev.headrace.ingest;

import dev.headrace.auth.Authenticator;
import dev.headrace.auth.Credentials;
import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.HmacSettings;
import dev.headrace.auth.HmacSigner;
import dev.headrace.event.AuthMethod;
import dev.headrace.event.ByteSize;
import dev.headrace.event.Contract;
import dev.headrace.event.Meters;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DataFolder;
import dev.headrace.eventlog.Dedupe;
import dev.headrace.eventlog.DedupeSettings;
import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogSettings;
import dev.headrace.privacy.PseudonymKeys;
import dev.headrace.privacy.Pseudonyms;
import dev.headrace.privacy.Refinery;
import dev.headrace.validation.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The pipeline with a real event log and real keys, without a server. Its stream {@code s} takes
 * any object; version 2 of its schema takes those with the field {@code v2}.
 */
final class Node implements AutoCloseable {

    static final String STREAM = "s";

    final TreeMap<StreamName, Contract> contracts = new TreeMap<>();
    final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
    final AtomicLong needed = new AtomicLong();
    final EventLog log;
    final IngestPipeline pipeline;
    final Receipts receipts;
    final ReceiptIds ids;
    private final DataFolder folder;
    private final HmacSigner signer;
    private final SlowBodyWatch watch = new SlowBodyWatch(Duration.ofSeconds(60));

    private final Dedupe dedupe;

    /** Makes the memory of ids. */
    interface Memory {
        Dedupe open(DataFolder folder, EventLog log);
    }

    /** A node that remembers ids, and hashes by some keys. */
    Node(Path path, PseudonymKeys keys) {
        this(
                path,
                new FakeDeliveries(),
                1,
                1 << 20,
                keys,
                (folder, log) ->
                        folder.openDedupe(
                                new DedupeSettings(
                                        DedupeSettings.DEFAULT_WINDOW,
                                        DedupeSettings.DEFAULT_DISK_BUDGET),
                                log,
                                Clock.systemUTC(),
                                new Random(6)));
    }

    Node(Path path, Deliveries deliveries, int mostWaiting, long bodyBytes) {
        this(
                path,
                deliveries,
                mostWaiting,
                bodyBytes,
                PseudonymKeys.of(new Pseudonyms(1, new byte[32])),
                (folder, log) -> Dedupe.off());
    }

    private Node(
            Path path,
            Deliveries deliveries,
            int mostWaiting,
            long bodyBytes,
            PseudonymKeys pseudonyms,
            Memory memory) {
        RandomGenerator random = new Random(5);
        Path keys = path.resolve("hmac.json");
        HmacKeyFile.createIfMissing(keys, random, Clock.systemUTC());
        folder = DataFolder.open(path, random);
        log =
                folder.openLog(
                        new LogSettings(
                                path,
                                ByteSize.ofMebibytes(1),
                                Duration.ZERO,
                                ByteSize.ofKibibytes(16)),
                        new Needed(),
                        Clock.systemUTC());
        dedupe = memory.open(folder, log);
        signer = HmacKeyFile.currentSigner(keys);
        var parts =
                new IngestParts(
                        new Catalog(),
                        Authenticator.open(
                                Optional.of(new HmacSettings(keys, HmacSettings.DEFAULT_OVERLAP)),
                                Optional.empty(),
                                Clock.systemUTC()),
                        new AllowedOrigins(List.of()),
                        (contract, version, json) -> new Verdict.Valid(json.has("v2") ? 2 : 1),
                        new Refinery(pseudonyms),
                        log,
                        new FakeRejectLog(),
                        new RateLimits(Optional.empty(), () -> 0), // nothing flows in
                        dedupe,
                        deliveries,
                        Duration.ofMillis(1500),
                        mostWaiting,
                        watch,
                        bodyBytes,
                        "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII),
                        folder.node(),
                        new Counting(),
                        Clock.systemUTC(),
                        random,
                        DialectParts.NONE);
        pipeline = parts.pipeline();
        receipts = parts.receipts();
        ids = new ReceiptIds(parts.receiptKey(), parts.node(), random);
    }

    Node stream(boolean readable, Set<AuthMethod> auth, String... acknowledge) {
        var name = new StreamName(STREAM);
        contracts.put(
                name,
                new Contract(
                        name,
                        "Anything",
                        Contract.Listener.PUBLIC,
                        readable,
                        new TreeMap<>(
                                Map.of(
                                        1, new Contract.SchemaVersion(1, "00".repeat(32), "{}"),
                                        2, new Contract.SchemaVersion(2, "11".repeat(32), "{}"))),
                        Optional.of("/id"),
                        Contract.MissingId.NEW,
                        Optional.empty(),
                        auth,
                        Contract.Bound.NONE,
                        List.of(),
                        List.of(),
                        Contract.Limits.DEFAULT,
                        PrivacyRules.DEFAULT,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(acknowledge),
                        Map.of(),
                        Optional.empty(),
                        new LinkedHashMap<>()));
        return this;
    }

    IngestAnswer post(String body) {
        return pipeline.ingest(request(body, signedBy("service-a", "/v1/post")));
    }

    IngestRequest request(String body, Credentials credentials) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new IngestRequest(
                STREAM,
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

    Credentials signedBy(String service, String path) {
        Map<String, String> headers = signer.headers(Clock.systemUTC().instant(), path);
        return new Credentials(
                Optional.ofNullable(headers.get(HmacSigner.TOKEN_HEADER)),
                Optional.ofNullable(headers.get(HmacSigner.DATE_HEADER)),
                Optional.of(service),
                List.of(),
                path);
    }

    static Credentials nobody() {
        return new Credentials(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "/");
    }

    ReceiptState find(String id, Credentials credentials) {
        return receipts.find(
                id,
                new Receipts.Caller(
                        Contract.Listener.PUBLIC, credentials, Optional.empty(), Sender.UNKNOWN));
    }

    /** A counter of the stream; 0 when nothing was counted. */
    long counted(String name) {
        AtomicLong count = counts.get(name);
        return count == null ? 0 : count.get();
    }

    /** What a gauge shows; -1 when there is none. */
    long gauge(String name) {
        return gauges.getOrDefault(name, () -> -1).getAsLong();
    }

    @Override
    public void close() {
        watch.close();
        dedupe.close();
        log.close();
        folder.close();
    }

    private final class Catalog implements StreamCatalog {
        @Override
        public Optional<Contract> find(StreamName name) {
            return Optional.ofNullable(contracts.get(name));
        }

        @Override
        public Collection<Contract> all() {
            return contracts.values();
        }
    }

    private final class Needed implements DeliveryState {
        @Override
        public int routeEpoch() {
            return 1;
        }

        @Override
        public long neededFrom() {
            return needed.get();
        }

        @Override
        public long pinnedFrom() {
            return needed.get();
        }

        @Override
        public void expire(long before) {
            // no sinks
        }
    }

    private final class Counting implements Meters {
        @Override
        public Counter counter(String name, Map<String, String> tags) {
            AtomicLong count = counts.computeIfAbsent(name, any -> new AtomicLong());
            return count::addAndGet;
        }

        @Override
        public void gauge(String name, Map<String, String> tags, LongSupplier value) {
            gauges.put(name, value);
        }
    }
}
