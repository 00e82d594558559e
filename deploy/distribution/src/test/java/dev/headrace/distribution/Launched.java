package dev.headrace.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a command of the packaged {@code bin/headrace} ended, and what it has said. */
record Launched(int exitCode, String output) {

    /** Runs a command that needs no server. */
    static Launched run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    /** Runs a command that asks a server for its operator. */
    static Launched against(HeadraceProcess headrace, String... arguments)
            throws IOException, InterruptedException {
        return run(
                Map.of(
                        "HEADRACE_ADMIN_URL", headrace.internal("").toString(),
                        "HEADRACE_DATA_DIR", headrace.data().toString()),
                arguments);
    }

    private static Launched run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of(HeadraceProcess.home().resolve("bin/headrace").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Launched(process.waitFor(), output);
    }
}
