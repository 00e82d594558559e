package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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

    private final Random random = new Random(SEED);
    private final List<Posted> posted = new ArrayList<>();
    private final HeadraceProcess headrace;
    private final Map<String, Set<String>> ways;

    /** What was taken. */
    record Posted(
            Tenant tenant, TenantDoor door, TenantDoor.Event event, Optional<String> receipt) {

        boolean isOf(String organisation) {
            return tenant.organisation().equals(organisation);
        }

        Isolation.Sent sent() {
            return new Isolation.Sent(
                    tenant.organisation(), door.stream(), event.id().toString(), event.mark());
        }
    }

    private TwoTenants(HeadraceProcess headrace, Map<String, Set<String>> ways) {
        this.headrace = headrace;
        this.ways = ways;
    }

    /**
     * Starts the node.
     *
     * @param sinks entries of the configuration, beside the lake and the warehouse
     * @param ways the sinks, beside the lake, that the stream of each organisation's own leads to
     */
    static TwoTenants start(Path data, String sinks, Map<String, Set<String>> ways)
            throws IOException {
        var keys = new ArrayList<String>();
        keys.add(ServiceKeys.shared("a-secret-of-no-organisation"));
        ORGANISATIONS.forEach(each -> keys.add(Tenant.key(each)));
        ServiceKeys.write(data, keys);
        return new TwoTenants(
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE_AND_EMBEDDED.replace(
                                        "headrace:\n",
                                        "headrace:\n  streams: { folders: [\"%s\", \"%s\"] }\n"
                                                .formatted(
                                                        HeadraceProcess.home().resolve("streams"),
                                                        OwnStreams.write(
                                                                data.resolve("streams"), ways)))
                                + sinks,
                        Map.of()),
                ways);
    }

    HeadraceProcess headrace() {
        return headrace;
    }

    List<Posted> posted() {
        return posted;
    }

    /** What an organisation has posted. */
    Stream<Posted> of(String organisation) {
        return posted.stream().filter(one -> one.isOf(organisation));
    }

    /** What was sent, and must stay apart. */
    Isolation isolation() {
        return new Isolation(posted.stream().map(Posted::sent).toList());
    }

    /** What was sent on streams that lead to a sink. */
    List<Isolation.Sent> ledTo(String sink) {
        return posted.stream()
                .filter(one ->
                        one.door() != TenantDoor.NOTES
                                || sink.equals("lake")
                                || ways.getOrDefault(one.tenant().organisation(), Set.of())
                                        .contains(sink))
                .map(Posted::sent)
                .toList();
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
        var taken = new Posted(tenant, door, event, receipt(answer));
        posted.add(taken);
        assertThat(Isolation.posted(taken.sent(), accepted(door, answer), answer.body()))
                .as(AGAIN)
                .isEmpty();
    }

    private static long accepted(TenantDoor door, HttpResponse<String> answer) {
        boolean isRepeat =
                answer.body().contains("\"duplicates\":1")
                        || answer.body().contains("\"duplicate\":true");
        return answer.statusCode() == door.taken() && !isRepeat ? 1 : 0;
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

        HttpResponse<String> note =
                send(
                        forger.service(
                                        headrace.url(
                                                "/v1/streams/%s%s/events"
                                                        .formatted(OwnStreams.NAME, other(from))))
                                .header("Content-Type", "application/json")
                                .POST(TenantDoor.NOTES.body(other(from), event)));

        assertThat(note.statusCode()).as(AGAIN + note.body()).isIn(403, 422);
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
    }
}
