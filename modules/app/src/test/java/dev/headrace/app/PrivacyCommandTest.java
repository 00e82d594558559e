package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrivacyCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void makesRotatesAndDestroysAKeyAndShowsHowTheyStand() {
        assertThat(run("make", "clinic")).isZero();
        assertThat(run("rotate", "clinic")).isZero();
        assertThat(run("destroy", "clinic", "--key-version", "1")).isZero();
        out.getBuffer().setLength(0);

        assertThat(run("list")).isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        gone -> assertThat(gone).startsWith("clinic h1 destroyed at 20"),
                        key -> assertThat(key).startsWith("clinic h2 in force made 20"));
    }

    @Test
    void neverShowsAKey() throws Exception {
        run("make");

        String secret =
                Files.readString(folder.resolve("keys/privacy.json"))
                        .replaceAll(".*\"key\":\"([^\"]+)\".*\\s", "$1");
        run("list");

        assertThat(secret).hasSize(44);
        assertThat(out.toString()).contains("(no organisation) h1 in force").doesNotContain(secret);
    }

    @Test
    void destroysNothingByLeavingSomethingOut() {
        run("make", "clinic");

        assertThat(run("destroy", "clinic")).isEqualTo(2);
        assertThat(run("destroy", "clinic", "--all", "--key-version", "1")).isEqualTo(2);

        assertThat(err.toString())
                .contains("say one of --key-version and --all: there is no way back");
        run("list");
        assertThat(out.toString()).doesNotContain("destroyed");
    }

    @Test
    void saysWhatIsWrongInALine() {
        assertThat(run("rotate", "clinic")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(
                        "headrace: the organisation clinic has no key; make makes one\n");
    }

    @Test
    void needsToKnowWhichFiles() {
        assertThat(line("privacy", "list")).isEqualTo(2);
        assertThat(err.toString()).contains("say one of --data and --keys-file");
        assertThat(line("privacy", "list", "--keys-file", folder.resolve("k.json").toString()))
                .isZero();
    }

    private int run(String command, String... more) {
        String[] words = new String[more.length + 4];
        words[0] = "privacy";
        words[1] = command;
        System.arraycopy(more, 0, words, 2, more.length);
        words[words.length - 2] = "--data";
        words[words.length - 1] = folder.toString();
        return line(words);
    }

    private int line(String... words) {
        CommandLine line = HeadraceCommand.line(Map.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words);
    }
}
