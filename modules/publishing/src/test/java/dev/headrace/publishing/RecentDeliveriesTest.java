package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.Deliveries.Place;
import dev.headrace.sink.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentDeliveriesTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:15:01Z");

    private final Records records = new Records();

    @Test
    void knowsOfEachRecordWhenItWasDeliveredAndWhere() {
        var recent = new RecentDeliveries(100);
        var outcomes =
                List.of(
                        new Outcome.Delivered("a"),
                        new Outcome.Delivered("a"),
                        new Outcome.Unknown("odd"),
                        new Outcome.Delivered("b"),
                        new Outcome.Delivered("c"));

        recent.note(records.batch(5), outcomes::get, AT);

        assertThat(recent.place(0)).contains(new Place(AT, "a"));
        assertThat(recent.place(1)).contains(new Place(AT, "a"));
        assertThat(recent.place(2)).isEmpty();
        assertThat(recent.place(3)).contains(new Place(AT, "b"));
        assertThat(recent.place(4)).contains(new Place(AT, "c"));
        assertThat(recent.place(5)).isEmpty();
    }

    @Test
    void believesTheLastAnswer() {
        var recent = new RecentDeliveries(100);
        Batch batch = records.batch(2);

        recent.note(batch, index -> new Outcome.Delivered("first"), AT);
        recent.note(batch, index -> new Outcome.Delivered("again"), AT.plusSeconds(1));

        assertThat(recent.place(1)).contains(new Place(AT.plusSeconds(1), "again"));
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        var recent = new RecentDeliveries(2);

        for (int i = 0; i < 3; i++) {
            recent.note(records.batch(1), index -> new Outcome.Delivered("there"), AT);
            records.record("web");
        }

        assertThat(recent.place(0)).isEqualTo(Optional.empty());
        assertThat(recent.place(2)).isPresent();
        assertThat(recent.place(4)).isPresent();
    }
}
