package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfficeHoursTest {

    private static final Map<String, Object> GOOD =
            Map.of(
                    "zone", "Europe/Vienna",
                    "days", List.of("mon", "fri"),
                    "from", "07:00",
                    "until", "19:30");

    @Test
    void readsWhatAContractSays() {
        var problems = new ArrayList<String>();

        assertThat(OfficeHours.read("h", GOOD, problems))
                .contains(
                        new OfficeHours(
                                ZoneId.of("Europe/Vienna"),
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                LocalTime.of(7, 0),
                                LocalTime.of(19, 30)));
        assertThat(problems).isEmpty();
    }

    /** Half past seven in summer and in winter. */
    @Test
    void knowsTheTimeThatPeopleHaveThere() {
        OfficeHours hours = OfficeHours.read("h", GOOD, new ArrayList<>()).orElseThrow();

        assertThat(hours.hold(Instant.parse("2026-07-03T05:30:00Z"))).isTrue();
        assertThat(hours.hold(Instant.parse("2026-07-03T04:59:59Z"))).isFalse();
        assertThat(hours.hold(Instant.parse("2026-12-04T05:30:00Z"))).isFalse();
        assertThat(hours.hold(Instant.parse("2026-12-04T18:29:59Z"))).isTrue();
        assertThat(hours.hold(Instant.parse("2026-12-04T18:30:00Z"))).isFalse();
        assertThat(hours.hold(Instant.parse("2026-12-03T12:00:00Z"))).as("Thursday").isFalse();
    }

    @Test
    void namesEveryProblemWithItsPlaceAndWhatWouldBeRight() {
        var problems = new ArrayList<String>();

        assertThat(
                        OfficeHours.read(
                                "h",
                                Map.of(
                                        "zone",
                                        "Mars/Base",
                                        "days",
                                        List.of("monday"),
                                        "from",
                                        420,
                                        "untill",
                                        "19:00"),
                                problems))
                .isEmpty();
        assertThat(problems)
                .contains(
                        "h.zone is not a time zone such as Europe/Vienna",
                        "h.days is not a list of mon, tue, wed, thu, fri, sat, sun",
                        "h.from is not a time such as \"07:00\", in quotes",
                        "h.until is not a time such as \"07:00\", in quotes")
                .anyMatch(text -> text.startsWith("h.untill is not known; did you mean until?"))
                .hasSize(5);
    }

    @Test
    void refusesADayThatEndsBeforeItBegins() {
        var problems = new ArrayList<String>();

        OfficeHours.read(
                "h",
                Map.of("zone", "UTC", "days", List.of("mon"), "from", "19:00", "until", "07:00"),
                problems);
        OfficeHours.read("h", "nine to five", problems);

        assertThat(problems)
                .containsExactly(
                        "h.until is not later than from",
                        "h is not an object with zone, days, from and until");
    }
}
