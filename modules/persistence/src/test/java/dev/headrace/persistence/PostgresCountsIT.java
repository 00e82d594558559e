package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.Count;
import dev.headrace.insight.CountQuery;
import dev.headrace.insight.CountStore.Added;
import dev.headrace.insight.CountedEvent;
import dev.headrace.insight.InsightStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreServer.class)
class PostgresCountsIT {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
    private static final Optional<String> NOBODYS = Optional.empty();
    private static final Optional<String> RED = Optional.of("red");

    private final StoreServer.Database database;
    private final RelationalStore store;
    private final InsightStore insight;

    PostgresCountsIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(Clock.fixed(TEN, ZoneOffset.UTC));
        this.insight = store.insight();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsByDimensionsAndQuarters() {
        insight.counts()
                .add(
                        NOBODYS,
                        List.of(
                                event("1", TEN, "click", "help"),
                                event("2", TEN.plusSeconds(899), "click", "help"),
                                event("3", TEN.plusSeconds(900), "click", "help"),
                                event("4", TEN, "click", "home"),
                                event("5", TEN, "view", "help"),
                                event("6", TEN, "click", null)));

        assertThat(find(query(List.of("page"), Optional.of("click"), CountQuery.QUARTER)))
                .containsExactly(
                        count(TEN, "help", 2),
                        count(TEN, "home", 1),
                        new Count(TEN, List.of(Optional.empty()), 1),
                        count(TEN.plusSeconds(900), "help", 1));
        assertThat(find(query(List.of(), Optional.empty(), Duration.ofMinutes(30))))
                .containsExactly(new Count(TEN, List.of(), 6));
        assertThat(find(query(List.of("page"), Optional.empty(), CountQuery.DAY)))
                .containsExactly(
                        count(DAY, "help", 4),
                        count(DAY, "home", 1),
                        new Count(DAY, List.of(Optional.empty()), 1));
    }

    @Test
    void countsAnEventOnceHoweverOftenItComes() {
        List<CountedEvent> events =
                List.of(event("1", TEN, "click", "help"), event("2", TEN, "click", "help"));

        Added first = insight.counts().add(NOBODYS, events);
        Added again = insight.counts().add(NOBODYS, events);
        Added twiceInOne =
                insight.counts()
                        .add(
                                NOBODYS,
                                List.of(
                                        event("3", TEN, "click", "help"),
                                        event("3", TEN, "click", "help")));

        assertThat(first).isEqualTo(new Added(2, 0, 0));
        assertThat(again).isEqualTo(new Added(0, 2, 0));
        assertThat(twiceInOne).isEqualTo(new Added(1, 1, 0));
        assertThat(find(query(List.of(), Optional.empty(), CountQuery.DAY)))
                .containsExactly(new Count(DAY, List.of(), 3));
    }

    @Test
    void lateEventsChangeTheCountsOfTheirOwnTime() {
        insight.counts().add(NOBODYS, List.of(event("1", TEN, "click", "help")));
        Instant lastMonth = Instant.parse("2026-10-30T23:59:59.999Z");

        insight.counts().add(NOBODYS, List.of(event("2", lastMonth, "click", "help")));

        var whole =
                new CountQuery(
                        "pages",
                        Optional.empty(),
                        List.of(),
                        CountQuery.DAY,
                        Instant.parse("2026-10-01T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(find(whole))
                .containsExactly(
                        new Count(Instant.parse("2026-10-30T00:00:00Z"), List.of(), 1),
                        new Count(DAY, List.of(), 1));
    }

    @Test
    void doesNotCountIntoAMonthWhoseEventsItCannotRecogniseAnyMore() throws SQLException {
        store.ready();
        try (Connection owner = database.asOwner()) {
            StoreServer.execute(
                    owner,
                    """
                    INSERT INTO ops.dropped_partitions VALUES (gen_random_uuid(),
                      'insight.counted_events', 'counted_events_y2026m06', '2026-06-01T00:00:00Z',
                      '2026-07-01T00:00:00Z', 17, now())
                    """);
        }

        Added added =
                insight.counts()
                        .add(
                                NOBODYS,
                                List.of(
                                        event("1", Instant.parse("2026-06-30T23:00:00Z"), "a", "b"),
                                        event(
                                                "2",
                                                Instant.parse("2026-07-01T00:00:00Z"),
                                                "a",
                                                "b")));

        assertThat(added).isEqualTo(new Added(1, 0, 1));
    }

    @Test
    void organisationsAreCountedApartAlsoWhereTheirIdsAreEqual() {
        insight.counts().add(RED, List.of(event("1", TEN, "click", "help")));
        insight.counts().add(Optional.of("blue"), List.of(event("1", TEN, "click", "help")));
        insight.counts().add(NOBODYS, List.of(event("1", TEN, "click", "help")));

        for (Optional<String> organisation : List.of(RED, Optional.of("blue"), NOBODYS)) {
            assertThat(
                            insight.counts()
                                    .find(
                                            organisation,
                                            query(List.of(), Optional.empty(), CountQuery.DAY),
                                            10))
                    .containsExactly(new Count(DAY, List.of(), 1));
        }
        assertThat(
                        insight.counts()
                                .find(
                                        Optional.of("green"),
                                        query(List.of(), Optional.empty(), CountQuery.DAY),
                                        10))
                .isEmpty();
    }

    @Test
    void keepsToTheLimitOfRows() {
        insight.counts()
                .add(
                        NOBODYS,
                        IntStream.range(0, 20)
                                .mapToObj(n -> event("e" + n, TEN, "click", "page-" + n))
                                .toList());

        assertThat(
                        insight.counts()
                                .find(
                                        NOBODYS,
                                        query(List.of("page"), Optional.empty(), CountQuery.DAY),
                                        7))
                .hasSize(7);
    }

    /** Overlapping batches in any order from several threads, against a count by hand. */
    @Test
    void equalsAHandCountWhateverTheOrderAndHoweverOftenBatchesOverlap() throws Exception {
        var random = new Random(20261122);
        var events = new ArrayList<CountedEvent>();
        for (int n = 0; n < 600; n++) {
            Instant at = DAY.plusSeconds(random.nextInt(3 * 86_400));
            events.add(event("e" + n, at, random.nextBoolean() ? "click" : "view", page(random)));
        }
        var batches = new ArrayList<Callable<Added>>();
        for (int from = 0; from < 600; from += 40) {
            List<CountedEvent> batch = new ArrayList<>(events.subList(from, from + 40));
            for (int more = 0; more < 40; more++) {
                batch.add(events.get(random.nextInt(600)));
            }
            Collections.shuffle(batch, random);
            batches.add(() -> insight.counts().add(NOBODYS, batch));
        }
        int counted = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var added : threads.invokeAll(batches)) {
                counted += added.get().counted();
            }
        }

        Map<String, Long> byHand = new TreeMap<>();
        events.forEach(event ->
                byHand.merge(quarter(event.at()) + " " + event.dimensions(), 1L, Long::sum));
        Map<String, Long> found = new TreeMap<>();
        var whole =
                new CountQuery(
                        "pages",
                        Optional.empty(),
                        List.of("page"),
                        CountQuery.QUARTER,
                        DAY,
                        DAY.plus(Duration.ofDays(3)));
        insight.counts()
                .find(NOBODYS, whole, 10_000)
                .forEach(row ->
                        found.put(
                                row.at() + " {page=" + row.values().getFirst().orElseThrow() + "}",
                                row.count()));
        assertThat(counted).isEqualTo(600);
        assertThat(found).isEqualTo(byHand);
    }

    private List<Count> find(CountQuery query) {
        return insight.counts().find(NOBODYS, query, 100);
    }

    private static CountQuery query(List<String> by, Optional<String> event, Duration every) {
        Instant from = every.compareTo(CountQuery.DAY) < 0 ? TEN : DAY;
        return new CountQuery("pages", event, by, every, from, from.plus(Duration.ofDays(1)));
    }

    private static CountedEvent event(
            String id, Instant at, String kind, @org.jspecify.annotations.Nullable String page) {
        var dimensions = new TreeMap<String, String>();
        if (page != null) {
            dimensions.put("page", page);
        }
        return new CountedEvent("pages", id, at, kind, dimensions);
    }

    private static String page(Random random) {
        return List.of("help", "home", "über uns", "a\"b\\c").get(random.nextInt(4));
    }

    private static Instant quarter(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 900L) * 900);
    }

    private static Count count(Instant at, String page, long count) {
        return new Count(at, List.of(Optional.of(page)), count);
    }
}
