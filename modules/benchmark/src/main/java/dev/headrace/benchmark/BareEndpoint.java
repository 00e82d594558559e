package dev.headrace.benchmark;

import io.helidon.common.mapper.MapperManager;
import io.helidon.config.mp.MpConfigSources;
import io.helidon.microprofile.server.Server;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * What Headrace's single events are measured against: the same server with the same settings, and
 * one JAX-RS resource that reads the body and says 202. Says {@code ready public=URL} when it
 * accepts, and runs until it is ended.
 */
public final class BareEndpoint {

    private BareEndpoint() {}

    /** The argument that leaves Helidon as it comes, without what Headrace tells its mapper. */
    static final String AS_IT_COMES = "as-it-comes";

    /** Starts on a free port. */
    public static void main(String[] arguments) {
        if (!List.of(arguments).contains(AS_IT_COMES)) {
            MapperManager.global(MapperManager.create()); // as in Headrace's own HttpServer
        }
        Config config =
                ConfigProviderResolver.instance()
                        .getBuilder()
                        .withSources(MpConfigSources.create("server", settings()))
                        .build();
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        Server server = Server.builder().config(config).build().start();
        System.out.println("ready public=http://127.0.0.1:" + server.port());
    }

    /** As Headrace tells Helidon, for both listeners. */
    private static Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        for (String listener : new String[] {"server.", "server.sockets.0."}) {
            settings.put(listener + "host", "127.0.0.1");
            settings.put(listener + "port", "0");
            settings.put(listener + "idle-connection-timeout", "PT75S");
            settings.put(listener + "idle-connection-period", "PT2S");
            settings.put(listener + "protocols.http_1_1.max-headers-size", "32768");
            settings.put(listener + "concurrency-limit.fixed.permits", "800");
        }
        settings.put("server.sockets.0.name", "internal");
        settings.put("server.features.observe.sockets.0", "internal");
        settings.put("openapi.sockets.0", "internal");
        return settings;
    }
}
