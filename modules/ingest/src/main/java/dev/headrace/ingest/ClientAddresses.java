package dev.headrace.ingest;

import dev.headrace.privacy.ClientAddress;
import dev.headrace.privacy.TrustedProxies;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tells the doors who the client is, behind the proxies that the operator trusts. Costs nothing
 * until a door asks. Immutable, for any number of threads.
 */
public final class ClientAddresses {

    private static final HeaderName FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;

    private final TrustedProxies proxies;

    public ClientAddresses(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** The client's address; empty where the connection has none, as a closed one may. */
    public Optional<ClientAddress> of(ServerRequest http) {
        List<String> forwarded =
                http.headers().contains(FORWARDED_FOR)
                        ? http.headers().get(FORWARDED_FOR).allValues()
                        : List.of();
        return of(http.remotePeer().address(), forwarded);
    }

    Optional<ClientAddress> of(SocketAddress peer, List<String> forwarded) {
        return peer instanceof InetSocketAddress socket && !socket.isUnresolved()
                ? Optional.of(proxies.clientOf(ClientAddress.of(socket.getAddress()), forwarded))
                : Optional.empty();
    }
}
