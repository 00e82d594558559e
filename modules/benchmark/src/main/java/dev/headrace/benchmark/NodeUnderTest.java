package dev.headrace.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packaged Headrace. As it usually comes it has three sinks: files, a switch that always works,
 * and one whose mode can be changed.
 */
final class NodeUnderTest implements AutoCloseable {

    static final String FILES = "lake";
    static final String STEADY = "steady";
    static final String FAULTY = "faulty";

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
    private static final Pattern READY =
            Pattern.compile("ready public=(http://\\S+) internal=(http://\\S+) .*");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final ChildProcess process;
    private final URI open;
    private final URI internal;

    private NodeUnderTest(Path folder, ChildProcess process, URI open, URI internal) {
        this.folder = folder;
        this.process = process;
        this.open = open;
        this.internal = internal;
    }

    /**
     * Starts one in a folder.
     *
     * @param home the distribution
     * @param hmacKeys the keys that the load is signed with
     */
    static NodeUnderTest start(Path home, Path folder, Path hmacKeys)
            throws IOException, InterruptedException {
        Path plugins = SwitchPlugin.install(home, folder.resolve("plugins"));
        return start(home, folder, yaml(folder, plugins, hmacKeys));
    }

    /**
     * Starts one with other settings.
     *
     * @param yaml the configuration file
     */
    static NodeUnderTest start(Path home, Path folder, String yaml)
            throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("node.yaml"), yaml);
        ChildProcess process =
                ChildProcess.start(
                        List.of(
                                home.resolve("bin").resolve("headrace").toString(),
                                "run",
                                "--config",
                                config.toString(),
                                "--data",
                                folder.resolve("data").toString(),
                                "--port",
                                "0",
                                "--internal-port",
                                "0"),
                        Map.of("JAVA_HOME", System.getProperty("java.home")),
                        folder.resolve("node.log"));
        try {
            Matcher ready = READY.matcher(process.awaitLine("ready", STARTS_WITHIN));
            if (!ready.matches()) {
                throw new IOException("a node said an odd line when it was ready");
            }
            return new NodeUnderTest(
                    folder, process, URI.create(ready.group(1)), URI.create(ready.group(2)));
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    private static String yaml(Path folder, Path plugins, Path hmacKeys) {
        return """
        headrace:
          public: { host: 127.0.0.1 }
          log: { quota: 10GiB, keep: 1m }
          auth: { hmac: { keys-file: "%s" } }
          plugins: { folder: "%s" }
          sinks:
            lake: { type: file }
            steady: { type: switch, mode-file: "%s" }
            faulty: { type: switch, mode-file: "%s" }
        """
                .formatted(
                        hmacKeys,
                        plugins.toAbsolutePath(),
                        folder.resolve("steady.mode").toAbsolutePath(),
                        modeFile(folder).toAbsolutePath());
    }

    private static Path modeFile(Path folder) {
        return folder.resolve("faulty.mode");
    }

    /** What the faulty sink does from now on. */
    void switchTo(SwitchMode mode) throws IOException {
        mode.write(modeFile(folder));
    }

    /** Where the load goes. */
    InetSocketAddress address() {
        return new InetSocketAddress(open.getHost(), open.getPort());
    }

    /** Where services of the same network send to. */
    InetSocketAddress internalAddress() {
        return new InetSocketAddress(internal.getHost(), internal.getPort());
    }

    /** The keys that it made for the tokens of sessions. */
    Path sessionKeys() {
        return folder.resolve("data").resolve("keys").resolve("session.json");
    }

    /** Its processor time since it began. */
    Duration cpu() {
        return process.cpu();
    }

    /** Its processor time, as soon as it does next to nothing any more. */
    Duration cpuWhenIdle() throws InterruptedException {
        return process.cpuWhenIdle();
    }

    /** The metrics as they stand now. */
    Scrape scrape() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(internal.resolve("/metrics"))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("metrics answered " + answer.statusCode());
        }
        return Scrape.of(answer.body());
    }

    /** What the process takes of the machine now. */
    Vitals vitals() throws IOException {
        return Vitals.of(process.pid());
    }

    /** The folder that the file sink writes to. */
    Path lake() {
        return folder.resolve("data").resolve("lake");
    }

    @Override
    public void close() {
        process.close();
    }
}
