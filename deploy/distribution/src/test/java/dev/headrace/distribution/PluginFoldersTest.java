package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFoldersTest {

    private static final String SERVICE = "META-INF/services/dev.headrace.sink.SinkProvider";

    @TempDir private Path work;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void twoPlugins() throws IOException {
        module("sink-file", "dev/headrace/plugin/file/FileSink.class", SERVICE);
        module("sink-s3", "dev/headrace/plugin/s3/S3Sink.class", SERVICE);
        Path libraries = Files.createDirectories(modules().resolve("sink-s3/target/plugin"));
        Files.writeString(libraries.resolve("sdk-2.jar"), "");
    }

    @Test
    void putsEachPluginWithItsLibrariesIntoAFolderOfItsType() throws IOException {
        assertThat(run("all")).isZero();

        assertThat(written())
                .containsExactly(
                        "file/headrace-sink-file-9.jar",
                        "s3/headrace-sink-s3-9.jar",
                        "s3/sdk-2.jar");
    }

    @Test
    void holdsOnlyWhatWasChosen() throws IOException {
        assertThat(run("all")).isZero();
        assertThat(run(" s3 ,")).isZero();

        assertThat(written())
                .as("nothing of the choice before")
                .containsExactly("s3/headrace-sink-s3-9.jar", "s3/sdk-2.jar");
    }

    @Test
    void stopsAtANameThatIsNoSinkAndSaysWhichThereAre() throws IOException {
        assertThat(run("s3,postgres,kafka")).isEqualTo(1);

        assertThat(said())
                .isEqualTo(
                        "Distribution: -Dheadrace.sinks=s3,postgres,kafka names [kafka, postgres]; there are file, s3\n");
    }

    @Test
    void stopsWhenNothingIsChosen() throws IOException {
        assertThat(run(" , ")).isEqualTo(1);

        assertThat(said()).contains("names no sink; there are file, s3");
    }

    @Test
    void leavesOutAModuleWithoutClasses() throws IOException {
        module("sink-later", "META-INF/MANIFEST.MF");

        assertThat(run("all")).isZero();
        assertThat(written()).noneMatch(name -> name.startsWith("later/"));
        assertThat(run("later")).as("it cannot be chosen either").isEqualTo(1);
    }

    @Test
    void stopsAtAModuleThatNamesNoProvider() throws IOException {
        module("sink-forgetful", "dev/headrace/plugin/forgetful/ForgetfulSink.class");

        assertThat(run("all")).isEqualTo(1);
        assertThat(said()).contains("headrace-sink-forgetful-9.jar has classes, but no " + SERVICE);
    }

    @Test
    void stopsAtAModuleThatIsNotBuilt() throws IOException {
        Files.delete(modules().resolve("sink-file/target/headrace-sink-file-9.jar"));

        assertThat(run("s3")).isEqualTo(1);
        assertThat(said()).contains("headrace-sink-file-9.jar is missing: build it with mvn");
    }

    @Test
    void takesNoOtherModuleForAPlugin() throws IOException {
        module("aws-client", "dev/headrace/aws/AwsClient.class");
        Files.createDirectories(modules().resolve("sink-left-behind/target"));

        assertThat(run("all")).isZero();
        assertThat(written()).hasSize(3);
    }

    private int run(String chosen) throws IOException {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return PluginFolders.run(modules(), "9", work.resolve("home/plugins"), chosen, out);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private Path modules() {
        return work.resolve("plugins");
    }

    private List<String> written() throws IOException {
        Path target = work.resolve("home/plugins");
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void module(String name, String... entries) throws IOException {
        Path folder = modules().resolve(name);
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Path jar = folder.resolve("target/headrace-" + name + "-9.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.closeEntry();
            }
        }
    }
}
