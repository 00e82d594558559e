package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node with two organisations that post what comes to mind, in turns that a seed decides: through
 * every door, also under each other's ids and in each other's name.
 */
final class TwoTenants implements AutoCloseable {

    static final List<String> ORGANISATIONS = List.of("7", "9");

    private static final long SEED = Long.getLong("headrace.seed", System.nanoTime());

    /** How to see the same once more; every failure says it. */
    static final String AGAIN = "-Dheadrace.seed=" + SEED;

    private static final int ROUNDS = 3;

    /** Beside the lake and the warehouse: every form that other sinks write too. */
    private static final String SINKS =
            """
                flat: { type: file, path: "%1$s/flat", form: flattened, compression: gzip, linger: 50ms }
                tables: { type: parquet, path: "%1$s/tables", linger: 50ms }
                objects:
                  type: s3
                  bucket: lake
                  compression: zstd
                  linger: 50ms
                  region: eu-west-1
                  endpoint: http://127.0.0.1:%2$d
                  path-style: true
                  access-key-id: example
                  secret-access-key: example
            """;

    private final Random random = new Random(SEED);
    private final List<Posted> posted = new ArrayList<>();
    private final TinyBucket bucket;
    private final HeadraceProcess headrace;

    /** What was taken. */
    record Posted(
            Tenant tenant, TenantDoor door, TenantDoor.Event event, Optional<String> receipt) {

        boolean isOf(String organisation) {
            return tenant.organisation().equals(organisation);
        }
    }

    private TwoTenants(TinyBucket bucket, HeadraceProcess headrace) {
        this.bucket = bucket;
        this.headrace = headrace;
    }

    static TwoTenants start(Path data) throws IOException {
        Path keys = Files.createDirectories(data.resolve("keys")).resolve("hmac.json");
        Files.writeString(
                keys,
                """
                {"keys":[{"id":"shared","secret":"a-secret-of-no-organisation","status":"current"},%s]}
                """
                        .formatted(
                                String.join(
                                        ",", ORGANISATIONS.stream().map(Tenant::key).toList())));
        var bucket = new TinyBucket();
        return new TwoTenants(
                bucket,
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE_AND_EMBEDDED + SINKS.formatted(data, bucket.port()),
                        Map.of()));
    }

    HeadraceProcess headrace() {
        return headrace;
    }

    TinyBucket bucket() {
        return bucket;
    }

    List<Posted> posted() {
        return posted;
    }

    /** What an organisation has posted. */
    Stream<Posted> of(String organisation) {
        return posted.stream().filter(one -> one.isOf(organisation));
    }

    Tenant tenant(String organisation) {
        return new Tenant(headrace, organisation);
    }

    static String other(String organisation) {
        return ORGANISATIONS.get(1 - ORGANISATIONS.indexOf(organisation));
    }

    /**
     * Each door for each organisation some times, and every attempt upon the other, in a shuffle.
     */
    void post() {
        var turns = new ArrayList<Runnable>();
        for (int round = 0; round < ROUNDS; round++) {
            for (TenantDoor door : TenantDoor.values()) {
                for (String organisation : ORGANISATIONS) {
                    turns.add(() -> post(door, organisation, event(tenant(organisation))));
                }
                turns.add(() -> twins(door));
            }
            turns.add(this::forgeries);
        }
        Collections.shuffle(turns, random);
        turns.forEach(Runnable::run);
    }

    private TenantDoor.Event event(Tenant tenant) {
        return new TenantDoor.Event(
                new UUID(random.nextLong(), random.nextLong()),
                tenant.mark(random),
                Instant.now().minusSeconds(random.nextInt(60)));
    }

    private void post(TenantDoor door, String organisation, TenantDoor.Event event) {
        Tenant tenant = tenant(organisation);
        HttpResponse<String> answer = send(door.post(tenant, event));
        assertThat(answer.statusCode()).as(AGAIN + " " + answer.body()).isEqualTo(door.taken());
        assertThat(answer.body())
                .as(AGAIN)
                .doesNotContain("\"duplicates\":1")
                .doesNotContain("\"duplicate\":true");
        posted.add(new Posted(tenant, door, event, receipt(answer)));
    }

    private static Optional<String> receipt(HttpResponse<String> answer) {
        JsonNode json = JsonMapper.shared().readTree(answer.body());
        String id = json.path("receipt").asString(json.path("message").asString(""));
        return Optional.of(id).filter(text -> !text.isEmpty());
    }

    /**
     * Both post under one id, of one session: neither is the other's repeat, and neither learns
     * that the other was there.
     */
    private void twins(TenantDoor door) {
        TenantDoor.Event first = event(tenant(ORGANISATIONS.getFirst()));
        for (String organisation : ORGANISATIONS) {
            post(
                    door,
                    organisation,
                    new TenantDoor.Event(
                            first.id(), tenant(organisation).mark(random), first.at()));
        }
    }

    /** What one says in the name of the other is refused. */
    private void forgeries() {
        String from = ORGANISATIONS.get(random.nextInt(2));
        Tenant forger = tenant(from);
        TenantDoor.Event event = event(tenant(other(from)));
        HttpResponse<String> audit =
                send(
                        forger.service(headrace.internal("/v1/audit/ingest"))
                                .header("Content-Type", "application/json")
                                .POST(TenantDoor.AUDIT.body(other(from), event)));
        HttpResponse<String> canonical =
                send(
                        forger.service(headrace.internal("/v1/streams/audit/events"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                "[{\"organization_id\":" + other(from) + "}]")));
        HttpResponse<String> session =
                send(
                        forger.session(
                                        headrace.url("/v1/media/events"),
                                        UUID.randomUUID().toString())
                                .header("Content-Type", "application/json")
                                .POST(TenantDoor.MEDIA.body(other(from), event)));

        assertThat(audit.statusCode()).as(AGAIN + audit.body()).isIn(403, 422);
        assertThat(canonical.statusCode()).as(AGAIN + canonical.body()).isIn(403, 422);
        assertThat(session.statusCode()).as(AGAIN + session.body()).isEqualTo(403);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HeadraceProcess.send(request.build());
        } catch (Exception e) {
            throw new AssertionError(AGAIN, e);
        }
    }

    @Override
    public void close() {
        headrace.close();
        bucket.close();
    }
}
