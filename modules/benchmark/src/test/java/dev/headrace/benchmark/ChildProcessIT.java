package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder = Path.of("");

    @Test
    void readsTheProcessorTimeThatAChildUses() throws Exception {
        try (var child = shell("echo ready; while :; do :; done")) {
            child.awaitLine("ready", PATIENCE);
            Duration before = child.cpu();

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(child.cpu().minus(before))
                                    .isGreaterThan(Duration.ofMillis(100)));
        }
    }

    @Test
    void noticesThatAChildIsIdle() throws Exception {
        try (var child = shell("echo ready; read line; echo done $line; read line")) {
            child.awaitLine("ready", PATIENCE);

            Duration idle = child.cpuWhenIdle();
            child.tell("twelve");

            assertThat(idle).isLessThan(Duration.ofSeconds(1));
            assertThat(child.awaitLine("done", PATIENCE)).isEqualTo("done twelve");
        }
    }

    @Test
    void tellsWhereToLookWhenAChildDoesNotGetReady() throws Exception {
        try (var child = shell("echo something else")) {

            assertThatThrownBy(() -> child.awaitLine("ready", Duration.ofMillis(300)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("errors.log");
        }
    }

    private ChildProcess shell(String script) throws IOException {
        return ChildProcess.start(
                List.of("sh", "-c", script), Map.of(), folder.resolve("errors.log"));
    }
}
