package dev.headrace.app;

import dev.headrace.app.HeadraceSettings.Listener;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Helidon is told: its own keys, made of the settings, and the same bounds for both listeners.
 */
final class ServerConfig {

    /** The name of the internal listener, also for JAX-RS applications ({@code RoutingName}). */
    static final String INTERNAL = "internal";

    /** Room for a pan-domain cookie of 900 bytes among many others. */
    private static final String MOST_HEADER_BYTES = "32768";

    private static final String IDLE_TIMEOUT = "PT60S";
    private static final String IDLE_CHECK = "PT2S";

    /**
     * Behind the overload guard, which answers better; this one bounds what the guard itself costs.
     */
    private static final int OUTER_GUARD = 4;

    private ServerConfig() {}

    static Map<String, String> of(HeadraceSettings settings) {
        var config = new TreeMap<String, String>();
        listener(config, "server.", settings.publicListener(), settings);
        listener(config, "server.sockets.0.", settings.internalListener(), settings);
        config.put("server.sockets.0.name", INTERNAL);
        config.put("server.features.observe.sockets.0", INTERNAL);
        config.put("openapi.sockets.0", INTERNAL);
        return config;
    }

    private static void listener(
            Map<String, String> config,
            String prefix,
            Listener listener,
            HeadraceSettings settings) {
        config.put(prefix + "host", listener.host());
        config.put(prefix + "port", String.valueOf(listener.port()));
        config.put(prefix + "shutdown-grace-period", settings.limits().shutdownGrace().toString());
        config.put(prefix + "idle-connection-timeout", IDLE_TIMEOUT);
        config.put(prefix + "idle-connection-period", IDLE_CHECK);
        config.put(prefix + "protocols.http_1_1.max-headers-size", MOST_HEADER_BYTES);
        config.put(
                prefix + "concurrency-limit.fixed.permits",
                String.valueOf(OUTER_GUARD * settings.limits().concurrentRequests()));
    }
}
