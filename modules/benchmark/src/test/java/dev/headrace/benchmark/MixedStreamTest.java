package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MixedStreamTest {

    @Test
    void everyStreamThatShipsIsInTheMix() throws IOException {
        Path streams = ShippedContract.sourceTree().resolve("contracts/streams");
        try (Stream<Path> folders = Files.list(streams)) {
            assertThat(
                            folders.filter(folder -> Files.exists(folder.resolve("stream.yaml")))
                                    .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(MixedStream.values()).map(MixedStream::stream).toList());
        }
    }

    @Test
    void weightsAreChangedByName() {
        Map<MixedStream, Integer> weights = MixedStream.weights(Map.of("web-events", 0, "pose", 7));

        assertThat(weights)
                .hasSize(MixedStream.values().length)
                .containsEntry(MixedStream.WEB_EVENTS, 0)
                .containsEntry(MixedStream.POSE, 7);
        assertThat(weights.get(MixedStream.MEDIA)).isPositive();
    }

    @Test
    void weightsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> MixedStream.weights(Map.of("web", 1)))
                .hasMessageContaining("no stream web");
        assertThatThrownBy(() -> MixedStream.weights(Map.of("pose", -1)))
                .hasMessageContaining("0 or more");
        assertThatThrownBy(() ->
                        MixedStream.weights(
                                Arrays.stream(MixedStream.values())
                                        .collect(
                                                java.util.stream.Collectors.toMap(
                                                        MixedStream::stream, any -> 0))))
                .hasMessageContaining("more than 0");
    }
}
