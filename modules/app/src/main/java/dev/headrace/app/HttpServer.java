package dev.headrace.app;

import dev.headrace.ingest.DrainGuard;
import io.helidon.Main;
import io.helidon.common.Weight;
import io.helidon.common.context.Context;
import io.helidon.common.context.Contexts;
import io.helidon.common.mapper.MapperManager;
import io.helidon.config.mp.MpConfigSources;
import io.helidon.microprofile.server.Server;
import io.helidon.spi.HelidonShutdownHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * The two listeners, with CDI behind them. One in a process at a time, because Helidon's CDI
 * container is the process's.
 *
 * <p>When the JVM is told to end, new requests are refused for a moment, then Helidon stops the
 * listeners (requests at work finish within the grace period), then {@link Headrace} is closed, on
 * one thread and in this order.
 */
final class HttpServer implements AutoCloseable {

    private final Server server;
    private final Config config;
    private final Ports ports;
    private final List<HelidonShutdownHandler> closing;

    /** The ports that the listeners really have. */
    record Ports(int open, int internal) {

        /** Helidon only logs that a listener did not start, and then says that its port is -1. */
        boolean areThere() {
            return open > 0 && internal > 0;
        }
    }

    /** Where CDI beans find what was made outside of CDI, and leave what only they can see. */
    record Start(Headrace headrace, AtomicReference<Ports> ports) {}

    private HttpServer(
            Server server, Config config, Ports ports, List<HelidonShutdownHandler> closing) {
        this.server = server;
        this.config = config;
        this.ports = ports;
        this.closing = closing;
    }

    /**
     * Starts both listeners; when this returns they accept.
     *
     * @throws ListenException when an address cannot be used
     */
    static HttpServer start(HeadraceSettings settings, Headrace headrace) {
        Config config =
                ConfigProviderResolver.instance()
                        .getBuilder()
                        .withSources(MpConfigSources.create("server", ServerConfig.of(settings)))
                        .build();
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        Http1Connections.replaceHelidons();
        var start = new Start(headrace, new AtomicReference<>(new Ports(0, 0)));
        // Without a mapper of its own, Helidon 4.4.0 asks its service registry for one several
        // times a request: about two thirds of all the CPU of a small post.
        MapperManager.global(MapperManager.create());
        var context = Context.create();
        context.register(start);
        try {
            Server server =
                    Contexts.runInContext(
                            context, () -> Server.builder().config(config).build().start());
            if (!start.ports().get().areThere()) {
                server.stop();
                throw new ListenException(settings);
            }
            List<HelidonShutdownHandler> closing =
                    List.of(
                            new DrainFirst(headrace.drainGuard(), settings.limits().drainDelay()),
                            new CloseLast(headrace));
            closing.forEach(Main::addShutdownHandler);
            return new HttpServer(server, config, start.ports().get(), closing);
        } catch (RuntimeException e) {
            ConfigProviderResolver.instance().releaseConfig(config);
            throw ListenException.isCausedBy(e) ? new ListenException(settings, e) : e;
        }
    }

    Ports ports() {
        return ports;
    }

    /** Stops both listeners: requests at work finish first. Leaves {@link Headrace} open. */
    @Override
    public void close() {
        server.stop();
        closing.forEach(Main::removeShutdownHandler);
        ConfigProviderResolver.instance().releaseConfig(config);
    }

    /**
     * While the listeners still accept, callers are told to go elsewhere, and whoever asks for the
     * readiness has the time to see it.
     */
    @Weight(300)
    private record DrainFirst(DrainGuard guard, Duration delay) implements HelidonShutdownHandler {

        @Override
        public void shutdown() {
            guard.drain();
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Helidon's own handler, which stops the listeners, weighs 200 and so comes before. */
    @Weight(50)
    private record CloseLast(Headrace headrace) implements HelidonShutdownHandler {

        @Override
        public void shutdown() {
            headrace.close();
        }
    }
}
