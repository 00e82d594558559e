package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamageTest {

    private final FaultyStorage storage = new FaultyStorage();
    private final LogFixture fixture = new LogFixture(Drafts.settings(4096, 8));

    /** Each append is a group of its own; three fill a segment. */
    private void write(int records) throws Exception {
        try (EventLog log = fixture.open(storage)) {
            for (int i = 0; i < records; i++) {
                log.append(Drafts.frames(1000, "r" + i));
            }
        }
    }

    private static long frameBytes() {
        return new EncodedDraft(Drafts.frames(1000, "r0").getFirst()).size();
    }

    @Test
    void reportsDamageInTheNewestSegmentAndReadsTheRest() throws Exception {
        write(3);
        storage.content(Segment.path(0))[(int) (64 + frameBytes() + 200)] ^= 1;

        try (EventLog log = fixture.open(storage)) {
            assertThat(log.status().damage())
                    .singleElement()
                    .asString()
                    .contains("log/0000000000000000.seg, offset " + (64 + frameBytes()));
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "2=r2");
            assertThat(log.append(Drafts.frames(10, "new")).first()).isEqualTo(LogFixture.at(3));
        }
    }

    @Test
    void reportsDamageInAnOlderSegmentWhenItIsRead() throws Exception {
        write(7);
        storage.content(Segment.path(3))[64 + 300] ^= 1;

        try (EventLog log = fixture.open(storage)) {
            List<LogFrame> frames = Drafts.readAll(log, log.start());

            assertThat(Drafts.ids(frames))
                    .containsExactly("0=r0", "1=r1", "2=r2", "4=r4", "5=r5", "6=r6");
            assertThat(log.status().damage())
                    .singleElement()
                    .asString()
                    .contains("log/0000000000000003.seg, offset 64", "records 3 to 3 are lost");
        }
    }

    @Test
    void reportsTheEndOfAnOlderSegmentThatIsLost() throws Exception {
        write(4);
        storage.content(Segment.path(0))[(int) (64 + 2 * frameBytes())] = 0;

        try (EventLog log = fixture.open(storage)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "1=r1", "3=r3");
            assertThat(log.status().damage()).singleElement().asString().contains("records 2 to 2");
        }
    }

    @Test
    void reportsAMissingSegment() throws Exception {
        write(10);
        storage.delete(Segment.path(3));

        try (EventLog log = fixture.open(storage)) {
            assertThat(log.status().damage())
                    .singleElement()
                    .asString()
                    .contains("0006.seg", "missing");
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "1=r1", "2=r2", "6=r6", "7=r7", "8=r8", "9=r9");
        }
    }

    @Test
    void reportsADamagedHeaderAndReadsTheFrames() throws Exception {
        write(4);
        storage.content(Segment.path(0))[20] ^= 1;

        try (EventLog log = fixture.open(storage)) {
            assertThat(log.status().damage()).singleElement().asString().contains("header");
            assertThat(Drafts.readAll(log, log.start())).hasSize(4);
        }
    }

    @Test
    void cutsATornGroupWhole() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            log.append(Drafts.frames(100, "kept"));
            log.append(
                    List.of(
                            Drafts.frame(Drafts.record("torn1", 100)),
                            Drafts.frame(Drafts.record("torn2", 100)),
                            Drafts.frame(Drafts.record("torn3", 100))));
        }
        long frame = new EncodedDraft(Drafts.frame(Drafts.record("torn1", 100))).size();
        long kept = new EncodedDraft(Drafts.frame(Drafts.record("kept", 100))).size();
        storage.content(Segment.path(0))[(int) (64 + kept + frame + 100)] ^= 1;

        try (EventLog log = fixture.open(storage)) {
            assertThat(log.status().damage()).isEmpty();
            assertThat(Drafts.ids(Drafts.readAll(log, log.start()))).containsExactly("0=kept");
            byte[] segment = storage.content(Segment.path(0));
            assertThat(Arrays.copyOfRange(segment, (int) (64 + kept), segment.length))
                    .containsOnly(0);
            assertThat(log.append(Drafts.frames(10, "new")).first()).isEqualTo(LogFixture.at(1));
        }
        try (EventLog log = fixture.open(storage)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=kept", "1=new");
        }
    }

    @Test
    void passesFramesThatAnEarlierUseOfTheBytesLeftBehind() throws Exception {
        write(5);
        byte[] old = storage.content(Segment.path(0));
        byte[] newest = storage.content(Segment.path(3));
        int from = (int) (64 + 2 * frameBytes());
        System.arraycopy(old, from, newest, from, newest.length - from);

        try (EventLog log = fixture.open(storage)) {
            assertThat(log.end()).isEqualTo(LogFixture.at(5));
            assertThat(Drafts.readAll(log, log.start())).hasSize(5);
            assertThat(log.status().damage()).isEmpty();
        }
    }

    @Test
    void passesFramesThatATornWriteLeftBehindTheEndOfAnOlderSegment() throws Exception {
        try (EventLog log = fixture.open(storage)) {
            log.append(Drafts.frames(1000, "r0"));
            log.append(Drafts.frames(1000, "r1"));
            log.append(Drafts.frames(2000, "r2"));
        }
        byte[] older = storage.content(Segment.path(0));
        ByteBuffer torn = ByteBuffer.wrap(older).position((int) (64 + 2 * frameBytes()));
        new EncodedDraft(Drafts.frames(1000, "torn").getFirst()).writeTo(torn, 2, 2, 1, 1);

        try (EventLog log = fixture.open(storage)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "1=r1", "2=r2");
            assertThat(log.status().damage()).isEmpty();
        }
    }

    @Test
    void refusesTheLogOfAnotherNode() throws Exception {
        write(1);
        byte[] header =
                new SegmentHeader(1, 0, SegmentHeader.NONE, 0, "zzzzzzzzzzzz").toBytes().array();
        System.arraycopy(header, 0, storage.content(Segment.path(0)), 0, header.length);

        assertThatExceptionOfType(EventLogFailedException.class)
                .isThrownBy(() -> fixture.open(storage))
                .withMessageContaining("belongs to node zzzzzzzzzzzz");
    }

    @Test
    void refusesAFormatThatItDoesNotKnow() throws Exception {
        write(1);
        byte[] header =
                new SegmentHeader(2, 0, SegmentHeader.NONE, 0, LogFixture.NODE).toBytes().array();
        System.arraycopy(header, 0, storage.content(Segment.path(0)), 0, header.length);

        assertThatExceptionOfType(EventLogFailedException.class)
                .isThrownBy(() -> fixture.open(storage))
                .withMessageContaining("has format 2");
    }
}
