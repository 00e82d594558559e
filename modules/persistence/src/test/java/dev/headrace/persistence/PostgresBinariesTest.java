package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

final class PostgresBinariesTest {

    @TempDir private Path parent;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(parent.resolve("folder"));
    }

    @Test
    void unpacksFilesFoldersAndLinksThatStayInside() throws IOException {
        InputStream archive =
                archive(
                        file("bin/program", 0755),
                        file("share/text", 0644),
                        link("lib/name.so", "name.so.1", TarConstants.LF_SYMLINK));

        PostgresBinaries.unpack(folder, archive);

        assertThat(folder.resolve("bin/program")).isExecutable().hasContent("bin/program");
        assertThat(Files.isExecutable(folder.resolve("share/text"))).isFalse();
        assertThat(Files.readSymbolicLink(folder.resolve("lib/name.so")))
                .isEqualTo(Path.of("name.so.1"));
    }

    @Test
    void refusesAnEntryThatLeavesTheFolder() throws IOException {
        InputStream archive = archive(file("../outside", 0644));

        assertThatThrownBy(() -> PostgresBinaries.unpack(folder, archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leaves its folder");
        assertThat(parent.resolve("outside")).doesNotExist();
    }

    @Test
    void refusesALinkThatLeavesTheFolder() throws IOException {
        InputStream archive = archive(link("lib/out", "../../outside", TarConstants.LF_SYMLINK));

        assertThatThrownBy(() -> PostgresBinaries.unpack(folder, archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leaves its folder");
        assertThat(folder.resolve("lib/out")).doesNotExist();
    }

    @Test
    void refusesAnEntryBehindALinkThatLeavesTheFolder() throws IOException {
        Files.createDirectory(parent.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("lib"), parent.resolve("outside"));
        InputStream archive = archive(file("lib/file", 0644));

        assertThatThrownBy(() -> PostgresBinaries.unpack(folder, archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leaves its folder");
        assertThat(parent.resolve("outside/file")).doesNotExist();
    }

    @Test
    void refusesAHardLink() throws IOException {
        InputStream archive = archive(link("bin/hard", "bin/program", TarConstants.LF_LINK));

        assertThatThrownBy(() -> PostgresBinaries.unpack(folder, archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither file, folder nor symbolic link");
    }

    private static TarArchiveEntry file(String name, int mode) {
        var entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(name.length());
        return entry;
    }

    private static TarArchiveEntry link(String name, String target, byte type) {
        var entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        return entry;
    }

    /** Each file holds its own name. */
    private static InputStream archive(TarArchiveEntry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                if (entry.getSize() > 0) {
                    tar.write(entry.getName().getBytes(StandardCharsets.UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
