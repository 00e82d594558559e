package dev.headrace.ingest;

import dev.headrace.privacy.ClientAddress;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** The sender of a request over HTTP. */
record HttpSender(ServerRequest http) implements Sender {

    @Override
    public Optional<ClientAddress> address(ClientAddresses clients) {
        return clients.of(http);
    }

    @Override
    public Optional<String> header(String name) {
        return Exchange.text(http.headers(), HeaderNames.create(name));
    }
}
