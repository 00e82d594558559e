package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jars of the broker: fetched once, into a folder of the build. */
final class BrokerJars {

    private static final Path FOLDER = Path.of("target/broker/lib").toAbsolutePath();
    private static final Path POM = Path.of("src/test/broker/pom.xml").toAbsolutePath();
    private static final String COPY =
            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";

    private BrokerJars() {}

    /** The folder, filled. */
    static synchronized Path folder() throws IOException, InterruptedException {
        if (Files.notExists(FOLDER.resolve("kafka-tools-4.3.1.jar")) && !fetch(List.of("-o"))) {
            assertThat(fetch(List.of())).as("the broker's jars can be fetched").isTrue();
        }
        return FOLDER;
    }

    private static boolean fetch(List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(System.getProperty("headrace.maven", "mvn"));
        command.addAll(List.of("-B", "-ntp", "-q", "-f", POM.toString(), COPY));
        command.add("-DoutputDirectory=" + FOLDER);
        command.addAll(options);
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process maven = builder.start();
        try {
            return maven.waitFor(8, TimeUnit.MINUTES) && maven.exitValue() == 0;
        } finally {
            maven.destroyForcibly();
        }
    }
}
