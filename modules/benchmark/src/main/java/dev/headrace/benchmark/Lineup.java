package dev.headrace.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts the contestants in a folder of their own and ends them all. */
final class Lineup implements AutoCloseable {

    static final String OTHER_VERSION = "the other version";
    static final String BARE = "bare endpoint";
    static final String BARE_AS_IT_COMES = "bare endpoint, Helidon as it comes";

    /** What Headrace is divided by: the first of these in a line, and what comes after it. */
    static final Set<String> REFERENCES = Set.of(OTHER_VERSION, BARE);

    private final Path folder;
    private final Load load;
    private final int events;
    private final List<Contestant> contestants = new ArrayList<>();
    private JvmOptions options = JvmOptions.DEFAULT;

    /**
     * Makes an empty one.
     *
     * @param folder for data and logs
     * @param events how many events a request has
     */
    Lineup(Path folder, Load load, int events) {
        this.folder = folder;
        this.load = load;
        this.events = events;
    }

    /** In the order in which they were added. */
    List<Contestant> contestants() {
        return contestants;
    }

    /**
     * Adds a Headrace. Those that are added later run with the options of its JVM.
     *
     * @param home the distribution
     * @param hmacKeys the keys that the load is signed with
     * @throws IOException when it does not start, or does not accept the events
     */
    void addHeadrace(Path home, Sinks sinks, Path hmacKeys)
            throws IOException, InterruptedException {
        options = JvmOptions.of(addHeadrace(home, sinks, hmacKeys, sinks.title).arguments());
    }

    /**
     * Adds a Headrace of another version, without sinks.
     *
     * @throws IOException when it does not start, or does not accept the events
     */
    void addOtherVersion(Path home, Path hmacKeys) throws IOException, InterruptedException {
        addHeadrace(home, Sinks.NONE, hmacKeys, OTHER_VERSION);
    }

    private ServerUnderLoad addHeadrace(Path home, Sinks sinks, Path hmacKeys, String title)
            throws IOException, InterruptedException {
        String name = title.replace(' ', '-');
        Path data = Files.createDirectories(folder.resolve(name));
        Path config = Files.writeString(data.resolve("benchmark.yaml"), sinks.config(hmacKeys));
        List<String> command =
                List.of(
                        home.resolve("bin").resolve("headrace").toString(),
                        "run",
                        "--config",
                        config.toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--internal-port",
                        "0");
        ServerUnderLoad server = started(title, start(command, name));
        Answer answer = server.ask();
        if (answer.status() != 202 || !answer.body().contains("\"accepted\":" + events + ",")) {
            throw new IOException(title + " does not accept the sample events: " + answer);
        }
        return server;
    }

    void addBareEndpoint(String name, String... arguments)
            throws IOException, InterruptedException {
        started(name, start(command(BareEndpoint.class, arguments), "bare-" + contestants.size()));
    }

    void addPlainWork() throws IOException, InterruptedException {
        List<String> command =
                options.command(Libraries.all(), ParseAndValidate.class, String.valueOf(events));
        contestants.add(PlainWork.await(start(command, "plain-work")));
    }

    private List<String> command(Class<?> main, String... arguments) throws IOException {
        return options.command(Libraries.withoutHeadrace(), main, arguments);
    }

    private ChildProcess start(List<String> command, String log) throws IOException {
        return ChildProcess.start(
                command,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                folder.resolve(log + ".log"));
    }

    private ServerUnderLoad started(String name, ChildProcess process)
            throws IOException, InterruptedException {
        try {
            ServerUnderLoad server = ServerUnderLoad.await(name, process, load);
            contestants.add(server);
            return server;
        } catch (IOException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public void close() {
        contestants.forEach(Contestant::close);
    }

    /** Where Headrace delivers to while it is measured. */
    enum Sinks {
        NONE("Headrace without sinks", ""),
        FILE("Headrace with the file sink", "  sinks:\n    lake: { type: file }\n");

        private final String title;
        private final String yaml;

        Sinks(String title, String yaml) {
            this.title = title;
            this.yaml = yaml;
        }

        /** Defaults everywhere, but for what a measurement must have and the disk can hold. */
        private String config(Path hmacKeys) {
            return """
            headrace:
              public: { host: 127.0.0.1 }
              log: { quota: 2GiB }
              auth: { hmac: { keys-file: "%s" } }
            %s\
            """
                    .formatted(hmacKeys, yaml);
        }
    }
}
