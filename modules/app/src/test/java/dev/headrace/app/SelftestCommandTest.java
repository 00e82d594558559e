package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SelftestCommandTest {

    private static final Path MEMORY = Path.of("/dev/shm");

    private final StringWriter out = new StringWriter();

    /** Below the build's own folder: the one for temporary files may be memory. */
    @TempDir(factory = OnDisk.class)
    Path folder;

    @Test
    void findsEveryAcknowledgedEventAfterAHardKill() throws IOException {
        int exit = run("selftest", "durability", "--dir", folder.toString(), "--kills", "2");

        assertThat(out.toString())
                .contains("kill 2", "0 acknowledged ones missing, 0 wrong", "p99");
        assertThat(exit).isZero();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("nothing is left behind").isEmpty();
        }
    }

    @Test
    @EnabledIf("hasMemoryVolume")
    void refusesMemoryAsDurable() throws IOException {
        Path inMemory = Files.createTempDirectory(MEMORY, "headrace");
        try {
            int exit = run("selftest", "durability", "--dir", inMemory.toString());

            assertThat(out.toString()).contains("tmpfs", "refused");
            assertThat(exit).isEqualTo(1);
        } finally {
            Files.delete(inMemory);
        }
    }

    static boolean hasMemoryVolume() throws IOException {
        return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs");
    }

    private int run(String... arguments) {
        CommandLine line = HeadraceCommand.line(Map.of());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        return line.execute(arguments);
    }
}
