package dev.headrace.ingest;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The sender of a request over HTTP. */
record HttpSender(ServerRequest http) implements Sender {

    @Override
    public Optional<InetAddress> address() {
        return http.remotePeer().address() instanceof InetSocketAddress peer
                ? Optional.ofNullable(peer.getAddress())
                : Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
        return Exchange.text(http.headers(), HeaderNames.create(name));
    }
}
