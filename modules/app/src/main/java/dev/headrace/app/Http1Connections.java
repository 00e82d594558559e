package dev.headrace.app;

import io.helidon.common.HelidonServiceLoader;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ProtocolConfigs;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionProvider;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelectorProvider;
import java.util.List;
import java.util.Set;

/**
 * Helidon's HTTP/1.1, whose connections answer by {@link NoRequestAnswers} to what is no request.
 *
 * <p>It takes the place of Helidon's own provider. With two of them Helidon would wait for the
 * first bytes of a connection before it has an owner, and a silent one would never be closed.
 */
public final class Http1Connections implements ServerConnectionSelectorProvider<Http1Config> {

    private final Http1ConnectionProvider http1 = new Http1ConnectionProvider();

    /**
     * Keeps Helidon from loading its own provider too, and what the operator excluded as well. For
     * use before a server is made.
     */
    static void replaceHelidons() {
        String key = HelidonServiceLoader.SYSTEM_PROPERTY_EXCLUDE;
        String helidons = Http1ConnectionProvider.class.getName();
        String excluded = System.getProperty(key, "");
        if (excluded.isEmpty()) {
            System.setProperty(key, helidons);
        } else if (!List.of(excluded.split(",")).contains(helidons)) {
            System.setProperty(key, excluded + "," + helidons);
        }
    }

    @Override
    public Class<Http1Config> protocolConfigType() {
        return http1.protocolConfigType();
    }

    @Override
    public String protocolType() {
        return http1.protocolType();
    }

    @Override
    public ServerConnectionSelector create(
            String listener, Http1Config config, ProtocolConfigs configs) {
        return new Selector(http1.create(listener, config, configs));
    }

    private record Selector(ServerConnectionSelector http1) implements ServerConnectionSelector {

        @Override
        public int bytesToIdentifyConnection() {
            return http1.bytesToIdentifyConnection();
        }

        @Override
        public Support supports(BufferData data) {
            return http1.supports(data);
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return http1.supportedApplicationProtocols();
        }

        @Override
        public ServerConnection connection(ConnectionContext context) {
            return http1.connection(new AnsweringConnection(context));
        }
    }
}
