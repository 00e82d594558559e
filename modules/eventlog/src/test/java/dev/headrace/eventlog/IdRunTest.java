package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The places that hold ids: exact, in memory and on disk. */
class IdRunTest {

    private static final long SEED = 42;
    private static final IdScope SCOPE = IdScope.of(Drafts.STREAM, DedupeFixture.ADA, SEED);
    private static final IdScope OTHER = IdScope.of(Drafts.STREAM, DedupeFixture.BOB, SEED);

    private final FaultyStorage storage = new FaultyStorage();

    private static ScopedId id(String id) {
        return ScopedId.of(SCOPE, id, SEED);
    }

    private static AcceptedId accepted(long sequence) {
        return new AcceptedId(sequence, new ContentDigest(sequence * 31, ~sequence));
    }

    private IdRun write(IdTable table) throws IOException {
        table.freeze();
        return RunWriter.write(
                storage, new RunSpan(0, 9, 1, 2), SEED, table.size(), table.sorted());
    }

    @Test
    void findsEachIdAndNoOtherInMemoryAndOnDisk() throws Exception {
        IdTable table = new IdTable(0);
        List<ScopedId> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String text = i % 2 == 0 ? new UUID(i, ~i).toString() : "id-" + i;
            ids.add(ScopedId.of(i % 3 == 0 ? SCOPE : OTHER, text, SEED));
            assertThat(table.insert(ids.get(i), accepted(i))).isTrue();
        }
        IdRun written = write(table);
        IdRun run = IdRun.open(storage, written.path());

        for (int i = 0; i < ids.size(); i++) {
            assertThat(table.find(ids.get(i))).contains(accepted(i));
            assertThat(run.mayHave(ids.get(i).hash())).isTrue();
            assertThat(run.find(ids.get(i))).contains(accepted(i));
            assertThat(written.find(ids.get(i))).contains(accepted(i));
        }
        assertThat(run.find(id("absent"))).isEmpty();
        assertThat(table.find(id("absent"))).isEmpty();
        assertThat(run.entries()).isEqualTo(20_000);
        assertThat(run.span()).isEqualTo(new RunSpan(0, 9, 1, 2));
        assertThat(run.bytes()).isEqualTo(storage.content(run.path()).length);
    }

    @Test
    void sendsHardlyAnyForeignIdToTheDisk() throws Exception {
        IdTable table = new IdTable(0);
        for (int i = 0; i < 20_000; i++) {
            table.insert(id("in-" + i), accepted(i));
        }
        IdRun run = write(table);
        int passed = 0;
        for (int i = 0; i < 20_000; i++) {
            passed += run.mayHave(id("out-" + i).hash()) ? 1 : 0;
        }

        assertThat(passed).isLessThan(80);
        assertThat(run.memoryBytes()).isLessThan(20_000 * 5 / 2);
    }

    @Test
    void tellsIdsApartWhoseHashesAreEqual() throws Exception {
        List<IdEntry> entries = new ArrayList<>();
        ScopedId wanted = id("wanted");
        for (int i = 0; i < 500; i++) {
            ScopedId other = id("other-" + i);
            entries.add(new IdEntry(wanted.hash(), SCOPE.text(), other.bytes(), accepted(i)));
            entries.add(new IdEntry(wanted.hash(), OTHER.text(), wanted.bytes(), accepted(i)));
        }
        IdEntry right = new IdEntry(wanted.hash(), SCOPE.text(), wanted.bytes(), accepted(7_000));
        IdRun without =
                RunWriter.write(storage, new RunSpan(0, 1, 0, 0), SEED, 1, entries.iterator());
        assertThat(without.find(wanted)).isEmpty();

        entries.add(right);
        IdRun with = RunWriter.write(storage, new RunSpan(0, 2, 0, 0), SEED, 1, entries.iterator());
        assertThat(with.find(wanted)).contains(accepted(7_000));
    }

    @Test
    void keepsEveryFormOfAnIdApart() {
        String uuid = "0193522e-9c00-7abc-8000-00000000000f";
        List<ScopedId> ids =
                List.of(
                        id(uuid),
                        id(uuid.toUpperCase(java.util.Locale.ROOT)),
                        id(uuid.replace("-", "")),
                        id(uuid.replace('-', '_')),
                        id(uuid.replace('f', 'g')),
                        id(uuid.replace('f', 'F')),
                        id("x"),
                        id("x".repeat(128)),
                        ScopedId.of(OTHER, uuid, SEED));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).extracting(one -> one.bytes().length).startsWith(17, 37);
        assertThat(id(uuid)).isEqualTo(id(uuid)).hasSameHashCodeAs(id(uuid));
        assertThat(ids)
                .allSatisfy(one -> {
                    assertThat(ScopedId.length(one.bytes()[0])).isEqualTo(one.bytes().length);
                });
    }

    @Test
    void noticesDamageWhereverItIs() throws Exception {
        IdTable table = new IdTable(0);
        for (int i = 0; i < 200; i++) {
            table.insert(id("in-" + i), accepted(i));
        }
        IdRun run = write(table);
        byte[] file = storage.content(run.path());
        for (int at = 0; at < file.length; at += 7) {
            file[at] ^= 4;
            int place = at;
            assertThatIOException()
                    .as("offset %d", place)
                    .isThrownBy(() -> {
                        IdRun damaged = IdRun.open(storage, run.path());
                        for (int i = 0; i < 200; i++) {
                            assertThat(damaged.find(id("in-" + i))).contains(accepted(i));
                        }
                    });
            file[at] ^= 4;
        }
    }

    @Test
    void takesNothingMoreOnceFrozen() {
        IdTable table = new IdTable(0);
        table.freeze();

        assertThat(table.insert(id("a"), accepted(1))).isFalse();
        assertThat(table.size()).isZero();
    }
}
