package dev.headrace.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that the load is sent to. Its processor time is counted until it is idle again, so that
 * the delivery of what it took belongs to the run that brought it.
 */
final class ServerUnderLoad implements Contestant {

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern.compile("ready public=(\\S+).*");

    private final String name;
    private final ChildProcess process;
    private final InetSocketAddress address;
    private final Load load;

    private ServerUnderLoad(
            String name, ChildProcess process, InetSocketAddress address, Load load) {
        this.name = name;
        this.process = process;
        this.address = address;
        this.load = load;
    }

    /** Waits until the process says that it is ready. */
    static ServerUnderLoad await(String name, ChildProcess process, Load load)
            throws IOException, InterruptedException {
        Matcher ready = READY.matcher(process.awaitLine("ready", STARTS_WITHIN));
        if (!ready.matches()) {
            throw new IOException("a server said an odd line when it was ready");
        }
        URI url = URI.create(ready.group(1));
        return new ServerUnderLoad(
                name, process, new InetSocketAddress(url.getHost(), url.getPort()), load);
    }

    @Override
    public String name() {
        return name;
    }

    /** One request outside of any measurement. */
    Answer ask() throws IOException {
        try (var connection = new Connection(address)) {
            return connection.exchange(load.requests().request(0));
        }
    }

    /** The arguments that its JVM runs with. */
    List<String> arguments() {
        return process.arguments();
    }

    @Override
    public Measurement measure(Duration length) throws IOException, InterruptedException {
        Duration before = process.cpu();
        Load.Result result = load.run(address, length);
        Duration cpu = process.cpuWhenIdle().minus(before);
        return new Measurement(
                result.latencies().count(), result.elapsed(), cpu, result.latencies());
    }

    @Override
    public void close() {
        process.close();
    }
}
