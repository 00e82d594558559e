package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LoadDriverIT {

    private static final Pattern RATIO =
            Pattern.compile("\\| the same endpoint \\| \\d+ \\| [0-9.]+ \\| ([0-9.]+) \\(");

    @Test
    void measuresABareEndpointNextToItself() {
        String table = run("--self-check", "--pairs=1", "--seconds=1", "--warmup=2");

        assertThat(table).startsWith("1 event a request, 500 bytes each, 32 connections");
        Matcher ratio = RATIO.matcher(table);
        assertThat(ratio.find()).as(table).isTrue();
        assertThat(Double.parseDouble(ratio.group(1))).isBetween(0.2, 5.0);
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThat(
                        LoadDriver.line()
                                .setErr(new PrintWriter(new StringWriter()))
                                .execute("--batch=0"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static String run(String... arguments) {
        var out = new StringWriter();
        int code = LoadDriver.line().setOut(new PrintWriter(out)).execute(arguments);
        assertThat(code).isZero();
        return out.toString();
    }
}
