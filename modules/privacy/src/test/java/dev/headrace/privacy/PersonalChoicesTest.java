package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.event.Principal;
import dev.headrace.event.Purpose;
import dev.headrace.privacy.PersonalChoices.State;
import dev.headrace.privacy.Standing.Agreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node knows of choices while its store comes and goes. */
class PersonalChoicesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final MarkKey KEY = new MarkKey(new byte[32]);
    private static final Principal ADA = Principal.session("ada", "7");
    private static final Principal BOB = Principal.session("bob", "7");

    @TempDir Path folder;
    private final FakeChoiceStore store = new FakeChoiceStore();

    private PersonalChoices node() {
        return PersonalChoices.of(store, KEY, snapshot(), CLOCK);
    }

    private Path snapshot() {
        return folder.resolve("state/choices");
    }

    private static Choice exclusionOf(Principal person) {
        return new Choice.Exclusion(
                person.organisation(),
                Choice.Kind.ACTOR,
                KEY.ofPerson(person).orElseThrow(),
                Choice.Source.ADMIN);
    }

    private static boolean excludes(PersonalChoices node, Principal person) {
        return node.known().orElseThrow().of(person).isExcluded();
    }

    @Test
    void nothingIsKnownUntilTheStoreHasAnsweredOnce() {
        store.goAway("for the test");
        PersonalChoices node = node();

        node.refresh();

        assertThat(node.known()).isEmpty();
        assertThat(node.status().state()).isEqualTo(State.UNKNOWN);
        assertThat(node.status().problem()).contains("for the test");

        store.comeBack();
        node.refresh();

        assertThat(node.known()).isPresent();
        assertThat(node.status().state()).isEqualTo(State.CURRENT);
        assertThat(node.status().problem()).isEmpty();
    }

    @Test
    void whatAnotherNodeHasChangedIsTakenOverAndWhatNobodyHasIsNotReadAgain() {
        PersonalChoices node = node();
        node.refresh();
        assertThat(excludes(node, ADA)).isFalse();

        store.add(exclusionOf(ADA));
        node.refresh();
        node.refresh();

        assertThat(excludes(node, ADA)).isTrue();
        assertThat(excludes(node, BOB)).isFalse();
        assertThat(store.reads).isEqualTo(2);
    }

    @Test
    void whatThisNodeHasChangedHoldsAtOnce() {
        PersonalChoices node = node();
        node.refresh();

        node.add(exclusionOf(ADA));

        assertThat(excludes(node, ADA)).isTrue();
        assertThat(node.status().exclusions()).isEqualTo(1);
    }

    @Test
    void aNodeThatStartsWithoutItsStoreGoesByTheSnapshot() {
        PersonalChoices before = node();
        before.refresh();
        before.add(exclusionOf(ADA));
        store.goAway("stopped");

        PersonalChoices after = node();

        assertThat(excludes(after, ADA)).isTrue();
        assertThat(excludes(after, BOB)).isFalse();
        after.refresh();
        assertThat(excludes(after, ADA)).isTrue();
        assertThat(after.status().state()).isEqualTo(State.LAST_KNOWN);
        assertThat(after.status().asOf()).contains(NOW);
        assertThatThrownBy(() -> after.add(exclusionOf(BOB)))
                .isInstanceOf(ChoicesUnavailableException.class);
        assertThat(excludes(after, BOB)).isFalse();
    }

    @Test
    void aBrokenSnapshotIsNoSnapshot() throws IOException {
        PersonalChoices before = node();
        before.refresh();
        before.add(exclusionOf(ADA));
        store.goAway("stopped");
        byte[] bytes = Files.readAllBytes(snapshot());
        bytes[bytes.length - 40] ^= 1;
        Files.write(snapshot(), bytes);

        PersonalChoices after = node();

        assertThat(after.known()).isEmpty();
        assertThat(after.status().problem().orElseThrow()).contains(snapshot().toString());
        store.comeBack();
        after.refresh();
        assertThat(excludes(after, ADA)).isTrue();
        assertThat(node().known()).as("written anew").isPresent();
    }

    @Test
    void aNodeWithoutAStoreKeepsChoicesItself() {
        Path file = folder.resolve("own");
        var node = PersonalChoices.of(LocalChoices.in(file, KEY, CLOCK), KEY, CLOCK);
        assertThat(node.status().state()).isEqualTo(State.CURRENT);
        assertThat(file).doesNotExist();

        node.add(exclusionOf(ADA));

        var again = PersonalChoices.of(LocalChoices.in(file, KEY, CLOCK), KEY, CLOCK);
        assertThat(excludes(again, ADA)).isTrue();
    }

    @Test
    void aBrokenFileOfItsOwnIsNeverWrittenOver() throws IOException {
        Path file = Files.writeString(folder.resolve("own"), "x".repeat(100));
        var node = PersonalChoices.of(LocalChoices.in(file, KEY, CLOCK), KEY, CLOCK);

        assertThat(node.known()).isEmpty();
        assertThatThrownBy(() -> node.add(exclusionOf(ADA)))
                .isInstanceOf(ChoicesUnavailableException.class);
        assertThat(file).hasContent("x".repeat(100));
    }

    @Test
    void aPersonIsOnePersonOfOneOrganisationAndEmailsHaveNoCase() {
        PersonalChoices node = node();
        node.add(exclusionOf(ADA));
        node.add(exclusionOf(Principal.person("Ada@Example.org")));

        assertThat(excludes(node, Principal.session("ada", "9"))).isFalse();
        assertThat(excludes(node, Principal.service("ada").within("7"))).isFalse();
        assertThat(excludes(node, Principal.NOBODY)).isFalse();
        assertThat(excludes(node, Principal.person("ADA@example.org"))).isTrue();
    }

    @Test
    void anAddressIsExcludedWithItsNeighboursInIpv6Alone() {
        PersonalChoices node = node();
        node.add(exclusionOf("192.0.2.7"));
        node.add(exclusionOf("2001:db8::7"));

        assertThat(excludes(node, "192.0.2.7")).isTrue();
        assertThat(excludes(node, "192.0.2.8")).isFalse();
        assertThat(excludes(node, "2001:db8::abcd:1")).isTrue();
        assertThat(excludes(node, "2001:db8:0:1::7")).isFalse();
    }

    private static Choice exclusionOf(String address) {
        return new Choice.Exclusion(
                Optional.empty(), Choice.Kind.ADDRESS, mark(address), Choice.Source.CCPA_FORM);
    }

    private static PersonMark mark(String address) {
        return KEY.ofAddress(ClientAddress.parse(address).orElseThrow());
    }

    private static boolean excludes(PersonalChoices node, String address) {
        return node.known().orElseThrow().excludes(() -> ClientAddress.parse(address));
    }

    @Test
    void theLastWordOfAPersonHoldsAndAReadmissionLeavesIt() {
        PersonalChoices node = node();
        node.add(said(Agreement.GIVEN));
        node.add(exclusionOf(ADA));
        node.add(said(Agreement.WITHDRAWN));
        node.add(new Choice.Readmission(ADA.organisation(), KEY.ofPerson(ADA).orElseThrow()));

        Standing ada = node.known().orElseThrow().of(ADA);

        assertThat(ada.isExcluded()).isFalse();
        assertThat(ada.agreement(Purpose.POSE)).isEqualTo(Agreement.WITHDRAWN);
        assertThat(ada.agreement(Purpose.ANALYTICS)).isEqualTo(Agreement.UNKNOWN);
    }

    private static Choice said(Agreement agreement) {
        return new Choice.Consent(
                ADA.organisation(),
                KEY.ofPerson(ADA).orElseThrow(),
                Purpose.POSE,
                agreement,
                "2026-05");
    }
}
