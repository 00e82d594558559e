package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headrace.privacy.PrivacyKeyDesk.KeyState;
import dev.headrace.privacy.PrivacyKeyDesk.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PrivacyKeysTest {

    private static final String ADA = "ada@example.org";
    private static final Optional<String> NOBODYS = Optional.empty();
    private static final Optional<String> CLINIC = Optional.of("clinic");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    @TempDir Path folder;
    private Path file;
    private PrivacyKeyDesk desk;

    @BeforeEach
    void prepare() {
        file = folder.resolve("keys/privacy.json");
        desk = new PrivacyKeyDesk(file, new SecureRandom(), CLOCK);
    }

    @Test
    void makesAKeyOnceReadableByTheOwnerOnly() throws IOException {
        String first = open().inForce(NOBODYS).of(ADA);

        assertThat(open().inForce(NOBODYS).of(ADA)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void eachOrganisationHasAKeyOfItsOwn() {
        PrivacyKeys keys = open();

        assertThat(
                        Stream.of(NOBODYS, CLINIC, Optional.of("other"), Optional.of("Ünion/../x"))
                                .map(organisation -> keys.inForce(organisation).of(ADA)))
                .doesNotHaveDuplicates();
        assertThat(open().inForce(CLINIC).of(ADA)).isEqualTo(keys.inForce(CLINIC).of(ADA));
        assertThat(folder.resolve("keys/privacy.d/clinic.json")).exists();
    }

    @Test
    void anOrganisationsNameNeverLeadsOutOfTheFolder() throws IOException {
        PrivacyKeys keys = open();
        List<String> names = List.of("../../etc", "/etc/x", "a/b", "..", "A", "a b", "ä", "~");

        names.forEach(name -> keys.inForce(Optional.of(name)));

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(names.size() + 1)
                    .allMatch(one ->
                            one.equals(file)
                                    || folder.resolve("keys/privacy.d").equals(one.getParent()));
        }
        assertThat(desk.list())
                .extracting(KeyState::organisation)
                .containsAll(names.stream().map(Optional::of).toList());
    }

    @Test
    void usesTheNewestKeyOfAFileOfTheFirstForm() throws IOException {
        String key = "A".repeat(43) + "=";
        write("{\"keys\":[{\"version\":2,\"key\":\"%s\"},{\"version\":1,\"key\":\"%s\"}]}", key);

        assertThat(open().inForce(NOBODYS).of(ADA)).startsWith("h2:");
        assertThat(open().oldest(NOBODYS).of(ADA)).startsWith("h1:");
    }

    @Test
    void refusesFilesThatAreNotRightAndNeverShowsTheirContent() throws IOException {
        String key = "QUFB".repeat(11);
        for (String text :
                List.of(
                        "{\"keys\":[{\"version\":1,\"key\":\"c2hvcnQ=\"}]}",
                        "{\"keys\":[{\"version\":0,\"key\":\"%s\"}]}",
                        "{\"keys\":[{\"version\":1,\"key\":\"%s\"},{\"version\":1,\"key\":\"%s\"}]}",
                        "{\"keys\":[]}",
                        "{\"keys\":[{\"version\":1,\"key\":\"%s\"}],\"destroyed\":[{\"version\":2}]}",
                        "not JSON %s")) {
            write(text, key);

            assertThatThrownBy(this::open)
                    .as(text)
                    .isInstanceOf(PrivacyKeyException.class)
                    .hasMessageContaining("privacy.json")
                    .hasMessageNotContaining("QUFB")
                    .hasMessageNotContaining("c2hvcnQ");
        }
    }

    @Test
    void manyWhoNeedTheFirstKeyAtOnceGetTheSame() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> nodes =
                    IntStream.range(0, 16)
                            .<Callable<String>>mapToObj(any -> () -> open().inForce(CLINIC).of(ADA))
                            .toList();
            var pseudonyms = new ArrayList<String>();
            for (var answer : callers.invokeAll(nodes)) {
                pseudonyms.add(answer.get());
            }

            assertThat(pseudonyms).hasSize(16).containsOnly(pseudonyms.getFirst());
        }
    }

    @Test
    void aRunningNodeTakesOverARotatedKey() {
        PrivacyKeys keys = open();
        String before = keys.inForce(CLINIC).of(ADA);

        desk.rotate(CLINIC);
        keys.refresh();

        assertThat(keys.inForce(CLINIC).of(ADA)).startsWith("h2:").isNotEqualTo(before);
        assertThat(keys.oldest(CLINIC).of(ADA)).isEqualTo(before);
        assertThat(desk.list())
                .filteredOn(key -> key.organisation().equals(CLINIC))
                .extracting(KeyState::version, KeyState::state)
                .containsExactly(tuple(1, State.KEPT), tuple(2, State.IN_FORCE));
    }

    /** Crypto-erasure: neither the files nor the running node can make the old hash again. */
    @Test
    void nobodyCanMakeTheHashesOfADestroyedKeyAgain() throws IOException {
        PrivacyKeys keys = open();
        String before = keys.inForce(CLINIC).of(ADA);
        String secret = secretOf(folder.resolve("keys/privacy.d/clinic.json"));
        desk.rotate(CLINIC);

        desk.destroy(CLINIC, List.of(1));
        keys.refresh();

        assertThat(filesHolding(secret)).isEmpty();
        for (PrivacyKeys any : List.of(keys, open())) {
            assertThat(any.inForce(CLINIC).of(ADA)).isNotEqualTo(before);
            assertThat(any.oldest(CLINIC).of(ADA)).isNotEqualTo(before).startsWith("h2:");
        }
        assertThat(desk.list())
                .filteredOn(key -> key.state() == State.DESTROYED)
                .extracting(KeyState::version)
                .containsExactly(1);
    }

    @Test
    void aVersionIsNeverGivenTwice() {
        open().inForce(CLINIC);

        desk.destroy(CLINIC, List.of());
        desk.destroy(CLINIC, List.of(2));

        assertThat(open().inForce(CLINIC).of(ADA)).startsWith("h3:");
        assertThat(desk.rotate(CLINIC).getLast().version()).isEqualTo(4);
    }

    @Test
    void destroyingOneOrganisationsKeyLeavesTheOthersAlone() {
        String others = open().inForce(Optional.of("other")).of(ADA);
        open().inForce(CLINIC);

        desk.destroy(CLINIC, List.of());

        assertThat(open().inForce(Optional.of("other")).of(ADA)).isEqualTo(others);
    }

    @Test
    void saysWhatCannotBeDone() {
        desk.make(CLINIC);

        assertThatThrownBy(() -> desk.make(CLINIC))
                .hasMessage("the organisation clinic has a key already; rotate makes another one");
        assertThatThrownBy(() -> desk.destroy(CLINIC, List.of(1, 7)))
                .hasMessage("the organisation clinic has no key of version 7");
        assertThatThrownBy(() -> desk.rotate(NOBODYS))
                .hasMessage("callers without an organisation have no key; make makes one");
        assertThat(desk.list()).extracting(KeyState::state).containsExactly(State.IN_FORCE);
    }

    @Test
    void keepsTheKeyInForceWhenItsFileIsGone() throws IOException {
        PrivacyKeys keys = open();
        String before = keys.inForce(CLINIC).of(ADA);

        Files.delete(folder.resolve("keys/privacy.d/clinic.json"));
        keys.refresh();

        assertThat(keys.inForce(CLINIC).of(ADA)).isEqualTo(before);
    }

    private PrivacyKeys open() {
        return PrivacyKeys.open(file, new SecureRandom(), CLOCK);
    }

    private void write(String text, String key) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("%s", key));
    }

    private static String secretOf(Path keys) throws IOException {
        return JsonMapper.builder()
                .build()
                .readTree(Files.readString(keys))
                .at("/keys/0/key")
                .asString();
    }

    private List<Path> filesHolding(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(one -> {
                        try {
                            return new String(Files.readAllBytes(one), StandardCharsets.UTF_8)
                                    .contains(secret);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
