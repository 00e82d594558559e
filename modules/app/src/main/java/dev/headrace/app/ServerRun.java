package dev.headrace.app;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One life of the server, from the settings to the signal that ends the process. */
final class ServerRun {

    private final SettingsReader.Sources sources;
    private final PrintWriter out;

    ServerRun(SettingsReader.Sources sources, PrintWriter out) {
        this.sources = sources;
        this.out = out;
    }

    /**
     * Starts, says that it is ready, and stays; the shutdown hook of {@link HttpServer} closes
     * everything. When the start fails, nothing stays open.
     */
    void start(Optional<Demo> demo) throws InterruptedException {
        HeadraceSettings settings = SettingsReader.read(sources);
        StopSignal.install();
        Logging.configure(settings.logFormat(), settings.logLevel(), System.err);
        try (Headrace headrace = Headrace.open(settings, Clock.systemUTC(), new SecureRandom());
                HttpServer server = HttpServer.start(settings, headrace)) {
            out.println(ReadyLine.of(settings, server.ports()));
            out.flush();
            demo.ifPresent(wanted -> wanted.show(settings, headrace.sinks(), server.ports()));
            stayUntilTheProcessEnds();
        }
    }

    private static void stayUntilTheProcessEnds() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
