package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to appends that come while a group is written. */
class LogWriterTest {

    private static final Logger LOG = Logger.getLogger("dev.headrace.eventlog");

    private final FaultyStorage disk = new FaultyStorage();
    private final List<String> steps = new ArrayList<>();
    private final Callers callers = new Callers();
    private final LogFixture fixture = new LogFixture(Drafts.settings(16_384, 8));
    private final Storage held =
            new Wrapped(disk) {
                @Override
                void write(String path, StorageFile file, ByteBuffer from, long offset)
                        throws IOException {
                    callers.beforeWrite();
                    file.write(from, offset);
                }
            };

    @BeforeAll
    static void silence() {
        LOG.setLevel(Level.OFF); // the failures are made on purpose
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    /** The first append is a group of its own; the others come while it is written. */
    private List<String> append(EventLog log, int count) {
        List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
        callers.run(
                IntStream.range(0, count)
                        .<Runnable>mapToObj(i -> () -> outcomes.add(append(log, "r" + i)))
                        .toList());
        return outcomes;
    }

    private static String append(EventLog log, String id) {
        try {
            return log.append(Drafts.frames(100, id)).first().sequence() + "=" + id;
        } catch (EventLogFailedException e) {
            return id + " failed";
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a caller", e);
        }
    }

    @Test
    void writesAndForcesAllThatCameMeanwhileOnce() throws Exception {
        try (EventLog log = fixture.open(held)) {
            disk.observeSteps(steps::add);

            List<String> outcomes = append(log, 5);

            assertThat(steps)
                    .extracting(step -> step.substring(0, step.indexOf(' ')))
                    .containsExactly("write", "force", "write", "force");
            assertThat(log.status().forces()).isEqualTo(2);
            assertThat(outcomes).containsExactlyInAnyOrder("0=r0", "1=r1", "2=r2", "3=r3", "4=r4");
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "1=r1", "2=r2", "3=r3", "4=r4");
        }
    }

    @Test
    void acknowledgesAForcedGroupAlthoughTheNextWriteFails() throws Exception {
        try (EventLog log = fixture.open(held)) {
            failSecond("write");

            assertThat(append(log, 3)).containsExactlyInAnyOrder("0=r0", "r1 failed", "r2 failed");
            assertThat(log.end()).isEqualTo(LogFixture.at(1));
        }
    }

    @Test
    void acknowledgesNothingOfAGroupWhoseForceFails() throws Exception {
        try (EventLog log = fixture.open(held)) {
            failSecond("force");

            assertThat(append(log, 3)).containsExactlyInAnyOrder("0=r0", "r1 failed", "r2 failed");
            assertThat(log.end()).isEqualTo(LogFixture.at(1));
        }
    }

    private void failSecond(String wanted) {
        int[] left = {1};
        disk.failWhen((operation, _) -> {
            if (operation.equals(wanted) && left[0]-- == 0) {
                throw new IOException("the disk is broken");
            }
        });
    }

    @Test
    void makesAsManyGroupsAsTheSegmentsNeed() throws Exception {
        LogFixture small = new LogFixture(Drafts.settings(2048, 8));
        try (EventLog log = small.open(held)) {
            List<String> outcomes = append(log, 20);

            assertThat(outcomes).hasSize(20).noneMatch(outcome -> outcome.endsWith("failed"));
            assertThat(log.status().segments()).isGreaterThan(2);
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 20).mapToObj(i -> i + "=r" + i).toList());
        }
    }

    @Test
    void failsEveryAppendOnceTheRoutingCannotBeTold() throws Exception {
        DeliveryState broken =
                new DeliveryState() {
                    @Override
                    public int routeEpoch() {
                        throw new IllegalStateException("no routing");
                    }

                    @Override
                    public long neededFrom() {
                        return 0;
                    }

                    @Override
                    public long pinnedFrom() {
                        return 0;
                    }

                    @Override
                    public void expire(long before) {}
                };
        try (EventLog log =
                SegmentedEventLog.open(
                        new LogFiles(held, LogFixture.NODE, new Segments(), new Damage()),
                        Drafts.settings(16_384, 8),
                        broken,
                        new MovingClock(Drafts.NOW),
                        SegmentedEventLog.Preparation.WHEN_NEEDED)) {
            for (String id : List.of("r0", "r1")) {
                assertThatExceptionOfType(EventLogFailedException.class)
                        .isThrownBy(() -> log.append(Drafts.frames(100, id)))
                        .withStackTraceContaining("no routing");
            }
            assertThat(log.end()).isEqualTo(LogFixture.at(0));
        }
    }

    @Test
    void keepsTheWholeAppendsOfATornGroup() throws Exception {
        try (EventLog log = fixture.open(held)) {
            append(log, 4);
        }
        long frame = new EncodedDraft(Drafts.frames(100, "r0").getFirst()).size();
        disk.content(Segment.path(0))[(int) (SegmentHeader.BYTES + 2 * frame + 100)] ^= 1;

        try (EventLog log = fixture.open(disk)) {
            assertThat(log.status().damage()).isEmpty();
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "1=r1");
            assertThat(append(log, 1)).containsExactly("2=r0");
        }
        try (EventLog log = fixture.open(disk)) {
            assertThat(Drafts.ids(Drafts.readAll(log, log.start())))
                    .containsExactly("0=r0", "1=r1", "2=r0");
        }
    }
}
