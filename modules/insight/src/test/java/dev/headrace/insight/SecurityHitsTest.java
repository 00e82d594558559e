package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.Observation.Bearing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule against its figures: one event fewer, or a window too long, is no hit. */
class SecurityHitsTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "BRUTE_FORCE_ADDRESS, 10, 5",
        "BRUTE_FORCE_USER, 10, 5",
        "PRIVILEGE_PROBING, 15, 10",
        "BULK_EXPORT, 3, 10",
        "MASS_DELETE, 25, 5",
        "SCANNING, 50, 5",
        "RATE_LIMITED, 5, 10"
    })
    void countsEventsWithinTheWindow(SecurityRule rule, int threshold, int minutes) {
        List<Observation> within = spread(rule, threshold, Duration.ofMinutes(minutes));
        List<Observation> beyond =
                spread(rule, threshold, Duration.ofMinutes(minutes).plusSeconds(1));

        assertThat(SecurityHits.of(rule, within)).containsExactly(within.getLast());
        assertThat(SecurityHits.of(rule, within.subList(1, threshold))).isEmpty();
        assertThat(SecurityHits.of(rule, beyond)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CREDENTIAL_STUFFING, 20", "BULK_READ, 200", "CROSS_TENANT, 2"})
    void countsWhatIsDifferentOnce(SecurityRule rule, int threshold) {
        var events = new ArrayList<Observation>();
        for (int i = 0; i < threshold - 1; i++) {
            events.add(member(rule, i, "m" + i));
            events.add(member(rule, i, "m" + i));
        }
        assertThat(SecurityHits.of(rule, events)).isEmpty();

        events.add(member(rule, 300, "another"));

        assertThat(SecurityHits.of(rule, events)).hasSize(1);
        assertThat(SecurityHits.of(rule, events).getFirst().member()).isEqualTo("another");
    }

    @Test
    void aSuccessAfterFiveFailuresIsAHitAndNoFailureIs() {
        var rule = SecurityRule.SUCCESS_AFTER_FAILURES;
        var events = new ArrayList<Observation>();
        for (int i = 0; i < 5; i++) {
            events.add(of(rule, i * 60, "", Bearing.FAILURE));
        }
        Observation success = of(rule, 14 * 60, "", Bearing.SUCCESS);
        Observation late = of(rule, 15 * 60 + 1, "", Bearing.SUCCESS);

        assertThat(SecurityHits.of(rule, events)).isEmpty();
        assertThat(SecurityHits.of(rule, plus(events, success))).containsExactly(success);
        assertThat(SecurityHits.of(rule, plus(events, late))).isEmpty();
        assertThat(SecurityHits.of(rule, plus(events.subList(1, 5), success))).isEmpty();
        assertThat(SecurityHits.of(rule, plus(events, of(rule, -1, "", Bearing.SUCCESS))))
                .as("before the failures")
                .isEmpty();
    }

    @Test
    void aGrantThatIsUsedForAnHourIsAHit() {
        var rule = SecurityRule.LONG_BREAK_GLASS;
        Observation first = of(rule, 0, "", Bearing.PLAIN);
        Observation before = of(rule, 59 * 60, "", Bearing.PLAIN);
        Observation after = of(rule, 60 * 60, "", Bearing.PLAIN);

        assertThat(SecurityHits.of(rule, List.of(first, before))).isEmpty();
        assertThat(SecurityHits.of(rule, List.of(after, before, first))).containsExactly(after);
    }

    @Test
    void anyDeletionByAnImpersonatorAndAnyUseOfAGrantOffHoursIsAHit() {
        for (SecurityRule rule :
                List.of(SecurityRule.IMPERSONATED_DELETE, SecurityRule.OFF_HOURS_BREAK_GLASS)) {
            Observation one = of(rule, 0, "", Bearing.PLAIN);

            assertThat(SecurityHits.of(rule, List.of(one))).containsExactly(one);
        }
    }

    @Test
    void whatDidNotHappenIsNotFoundHere() {
        var rule = SecurityRule.UNREVIEWED_BREAK_GLASS;

        assertThat(rule.waits()).isTrue();
        assertThat(SecurityHits.of(rule, spread(rule, 5, Duration.ofDays(2)))).isEmpty();
    }

    /** London to Paris is 344 km, to Madrid 1,264 km, to Sydney 16,994 km. */
    @ParameterizedTest
    @CsvSource({
        "'48.9,2.4', 60, false",
        "'40.4,-3.7', 4000, true",
        "'40.4,-3.7', 4600, false",
        "'40.4,-3.7', 0, true",
        "'-33.9,151.2', 61000, true",
        "'-33.9,151.2', 61400, false",
        "'51.5,-0.1', 0, false",
        "nowhere, 0, false",
        "'x,y', 0, false"
    })
    void nobodyIsAtTwoPlacesTooSoon(String place, int seconds, boolean hit) {
        var rule = SecurityRule.IMPOSSIBLE_TRAVEL;
        Observation london = of(rule, 0, "51.5,-0.1", Bearing.PLAIN);
        Observation there = of(rule, seconds, place, Bearing.PLAIN);

        assertThat(SecurityHits.of(rule, List.of(london, there))).hasSize(hit ? 1 : 0);
        assertThat(SecurityHits.of(rule, List.of(there, london))).hasSize(hit ? 1 : 0);
    }

    /** A stop on the way makes two short ways of one that is too long; the whole way stays. */
    @Test
    void aStopOnTheWayExcusesNothing() {
        var rule = SecurityRule.IMPOSSIBLE_TRAVEL;
        Observation london = of(rule, 0, "51.5,-0.1", Bearing.PLAIN);
        Observation bordeaux = of(rule, 1_000, "46.0,-1.6", Bearing.PLAIN);
        Observation madrid = of(rule, 3_000, "40.4,-3.7", Bearing.PLAIN);

        assertThat(SecurityHits.of(rule, List.of(london, bordeaux, madrid))).contains(madrid);
    }

    @Test
    void everyFurtherEventIsAnotherHitUntilTheWindowHasPassed() {
        var rule = SecurityRule.BRUTE_FORCE_ADDRESS;
        List<Observation> events = spread(rule, 13, Duration.ofMinutes(1));
        Observation later = of(rule, 3_600, "", Bearing.PLAIN);

        assertThat(SecurityHits.of(rule, plus(events, later))).hasSize(4).doesNotContain(later);
    }

    @Test
    void theOrderInWhichTheyCameDoesNotMatter() {
        for (SecurityRule rule : SecurityRule.values()) {
            List<Observation> events = random(rule, 400);
            List<Observation> hits = SecurityHits.of(rule, events);
            List<Observation> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(2));

            assertThat(SecurityHits.of(rule, shuffled)).as("%s", rule).isEqualTo(hits);
        }
    }

    /** So a late event, and a batch that was seen in part, never make a hit untrue. */
    @Test
    void whatIsAHitAmongSomeIsAHitAmongMore() {
        for (SecurityRule rule : SecurityRule.values()) {
            List<Observation> events = random(rule, 400);
            var among = new HashSet<>(SecurityHits.of(rule, events));
            for (int part = 0; part < 20; part++) {
                var random = new Random(part);
                List<Observation> some =
                        events.stream().filter(one -> random.nextBoolean()).toList();

                assertThat(among).as("%s", rule).containsAll(SecurityHits.of(rule, some));
            }
        }
    }

    private static List<Observation> random(SecurityRule rule, int count) {
        var random = new Random(rule.ordinal());
        var events = new ArrayList<Observation>();
        for (int i = 0; i < count; i++) {
            Bearing bearing =
                    rule == SecurityRule.SUCCESS_AFTER_FAILURES
                            ? random.nextInt(3) == 0 ? Bearing.SUCCESS : Bearing.FAILURE
                            : Bearing.PLAIN;
            events.add(
                    new Observation(
                            rule,
                            "s",
                            rule == SecurityRule.IMPOSSIBLE_TRAVEL
                                    ? random.nextInt(12) + ".5,7.0"
                                    : "m" + random.nextInt(250),
                            bearing,
                            "e" + i,
                            START.plusSeconds(random.nextInt(3_000))));
        }
        return events;
    }

    /** Evenly, so that the first lies so long before the last. */
    private static List<Observation> spread(SecurityRule rule, int count, Duration length) {
        var events = new ArrayList<Observation>();
        for (int i = 0; i < count; i++) {
            Duration offset =
                    i == count - 1
                            ? length.minusSeconds(1)
                            : length.multipliedBy(i).dividedBy(count);
            events.add(new Observation(rule, "s", "", Bearing.PLAIN, "e" + i, START.plus(offset)));
        }
        return events;
    }

    private static Observation member(SecurityRule rule, int second, String member) {
        return of(rule, second, member, Bearing.PLAIN);
    }

    private static Observation of(SecurityRule rule, int second, String member, Bearing bearing) {
        return new Observation(
                rule, "s", member, bearing, "at" + second + bearing, START.plusSeconds(second));
    }

    private static List<Observation> plus(List<Observation> events, Observation one) {
        var all = new ArrayList<>(events);
        all.add(one);
        return all;
    }
}
