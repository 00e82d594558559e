package dev.headrace.eventlog;

import static dev.headrace.eventlog.DedupeFixture.ADA;
import static dev.headrace.eventlog.DedupeFixture.BOB;
import static dev.headrace.eventlog.DedupeFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DedupeFixture.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one node says to repeats. Outcomes are fresh/duplicates/conflicts. */
class DedupeTest {

    private final DedupeFixture fixture = new DedupeFixture();
    private final FaultyStorage storage = new FaultyStorage();
    private Node node;

    @BeforeEach
    void open() throws IOException {
        node = fixture.open(storage);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void answersARepeatWithTheOriginalsPlaceAndAppendsNothing() throws Exception {
        node.post(fixture.ids("a", "b", "c"));

        try (Screening screening = node.dedupe().screen(List.of(fixture.ids("c", "x", "a")))) {
            assertThat(screening.duplicates()).isEqualTo(2);
            assertThat(screening.repeats())
                    .extracting(Screening.Repeat::original)
                    .containsExactly(2L, 0L);
            assertThat(screening.conflicts()).isEmpty();
            assertThat(screening.fresh())
                    .singleElement()
                    .satisfies(frame ->
                            assertThat(frame.records())
                                    .extracting(RecordDraft::id)
                                    .containsExactly("x"));
        }
        assertThat(node.log().end().sequence()).isEqualTo(3);
    }

    @Test
    void neverSuppressesAnEventByAnotherOwnersId() throws Exception {
        node.post(fixture.frame(ADA, event("a", "same")));

        assertThat(node.post(fixture.frame(BOB, event("a", "same")))).isEqualTo("1/0/0");
        assertThat(node.post(fixture.frame(BOB, event("a", "same")))).isEqualTo("0/1/0");
    }

    @Test
    void neverSuppressesAnEventByAnotherOwnersIdThatIsOnDisk() throws Exception {
        node.post(fixture.frame(ADA, event("a", "same")));
        node.dedupe().keepAll();

        assertThat(node.post(fixture.frame(BOB, event("a", "same")))).isEqualTo("1/0/0");
        assertThat(node.post(fixture.frame(ADA, event("a", "same")))).isEqualTo("0/1/0");
    }

    @Test
    void comparesIdsWithinAStreamOnly() throws Exception {
        node.post(fixture.ids("a"));

        assertThat(node.post(fixture.frame(new StreamName("other"), ADA, event("a", "same"))))
                .isEqualTo("1/0/0");
    }

    @Test
    void anOrganisationsCallersShareTheirIdsAndOthersDoNot() {
        Principal ada = of(Principal.Kind.SERVICE, "ada", Optional.of("acme"));
        Principal bob = of(Principal.Kind.PERSON, "bob", Optional.of("acme"));

        assertThat(Owner.of(ada)).isEqualTo(Owner.of(bob));
        assertThat(
                        List.of(
                                Owner.of(ada),
                                Owner.of(of(Principal.Kind.SERVICE, "ada", Optional.empty())),
                                Owner.of(of(Principal.Kind.PERSON, "ada", Optional.empty())),
                                Owner.of(of(Principal.Kind.SESSION, "ada", Optional.empty())),
                                Owner.of(of(Principal.Kind.SERVICE, "acme", Optional.empty())),
                                Owner.of(Principal.NOBODY)))
                .doesNotHaveDuplicates();
    }

    private static Principal of(Principal.Kind kind, String name, Optional<String> organisation) {
        return new Principal(kind, name, Optional.empty(), organisation);
    }

    @Test
    void saysConflictWhenTheIdHasOtherContent() throws Exception {
        node.post(fixture.ids("a"));
        RecordDraft other = event("a", "other");

        try (Screening screening = node.dedupe().screen(List.of(fixture.frame(ADA, other)))) {
            assertThat(screening.conflicts()).singleElement().isSameAs(other);
            assertThat(screening.fresh()).isEmpty();
            assertThat(screening.duplicates()).isZero();
        }
        assertThat(node.post(fixture.ids("a"))).isEqualTo("0/1/0");
    }

    @Test
    void countsTheSecondOfTwoEqualEventsInARequestAsARepeat() throws Exception {
        assertThat(node.post(fixture.ids("a", "b", "a"))).isEqualTo("2/1/0");
        assertThat(node.post(fixture.frame(ADA, event("c", "1"), event("c", "2"))))
                .isEqualTo("1/0/1");
        assertThat(node.log().end().sequence()).isEqualTo(3);
    }

    @Test
    void judgesTwinsByTheEventInTheLog() throws Exception {
        node.post(fixture.frame(ADA, event("a", "1")));

        assertThat(node.post(fixture.frame(ADA, event("a", "2"), event("a", "1"))))
                .as("the first is a conflict, the second a repeat")
                .isEqualTo("0/1/1");
    }

    @Test
    void seesARepeatAcrossTheFramesOfARequest() throws Exception {
        assertThat(node.post(fixture.ids("a", "b"), fixture.ids("b", "c"))).isEqualTo("3/1/0");
        assertThat(node.post(fixture.ids("b"), fixture.ids("c"))).isEqualTo("0/2/0");
    }

    @Test
    void takesIdsThatItMadeItselfForNewAlways() throws Exception {
        RecordDraft made = event("made", "same", IdOrigin.MADE);

        assertThat(node.post(fixture.frame(ADA, made))).isEqualTo("1/0/0");
        assertThat(node.post(fixture.frame(ADA, made))).isEqualTo("1/0/0");
        assertThat(node.dedupe().status().entries()).isZero();
    }

    @Test
    void givesTheIdBackWhenTheAppendFails() throws Exception {
        try (Screening screening = node.dedupe().screen(List.of(fixture.ids("a")))) {
            assertThat(screening.fresh()).hasSize(1); // and the log refuses it
        }

        assertThat(node.post(fixture.ids("a"))).isEqualTo("1/0/0");
    }

    @Test
    void acceptsTheRetryOfWhatAFullLogRefused() throws Exception {
        node.close();
        DedupeFixture small =
                new DedupeFixture(
                        Drafts.settings(1024, 4), DedupeFixture.DAY, RememberedIds.TABLE_BYTES);
        node = small.open(new FaultyStorage());
        int accepted = 0;
        try {
            for (; accepted < 1_000; accepted++) {
                node.post(small.ids("a" + accepted));
            }
        } catch (EventLogFullException e) {
            assertThat(accepted).isBetween(5, 100);
        }
        String refused = "a" + accepted;

        small.logs.delivery.needed.set(Long.MAX_VALUE);
        small.logs.delivery.pinned.set(Long.MAX_VALUE);

        assertThat(node.post(small.ids(refused))).isEqualTo("1/0/0");
        assertThat(node.post(small.ids(refused))).isEqualTo("0/1/0");
    }

    @Test
    void refusesAnOutcomeThatIsNotThatOfItsRecords() throws Exception {
        try (Screening screening = node.dedupe().screen(List.of(fixture.ids("a", "b")))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> screening.stored(new Appended(LogFixture.at(0), 1)));
        }
    }

    @Test
    void remembersNothingWhenItIsOff() throws Exception {
        Dedupe off = Dedupe.off();

        try (Screening first = off.screen(List.of(fixture.ids("a", "a")))) {
            assertThat(first.fresh().getFirst().records()).hasSize(2);
        }
        assertThat(off.status().window()).isZero();
    }
}
