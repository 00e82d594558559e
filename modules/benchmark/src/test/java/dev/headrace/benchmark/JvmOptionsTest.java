package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

    @Test
    void takesOverWhatChangesSpeedAndNothingElse() {
        var options =
                JvmOptions.of(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:AOTCache=headrace.aot",
                                "-XX:StartFlightRecording=filename=a.jfr",
                                "-Dheadrace.home=home",
                                "-cp",
                                "lib/*",
                                "dev.headrace.app.Main",
                                "run"));

        assertThat(options.options())
                .containsExactly(
                        "-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void startsAClassWithTheOptionsFirst() {
        var options = new JvmOptions(List.of("-Xmx64m"));

        assertThat(options.command("classes", BareEndpoint.class, "argument"))
                .endsWith("-Xmx64m", "-cp", "classes", BareEndpoint.class.getName(), "argument");
    }
}
