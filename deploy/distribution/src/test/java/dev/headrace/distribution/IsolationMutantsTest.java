package dev.headrace.distribution;

import static dev.headrace.distribution.TwoTenants.ORGANISATIONS;
import static dev.headrace.distribution.TwoTenants.other;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.distribution.Isolation.Breach;
import dev.headrace.distribution.Isolation.Promise;
import dev.headrace.distribution.Isolation.Sent;
import dev.headrace.event.Receipt;
import dev.headrace.insight.Count;
import dev.headrace.insight.CountQuery;
import dev.headrace.insight.CountStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets a node mix up its organisations on purpose, one way at a time, and shows that {@link
 * Isolation} notices each and names the promise that is broken. What {@link IsolationIT} and {@link
 * SinkIsolationIT} find in order was looked at by the same checks.
 */
class IsolationMutantsTest {

    private static final int ROUNDS = 4;

    @TempDir private Path folder;

    private final Random random = new Random(1);
    private final List<Sent> sent = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();

    @Test
    void findsNothingWrongWithAnHonestNode() throws Exception {
        assertThat(breachesOf(Seams.honest())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void catches(Leak leak) throws Exception {
        assertThat(breachesOf(leak.seams())).extracting(Breach::promise).contains(leak.broken());
    }

    @Test
    void everyPromiseIsBrokenByALeak() {
        assertThat(Arrays.stream(Leak.values()).map(Leak::broken)).contains(Promise.values());
    }

    @Test
    void catchesAPageThatShowsAnEvent() {
        sent.add(event("7", LeakableNode.SHARED, UUID.randomUUID()));
        var isolation = new Isolation(sent);

        assertThat(isolation.shownToAnybody("events_total{organisation=\"7\"} 1")).isEmpty();
        assertThat(isolation.shownToAnybody("last_event{id=\"" + sent.getFirst().id() + "\"} 1"))
                .isPresent();
        assertThat(isolation.shownToAnybody("{\"tail\":[\"" + sent.getFirst().mark() + "\"]}"))
                .isPresent();
    }

    private List<Breach> breachesOf(Seams seams) throws Exception {
        try (var node = new LeakableNode(folder, seams)) {
            post(node);
            var isolation = new Isolation(sent);
            for (String sink : List.of("lake", LeakableNode.SEVENS)) {
                List<String> lines = node.held(sink).stream().flatMap(String::lines).toList();
                breaches.addAll(isolation.delivered(ledTo(sink), lines));
            }
            for (Sent event : sent) {
                Optional<String> answer = node.receipt(event, other(event.organisation()));
                isolation
                        .foreignReceipt(event, answer.isPresent() ? 200 : 404, answer.orElse(""))
                        .ifPresent(breaches::add);
            }
            ask(isolation, node.counted());
            return breaches;
        }
    }

    /** Each its own, both under one id, and each on its own stream. */
    private void post(LeakableNode node) {
        for (int round = 0; round < ROUNDS; round++) {
            UUID shared = uuid();
            for (String organisation : ORGANISATIONS) {
                post(node, event(organisation, LeakableNode.SHARED, uuid()));
                post(node, event(organisation, LeakableNode.SHARED, shared));
                post(node, event(organisation, OwnStreams.NAME + organisation, uuid()));
            }
        }
    }

    private void post(LeakableNode node, Sent event) {
        Receipt receipt = node.post(event);
        Optional<Breach> breach = Isolation.posted(event, receipt.accepted(), receipt.toString());
        breach.ifPresentOrElse(breaches::add, () -> sent.add(event));
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Sent event(String organisation, String stream, UUID id) {
        String mark = Tenant.markOf(organisation) + "%08x".formatted(random.nextInt());
        return new Sent(organisation, stream, id.toString(), mark);
    }

    private List<Sent> ledTo(String sink) {
        return sent.stream()
                .filter(event ->
                        sink.equals("lake")
                                || !event.stream().startsWith(OwnStreams.NAME)
                                || event.organisation().equals(LeakableNode.OF_SEVEN))
                .toList();
    }

    private void ask(Isolation isolation, CountStore counts) {
        var query =
                new CountQuery(
                        LeakableNode.SHARED,
                        Optional.empty(),
                        List.of("note"),
                        CountQuery.DAY,
                        Instant.MIN,
                        Instant.MAX);
        for (String organisation : ORGANISATIONS) {
            List<Count> rows = counts.find(Optional.of(organisation), query, 1_000);
            isolation
                    .counted(
                            organisation,
                            event -> event.stream().equals(LeakableNode.SHARED),
                            rows.stream().mapToLong(Count::count).sum())
                    .ifPresent(breaches::add);
            isolation.answered(organisation, rows.toString()).ifPresent(breaches::add);
        }
    }
}
