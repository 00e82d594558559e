package dev.headrace.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.eventlog.FaultyStorage.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpareSegmentTest {

    private static final int SEGMENT = 4096;

    private final FaultyStorage storage = new FaultyStorage();
    private final LogFixture fixture = new LogFixture(Drafts.settings(SEGMENT, 8));
    private final List<byte[]> onDisk = new ArrayList<>();

    /** What a power failure would leave of the spare segment when it gets its name. */
    private void remember(String operation, String path) throws IOException {
        if (operation.equals("rename") && path.equals("log/spare")) {
            storage.forceFolder("log"); // the name spare.tmp, so that one can look at it
            FaultyStorage left = storage.afterCrash(Loss.EVERYTHING, new SplittableRandom(1));
            onDisk.add(left.content("log/spare.tmp"));
        }
    }

    @Test
    void isFullOfZerosOnDiskBeforeItGetsItsName() throws Exception {
        storage.failWhen(this::remember);

        try (EventLog log = fixture.open(storage)) {
            for (int i = 0; i < 7; i++) {
                log.append(Drafts.frames(1000, "r" + i));
            }
        }

        assertThat(onDisk).hasSize(3).allSatisfy(bytes -> assertThat(bytes).hasSize(SEGMENT));
        assertThat(onDisk).allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
    }

    @Test
    void isMadeAnewWhenAnEarlierRunHasLeftItTooSmall() throws Exception {
        try (StorageFile file = storage.create("log/spare")) {
            file.write(ByteBuffer.allocate(SEGMENT - 8), 0);
        }

        try (EventLog log = fixture.open(storage)) {
            log.append(Drafts.frames(1000, "r"));
        }

        assertThat(storage.content(Segment.path(0))).hasSize(SEGMENT);
    }
}
