package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the life of the process. */
class LauncherIT {

    private static final String ONE_SINK = "headrace: {sinks: {lake: {type: file}}}\n";

    @TempDir private Path folder;

    @Test
    void startsAnswersOnTheRightListenerAndEndsBySigterm() throws Exception {
        try (HeadraceProcess headrace =
                HeadraceProcess.start(folder.resolve("data"), ONE_SINK, Map.of())) {
            for (String path : new String[] {"/health/ready", "/metrics", "/openapi"}) {
                assertThat(HeadraceProcess.get(headrace.internal(path)).statusCode())
                        .as("internal " + path)
                        .isEqualTo(200);
                assertThat(HeadraceProcess.get(headrace.url(path)).statusCode())
                        .as("public " + path)
                        .isEqualTo(404);
            }
            for (String path : new String[] {"/health", "/health/live"}) {
                assertThat(HeadraceProcess.get(headrace.url(path)).statusCode()).isEqualTo(200);
            }

            long before = System.nanoTime();
            assertThat(headrace.terminate()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void endsWithoutBeingReadyWhenAPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var builder =
                    new ProcessBuilder(
                            HeadraceProcess.home().resolve("bin/headrace").toString(),
                            "run",
                            "--data",
                            folder.resolve("data").toString(),
                            "--port",
                            String.valueOf(taken.getLocalPort()),
                            "--internal-port",
                            "0");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("HEADRACE_PUBLIC_HOST", "127.0.0.1");
            Process process = builder.redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isOne();
            assertThat(said)
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("ready public=", "BindException");
        }
    }

    @Test
    void runsThroughASymbolicLinkFromAnyFolder() throws Exception {
        Path link =
                Files.createSymbolicLink(
                        folder.resolve("headrace"), HeadraceProcess.home().resolve("bin/headrace"));
        var builder = new ProcessBuilder(link.toString(), "version");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.directory(folder.toFile()).start();

        assertThat(process.inputReader().readLine()).isEqualTo("headrace 0.1.0");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void refusesWrongSettingsBeforeItTouchesTheDataFolder() throws Exception {
        Path data = folder.resolve("data");
        var builder =
                new ProcessBuilder(
                        HeadraceProcess.home().resolve("bin/headrace").toString(),
                        "run",
                        "--data",
                        data.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HEADRACE_SINKS_LAKE_TYPE", "file");
        builder.environment().put("HEADRACE_SINKS_LAKE_PAHT", "/lake");
        builder.environment().put("HEADRACE_LOG_QUOTA", "much");
        builder.environment().put("HEADRACE_LOG_QUOTTA", "1GiB");
        Process process = builder.redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output)
                .as("every problem at once")
                .contains("headrace.sinks.lake.paht", "headrace.log.quota", "HEADRACE_LOG_QUOTTA")
                .doesNotContain("\tat ");
        assertThat(data).doesNotExist();
    }
}
