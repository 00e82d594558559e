package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that the sink gives to administrators, run by Kafka's own tool. */
@Tag("real-server")
class KafkaPermissionsIT {

    private static KafkaTarget target;

    @TempDir private Path folder;

    @BeforeAll
    static void startTheBroker() throws Exception {
        target = new KafkaTarget(KafkaBroker.start(List.of()));
    }

    @AfterAll
    static void stopTheBroker() {
        target.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void theCommandsAreEnoughToWriteAndToCheck(String delivery) throws Exception {
        target.createUser(delivery);
        Map<String, String> config = new HashMap<>(target.config());
        config.putAll(
                Map.of(
                        "delivery",
                        delivery,
                        "user",
                        delivery,
                        "transactional-id",
                        "t-" + delivery));
        assertThatThrownBy(() -> write(config, "before"))
                .isInstanceOf(SinkException.Unauthorised.class);

        run(commands(config));

        assertThat(write(config, "after")).isInstanceOf(Outcome.Delivered.class);
        try (OpenSink sink = OpenSink.unopened(config)) {
            assertThat(sink.check().findings())
                    .extracting(finding -> finding.level())
                    .doesNotContain(Level.FAILED, Level.UNKNOWN);
        }
    }

    private static Outcome write(Map<String, String> config, String batch) throws Exception {
        try (OpenSink sink = OpenSink.of(config)) {
            return sink.write(OpenSink.batch(batch, 0, 1)).outcome(0);
        }
    }

    /** Those for the door of the administrators. */
    private static String commands(Map<String, String> config) {
        var provider = new KafkaSinkProvider();
        Map<String, String> admins = new HashMap<>(config);
        admins.put("brokers", target.broker().admin());
        Permissions permissions = provider.permissions(provider.config().parse(admins));
        return ((Permissions.Commands) permissions).text();
    }

    private void run(String commands) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path tool = folder.resolve("kafka-acls");
        Files.writeString(
                tool,
                "#!/bin/sh\nexec %s -cp '%s/*' org.apache.kafka.tools.AclCommand \"$@\"\n"
                        .formatted(java, BrokerJars.folder()));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        var shell = new ProcessBuilder("sh", "-e", "-c", commands);
        shell.environment().merge("PATH", folder.toString(), (path, own) -> own + ':' + path);
        File log = folder.resolve("log").toFile();
        Process process = shell.redirectErrorStream(true).redirectOutput(log).start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
    }
}
