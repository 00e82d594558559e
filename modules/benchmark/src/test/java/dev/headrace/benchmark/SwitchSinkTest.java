package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.publishing.SinkPlugins;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchSinkTest {

    @TempDir Path folder;

    private Path file;
    private SwitchSink sink;

    @BeforeEach
    void setUp() {
        file = folder.resolve("mode");
        sink = new SwitchSink(file);
    }

    @Test
    void worksUntilItIsToldOtherwise() throws Exception {
        assertThat(sink.write(new NoRecords()).size()).isZero();
        SwitchMode.FAIL.write(file);

        assertThatThrownBy(() -> sink.write(new NoRecords()))
                .isInstanceOf(SinkException.Unavailable.class);
    }

    @Test
    void hangsUntilItIsInterrupted() throws Exception {
        SwitchMode.HANG.write(file);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> sink.write(new NoRecords()))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void isLoadedAsAPluginBesideThoseOfTheDistribution() throws IOException {
        Path distribution = folder.resolve("distribution");
        Files.createDirectories(distribution.resolve("plugins"));

        Path plugins = SwitchPlugin.install(distribution, folder.resolve("plugins"));

        try (SinkPlugins loaded = SinkPlugins.load(plugins)) {
            assertThat(loaded.provider(SwitchSinkProvider.TYPE)).isPresent();
        }
    }

    private record NoRecords() implements RecordBatch {
        @Override
        public String id() {
            return "none";
        }

        @Override
        public RecordGroup group() {
            return RecordGroup.all();
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public Instant deadline() {
            return Instant.MAX;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public SinkRecord get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public Iterator<SinkRecord> iterator() {
            return Collections.emptyIterator();
        }
    }
}
