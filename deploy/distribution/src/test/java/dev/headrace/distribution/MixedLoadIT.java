package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped load driver sends every stream that ships to the packaged Headrace. */
class MixedLoadIT {

    private record Ended(int code, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"none", "embedded"})
    void everyStreamIsTakenAtOnceAndNothingIsUnaccountedFor(String store) throws Exception {
        Ended run = drive("--mix", "--store=" + store, "--rate=150", "--seconds=8", "--warmup=2");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("unaccounted 0").endsWith("held\n");
        for (String stream : streams()) {
            assertThat(run.output())
                    .as("requests of " + stream)
                    .containsPattern("\\| " + stream + " \\| \\d+ \\| \\d+ \\| \\d+ \\| \\d+ \\|")
                    .doesNotContainPattern("\\| " + stream + " \\|.*\\| 0\\.00 \\| 0\\.00 \\|");
        }
    }

    @Test
    void aStreamThatIsNotThereIsRefused() throws Exception {
        Ended run = drive("--mix", "--weights=colours=3");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.output()).contains("there is no stream colours in the mix");
    }

    private static List<String> streams() throws Exception {
        try (Stream<Path> folders = Files.list(HeadraceProcess.home().resolve("streams"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("stream.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    private static Ended drive(String... arguments) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-jar",
                                System.getProperty("headrace.load-driver"),
                                "--headrace-home",
                                HeadraceProcess.home().toString(),
                                "--connections=4"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
